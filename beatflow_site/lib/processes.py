"""Processes that can be told apart for good, and that don't outlive their parent."""

import ctypes
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

from django.conf import settings

_PR_SET_PDEATHSIG = 1


def name_of(pid: int) -> str:
    """Like "studio-1:8812345:4711": instance, start of the process, process id. Never given twice."""
    return f"{settings.INSTANCE}:{started(pid)}:{pid}"


def is_here(name: str) -> bool:
    """Whether a named process would run on this instance."""
    instance: str = settings.INSTANCE
    return name.rpartition(":")[0].rpartition(":")[0] == instance


def is_alive(name: str) -> bool:
    """Whether the very process of that name runs on this instance; a later one with the same id doesn't count."""
    pid = name.rpartition(":")[2]
    return is_here(name) and pid.isdecimal() and bool(started(int(pid))) and name == name_of(int(pid))


def started(pid: int) -> str:
    """When a process started, in a form to compare; empty where none runs under that id, or only its zombie."""
    if not Path("/proc/self/stat").exists():
        found = subprocess.run(["ps", "-o", "lstart=", "-p", str(pid)], capture_output=True, text=True, check=False)
        return found.stdout.strip().replace(" ", "").replace(":", "")
    fields = _fields(pid)
    return "" if not fields or fields[0] in "ZX" else fields[19]


def die_with_parent(how: signal.Signals = signal.SIGKILL) -> None:
    """Let the kernel send `how` to this process when the one that started it ends. Linux only."""
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, how)


def kill_session(leader_pid: int, within_s: float = 2.0) -> None:
    """End all that a session leader left behind, and wait until it is gone."""
    try:
        os.killpg(leader_pid, signal.SIGKILL)
    except ProcessLookupError:
        return
    deadline = time.monotonic() + within_s
    while _is_session_alive(leader_pid) and time.monotonic() < deadline:
        time.sleep(0.01)


def _is_session_alive(leader_pid: int) -> bool:
    """Whether anything but zombies is left; where that cannot be seen, whether anything is."""
    if not Path("/proc/self/stat").exists():
        return _can_be_signalled(leader_pid)
    states = (fields for entry in Path("/proc").glob("[0-9]*") if (fields := _fields(int(entry.name))))
    return any(int(fields[2]) == leader_pid and fields[0] not in "ZX" for fields in states)


def _can_be_signalled(leader_pid: int) -> bool:
    try:
        os.killpg(leader_pid, 0)
    except OSError:
        return False
    return True


def _fields(pid: int) -> list[str]:
    """Of `/proc/PID/stat`, what follows the name: state, parent, process group, …; nothing where it has ended."""
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    except OSError:
        return []

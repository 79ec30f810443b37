"""Processes that can be told apart for good, and that don't outlive their parent."""

import ctypes
import os
import signal
import subprocess
import sys
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
    try:
        fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    except OSError:
        return ""
    return "" if fields[0] in "ZX" else fields[19]


def die_with_parent(how: signal.Signals = signal.SIGKILL) -> None:
    """Let the kernel send `how` to this process when the one that started it ends. Linux only."""
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, how)


def kill_session(leader_pid: int, how: signal.Signals = signal.SIGKILL) -> None:
    """Send a signal to all that a session leader left behind."""
    try:
        os.killpg(leader_pid, how)
    except ProcessLookupError:
        return

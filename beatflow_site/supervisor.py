"""Keeping processes up: each in a session of its own, restarted when it dies, stopped with all that it started."""

import logging
import os
import signal
import subprocess
import time
from collections.abc import Iterable, Mapping, Sequence
from functools import partial

from django.conf import settings

from beatflow_site.lib import processes

STOP_WITHIN_S = 4.0
FIRST_DELAY_S, LONGEST_DELAY_S = 0.5, 30.0
STEADY_AFTER_S = 20.0
_logger = logging.getLogger(__name__)


class Service:
    """One program that should be running."""

    def __init__(self, name: str, command: Sequence[str], environment: Mapping[str, str] | None = None) -> None:
        self.name = name
        self._command = list(command)
        self._environment = {**os.environ, **(environment or {})}
        self._process: subprocess.Popen[bytes] | None = None
        self._started_at = self._start_at = 0.0
        self._delay_s = FIRST_DELAY_S

    @property
    def pid(self) -> int | None:
        """Its process, while there is one. The process also leads its session."""
        return self._process.pid if self._process else None

    def start(self) -> None:
        """Start it. The kernel tells it to stop should the supervisor be killed."""
        self._process = subprocess.Popen(
            self._command,
            cwd=settings.BASE_DIR,
            env=self._environment,
            stdin=subprocess.DEVNULL,
            start_new_session=True,
            preexec_fn=partial(processes.die_with_parent, signal.SIGTERM),  # noqa: PLW1509  one thread
        )
        self._started_at = time.monotonic()

    def keep_up(self) -> bool:
        """Clear up after it and start it again if it died, after a growing pause. Says whether it had died."""
        has_died = self._process is not None and self._process.poll() is not None
        if has_died:
            self._bury()
        elif self._process is None and time.monotonic() >= self._start_at:
            self.start()
        return has_died

    def _bury(self) -> None:
        assert self._process is not None
        processes.kill_session(self._process.pid)  # a dead parent's orphans would go on working
        _logger.warning("%s ended with status %s; starting it again.", self.name, self._process.returncode)
        was_steady = time.monotonic() - self._started_at >= STEADY_AFTER_S
        self._delay_s = FIRST_DELAY_S if was_steady else min(self._delay_s * 2, LONGEST_DELAY_S)
        self._start_at = time.monotonic() + self._delay_s
        self._process = None


class Chore:
    """A program that is run to its end now and then, as a service never is."""

    def __init__(self, name: str, command: Sequence[str], *, every_s: float, first_after_s: float) -> None:
        self.name = name
        self._command = list(command)
        self._every_s = every_s
        self._due_at = time.monotonic() + first_after_s
        self._process: subprocess.Popen[bytes] | None = None

    def look(self) -> None:
        """Begin it where it is due, and say so where it went wrong."""
        if self._process is not None and self._process.poll() is not None:
            self._clear_up(self._process)
        elif self._process is None and time.monotonic() >= self._due_at:
            self._due_at = time.monotonic() + self._every_s
            self._process = subprocess.Popen(
                self._command,
                cwd=settings.BASE_DIR,
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
                start_new_session=True,
                preexec_fn=partial(processes.die_with_parent, signal.SIGTERM),  # noqa: PLW1509  one thread
            )

    def _clear_up(self, ended: subprocess.Popen[bytes]) -> None:
        if ended.returncode:
            _logger.warning("%s ended with status %s; it is tried again later.", self.name, ended.returncode)
        self._process = None


def stop_all(services: Iterable[Service | Chore], within_s: float = STOP_WITHIN_S) -> None:
    """Ask every service to stop, and end what is still there after a while, with all that it started."""
    running = [service._process for service in services if service._process is not None]
    for process in running:
        if process.poll() is None:
            process.terminate()  # the parent only: a cluster whose workers are told as well never ends
    deadline = time.monotonic() + within_s
    while any(process.poll() is None for process in running) and time.monotonic() < deadline:
        time.sleep(0.05)
    for process in running:
        processes.kill_session(process.pid)
        process.wait()
    for service in services:
        service._process = None

"""The worker's end of its warm child, in which all sound is made. Killing it stops any work at once."""

import json
import logging
import os
import select
import subprocess
import sys
from collections.abc import Callable, Iterator, Mapping
from contextlib import suppress
from typing import IO, Any

from django.conf import settings

from generation import facilities

TICK_S = 0.1
_ONE_THREAD = dict.fromkeys(("OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS", "MKL_NUM_THREADS"), "1")
_PATIENT = {"OMP_WAIT_POLICY": "PASSIVE"}
"""Models take several threads. Where others work too, threads that wait by spinning cost ten times the work."""
Look = Callable[[], None]
"""What is called often while one waits, and raises where there is nothing to wait for any more."""
_logger = logging.getLogger(__name__)


class Failed(Exception):
    """The child answered with an error."""

    def __init__(self, code: str, sentence: str, can_pass: bool, wait_s: float = 0.0) -> None:
        super().__init__(sentence)
        self.code, self.sentence, self.can_pass, self.wait_s = code, sentence, can_pass, wait_s


class Died(Exception):
    """The child ended in the middle of its work."""


class Child:
    """One process, started when it is needed and used again for the next request."""

    def __init__(self) -> None:
        self._process: subprocess.Popen[bytes] | None = None
        self._owner_pid = 0

    def start(self) -> None:
        """Start the process unless it runs; it loads its tools while we go on."""
        if self._is_running():
            return
        command = [sys.executable, "-m", "generation.engines.host"]
        self._process = subprocess.Popen(
            command,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            cwd=settings.BASE_DIR,
            env={**_PATIENT, **os.environ, **_ONE_THREAD},
        )
        self._owner_pid = os.getpid()
        with suppress(BrokenPipeError):  # it died at once, and the first request finds that out
            self._send(facilities.here().as_json())

    def _is_running(self) -> bool:
        return self._process is not None and self._owner_pid == os.getpid() and self._process.poll() is None

    def kill(self) -> None:
        """End it, whatever it is doing."""
        if self._is_running() and self._process is not None:
            self._process.kill()
            self._process.communicate()
        self._process = None

    def ask(
        self,
        request: Mapping[str, Any],
        *,
        on_progress: Callable[[int, str], None],
        tick: Look,
        on_note: Callable[[Mapping[str, Any]], None] = lambda values: None,
        on_part: Callable[[int, Mapping[str, Any]], None] = lambda index, message: None,
    ) -> dict[str, Any]:
        """Have a request worked on and return its result. Raises Failed or Died.

        `on_part` gets what is said of one piece of a request that has several. `tick` is called about every
        `TICK_S`; what a callback raises kills the child and is passed on.
        """
        self.start()
        try:
            return self._converse(request, on_progress, tick, on_note, on_part)
        except Failed:
            raise
        except BaseException:
            self.kill()
            raise

    def _converse(
        self,
        request: Mapping[str, Any],
        on_progress: Callable[[int, str], None],
        tick: Look,
        on_note: Callable[[Mapping[str, Any]], None],
        on_part: Callable[[int, Mapping[str, Any]], None],
    ) -> dict[str, Any]:
        for message in self._messages(request, tick):
            if "of" in message:
                on_part(message["of"], message)
            elif "done" in message:
                return dict(message["done"])
            elif "error" in message:
                raise Failed(**message["error"])
            elif "note" in message:
                on_note(message["note"])
            else:
                on_progress(*message["progress"])
        raise Died

    def _messages(self, request: Mapping[str, Any], tick: Look) -> Iterator[dict[str, Any]]:
        assert self._process is not None
        assert self._process.stdout is not None
        try:
            self._send(request)
        except BrokenPipeError as error:
            raise Died from error
        for line in _lines(self._process.stdout, tick):
            yield json.loads(line)

    def _send(self, message: Mapping[str, Any]) -> None:
        assert self._process is not None
        assert self._process.stdin is not None
        self._process.stdin.write(json.dumps(message).encode() + b"\n")
        self._process.stdin.flush()


def _lines(stream: IO[bytes], tick: Look) -> Iterator[bytes]:
    """The lines of a pipe as they come; `tick` runs between them and while there are none."""
    rest = b""
    while True:
        ready, _, _ = select.select([stream], [], [], TICK_S)
        tick()
        if ready:
            chunk = os.read(stream.fileno(), 65536)
            if not chunk:
                return
            *lines, rest = (rest + chunk).split(b"\n")
            yield from lines

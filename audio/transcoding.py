"""Preparing sound in a child process, so that a web process never loads numpy and a broken file harms nobody."""

import logging
import os
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from pathlib import Path

from django.conf import settings

LIMIT_S = 60.0
LIMIT_PER_SECOND_OF_SOUND = 0.5
LOOK_EVERY_S = 0.2
_slots = threading.BoundedSemaphore(max(1, os.cpu_count() or 1))
_logger = logging.getLogger(__name__)


class Failed(Exception):
    """The sound could not be prepared; the sentence says why."""


def run(source: Path, form: str, out: Path, duration_s: float) -> None:
    """Write `source` as `form` (a format of `dsp.codec`, or "peaks") to `out`. Raises Failed, also after too long."""
    in_child("audio.dsp.transcode", [str(source), form, str(out)], duration_s)


def in_child(module: str, arguments: list[str], duration_s: float, look: Callable[[], None] = lambda: None) -> str:
    """Run a module of `audio.dsp` on so much sound and give what it prints. Raises Failed, also after too long.

    `look` is called about every `LOOK_EVERY_S` meanwhile; what it raises ends the child and is passed on.
    """
    command = [sys.executable, "-m", module, *arguments]
    limit_s = LIMIT_S + LIMIT_PER_SECOND_OF_SOUND * duration_s
    try:
        with _slots:
            said = _run(command, limit_s, look)
    except subprocess.TimeoutExpired as error:
        raise Failed(f"This took longer than {limit_s:.0f} s to prepare.") from error
    except subprocess.CalledProcessError as error:
        _logger.error("%s: %s", " ".join(command[2:]), error.stderr.decode(errors="replace").strip())
        raise Failed("This sound could not be prepared.") from error
    return said.decode()


def _run(command: list[str], limit_s: float, look: Callable[[], None]) -> bytes:
    environment = os.environ | {"OMP_NUM_THREADS": "1", "OPENBLAS_NUM_THREADS": "1"}
    to_us = subprocess.PIPE
    with subprocess.Popen(command, cwd=settings.BASE_DIR, env=environment, stdout=to_us, stderr=to_us) as child:
        try:
            said, complained = _ended(child, time.monotonic() + limit_s, look)
        except BaseException:
            child.kill()
            raise
    if child.returncode:
        raise subprocess.CalledProcessError(child.returncode, command, said, complained)
    return said


def _ended(child: subprocess.Popen[bytes], deadline: float, look: Callable[[], None]) -> tuple[bytes, bytes]:
    """What it printed, once it has ended."""
    while True:
        try:
            return child.communicate(timeout=LOOK_EVERY_S)
        except subprocess.TimeoutExpired:
            if time.monotonic() >= deadline:
                raise
        look()

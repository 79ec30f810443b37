"""Locks between the processes of one host: whoever dies lets go."""

import fcntl
import os
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress

from django.conf import settings

from audio import store

LOOK_EVERY_S = 0.1


@contextmanager
def held(name: str, look: Callable[[], None] | None = None) -> Iterator[None]:
    """Hold the lock of that name (letters, digits, hyphens), after waiting for whoever holds it.

    `look` is called about every `LOOK_EVERY_S` while one waits; what it raises ends the waiting and is passed on.
    """
    folder = settings.BLOBS_DIR / "locks"
    with store.plain_errors():
        folder.mkdir(parents=True, exist_ok=True)
    file = folder / name
    handle = _take(str(file), look)
    try:
        yield
    finally:
        file.unlink(missing_ok=True)
        os.close(handle)


def _take(file: str, look: Callable[[], None] | None) -> int:
    """Open and lock a file; again where its last holder removed it meanwhile."""
    while True:
        with store.plain_errors():
            handle = os.open(file, os.O_CREAT | os.O_RDWR, 0o640)
        try:
            _wait(handle, look)
        except BaseException:
            os.close(handle)
            raise
        if os.fstat(handle).st_nlink:
            return handle
        os.close(handle)


def _wait(handle: int, look: Callable[[], None] | None) -> None:
    """Until the lock is ours. Without anything to look at, the system wakes us."""
    while look is not None:
        with suppress(BlockingIOError):
            return fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        look()
        time.sleep(LOOK_EVERY_S)
    return fcntl.flock(handle, fcntl.LOCK_EX)

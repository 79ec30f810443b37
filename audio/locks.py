"""Locks between the processes of one host: whoever dies lets go."""

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager

from django.conf import settings

from audio import store


@contextmanager
def held(name: str) -> Iterator[None]:
    """Hold the lock of that name (letters, digits, hyphens), after waiting for whoever holds it."""
    folder = settings.BLOBS_DIR / "locks"
    with store.plain_errors():
        folder.mkdir(parents=True, exist_ok=True)
    file = folder / name
    handle = _take(str(file))
    try:
        yield
    finally:
        file.unlink(missing_ok=True)
        os.close(handle)


def _take(file: str) -> int:
    """Open and lock a file; again where its last holder removed it meanwhile."""
    while True:
        with store.plain_errors():
            handle = os.open(file, os.O_CREAT | os.O_RDWR, 0o640)
        fcntl.flock(handle, fcntl.LOCK_EX)
        if os.fstat(handle).st_nlink:
            return handle
        os.close(handle)

"""Where the bytes of blobs lie: `BLOBS_DIR/ab/cd/<digest>`, each written once and never changed.

Whatever lies under a digest is complete: bytes are hashed, written under a temporary name in the same folder tree,
flushed to the disk and then renamed.
"""

import errno
import hashlib
import os
import re
import shutil
import uuid
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import BinaryIO

from django.conf import settings

_DIGEST = re.compile(r"[0-9a-f]{64}")
_FULL = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG)


class StoreFull(OSError):
    """No room is left for what should be stored. Nothing was kept of it."""


class StoreUnwritable(OSError):
    """The store may not be written. Nothing was kept."""


def put(data: bytes) -> str:
    """Store bytes under their SHA-256 and return it. Raises StoreFull or StoreUnwritable, and leaves nothing then."""
    digest = hashlib.sha256(data).hexdigest()
    with plain_errors():
        if not _already(digest):
            _write(digest, data)
    return digest


def put_file(file: Path) -> str:
    """Store a finished file under its SHA-256 and return it. On one disk nothing is copied: `file` is linked.

    Whoever calls removes `file` and no longer writes to it. Raises as `put` does.
    """
    with file.open("rb") as opened:
        digest = hashlib.file_digest(opened, "sha256").hexdigest()
    with plain_errors():
        if not _already(digest):
            _link(file, digest)
    return digest


def path(digest: str) -> Path:
    """Where a blob lies, or would lie. Raises ValueError for what is no digest."""
    if not _DIGEST.fullmatch(digest):
        raise ValueError("That is no digest.")
    return settings.BLOBS_DIR / digest[:2] / digest[2:4] / digest


def exists(digest: str) -> bool:
    """Whether the bytes are there."""
    return path(digest).is_file()


def open(digest: str) -> BinaryIO:
    """The bytes as a file to read. Raises FileNotFoundError where there are none."""
    return path(digest).open("rb")


def lay(digest: str, target: Path) -> None:
    """Put the bytes at a new path for a tool that wants a file and only reads it. On one disk nothing is copied.

    Raises FileNotFoundError where there are none.
    """
    try:
        os.link(path(digest), target)
    except OSError:  # another disk, or one without links
        shutil.copyfile(path(digest), target)


def size(digest: str) -> int:
    """How many bytes lie under a digest. Raises FileNotFoundError where there are none."""
    return path(digest).stat().st_size


def discard(digest: str) -> None:
    """Remove the bytes, where there are any. Only pruning may."""
    path(digest).unlink(missing_ok=True)


def temporary() -> Path:
    """A new name beside the store on the same disk, for a file that `put_file` will take. Raises as `put` does."""
    folder = settings.BLOBS_DIR / "incoming"
    with plain_errors():
        folder.mkdir(parents=True, exist_ok=True)
    return folder / f"{uuid.uuid4().hex}.part"


def temporaries() -> Iterator[Path]:
    """Everything that was being written, or was left behind by a process that died."""
    return (settings.BLOBS_DIR / "incoming").glob("*")


def digests() -> Iterator[str]:
    """Every digest that has bytes, by walking the folders."""
    found = settings.BLOBS_DIR.glob("[0-9a-f][0-9a-f]/[0-9a-f][0-9a-f]/*")
    return (file.name for file in found if _DIGEST.fullmatch(file.name))


def _already(digest: str) -> bool:
    """Whether the bytes are there; if so they count as written now, so that pruning spares them."""
    with suppress(FileNotFoundError):
        os.utime(path(digest))
        return True
    return False


def _write(digest: str, data: bytes) -> None:
    part = temporary()
    try:
        part.write_bytes(data)
        _settle(part, digest)
    finally:
        part.unlink(missing_ok=True)


def _link(file: Path, digest: str) -> None:
    part = temporary()
    try:
        try:
            os.link(file, part)
        except OSError:  # another disk, or one without links
            shutil.copyfile(file, part)
        _settle(part, digest)
    finally:
        part.unlink(missing_ok=True)


def _settle(part: Path, digest: str) -> None:
    with part.open("rb+") as written:
        os.fsync(written.fileno())
    part.chmod(0o640)
    os.utime(part)  # a linked file may be old, and pruning takes what is old and has no row
    target = path(digest)
    target.parent.mkdir(parents=True, exist_ok=True)
    part.replace(target)
    _flush_folder(target.parent)


def _flush_folder(folder: Path) -> None:
    """Let the new name itself survive a power cut."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


@contextmanager
def plain_errors() -> Iterator[None]:
    """Turn what the system says of the disk into StoreFull or StoreUnwritable."""
    try:
        yield
    except (StoreFull, StoreUnwritable):
        raise
    except OSError as error:
        if error.errno in _FULL:
            raise StoreFull(error.errno, "The disk is full: nothing was stored.") from error
        raise StoreUnwritable(error.errno, "The audio store cannot be written: nothing was stored.") from error

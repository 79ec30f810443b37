"""FLAC: comments in a metadata block of their own, right behind the first (RFC 9639, section 8)."""

from __future__ import annotations

from collections.abc import Iterator
from typing import BinaryIO

from audio.tags.vorbis import comments, vendor_of
from audio.tags.words import Tags, Unsuitable
from beatflow_site.lib.splices import Spliced

_MAGIC = b"fLaC"
_STREAMINFO, _PADDING, _COMMENTS = 0, 1, 4
_LAST = 0x80
_LONGEST = (1 << 24) - 1


def spliced(file: BinaryIO, size: int, tags: Tags) -> Spliced:
    """A FLAC with these comments and without padding."""
    if file.read(4) != _MAGIC:
        raise Unsuitable
    blocks = list(_blocks(file))
    if not blocks or blocks[0][0] != _STREAMINFO:
        raise Unsuitable
    vendor = next((vendor_of(body) for kind, body in blocks if kind == _COMMENTS), b"")
    others = [block for block in blocks[1:] if block[0] not in (_PADDING, _COMMENTS)]
    kept = [blocks[0], (_COMMENTS, comments(tags, vendor)), *others]
    head = b"".join(_written(kind, body, is_last=block is kept[-1]) for block in kept for kind, body in [block])
    return Spliced(head=_MAGIC + head, middle=range(file.tell(), size))


def _blocks(file: BinaryIO) -> Iterator[tuple[int, bytes]]:
    is_last = False
    while not is_last:
        start = file.read(4)
        length = int.from_bytes(start[1:], "big")
        body = file.read(length)
        if len(start) < 4 or len(body) < length:
            raise Unsuitable
        is_last = bool(start[0] & _LAST)
        yield start[0] & ~_LAST, body


def _written(kind: int, body: bytes, *, is_last: bool) -> bytes:
    if len(body) > _LONGEST:
        raise Unsuitable
    return bytes([kind | _LAST * is_last]) + len(body).to_bytes(3, "big") + body

"""Packs: many objects in one stream, each read when its turn comes."""

from __future__ import annotations

import hashlib
import zlib
from collections.abc import Callable, Generator, Iterable, Sequence
from dataclasses import dataclass

from dulwich.object_format import SHA1
from dulwich.pack import pack_header_chunks, pack_object_header

COMMIT, TREE, BLOB = 1, 2, 3
"""Git's numbers for kinds of objects in packs."""
STORED, SMALL = 0, 6
"""How much to squeeze: FLAC not at all, as it does not get smaller."""
BAND_BYTES = 65_515
"""What one packet of a side band holds at most."""


@dataclass(frozen=True, slots=True)
class Packed:
    """An object that goes into a pack."""

    kind: int
    size_bytes: int
    read: Callable[[], Iterable[bytes]]
    """Its bytes in pieces, when they are needed."""
    level: int = SMALL


def whole(kind: int, data: bytes) -> Packed:
    """An object that lies in memory."""
    return Packed(kind, len(data), lambda: (data,))


def pack(objects: Sequence[Packed]) -> Generator[bytes, None, None]:
    """The bytes of a pack; of the objects, only the piece at hand is held.

    Raises what reading raises, and ValueError where an object is not as long as was said.
    """
    told = hashlib.sha1(usedforsecurity=False)
    for piece in _body(objects):
        told.update(piece)
        yield piece
    yield told.digest()


def _body(objects: Sequence[Packed]) -> Generator[bytes, None, None]:
    yield b"".join(pack_header_chunks(len(objects)))
    for one in objects:
        yield bytes(pack_object_header(one.kind, None, one.size_bytes, SHA1))
        yield from _squeezed(one)


def _squeezed(one: Packed) -> Generator[bytes, None, None]:
    squeezer, left = zlib.compressobj(one.level), one.size_bytes
    for piece in one.read():
        left -= len(piece)
        if squeezed := squeezer.compress(piece):
            yield squeezed
    if left:
        raise ValueError("An object is not as long as it should be.")
    yield squeezer.flush()


def even(pieces: Iterable[bytes], size_bytes: int) -> Generator[bytes, None, None]:
    """The same bytes in pieces of one size, the last one shorter."""
    waiting = bytearray()
    for piece in pieces:
        waiting += piece
        while len(waiting) >= size_bytes:
            yield bytes(waiting[:size_bytes])
            del waiting[:size_bytes]
    if waiting:
        yield bytes(waiting)

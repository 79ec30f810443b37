"""Ogg Vorbis: the comment header in its place, on as many pages as before, so that no page of sound changes
(RFC 3533; xiph.org/vorbis/doc/Vorbis_I_spec.html, section 4.2)."""

from __future__ import annotations

import struct
from collections.abc import Sequence
from dataclasses import dataclass
from typing import BinaryIO

from audio.tags.vorbis import comments, vendor_of
from audio.tags.words import Tags, Unsuitable
from beatflow_site.lib.splices import Spliced

_HEADER = struct.Struct("<4sBBqIIIB")
_CONTINUED = 1
_FULL = 255
_COMMENT = b"\x03vorbis"
_POLYNOMIAL = 0x04C11DB7


@dataclass(frozen=True, slots=True)
class _Page:
    serial: int
    number: int
    lacing: bytes
    body: bytes


def spliced(file: BinaryIO, size: int, tags: Tags) -> Spliced:
    """An Ogg file with these comments."""
    first = _read(file)
    after_first = file.tell()
    pages: list[_Page] = []
    while sum(length < _FULL for page in pages for length in page.lacing) < 2:
        pages.append(_read(file))
    old, setup, *more = _packets(pages)
    if more or not old.startswith(_COMMENT):
        raise Unsuitable
    new = _COMMENT + comments(tags, vendor_of(old[len(_COMMENT) :])) + b"\x01"
    written = _paged([new, setup], first.serial, len(pages))
    end = file.tell()
    file.seek(0)
    return Spliced(head=file.read(after_first) + written, middle=range(end, size))


def _read(file: BinaryIO) -> _Page:
    start = file.read(_HEADER.size)
    if len(start) < _HEADER.size or not start.startswith(b"OggS"):
        raise Unsuitable
    _, _, _, _, serial, number, _, segments = _HEADER.unpack(start)
    lacing = file.read(segments)
    return _Page(serial, number, lacing, file.read(sum(lacing)))


def _packets(pages: Sequence[_Page]) -> list[bytes]:
    packets, packet = [], b""
    for page in pages:
        at = 0
        for length in page.lacing:
            packet += page.body[at : at + length]
            at += length
            if length < _FULL:
                packets.append(packet)
                packet = b""
    return packets


def _paged(packets: Sequence[bytes], serial: int, count: int) -> bytes:
    """Packets on so many pages, which follow the first one of a stream."""
    lacing = [length for packet in packets for length in _laced(len(packet))]
    body = b"".join(packets)
    per_page = -(-len(lacing) // count)
    if per_page > _FULL or per_page * (count - 1) >= len(lacing):
        raise Unsuitable
    written, at = [], 0
    for number in range(count):
        part = bytes(lacing[number * per_page : (number + 1) * per_page])
        is_continued = number > 0 and lacing[number * per_page - 1] == _FULL
        written.append(_page(part, body[at : at + sum(part)], serial, number + 1, is_continued=is_continued))
        at += sum(part)
    return b"".join(written)


def _laced(length: int) -> list[int]:
    return [_FULL] * (length // _FULL) + [length % _FULL]


def _page(lacing: bytes, body: bytes, serial: int, number: int, *, is_continued: bool) -> bytes:
    position = 0 if min(lacing) < _FULL else -1
    fields = (b"OggS", 0, _CONTINUED * is_continued, position, serial, number)
    checksum = _checksum(_HEADER.pack(*fields, 0, len(lacing)) + lacing + body)
    return _HEADER.pack(*fields, checksum, len(lacing)) + lacing + body


def _table() -> tuple[int, ...]:
    table = []
    for byte in range(256):
        rest = byte << 24
        for _ in range(8):
            rest = (rest << 1) ^ (_POLYNOMIAL if rest & 0x8000_0000 else 0)
        table.append(rest & 0xFFFF_FFFF)
    return tuple(table)


_TABLE = _table()


def _checksum(data: bytes) -> int:
    rest = 0
    for byte in data:
        rest = (rest << 8 & 0xFFFF_FFFF) ^ _TABLE[rest >> 24 ^ byte]
    return rest

"""WAV: a LIST INFO chunk, which most players read, and an ID3 tag for all that INFO has no name for."""

from __future__ import annotations

import struct
from typing import BinaryIO

from audio.tags import id3
from audio.tags.words import ENCODER, Tags, Unsuitable
from beatflow_site.lib.splices import Spliced

_HEADER_BYTES = 12
_LARGEST = 0xFFFF_FFFF


def spliced(file: BinaryIO, size: int, tags: Tags) -> Spliced:
    """A WAV with the chunks behind its last one."""
    start = file.read(_HEADER_BYTES)
    if start[:4] != b"RIFF" or start[8:] != b"WAVE" or size < struct.unpack("<I", start[4:8])[0] + 8:
        raise Unsuitable
    tail = b"\0" * (size % 2) + _info(tags) + _chunk(b"id3 ", id3.tag(tags))
    length = size + len(tail) - 8
    if length > _LARGEST:
        raise Unsuitable
    return Spliced(head=b"RIFF" + struct.pack("<I", length) + b"WAVE", middle=range(_HEADER_BYTES, size), tail=tail)


def _info(tags: Tags) -> bytes:
    texts = {
        b"INAM": tags.title,
        b"IART": tags.artist,
        b"IPRD": tags.album,
        b"ICRD": tags.date,
        b"IGNR": tags.genre,
        b"ICMT": tags.comment,
        b"ICOP": tags.licence,
        b"ISFT": ENCODER,
    }
    words = (_chunk(name, text.replace("\0", " ").encode() + b"\0") for name, text in texts.items() if text)
    return _chunk(b"LIST", b"INFO" + b"".join(words))


def _chunk(name: bytes, body: bytes) -> bytes:
    """Chunks begin at even places."""
    return name + struct.pack("<I", len(body)) + body + b"\0" * (len(body) % 2)

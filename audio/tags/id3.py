"""ID3v2.4, as MP3 files begin with it and WAV files hold it in a chunk (id3.org/id3v2.4.0-structure)."""

from __future__ import annotations

from typing import BinaryIO

from audio.tags.words import ENCODER, Tags
from beatflow_site.lib.splices import Spliced

_UTF_8 = b"\x03"
_HEADER_BYTES = 10
_FOOTER = 0x10


def tag(tags: Tags) -> bytes:
    """The tag with its header."""
    texts = {
        b"TIT2": tags.title,
        b"TPE1": tags.artist,
        b"TALB": tags.album,
        b"TDRC": tags.date,
        b"TCON": tags.genre,
        b"TBPM": tags.bpm,
        b"TKEY": tags.key,
        b"TCOP": tags.licence,
        b"TENC": ENCODER,
    }
    frames = [_frame(name, _UTF_8 + _plain(text)) for name, text in texts.items() if text]
    if tags.comment:
        frames.append(_frame(b"COMM", _UTF_8 + b"eng\0" + _plain(tags.comment)))
    if tags.provenance:
        frames.append(_frame(b"TXXX", _UTF_8 + b"PROVENANCE\0" + _plain(tags.provenance)))
    body = b"".join(frames)
    return b"ID3\x04\0\0" + _synchsafe(len(body)) + body


def spliced(file: BinaryIO, size: int, tags: Tags) -> Spliced:
    """An MP3 with the tag in front, in place of one that is there."""
    return Spliced(head=tag(tags), middle=range(_length_of_tag(file.read(_HEADER_BYTES)), size))


def _length_of_tag(start: bytes) -> int:
    if len(start) < _HEADER_BYTES or not start.startswith(b"ID3"):
        return 0
    length = sum((byte & 0x7F) << shift for byte, shift in zip(start[6:10], (21, 14, 7, 0), strict=True))
    return length + _HEADER_BYTES * (2 if start[5] & _FOOTER else 1)


def _frame(name: bytes, body: bytes) -> bytes:
    return name + _synchsafe(len(body)) + b"\0\0" + body


def _synchsafe(number: int) -> bytes:
    """28 bits in four bytes, none of which begins with a one."""
    return bytes(number >> shift & 0x7F for shift in (21, 14, 7, 0))


def _plain(text: str) -> bytes:
    return text.replace("\0", " ").encode()

"""Vorbis comments, as FLAC and Ogg have them (xiph.org/vorbis/doc/v-comment.html)."""

from __future__ import annotations

import struct

from audio.tags.words import ENCODER, Tags


def comments(tags: Tags, vendor: bytes) -> bytes:
    """The comments of some tags, beside the words of whatever encoded the sound."""
    texts = {
        "TITLE": tags.title,
        "ARTIST": tags.artist,
        "ALBUM": tags.album,
        "DATE": tags.date,
        "GENRE": tags.genre,
        "BPM": tags.bpm,
        "INITIALKEY": tags.key,
        "COMMENT": tags.comment,
        "LICENSE": tags.licence,
        "ENCODED-BY": ENCODER,
        "PROVENANCE": tags.provenance,
    }
    written = [f"{name}={text}".encode() for name, text in texts.items() if text]
    return _counted(vendor) + struct.pack("<I", len(written)) + b"".join(map(_counted, written))


def vendor_of(block: bytes) -> bytes:
    """Whatever encoded the sound, as old comments say it; b"" where they are broken."""
    length = struct.unpack("<I", block[:4])[0] if len(block) >= 4 else 0
    return block[4 : 4 + length] if 4 + length <= len(block) else b""


def _counted(data: bytes) -> bytes:
    return struct.pack("<I", len(data)) + data

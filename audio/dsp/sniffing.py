"""What a file is, by its first bytes: its name says nothing."""

from __future__ import annotations

HEAD_BYTES = 4096
_OTHERS: tuple[tuple[bytes, str], ...] = (
    (b"PK\x03\x04", "a ZIP archive"),
    (b"\x1f\x8b", "a compressed archive"),
    (b"Rar!", "a RAR archive"),
    (b"7z\xbc\xaf", "a 7-Zip archive"),
    (b"\x89PNG", "a picture"),
    (b"\xff\xd8\xff", "a picture"),
    (b"GIF8", "a picture"),
    (b"%PDF", "a PDF"),
    (b"MZ", "a program"),
    (b"\x7fELF", "a program"),
    (b"#!", "a script"),
    (b"MThd", "a MIDI file, which holds notes and no sound"),
)


def container_of(head: bytes) -> str | None:
    """ "wav", "flac", "ogg", "aiff", "mp3" or "mp4"; None for anything else. Reads `HEAD_BYTES` at most."""
    if head[:4] in (b"RIFF", b"RF64") and head[8:12] == b"WAVE":
        return "wav"
    if head[:4] == b"FORM" and head[8:12] in (b"AIFF", b"AIFC"):
        return "aiff"
    if head[4:8] == b"ftyp":
        return "mp4"
    by_magic = {b"fLaC": "flac", b"OggS": "ogg"}
    return by_magic.get(head[:4]) or ("mp3" if _is_mp3(head) else None)


def _is_mp3(head: bytes) -> bool:
    """An ID3 tag, or the header of a frame of layer III: sync, a valid bit rate and sampling rate."""
    if head[:3] == b"ID3":
        return True
    is_synced = len(head) >= 4 and head[0] == 0xFF and head[1] & 0xE6 == 0xE2
    return is_synced and head[2] >> 4 not in (0, 15) and (head[2] >> 2) & 3 != 3


def what_else(head: bytes) -> str:
    """What it seems to be where it is no sound, as one says it: "a ZIP archive"."""
    for magic, name in _OTHERS:
        if head.startswith(magic):
            return name
    text = head.strip(b"\x00\t\n\r ")
    if not text:
        return "empty"
    if head.lstrip()[:1] == b"<":
        return "a web page or another text"
    is_text = sum(byte < 9 or 13 < byte < 32 or byte == 127 for byte in head) == 0
    return "a text" if is_text else "something else"

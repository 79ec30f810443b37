"""The MIDI file of a merged beat: of each kind of stem it plays what is heard, whichever side that came from.

Pure: bytes in, bytes out.
"""

from __future__ import annotations

import struct
from collections.abc import Mapping

from repos.vcs.arrangement import Arrangement

_NAME = b"\x00\xff\x03"
_SHORT = 128


def from_theirs(merged: Arrangement, ours: Arrangement, theirs: Arrangement) -> set[str]:
    """The kinds of stems whose sound in the merged beat is that of their side, and not of ours."""
    sounds, mine, others = (_sounds(one) for one in (merged, ours, theirs))
    return {kind for kind in sounds | mine | others if sounds.get(kind) == others.get(kind) != mine.get(kind)}


def merged(ours: bytes, theirs: bytes, theirs_of: set[str]) -> bytes:
    """Our file with their tracks for some kinds of stems. Ours as it is where one of them cannot be read so."""
    try:
        return _merged(ours, theirs, theirs_of)
    except (ValueError, IndexError, struct.error):
        return ours


def _sounds(arrangement: Arrangement) -> dict[str, list[str]]:
    """Kind → what its clips play."""
    found: dict[str, list[str]] = {}
    for track in arrangement.tracks:
        found.setdefault(track.kind, []).extend(clip.source for clip in track.clips)
    return {kind: sorted(sources) for kind, sources in found.items()}


def _merged(ours: bytes, theirs: bytes, theirs_of: set[str]) -> bytes:
    """The tempo of ours, and a track of either side for each kind."""
    (division, conductor, mine), (other_division, _, others) = _tracks(ours), _tracks(theirs)
    if division != other_division:
        return ours
    order = _order([*mine, *others])
    chosen = {kind: mine[kind] for kind in mine if kind not in theirs_of}
    chosen |= {kind: others[kind] for kind in others if kind in theirs_of}
    chunks = [conductor, *(chosen[kind] for kind in sorted(chosen, key=order.__getitem__))]
    return b"MThd" + struct.pack(">IHHH", 6, 1, len(chunks), division) + b"".join(chunks)


def _tracks(data: bytes) -> tuple[int, bytes, dict[str, bytes]]:
    """Ticks per beat, the first track, and the others by their names."""
    head, size, form, count, division = struct.unpack(">4sIHHH", data[:14])
    chunks, at = [], 14
    for _ in range(count):
        name, length = struct.unpack(">4sI", data[at : at + 8])
        chunks.append(data[at : at + 8 + length])
        at += 8 + length
        if name != b"MTrk":
            raise ValueError("A MIDI file is made of tracks.")
    if (head, size, form) != (b"MThd", 6, 1) or at != len(data) or not chunks:
        raise ValueError("This is no MIDI file as the composer writes them.")
    return division, chunks[0], {_name(chunk): chunk for chunk in chunks[1:]}


def _name(chunk: bytes) -> str:
    if not chunk[8:].startswith(_NAME) or chunk[11] >= _SHORT:
        raise ValueError("This track has no name.")
    return chunk[12 : 12 + chunk[11]].decode("latin-1")


def _order(kinds: list[str]) -> Mapping[str, int]:
    return {kind: number for number, kind in enumerate(dict.fromkeys(kinds))}

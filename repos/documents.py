"""Score and MIDI of a merged beat: of each kind of stem they say what is heard, whichever side that came from.

Pure: bytes in, bytes out. What cannot be read is taken from our side as it is.
"""

from __future__ import annotations

import json
import struct
from collections.abc import Callable, Mapping

from repos.vcs.arrangement import Arrangement

SCORE, MIDI = "score.json", "beat.mid"
_NAME = b"\x00\xff\x03"
_SHORT = 128


def from_theirs(merged: Arrangement, ours: Arrangement, theirs: Arrangement) -> set[str]:
    """The kinds of stems whose sound in the merged beat is that of their side, and not of ours."""
    sounds, mine, others = (_sounds(one) for one in (merged, ours, theirs))
    return {kind for kind in sounds | mine | others if sounds.get(kind) == others.get(kind) != mine.get(kind)}


def merged(path: str, ours: bytes, theirs: bytes, theirs_of: set[str]) -> bytes:
    """The document of a merged beat, out of ours and, for some kinds of stems, theirs. KeyError for an unknown path."""
    try:
        return MERGED[path](ours, theirs, theirs_of)
    except (ValueError, KeyError, TypeError, AttributeError, struct.error):
        return ours


def _sounds(arrangement: Arrangement) -> dict[str, list[str]]:
    """Kind → what its clips play."""
    found: dict[str, list[str]] = {}
    for track in arrangement.tracks:
        found.setdefault(track.kind, []).extend(clip.source for clip in track.clips)
    return {kind: sorted(sources) for kind, sources in found.items()}


def _score(ours: bytes, theirs: bytes, theirs_of: set[str]) -> bytes:
    mine, others = json.loads(ours), json.loads(theirs)
    parts = [part for part in mine["parts"] if part["kind"] not in theirs_of]
    parts += [part for part in others["parts"] if part["kind"] in theirs_of]
    order = _order([part["kind"] for part in (*mine["parts"], *others["parts"])])
    mine["parts"] = sorted(parts, key=lambda part: order[part["kind"]])
    return json.dumps(mine).encode()


def _midi(ours: bytes, theirs: bytes, theirs_of: set[str]) -> bytes:
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


MERGED: Mapping[str, Callable[[bytes, bytes, set[str]], bytes]] = {SCORE: _score, MIDI: _midi}
"""How each document that can be put together is."""

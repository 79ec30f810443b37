"""Hummed notes, and what one does to them: on a grid, in a key, an octave up. Free of numpy, so that pages may too."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from math import floor
from typing import NamedTuple

GRIDS = {"4": 1.0, "8": 0.5, "8t": 1 / 3, "16": 0.25}
"""By the name of a note value, how many beats its grid lines are apart."""


class HumNote(NamedTuple):
    """A note in seconds from the start of the recording."""

    start_s: float
    end_s: float
    pitch: int
    """MIDI number."""
    velocity: float = 0.8
    """0 to 1."""
    id: int = 0
    """Which note of the recording it is, counted from 0, whatever is done to it."""


def quantised(notes: Sequence[HumNote], bpm: float, grid_beats: float, zero_s: float = 0.0) -> list[HumNote]:
    """Every note begins and ends on a line of the grid, lasts one step at least, and ends where the next one begins.

    Lines are counted from `zero_s`. Of notes that fall on the same line the longest stays.
    """
    step_s = grid_beats * 60.0 / bpm
    lines: dict[int, HumNote] = {}
    for note in notes:
        first, end = _line(note.start_s, zero_s, step_s), _line(note.end_s, zero_s, step_s)
        placed = note._replace(start_s=zero_s + first * step_s, end_s=zero_s + max(end, first + 1) * step_s)
        if first not in lines or placed.end_s > lines[first].end_s:
            lines[first] = placed
    return single([lines[line] for line in sorted(lines)])


def _line(at_s: float, zero_s: float, step_s: float) -> int:
    return floor((at_s - zero_s) / step_s + 0.5)


def single(notes: Sequence[HumNote]) -> list[HumNote]:
    """One voice: a note ends where the next one begins."""
    ends = [after.start_s for after in notes[1:]]
    cut = [note._replace(end_s=min(note.end_s, end)) for note, end in zip(notes, ends, strict=False)]
    return [*cut, *notes[-1:]]


def shifted(notes: Iterable[HumNote], semitones: int) -> list[HumNote]:
    """All of them higher or lower, by octaves less where MIDI has no such notes."""
    return [note._replace(pitch=_in_range(note.pitch + semitones)) for note in notes]


def _in_range(pitch: int) -> int:
    while pitch < 0:
        pitch += 12
    while pitch > 127:
        pitch -= 12
    return pitch


def snapped(notes: Sequence[HumNote], classes: Collection[int]) -> list[HumNote]:
    """Notes outside a scale moved to the next one within it; where two are as near, towards the note before.

    `classes` are the pitch classes of the scale, 0 for C; where there are none, nothing is moved.
    """
    if not classes:
        return list(notes)
    found: list[HumNote] = []
    for note in notes:
        before = found[-1].pitch if found else note.pitch
        near = [pitch for pitch in range(max(0, note.pitch - 6), min(127, note.pitch + 6) + 1) if pitch % 12 in classes]
        best = min(near, key=lambda pitch: (abs(pitch - note.pitch), abs(pitch - before)))
        found.append(note._replace(pitch=best))
    return found

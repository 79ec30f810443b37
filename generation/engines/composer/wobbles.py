"""Wobbles: how fast the filter of a bass turns, beat by beat, in step with the tempo."""

from __future__ import annotations

from dataclasses import replace

from numpy.random import Generator

from generation.engines.composer.score import BEATS_PER_BAR, Note
from generation.engines.composer.streams import pick

Turns = tuple[tuple[float, ...], ...]
"""For each bar of a pattern the turns that the filter takes in each of its four beats; 0 is still."""
_OTHERS = (1.0, 1.5, 2.0, 3.0, 4.0, 6.0)


def turns_of(text: str) -> Turns:
    """The pattern that "2 2 3 4 | 1 1 6 6" means; a bar of one number has it on every beat, one of two on each half."""
    bars = [tuple(float(word) for word in bar.split()) for bar in text.split("|")]
    if any(len(bar) not in (1, 2, 4) for bar in bars):
        raise ValueError(f"A bar has one, two or four rates: {text}")
    return tuple(tuple(rate for rate in bar for _ in range(4 // len(bar))) for bar in bars)


def own_turns(turns: Turns, rng: Generator) -> Turns:
    """The pattern begun at another bar and, where it is quick, with a beat or two at another rate."""
    first = int(rng.integers(len(turns)))
    bars = [list(bar) for bar in (*turns[first:], *turns[:first])]
    quick = max(max(bar) for bar in bars) >= 1
    for _ in range(pick((1, 2), rng) if quick else 0):
        bars[int(rng.integers(len(bars)))][int(rng.integers(4))] = pick(_OTHERS, rng)
    return tuple(map(tuple, bars))


def wobbled(notes: list[Note], turns: Turns, start_beats: float) -> list[Note]:
    """The notes with their rates, each cut where the rate changes under it; bars count from `start_beats`."""
    return [piece for note in notes for piece in _pieces(note, turns, start_beats)]


def _rate(turns: Turns, beats: float) -> float:
    """The rate at a position from the pattern's start."""
    bar, beat = divmod(beats + 1e-6, BEATS_PER_BAR)
    return turns[int(bar) % len(turns)][int(beat)]


def _pieces(note: Note, turns: Turns, start_beats: float) -> list[Note]:
    """One note in as many pieces as it has rates, none shorter than a sixteenth."""
    at, end = note.start_beats, note.start_beats + note.length_beats
    marks = [at]
    for beat in range(int(at) + 1, int(end - 0.25 + 1e-6) + 1):
        if _rate(turns, beat - start_beats) != _rate(turns, marks[-1] - start_beats):
            marks.append(float(beat))
    return [
        replace(
            note, start_beats=first, length_beats=round(last - first, 4), wobble_beats=_turn(turns, first - start_beats)
        )
        for first, last in zip(marks, [*marks[1:], end], strict=True)
    ]


def _turn(turns: Turns, beats: float) -> float:
    """How long one turn takes at a position; 0 is still."""
    rate = _rate(turns, beats)
    return round(1 / rate, 4) if rate else 0.0

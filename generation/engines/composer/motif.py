"""Motifs: a rhythm and a contour, and what becomes of them: repetition, variation, sequence, answer."""

from __future__ import annotations

from dataclasses import dataclass, replace

from numpy.random import Generator

from generation.engines.composer.rhythm import STEP_BEATS
from generation.engines.composer.streams import pick

BEATS = 8.0
"""A motif spans two bars."""


@dataclass(frozen=True, slots=True)
class Tone:
    """One note of a motif: when, how long (beats), and how many scale steps above its middle."""

    at: float
    length: float
    step: int


Motif = tuple[Tone, ...]

_CONTOURS: tuple[tuple[int, ...], ...] = (
    (0, 1, 2, 4, 2, 1, 0, -1), (4, 3, 2, 1, 0, 1, 0, -1), (0, 2, 4, 5, 4, 2, 1, 0), (0, 0, 1, 0, -1, 0, 2, 1),
    (0, 4, 3, 2, 3, 1, 0, -2), (-2, 0, 1, 3, 2, 4, 3, 1), (2, 2, 2, 1, 0, 0, 1, 0), (0, -1, -2, 0, 2, 1, 0, -3),
    (5, 4, 2, 4, 2, 1, -1, 0), (0, 2, 0, 3, 0, 4, 3, 2),
)  # fmt: skip
_SHAPES = ("A a A b", "A a B a", "A B A b", "A A s b", "A . a .", "A s A b", "A a s c", "A r A b")
_SPARSE = ("A . a .", "A . . b", "A . A b", "A r . b")


def cell_onsets(cell: str) -> list[tuple[float, float]]:
    """(start, length) in beats of each note of a one-bar rhythm."""
    row, found = cell.replace(" ", ""), []
    for step, mark in enumerate(row):
        if mark == "x":
            tail = len(row[step + 1 :]) - len(row[step + 1 :].lstrip("-"))
            found.append((step * STEP_BEATS, (tail + 1) * STEP_BEATS))
    return found


def invented(cells: tuple[str, ...], span: int, rng: Generator) -> Motif:
    """A motif of two cells, alike or not, along a contour of its own."""
    first = pick(cells, rng)
    second = first if rng.random() < 0.3 else pick(cells, rng)
    places = cell_onsets(first) + [(at + 4.0, length) for at, length in cell_onsets(second)]
    steps = _contour(len(places), span, rng)
    return tuple(Tone(at, length, step) for (at, length), step in zip(places, steps, strict=True))


def _contour(count: int, span: int, rng: Generator) -> list[int]:
    """A line of scale steps: an archetype stretched to the count, with small turns of its own."""
    shape = pick(_CONTOURS, rng)
    scale = min(1.4, span / 7) * (1 if rng.random() < 0.8 else -1)
    turns = rng.choice((-1, 0, 0, 0, 1), size=count)
    return [round(shape[index * len(shape) // max(1, count)] * scale) + int(turns[index]) for index in range(count)]


def phrase(rng: Generator, *, sparse: bool) -> str:
    """How four motifs of two bars make a phrase: letters for `developed`, “.” a rest."""
    return pick(_SPARSE if sparse else _SHAPES, rng)


def developed(letter: str, motif: Motif, other: Motif, rng: Generator) -> Motif:
    """What a letter of a phrase makes of the motif.

    `A` as it is, `a` with another tail, `b` with an ending that comes to rest, `c` cut to its head, `s` moved along
    the scale, `r` its second bar alone, `B` another motif, `.` silence.
    """
    if letter in ("A", "B"):
        return motif if letter == "A" else other
    if letter == "s":
        move = pick((-2, -1, 1, 2), rng)
        return tuple(replace(tone, step=tone.step + move) for tone in motif)
    if letter == "r":
        return tuple(tone for tone in motif if tone.at >= 4.0)
    if letter == "c":
        return tuple(tone for tone in motif if tone.at < 4.0)
    return {"a": _turned, "b": _rested}[letter](motif, rng) if letter in "ab" else ()


def _turned(motif: Motif, rng: Generator) -> Motif:
    """The motif with its last notes led elsewhere."""
    tail = max(1, len(motif) // 3)
    moves = rng.choice((-2, -1, 1, 2), size=tail)
    changed = (replace(tone, step=tone.step + int(move)) for tone, move in zip(motif[-tail:], moves, strict=True))
    return (*motif[:-tail], *changed)


def _rested(motif: Motif, rng: Generator) -> Motif:
    """The motif, ended early on a long note in the middle of its range."""
    kept = [tone for tone in motif if tone.at < pick((5.0, 6.0), rng)] or list(motif[:1])
    if not kept:
        return ()
    last = kept[-1]
    return (*kept[:-1], replace(last, length=min(3.0, BEATS - last.at), step=0))

"""Rhythm: rows of steps made playable, swing, and where a player sits against the grid."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import lru_cache

from numpy.random import Generator

from generation.engines.composer.score import BEATS_PER_BAR, Hit, Note
from generation.engines.composer.style import Feel, Groove

STEPS_PER_BAR = 16
STEP_BEATS = BEATS_PER_BAR / STEPS_PER_BAR
_GHOST = 0.35
"""Below this force a stroke is a ghost."""
_FORCE = {"X": 0.98, "x": 0.82, "o": 0.6, "g": 0.3, "?": 0.45}

Row = tuple[float, ...]
"""The force of every sixteenth of one or more bars, 0 … 1."""


@lru_cache(maxsize=1024)
def steps_of(text: str) -> str:
    """The row without what is only for the eye; ValueError where it is no whole number of bars."""
    row = text.replace(" ", "").replace("|", "")
    if not row or len(row) % STEPS_PER_BAR:
        raise ValueError(f"A row has {STEPS_PER_BAR} steps to the bar, this one {len(row)}: {text}")
    return row


def settled(groove: Groove, rng: Generator) -> dict[str, Row]:
    """The groove's rows as forces, with every “?” decided."""
    return {piece: _decided(steps_of(text), rng) for piece, text in groove.lanes.items()}


def _decided(row: str, rng: Generator) -> Row:
    """The force of each step."""
    return tuple(0.0 if mark == "?" and rng.random() < 0.5 else _FORCE.get(mark, 0.0) for mark in row)


def at_bar(row: Row, bar: int) -> Row:
    """The sixteen steps of one bar of a row that repeats."""
    start = bar * STEPS_PER_BAR % len(row)
    return row[start : start + STEPS_PER_BAR]


def onsets(row: str) -> tuple[tuple[int, str], ...]:
    """The steps of a row that are no rests, with their marks."""
    return tuple((step, mark) for step, mark in enumerate(steps_of(row)) if mark not in ".-")


@dataclass(frozen=True, slots=True)
class Clock:
    """Tempo, swing and feel: what turns grid positions into declared micro-timing."""

    bpm: float
    swing: float
    feel: Feel

    def swung_s(self, beats: float) -> float:
        """How much later than the straight grid a position falls; triplets and finer grids are left alone."""
        unit = self.feel.swing_beats
        within = beats % (2 * unit) / unit
        if self.swing == 0.5 or abs(within * 4 - round(within * 4)) > 1e-6:
            return 0.0
        stretch = within * 2 * self.swing if within <= 1 else 2 * self.swing + (within - 1) * 2 * (1 - self.swing)
        return (stretch - within) * unit * 60.0 / self.bpm

    def late_s(self, player: str) -> float:
        """How late a piece or player is by habit."""
        return self.feel.late_ms.get(player, 0.0) / 1000.0


def played_hits(hits: list[Hit], clock: Clock, rng: Generator) -> tuple[Hit, ...]:
    """The hits in time order, swung, placed and weighted as people would; one stroke per piece and moment."""
    unique = _loudest(hits)
    time, force = rng.standard_normal(len(unique)), rng.standard_normal(len(unique))
    feel = clock.feel
    return tuple(
        replace(
            hit,
            velocity=_bounded(hit.velocity * (1 + feel.dynamics * float(push))),
            offset_s=_offset(hit, clock, float(shift)),
        )
        for hit, shift, push in zip(unique, time, force, strict=True)
    )


def _loudest(hits: list[Hit]) -> list[Hit]:
    """The hits in time order, the loudest alone where a piece is struck twice at once."""
    best: dict[tuple[float, str], Hit] = {}
    for hit in hits:
        place = (round(hit.start_beats, 5), hit.piece)
        if place not in best or hit.velocity > best[place].velocity:
            best[place] = hit
    return [best[place] for place in sorted(best)]


def _offset(hit: Hit, clock: Clock, shift: float) -> float:
    """A hit's declared micro-timing; nothing sounds before the piece begins."""
    late = clock.swung_s(hit.start_beats) + clock.late_s(hit.piece) + hit.offset_s
    late += clock.feel.loose_ms / 1000.0 * max(-2.0, min(2.0, shift))
    late += clock.feel.ghost_ms / 1000.0 if hit.piece in ("snare", "rim") and hit.velocity < _GHOST else 0.0
    return round(max(late, -hit.start_beats * 60.0 / clock.bpm), 5)


def played_notes(notes: list[Note], clock: Clock, rng: Generator, player: str) -> tuple[Note, ...]:
    """The notes in time order, swung, placed and weighted as people would; a chord's notes move together."""
    ordered = sorted(notes, key=lambda note: (note.start_beats, note.pitch))
    moments = {note.start_beats: index for index, note in enumerate(ordered)}
    time, force = rng.standard_normal(len(ordered)), rng.standard_normal(len(ordered))
    loose, late = clock.feel.loose_ms / 1000.0, clock.late_s(player)
    return tuple(
        replace(
            note,
            velocity=_bounded(note.velocity * (1 + clock.feel.dynamics * float(force[index]))),
            offset_s=_placed(note, clock, late + loose * max(-2.0, min(2.0, float(time[moments[note.start_beats]])))),
        )
        for index, note in enumerate(ordered)
    )


def given_notes(notes: list[Note], clock: Clock) -> tuple[Note, ...]:
    """Notes that are to be played as they are: swung where all lie on the grid, else in the time they were given."""
    on_grid = all(abs(note.start_beats * 4 - round(note.start_beats * 4)) < 1e-3 for note in notes)
    if not on_grid:
        return tuple(notes)
    return tuple(replace(note, offset_s=round(clock.swung_s(note.start_beats), 5)) for note in notes)


def _placed(note: Note, clock: Clock, late_s: float) -> float:
    """A note's declared micro-timing; nothing sounds before the piece begins."""
    total = clock.swung_s(note.start_beats) + late_s + note.offset_s
    return round(max(total, -note.start_beats * 60.0 / clock.bpm), 5)


def _bounded(velocity: float) -> float:
    """A velocity within what can be played."""
    return round(min(1.0, max(0.05, velocity)), 3)


def rows_at(rows: Mapping[str, Row], bar: int) -> dict[str, Row]:
    """Each piece's sixteen steps of one bar."""
    return {piece: at_bar(row, bar) for piece, row in rows.items()}

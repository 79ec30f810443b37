"""Arpeggios: a fixed figure over chord tones, so that the hand stays and the harmony moves."""

from __future__ import annotations

from numpy.random import Generator

from generation.engines.composer.form import Passage
from generation.engines.composer.motif import Motif
from generation.engines.composer.pitches import Ladder
from generation.engines.composer.plan import Plan
from generation.engines.composer.score import Note
from generation.engines.composer.streams import pick

FIGURES: tuple[tuple[int, ...], ...] = (
    (0, 1, 2, 3, 2, 1), (0, 1, 2, 3), (3, 2, 1, 0), (0, 2, 1, 3), (0, 3, 1, 2, 4, 2), (0, 1, 2, 4, 3, 2, 1, 0),
    (0, 2, 4, 2), (4, 2, 3, 1, 2, 0), (0, 0, 3, 0, 2, 0, 4, 0),
)  # fmt: skip


def arpeggiated(plan: Plan, passage: Passage, ladder: Ladder, rhythm: Motif, rng: Generator) -> list[Note]:
    """The motif's rhythm, its pitches from a figure over whatever harmony sounds; peaks go an octave wider."""
    figure = pick(FIGURES, rng)
    notes: list[Note] = []
    for start in passage.bars[::2]:
        for index, tone in enumerate(rhythm):
            at = start + tone.at
            if at < passage.end_beats - 1e-6:
                place = figure[index % len(figure)] + (1 if passage.is_peak and index % 8 >= 6 else 0)
                pitch = _tone(plan, at, place, ladder)
                notes.append(Note(at, tone.length, pitch, 0.6 + 0.2 * passage.energy - (0.08 if tone.at % 1 else 0.0)))
    return notes


def _tone(plan: Plan, at: float, place: int, ladder: Ladder) -> int:
    """The chord tone some places above the first one at or over the lower middle of the register."""
    tones = ladder.tones(plan.harmony.at(at).harmony)
    base = next((index for index, pitch in enumerate(tones) if pitch >= ladder.centre - 7), 0)
    return tones[min(len(tones) - 1, base + place)]

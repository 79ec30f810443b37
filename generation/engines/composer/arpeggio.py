"""Arpeggios: a fixed figure over chord tones, so that the hand stays and the harmony moves."""

from __future__ import annotations

from numpy.random import Generator

from generation.engines.composer.form import Passage
from generation.engines.composer.motif import Motif, breathing
from generation.engines.composer.pitches import FIFTH, Ladder
from generation.engines.composer.plan import Plan
from generation.engines.composer.score import Note
from generation.engines.composer.streams import pick

FIGURES: tuple[tuple[int, ...], ...] = (
    (0, 1, 2, 3, 2, 1), (0, 1, 2, 1), (2, 1, 0, 1), (0, 2, 1, 2), (0, 1, 2, 3, 4, 3, 2, 1), (0, 1, 0, 2, 1, 2),
    (3, 2, 1, 0, 1, 2), (0, 0, 1, 0, 2, 1), (2, 2, 1, 2, 3, 2), (0, 1, 2, 2, 1, 1, 2, 3, 2, 1), (1, 0, 1, 2, 3, 2),
)  # fmt: skip
"""Places among the chord's tones; each goes back where it came from, for a hand that does not jump."""


def arpeggiated(plan: Plan, passage: Passage, ladder: Ladder, rhythm: Motif, rng: Generator) -> list[Note]:
    """The motif's rhythm, its pitches from a figure over whatever harmony sounds; what returns, reaches higher."""
    figure, lift = pick(FIGURES, rng), min(2, passage.turn + (1 if passage.is_peak else 0))
    notes: list[Note] = []
    for bar, start in enumerate(passage.bars[::2]):
        for index, tone in enumerate(breathing(rhythm) if bar % 4 == 3 else rhythm):
            at = start + tone.at
            if at < passage.end_beats - 1e-6:
                place = figure[index % len(figure)] + (lift if bar % 2 else 0)
                pitch = _tone(plan, at, place, ladder, [note.pitch for note in notes[-2:]])
                notes.append(Note(at, tone.length, pitch, 0.6 + 0.2 * passage.energy - (0.08 if tone.at % 1 else 0.0)))
    return notes


def _tone(plan: Plan, at: float, place: int, ladder: Ladder, said: list[int]) -> int:
    """The chord tone some places above the first one under the middle; a step back after a leap beyond a fifth."""
    harmony = plan.harmony.at(at).harmony
    tones = ladder.tones(harmony)
    base = next((index for index, pitch in enumerate(tones) if pitch >= ladder.centre - 7), 0)
    aim = tones[min(len(tones) - 1, base + place)]
    leapt = len(said) > 1 and abs(said[-1] - said[-2]) > FIFTH
    return ladder.pitch(aim, harmony, said) if leapt or (said and abs(aim - said[-1]) > FIFTH) else aim

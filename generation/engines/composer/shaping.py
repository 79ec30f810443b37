"""Shaping: how force rises and falls over a bar, over a phrase and towards a section's end."""

from __future__ import annotations

from numpy.random import Generator

from generation.engines.composer.form import Passage
from generation.engines.composer.score import BEATS_PER_BAR
from generation.engines.composer.streams import pick

_PHRASE_BEATS = 8 * BEATS_PER_BAR
_LILTS = (
    (1.0, 0.78, 0.9, 0.78), (0.88, 0.74, 1.0, 0.74), (1.0, 0.7, 0.8, 0.86), (0.94, 0.82, 0.94, 0.82),
    (1.0, 0.84, 0.72, 0.9),
)  # fmt: skip
"""How heavy a hand is on the four sixteenths of a beat."""


def swell(passage: Passage, at_beats: float) -> float:
    """A factor on force, about 1: each phrase of eight bars grows, and a section's last two bars push on."""
    within = at_beats - passage.start_beats
    if passage.name == "build":
        return 0.72 + 0.28 * within / passage.length_beats
    grown = 0.94 + 0.05 * (within % _PHRASE_BEATS) / _PHRASE_BEATS
    return grown + (0.03 if passage.end_beats - at_beats <= 2 * BEATS_PER_BAR else 0.0)


def lilt(rng: Generator) -> tuple[float, ...]:
    """How a player's hand leans on the four sixteenths of a beat, as factors on force."""
    return pick(_LILTS, rng)

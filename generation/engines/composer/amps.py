"""Amps: how far guitarists turn up: clean where it is calm, crunch in verses, all the way in hooks."""

from __future__ import annotations

from generation.engines.composer.score import Note, Part, Score
from generation.engines.composer.sound.instruments import SAMPLED

CLEAN, CRUNCH, FULL = 0.08, 0.3, 1.0
_LEANS = {"intro": -0.1, "verse": -0.3, "break": -0.35, "build": -0.1, "outro": -0.1}
_FULL_FROM, _CRUNCH_FROM = 0.35, 0.1


def has_amp(part: Part) -> bool:
    """Whether its instrument plays through an overdriven amplifier."""
    return part.instrument in SAMPLED and SAMPLED[part.instrument].amp


def amp_of(score: Score, note: Note) -> float:
    """How far the amplifier is turned up for a note: by the energy of the piece and the section it begins in."""
    begun = [section.name for section in score.sections if section.start_beats <= note.start_beats + 1e-6]
    level = score.energy + _LEANS.get(begun[-1] if begun else "", 0.0)
    if level >= _FULL_FROM:
        return FULL
    return CRUNCH if level >= _CRUNCH_FROM else CLEAN

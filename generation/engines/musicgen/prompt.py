"""A brief as the words that MusicGen was trained on: what a catalogue of music says about a track."""

from __future__ import annotations

from generation.engines.base import Brief

_LONGEST = 400
_ENERGIES = ((0.3, "calm"), (0.7, ""), (1.0, "energetic"))


def words_of(brief: Brief) -> str:
    """Like "dark trap beat, rain on the window, with rhodes, 140 bpm, in C minor"."""
    energy = next(word for most, word in _ENERGIES if brief.energy <= most)
    parts = (
        " ".join(part for part in (energy, brief.mood, brief.genre, "beat") if part),
        " ".join(brief.prompt.split())[:_LONGEST],
        ", ".join(brief.traits),
        _listed("with", brief.instruments),
        _listed("no", brief.without),
        f"{brief.bpm:g} bpm",
        f"in {brief.key}",
    )
    return ", ".join(part for part in parts if part)


def _listed(word: str, instruments: tuple[str, ...]) -> str:
    return ", ".join(f"{word} {instrument}" for instrument in instruments)

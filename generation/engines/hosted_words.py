"""A brief as the sentence that hosted engines read: they take no tempo, key or form but in words."""

from __future__ import annotations

from generation.engines.base import STEM_KINDS, Brief

_ENERGIES = ((0.3, "calm"), (0.7, ""), (1.0, "energetic"))


def words_of(brief: Brief, *, with_length: bool = True) -> str:
    """Like "30 seconds dark trap beat, rain on the window, 140 BPM, in C minor, instrumental"."""
    energy = next(word for most, word in _ENERGIES if brief.energy <= most)
    length = f"{brief.duration_s:g} seconds" if with_length else ""
    parts = (
        " ".join(word for word in (length, energy, brief.mood, brief.genre, "beat") if word),
        " ".join(brief.prompt.split()),
        *styles_of(brief),
        *(f"no {word}" for word in unwanted_of(brief)),
        str(brief.structure),
        "a seamless loop" if brief.looping else "",
        "instrumental",
    )
    return ", ".join(part for part in parts if part)


def styles_of(brief: Brief) -> tuple[str, ...]:
    """What is to be heard, in a few words each."""
    tempo_and_key = (f"{brief.bpm:g} BPM", f"in {brief.key}")
    return (*tempo_and_key, *brief.traits, *(f"with {instrument}" for instrument in brief.instruments))


def unwanted_of(brief: Brief) -> tuple[str, ...]:
    """What is not to be heard."""
    left_out = tuple(kind for kind in STEM_KINDS if kind not in brief.kinds and kind != "other")
    return tuple(dict.fromkeys((*brief.without, *left_out)))

"""Wishes: the words that can be said about a stem that is there, and which of them contradict each other.

Knows no numpy: pages read it too. What each word does to the music is in `granting`.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

_TONE = ("darker", "brighter")
_DENSITY = ("busier", "simpler")
_LEVEL = ("louder", "quieter")
_LENGTH = ("longer notes", "shorter notes")
_REGISTER = ("higher", "lower")
_SWING = ("more swing", "straighter")
_PITCHED = (*_DENSITY, *_TONE, *_REGISTER, *_LENGTH, *_SWING, *_LEVEL)

WISHES: Mapping[str, tuple[str, ...]] = {
    "drums": (*_DENSITY, *_TONE, *_SWING, *_LEVEL, "808 kit", "909 kit", "acoustic kit", "lo-fi kit"),
    "percussion": (*_DENSITY, *_TONE, *_SWING, *_LEVEL),
    "bass": (
        *(wish for wish in _PITCHED if wish != "lower"),
        "808",
        "sub",
        "reese",
        "synth bass",
        "bass guitar",
        "upright bass",
    ),
    "chords": (*_PITCHED, "piano", "rhodes", "organ", "guitar", "pad", "strings"),
    "melody": (*_PITCHED, "piano", "bell", "pluck", "flute", "guitar", "synth"),
    "other": (*_TONE, *_LEVEL, "pad", "strings", "choir"),
}
"""Stem kind → the words offered for it; a bass lies as low as it can. They also work as traits of a whole brief."""

ALL_WISHES = frozenset(wish for wishes in WISHES.values() for wish in wishes)
_OPPOSITES = (_TONE, _DENSITY, _LEVEL, _LENGTH, _REGISTER, _SWING)
KITS: Mapping[str, str] = {"808 kit": "808", "909 kit": "909", "acoustic kit": "acoustic", "lo-fi kit": "lofi"}
"""Wish → the kit of `palette.KITS` that answers to it."""


def settled(words: Iterable[str]) -> tuple[str, ...]:
    """The words without those that a later one takes back: “busier, darker, simpler” is “darker, simpler”."""
    kept: list[str] = []
    for word in words:
        rivals = {rival for pair in _OPPOSITES if word in pair for rival in pair}
        kept = [*(other for other in kept if other not in rivals and other != word), word]
    return tuple(kept)


def wishes_for(kind: str, words: Iterable[str]) -> tuple[str, ...]:
    """Of some words, the wishes that a stem of a kind can grant, the last word of contrary ones alone."""
    return tuple(word for word in settled(words) if word in WISHES.get(kind, ()))

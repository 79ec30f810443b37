"""What nobody said: drawn by the seed from what the genre and the mood make likely, and what may be chosen instead."""

from __future__ import annotations

import math
import random
from itertools import zip_longest

from generation.brief_checks import ANY
from generation.engines.composer.genre import Genre
from generation.engines.composer.genres import GENRES
from generation.engines.structure import Structure
from generation.engines.theory import TONICS, parse_key
from generation.language.moods import COMMON_MOODS, feel_of

_FAMILY = ("hip hop", "boom bap", "lo-fi", "trap")
"""Where a prompt names no genre: the first of these that fits best what else it says, then any other."""
_MODE_BRIGHTNESS = {
    "lydian": 1.0, "major": 0.8, "mixolydian": 0.5, "dorian": 0.0, "minor": -0.4, "harmonic minor": -0.6,
    "phrygian": -0.9, "locrian": -1.0,
}  # fmt: skip
_PEAK_BARS = 8
_SHORT = ("intro", "build", "outro")
"""Sections that two bars are enough for; an order has four of each other."""
_MINOR_NAMES = {"Ab": "G#"}
_MAJOR_NAMES = {"C#": "Db"}


def nearest_genre(bpm: float | None, mood: str | None) -> Genre:
    """The genre that best fits tempo and mood where none is named; always the same for the same values."""
    order = [GENRES[name] for name in (*_FAMILY, *GENRES) if name in GENRES]

    def fit(genre: Genre) -> int:
        low, high = genre.bpm_range
        return 2 * (bpm is not None and low <= bpm <= high) + (mood in genre.moods)

    return max(order, key=fit)


def mood(genre: Genre, seed: int) -> str:
    """One of the genre's moods."""
    return _drawn(seed, f"{genre.name}/mood").choice(genre.moods)


def key(genre: Genre, mood: str, mode: str | None, seed: int) -> str:
    """A key on any tonic: in the mode given, else in one of the genre's, dark moods leaning to dark ones."""
    rng, valence = _drawn(seed, f"{genre.name}/key"), feel_of(mood).valence
    weights = [
        weight * math.exp(1.5 * valence * _MODE_BRIGHTNESS.get(name, 0.0)) for name, weight in genre.modes.items()
    ]
    drawn = rng.choices(tuple(genre.modes), weights)[0]
    return _spelled(rng.choice(TONICS), mode or drawn)


def bars_needed(structure: Structure) -> int:
    """How many bars a form takes that comes to its drop when it should, with eight bars of it, or its order."""
    lead = max((structure.peak_bar or 1) - 1, structure.intro_bars or 0)
    headed = lead + _PEAK_BARS + (structure.outro_bars or 0) if lead or structure.outro_bars else 0
    turns = zip_longest(structure.order, structure.order_bars)
    return max(headed, sum(bars or (2 if name in _SHORT else 4) for name, bars in turns))


def keys(present: str | None) -> tuple[str, ...]:
    """What a form offers: any, the minor and the major keys, and the present one if it is none of them."""
    usual = [_spelled(tonic, mode) for mode in ("minor", "major") for tonic in TONICS]
    return tuple(dict.fromkeys((ANY, *usual, present or ANY)))


def moods(genre: Genre, present: str | None) -> tuple[str, ...]:
    """What a form offers: any, the genre's own moods, the common ones, and the present one."""
    return tuple(dict.fromkeys((ANY, *genre.moods, *COMMON_MOODS, present or ANY)))


def _drawn(seed: int, name: str) -> random.Random:
    """A stream of its own for each thing drawn; Python's, because web processes don't load numpy."""
    return random.Random(f"{seed}/{name}")  # noqa: S311 (music, no secret)


def _spelled(tonic: str, mode: str) -> str:
    """A key as musicians spell it: G# minor, but Ab major."""
    names = _MINOR_NAMES if parse_key(f"{tonic} {mode}").is_minor else _MAJOR_NAMES
    return f"{names.get(tonic, tonic)} {mode}"

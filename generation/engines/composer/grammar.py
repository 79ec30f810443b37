"""Progressions grown from rules: a stretch at home, a way out, and a cadence that the mood chooses.

What is grown is a template in the notation of `progressions`, four or eight marks long, that begins at home.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

from numpy.random import Generator

from generation.engines.composer.moods import Mood
from generation.engines.composer.streams import pick
from generation.engines.theory import Key


@dataclass(frozen=True, slots=True)
class Cadence:
    """How a progression turns home: its marks, the modes that know it, and the moods that like it."""

    marks: str
    modes: tuple[str, ...]
    brightness: float = 0.0
    tension: float = 0.0
    length: float = 0.0

    def weight(self, mood: Mood) -> float:
        """How likely a mood is to choose it."""
        leaning = self.brightness * mood.brightness + self.tension * mood.tension + self.length * mood.length
        return math.exp(1.6 * leaning)


_MINOR, _MAJOR = ("minor", "dorian", "harmonic minor"), ("major", "lydian")
CADENCES = (
    Cadence("5", ("minor", "dorian"), tension=-0.3),
    Cadence("V", _MINOR, tension=0.6),
    Cadence("2 V", _MINOR, tension=0.5),
    Cadence("4 V", _MINOR, tension=0.5, brightness=-0.2),
    Cadence("6 7", ("minor",), brightness=0.8),
    Cadence("7", ("minor", "dorian", "mixolydian"), brightness=0.3, tension=-0.3),
    Cadence("4", _MINOR, brightness=-0.3, tension=-0.4, length=0.6),
    Cadence("b2", ("minor", "harmonic minor"), brightness=-0.6, tension=1.0),
    Cadence("b6 V", ("harmonic minor", "minor"), brightness=-0.3, tension=0.8),
    Cadence("2", ("phrygian", "locrian"), tension=0.5),
    Cadence("7", ("phrygian",), tension=-0.3),
    Cadence("4 2", ("phrygian",), brightness=-0.3, tension=0.4),
    Cadence("IV", ("dorian", "minor"), brightness=0.5),
    Cadence("5", _MAJOR),
    Cadence("4 5", _MAJOR, brightness=0.5),
    Cadence("2 5", _MAJOR, length=0.3),
    Cadence("4", ("major", "mixolydian"), brightness=0.4, length=0.5, tension=-0.5),
    Cadence("2", ("lydian",), brightness=0.4),
    Cadence("4 iv", _MAJOR, brightness=-0.7, length=0.6),
    Cadence("b7", ("major",), tension=0.5),
    Cadence("b6 b7", ("major",), brightness=0.3, tension=0.7),
    Cadence("7 4", ("mixolydian",), brightness=0.2),
)
_HOMES = {"1": 1.0, "1 1": 0.7, "1 T": 1.2, "1 1 T": 0.5, "1 5": 0.3, "1 T T": 0.4}
_AWAY = (("S",), ("T", "S"), ("S", "S"))


def grown(key: Key, mood: Mood, rng: Generator, chords: int = 4) -> str:
    """A template of so many marks; busy moods move on from home sooner."""
    known = [cadence for cadence in CADENCES if key.mode in cadence.modes]
    cadence = pick(known, rng, [each.weight(mood) for each in known]).marks.split()
    homes = [home for home in _HOMES if len(home.split()) + len(cadence) <= chords]
    stay = [_HOMES[home] * math.exp(-0.8 * mood.density * (len(set(home.split())) == 1)) for home in homes]
    marks = pick(homes, rng, stay).split()
    while len(marks) + len(cadence) < chords:
        room = chords - len(marks) - len(cadence)
        marks += pick(_AWAY, rng)[:room]
    return " ".join((*marks, *cadence))

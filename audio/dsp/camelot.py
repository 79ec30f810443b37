"""The Camelot wheel: which keys mix well with one another.

Its numbers go round the circle of fifths, C major being 8B and its relative A minor 8A. Mark Davis's harmonic mixing
calls those keys compatible that are the same, one step round the wheel, or across it. A mode counts as the major or
minor key that has the same notes: D dorian as A minor, G mixolydian as C major.
"""

from __future__ import annotations

import re
from typing import Literal, NamedTuple

MINOR_LIKE = {"minor": 9, "dorian": 2, "phrygian": 4, "locrian": 11, "harmonic minor": 9}
MAJOR_LIKE = {"major": 0, "lydian": 5, "mixolydian": 7}
"""Modes by the semitones from the major tonic with the same notes up to their own."""
NATURALS = {"C": 0, "D": 2, "E": 4, "F": 5, "G": 7, "A": 9, "B": 11}
ACCIDENTALS = {"": 0, "#": 1, "b": -1}
_KEY = re.compile(r"([A-G])([#b]?) ([a-z ]+)")
_PER_FIFTH = 7


class Code(NamedTuple):
    """A place on the wheel."""

    number: int
    """1 to 12."""
    side: Literal["A", "B"]
    """A for minor keys, B for major ones."""

    def __str__(self) -> str:
        return f"{self.number}{self.side}"


def code_of(key: str) -> Code | None:
    """Where a key such as "C minor" or "F# dorian" stands; None for what is no key."""
    match = _KEY.fullmatch(key)
    if not match or match[3] not in MINOR_LIKE | MAJOR_LIKE:
        return None
    tonic = NATURALS[match[1]] + ACCIDENTALS[match[2]]
    major = (tonic - (MINOR_LIKE | MAJOR_LIKE)[match[3]]) % 12
    return Code((major * _PER_FIFTH + 7) % 12 + 1, "A" if match[3] in MINOR_LIKE else "B")


def neighbours(code: Code) -> frozenset[Code]:
    """The codes that mix well with one, which is among them."""
    across: Literal["A", "B"] = "B" if code.side == "A" else "A"
    before, after = (code.number - 2) % 12 + 1, code.number % 12 + 1
    return frozenset({code, Code(code.number, across), Code(before, code.side), Code(after, code.side)})


def compatible(key: str) -> frozenset[str]:
    """Every way to write a key that mixes well with one, which is among them; empty for what is no key."""
    code = code_of(key)
    return frozenset(name for name, place in _EVERY.items() if code and place in neighbours(code))


def same(key: str) -> frozenset[str]:
    """Every way to write a key with its tonic and mode: "C# minor" and "Db minor"."""
    match = _KEY.fullmatch(key)
    if not match or code_of(key) is None:
        return frozenset()
    tonic = (NATURALS[match[1]] + ACCIDENTALS[match[2]]) % 12
    return frozenset(f"{name} {match[3]}" for name, number in _TONICS.items() if number == tonic)


_TONICS = {
    letter + sign: (number + shift) % 12 for letter, number in NATURALS.items() for sign, shift in ACCIDENTALS.items()
}
_EVERY: dict[str, Code] = {
    name: code for tonic in _TONICS for mode in MINOR_LIKE | MAJOR_LIKE if (code := code_of(name := f"{tonic} {mode}"))
}

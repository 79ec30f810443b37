"""Keys and modes: the little music theory that language, engines and analysis share."""

from __future__ import annotations

import re
from dataclasses import dataclass

MODES: dict[str, tuple[int, ...]] = {
    "major": (0, 2, 4, 5, 7, 9, 11),
    "minor": (0, 2, 3, 5, 7, 8, 10),
    "dorian": (0, 2, 3, 5, 7, 9, 10),
    "phrygian": (0, 1, 3, 5, 7, 8, 10),
    "lydian": (0, 2, 4, 6, 7, 9, 11),
    "mixolydian": (0, 2, 4, 5, 7, 9, 10),
    "locrian": (0, 1, 3, 5, 6, 8, 10),
    "harmonic minor": (0, 2, 3, 5, 7, 8, 11),
}
_NATURALS = {"C": 0, "D": 2, "E": 4, "F": 5, "G": 7, "A": 9, "B": 11}
_ACCIDENTALS = {"": 0, "#": 1, "b": -1, "♯": 1, "♭": -1}
_KEY = re.compile(r"^\s*([A-Ga-g])([#b♯♭]?)\s+([a-zA-Z ]+?)\s*$")

TONICS = ("C", "C#", "D", "Eb", "E", "F", "F#", "G", "Ab", "A", "Bb", "B")


@dataclass(frozen=True, slots=True)
class Key:
    """A tonic pitch class (0 = C … 11 = B), the name it is spelled with, and a mode of `MODES`."""

    tonic: int
    mode: str
    spelling: str

    def __str__(self) -> str:
        return f"{self.spelling} {self.mode}"

    @property
    def scale(self) -> tuple[int, ...]:
        """The pitch classes of the scale, from the tonic upwards."""
        return tuple((self.tonic + step) % 12 for step in MODES[self.mode])

    @property
    def is_minor(self) -> bool:
        """Whether the third above the tonic is a minor one."""
        return 3 in MODES[self.mode]


def parse_key(text: str) -> Key:
    """Read "C minor", "f# dorian", "Bb major"; raise ValueError with a sentence for anything else."""
    match = _KEY.match(text)
    mode = " ".join(match[3].lower().split()) if match else ""
    if not match or mode not in MODES:
        raise ValueError(f"“{text}” is not a key. Write one like “C minor” or “F# dorian”.")
    letter, accidental = match[1].upper(), match[2].replace("♯", "#").replace("♭", "b")
    tonic = (_NATURALS[letter] + _ACCIDENTALS[accidental]) % 12
    return Key(tonic, mode, letter + accidental)


_FLAT_MAJORS = {"F", "Bb", "Eb", "Ab", "Db", "Gb", "Cb"}
_SHARP_NAMES = ("C", "C#", "D", "D#", "E", "F", "F#", "G", "G#", "A", "A#", "B")
_FLAT_NAMES = ("C", "Db", "D", "Eb", "E", "F", "Gb", "G", "Ab", "A", "Bb", "B")


def signature_of(key: Key) -> str:
    """The major key with the same signature, as MIDI and engravers name it: "Eb" for C minor, "D" for E dorian."""
    mode = "minor" if key.mode == "harmonic minor" else key.mode
    up = (MODES["major"].index(step) for step in MODES["major"] if _rotated(step) == MODES[mode])
    tonic = (key.tonic - MODES["major"][next(up)]) % 12
    flat = "b" in key.spelling or ("#" not in key.spelling and tonic in (5, 10, 3, 8, 1))
    return _FLAT_NAMES[tonic] if flat or tonic in (5, 10, 3, 8) else _SHARP_NAMES[tonic]


def _rotated(step: int) -> tuple[int, ...]:
    """The major scale, begun on one of its steps."""
    return tuple(sorted((other - step) % 12 for other in MODES["major"]))


def spell(pitch_class: int, key: Key) -> str:
    """The name of a pitch class (0 … 11) as a musician would write it in a key."""
    if pitch_class == key.tonic:
        return key.spelling
    flat = signature_of(key) in _FLAT_MAJORS or signature_of(key) == "C"
    return (_FLAT_NAMES if flat else _SHARP_NAMES)[pitch_class % 12]

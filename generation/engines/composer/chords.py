"""Chords: from a degree of a key and a colour to the tones that sound, and how a musician writes them."""

from __future__ import annotations

from dataclasses import dataclass

from generation.engines.theory import Key, spell

COLOURS = ("power", "triad", "sus2", "sus4", "add9", "sixth", "seventh", "ninth", "eleventh", "thirteenth")

_SUFFIXES: dict[tuple[int, ...], str] = {
    (0, 7): "5", (0, 2, 7): "sus2", (0, 5, 7): "sus4", (0, 4, 7): "", (0, 3, 7): "m", (0, 3, 6): "dim",
    (0, 4, 8): "aug",
    (0, 2, 4, 7): "add9", (0, 2, 3, 7): "m(add9)", (0, 4, 7, 9): "6", (0, 3, 7, 9): "m6", (0, 2, 4, 7, 9): "6/9",
    (0, 4, 7, 11): "maj7", (0, 3, 7, 10): "m7", (0, 4, 7, 10): "7", (0, 3, 6, 10): "m7b5", (0, 3, 6, 9): "dim7",
    (0, 3, 7, 11): "m(maj7)", (0, 4, 8, 11): "maj7#5", (0, 4, 8, 10): "7#5", (0, 5, 7, 10): "7sus4",
    (0, 2, 4, 7, 11): "maj9", (0, 2, 3, 7, 10): "m9", (0, 2, 4, 7, 10): "9", (0, 1, 4, 7, 10): "7b9",
    (0, 2, 3, 7, 11): "m9(maj7)", (0, 2, 5, 7, 10): "9sus4",
    (0, 4, 6, 7, 11): "maj7#11", (0, 2, 4, 6, 7, 11): "maj9#11",
    (0, 3, 5, 7, 10): "m11", (0, 2, 3, 5, 7, 10): "m11", (0, 2, 4, 7, 9, 10): "13", (0, 4, 7, 9, 10): "13",
    (0, 1, 4, 7, 8, 10): "7b9b13", (0, 1, 4, 8, 10): "7b9b13", (0, 2, 4, 7, 9, 11): "maj13", (0, 4, 7, 9, 11): "maj13",
    (0, 3, 5, 6, 10): "m11b5", (0, 2, 3, 7, 9, 10): "m13", (0, 3, 7, 9, 10): "m13", (0, 2, 3, 7, 9): "m6/9",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Harmony:
    """A chord without a voicing: root and tones as pitch classes, the root first."""

    root: int
    tones: tuple[int, ...]

    @property
    def intervals(self) -> tuple[int, ...]:
        """The tones above the root, ascending, within an octave."""
        return tuple(sorted((tone - self.root) % 12 for tone in self.tones))

    @property
    def third(self) -> int:
        """The pitch class that makes it major or minor; the fifth or root where it has none."""
        return self._first((3, 4, 5, 2))

    @property
    def fifth(self) -> int:
        """Its fifth, perfect or not."""
        return self._first((7, 6, 8))

    @property
    def seventh(self) -> int:
        """Its seventh or sixth, else its fifth."""
        return self._first((10, 11, 9, 7, 6, 8))

    def _first(self, intervals: tuple[int, ...]) -> int:
        """The first of these intervals that the chord has, as a pitch class; the root where it has none."""
        held = self.intervals
        return (self.root + next((interval for interval in intervals if interval in held), 0)) % 12


def symbol(harmony: Harmony, key: Key) -> str:
    """As a musician writes it: "Cm7"."""
    root = spell(harmony.root, key)
    held = harmony.intervals
    while held not in _SUFFIXES and len(held) > 3:
        held = held[:-1] if held[-1] not in (10, 11) else (*held[:-2], held[-1])
    return root + _SUFFIXES.get(held, "")


def diatonic(key: Key, degree: int, colour: str) -> Harmony:
    """The chord on a degree (1 … 7) of the key, of nothing but tones of its scale."""
    root = _step(key, degree, 0)
    third, fifth = _step(key, degree, 2), _step(key, degree, 4)
    minor = (third - root) % 12 == 3
    extra = [_step(key, degree, step) for step in _extensions(colour) if _agrees(key, degree, step, minor)]
    if colour == "power" and (fifth - root) % 12 == 7:
        return Harmony(root, (root, fifth))
    if colour in ("sus2", "sus4"):
        return _suspended(key, degree, colour)
    return Harmony(root, (root, third, fifth, *extra))


def _step(key: Key, degree: int, above: int) -> int:
    """The pitch class some scale steps above a degree."""
    return key.scale[(degree - 1 + above) % 7]


def _extensions(colour: str) -> tuple[int, ...]:
    """The scale steps above the root that a colour adds to the triad."""
    return {
        "add9": (1,), "sixth": (5,), "seventh": (6,), "ninth": (6, 1), "eleventh": (6, 1, 3), "thirteenth": (6, 1, 5),
    }.get(colour, ())  # fmt: skip


def _agrees(key: Key, degree: int, step: int, minor: bool) -> bool:
    """Whether an extension sounds well: no minor ninth, no fourth against a major third, no minor sixth."""
    interval = (_step(key, degree, step) - _step(key, degree, 0)) % 12
    return {1: interval == 2, 3: (minor and interval == 5) or interval == 6, 5: interval == 9}.get(step, True)


def _suspended(key: Key, degree: int, colour: str) -> Harmony:
    """The chord with its third suspended, or the plain triad where the scale has no clean suspension."""
    root, fifth = _step(key, degree, 0), _step(key, degree, 4)
    tone = _step(key, degree, 1 if colour == "sus2" else 3)
    clean = (tone - root) % 12 == (2 if colour == "sus2" else 5) and (fifth - root) % 12 == 7
    return Harmony(root, (root, tone, fifth)) if clean else Harmony(root, (root, _step(key, degree, 2), fifth))


_ADDED: dict[str, dict[str, tuple[int, ...]]] = {
    "major": {
        "add9": (2,), "sixth": (9,), "seventh": (11,), "ninth": (11, 2), "eleventh": (11, 6), "thirteenth": (11, 2, 9),
    },
    "minor": {
        "add9": (2,), "sixth": (9,), "seventh": (10,), "ninth": (10, 2), "eleventh": (10, 5), "thirteenth": (10, 2),
    },
    "dominant": {"seventh": (10,), "ninth": (10, 2), "eleventh": (10, 2), "thirteenth": (10, 2, 9)},
    "altered": {"seventh": (10,), "ninth": (10, 1), "eleventh": (10, 1), "thirteenth": (10, 1, 8)},
    "diminished": {"seventh": (9,), "ninth": (9,), "eleventh": (9,), "thirteenth": (9,)},
}  # fmt: skip


def chromatic(root: int, quality: str, colour: str) -> Harmony:
    """A chord by quality ("major", "minor", "dominant", "altered", "diminished"), whatever the key says."""
    third, fifth = (3 if quality in ("minor", "diminished") else 4), (6 if quality == "diminished" else 7)
    intervals = (0, fifth) if colour == "power" else (0, third, fifth, *_ADDED[quality].get(colour, ()))
    return Harmony(root % 12, tuple((root + interval) % 12 for interval in intervals))

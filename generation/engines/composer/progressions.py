"""A small grammar of progressions: templates of functions and degrees, expanded, coloured and substituted.

Marks of a template, one chord each:
`1` … `7` the chord on that degree of the mode; `T` `S` `D` any chord of that function; `a|b` one or the other;
`V` a major dominant; `IV` a major and `iv` a minor chord on the fourth; `b2` `b3` `b6` `b7` major chords on lowered
degrees; `t2` the dominant seventh a tritone from the fifth; `>x` the dominant of degree `x`.
"""

from __future__ import annotations

from dataclasses import dataclass

from numpy.random import Generator

from generation.engines.composer.chords import Harmony, chromatic, diatonic
from generation.engines.composer.streams import pick, pick_key
from generation.engines.composer.style import Style
from generation.engines.theory import Key

_FUNCTIONS: dict[str, dict[str, dict[str, float]]] = {
    "minor": {"T": {"1": 6, "3": 2, "6": 2}, "S": {"4": 4, "6": 4, "2": 1}, "D": {"7": 4, "5": 3, "V": 2}},
    "harmonic minor": {"T": {"1": 7, "6": 2}, "S": {"4": 5, "6": 3, "2": 1}, "D": {"V": 6, "7": 1}},
    "dorian": {"T": {"1": 6, "3": 2}, "S": {"4": 6, "2": 2}, "D": {"7": 5, "5": 3}},
    "phrygian": {"T": {"1": 7, "6": 1}, "S": {"2": 6, "4": 2}, "D": {"7": 5, "2": 3}},
    "locrian": {"T": {"1": 7}, "S": {"2": 4, "3": 2}, "D": {"7": 4, "5": 2}},
    "major": {"T": {"1": 6, "6": 3, "3": 1}, "S": {"4": 6, "2": 3}, "D": {"5": 7, "b7": 1}},
    "mixolydian": {"T": {"1": 6, "6": 1}, "S": {"4": 5, "2": 1}, "D": {"7": 6, "5": 3}},
    "lydian": {"T": {"1": 6, "6": 2}, "S": {"2": 6, "6": 1}, "D": {"5": 5, "7": 2}},
}

_AVOIDED = {
    "major": {7: "5"}, "minor": {2: "4"}, "harmonic minor": {2: "4", 3: "1", 7: "V"}, "dorian": {6: "4"},
    "phrygian": {5: "7"}, "lydian": {4: "2"}, "mixolydian": {3: "1"}, "locrian": {},
}  # fmt: skip
"""Degrees whose chord is diminished or augmented, and what stands for them outside jazz."""

_LOWERED = {"b2": 1, "b3": 3, "b6": 8, "b7": 10}
RULES = ("secondary", "tritone", "borrowed", "neapolitan", "relative", "picardy")


@dataclass(frozen=True, slots=True)
class Palette:
    """What a progression is built with: the key, the genre's colours and rules, how strained the mood is (−1 … 1)."""

    key: Key
    style: Style
    tension: float = 0.0

    @property
    def is_rich(self) -> bool:
        """Whether the style likes diminished and half-diminished chords."""
        return any(self.style.colours.get(colour, 0) >= 0.3 for colour in ("ninth", "seventh", "thirteenth"))


def templates(palette: Palette) -> tuple[str, ...]:
    """The templates of the genre that fit the key's mode."""
    side = "minor" if palette.key.is_minor else "major"
    return palette.style.progressions.get(side) or ("T S D T", "T T S D")


def progression(
    palette: Palette, rng: Generator, avoid: str = "", *, homely: bool = False
) -> tuple[str, tuple[Harmony, ...]]:
    """One progression, and the template it grew from; never from the template to `avoid` if there is another.

    A `homely` one begins on the tonic.
    """
    known = templates(palette)
    options = tuple(option for option in known if option != avoid and (not homely or option.startswith("1"))) or known
    template = pick(options, rng)
    marks = substituted(tuple(_settled(mark, palette, rng) for mark in template.split()), palette, rng)
    usual = pick_key(palette.style.colours, rng)
    return template, tuple(realised(mark, palette, rng, usual) for mark in marks)


def _settled(mark: str, palette: Palette, rng: Generator) -> str:
    """A mark without a choice left in it."""
    choice = pick(mark.split("|"), rng)
    if choice in ("T", "S", "D"):
        choice = pick_key(_FUNCTIONS[palette.key.mode][choice], rng)
    if choice.isdigit() and not palette.is_rich:
        choice = _AVOIDED[palette.key.mode].get(int(choice), choice)
    return choice


def substituted(marks: tuple[str, ...], palette: Palette, rng: Generator) -> tuple[str, ...]:
    """The marks with the genre's substitutions applied here and there; the first stays home."""
    following = (*marks[1:], marks[0])
    pairs = zip(marks[1:], following[1:], strict=True)
    return (marks[0], *(_substitute(mark, after, palette, rng) for mark, after in pairs))


def _substitute(mark: str, after: str, palette: Palette, rng: Generator) -> str:
    """One mark, or what a rule puts in its place."""
    chance = palette.style.substitutions
    strain = 1.0 + 0.6 * palette.tension
    for rule in RULES:
        if rng.random() < chance.get(rule, 0.0) * strain:
            return _rewrite(rule, mark, after, palette)
    return mark


def _rewrite(rule: str, mark: str, after: str, palette: Palette) -> str:
    """What one rule makes of a mark before another."""
    dominant = mark in ("5", "V", "7")
    if rule == "secondary" and after.isdigit() and after not in ("1", mark):
        return f">{after}"
    if rule == "tritone" and dominant:
        return "t2"
    if rule == "borrowed":
        return _borrowed(mark, palette)
    if rule == "neapolitan" and mark in ("2", "4", "S"):
        return "b2"
    return {"4": "2", "6": "1", "3": "5"}.get(mark, mark) if rule == "relative" else mark


def _borrowed(mark: str, palette: Palette) -> str:
    """The neighbour mode's chord on the same degree."""
    return (
        {"4": "IV", "5": "V"}.get(mark, mark)
        if palette.key.is_minor
        else {"4": "iv", "6": "b6", "7": "b7"}.get(mark, mark)
    )


def realised(mark: str, palette: Palette, rng: Generator, usual: str = "") -> Harmony:
    """The chord that a settled mark names, in a colour of the genre: the usual one of its progression mostly."""
    colour, tonic = usual if usual and rng.random() < 0.55 else pick_key(palette.style.colours, rng), palette.key.tonic
    if mark == "1" and colour in ("sus2", "sus4"):
        colour = "triad"
    if mark.isdigit():
        return diatonic(palette.key, int(mark), colour)
    if mark.startswith(">"):
        return _dominant_of(palette.key.scale[int(mark[1:]) - 1], colour)
    if mark == "V":
        return chromatic(tonic + 7, "altered" if palette.key.is_minor else "dominant", colour)
    if mark in ("IV", "iv"):
        return chromatic(tonic + 5, "dominant" if mark == "IV" else "minor", colour)
    if mark == "t2":
        return _dominant_of(tonic + 6, colour)
    return chromatic(tonic + _LOWERED[mark], "major", colour)


def _dominant_of(target: int, colour: str) -> Harmony:
    """The dominant seventh that leads to a pitch class."""
    return chromatic(target + 7, "dominant", colour if colour in ("ninth", "thirteenth") else "seventh")

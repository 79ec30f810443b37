"""A small grammar of progressions: templates of functions and degrees, expanded, coloured and substituted.

Marks of a template, one chord each:
`1` … `7` the chord on that degree of the mode; `T` `S` `D` any chord of that function; `a|b` one or the other;
`V` a major dominant; `IV` a major and `iv` a minor chord on the fourth; `b2` `b3` `b6` `b7` major chords on lowered
degrees; `t2` the dominant seventh a tritone from the fifth; `>x` the dominant of degree `x`.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass, field

from numpy.random import Generator

from generation.engines.composer.chords import Harmony, chromatic, diatonic
from generation.engines.composer.grammar import grown
from generation.engines.composer.moods import Mood
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
_FLAT_SECOND = ("phrygian", "locrian")
RULES = ("secondary", "tritone", "borrowed", "neapolitan", "relative")
_STRAIN = {"secondary": 0.5, "tritone": 0.8, "borrowed": 1.0, "neapolitan": 1.4, "relative": -0.5}
"""How much more often a strained mood applies each rule, as an exponent."""
_LEANINGS: dict[str, tuple[float, float, float]] = {
    "power": (0.0, 0.5, -0.8), "triad": (0.1, -0.1, -0.4), "sus2": (0.4, -0.3, 0.6), "sus4": (0.2, 0.2, 0.3),
    "add9": (0.3, -0.2, 0.7), "sixth": (0.8, -0.6, 0.2), "seventh": (-0.1, 0.3, 0.0), "ninth": (0.1, 0.1, 0.6),
    "eleventh": (-0.5, 0.5, 0.5), "thirteenth": (0.4, 0.3, 0.2),
}  # fmt: skip
"""Chord colour → how much brightness, tension and length of the mood ask for it, as exponents."""
_RELATIVES = {True: {"4": "6", "6": "4", "3": "5"}, False: {"4": "2", "6": "3", "3": "6"}}
"""Minor or not → what shares two tones with a degree and can stand for it."""
_BARE = 0.15
"""From this share of bare fifths on a style wants them at home, too."""
_CHROMATIC = ("V", "IV", "iv", "t2", *_LOWERED)


@dataclass(frozen=True, slots=True)
class Palette:
    """What a progression is built with: the key, the genre's colours and rules, and the mood that leans on them."""

    key: Key
    style: Style
    mood: Mood = field(default_factory=Mood)

    @property
    def is_rich(self) -> bool:
        """Whether the style likes diminished and half-diminished chords."""
        return any(self.style.colours.get(colour, 0) >= 0.3 for colour in ("ninth", "seventh", "thirteenth"))

    @property
    def colours(self) -> Mapping[str, float]:
        """The style's chord colours with their weights as this mood likes them."""
        mood = self.mood
        return {
            colour: weight * math.exp(bright * mood.brightness + strain * mood.tension + long * mood.length)
            for colour, weight in self.style.colours.items()
            for bright, strain, long in (_LEANINGS[colour],)
        }


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
    template = _template(palette, rng, avoid, homely=homely)
    marks = substituted(tuple(_settled(mark, palette, rng) for mark in template.split()), palette, rng)
    usual = pick_key(palette.colours, rng)
    if len(set(marks)) == 1:
        return template, _shaded(marks[0], palette, rng)
    return template, tuple(realised(mark, palette, rng, usual) for mark in _homed(marks, palette))


def _shaded(mark: str, palette: Palette, rng: Generator) -> tuple[Harmony, ...]:
    """One chord that stays, in four shades, so that it breathes."""
    plain, shades = realised(mark, palette, rng, "triad"), ("sus2", "add9", "seventh", "sixth", "sus4")
    known = [shade for shade in shades if shade in palette.style.colours] or ["add9", "seventh"]
    other = diatonic(palette.key, int(mark), pick(known, rng)) if mark.isdigit() else plain
    return pick(((plain, plain, plain, other), (plain, other), (plain, plain, other, other)), rng)


def _template(palette: Palette, rng: Generator, avoid: str, *, homely: bool) -> str:
    """An idiom of the genre, the likelier the better it suits the mood, or a template grown from rules."""
    if rng.random() < palette.style.grown:
        return grown(palette.key, palette.mood, rng)
    known = templates(palette)
    options = tuple(option for option in known if option != avoid and (not homely or option.startswith("1"))) or known
    return pick(options, rng, [suited(option, palette) for option in options])


def suited(template: str, palette: Palette) -> float:
    """How well a template suits the mood, as a weight: light or dark, strained, busy; and how sure its home is."""
    marks = [option for mark in template.split() for option in mark.split("|")[:1]]
    light = sum(_light(mark, palette.key) for mark in marks) / len(marks)
    strain = sum(mark in _CHROMATIC or mark.startswith(">") for mark in marks) / len(marks)
    busy = len(set(marks)) / len(marks)
    mood = palette.mood
    leaning = 2.0 * mood.brightness * light + 5.0 * mood.tension * (strain - 0.1) + 1.2 * mood.density * (busy - 0.7)
    home = 1.8 if marks[0] == "1" else 0.8 if "1" in marks else 0.3
    blurred = 0.5 if "IV" in marks and palette.key.mode == "minor" else 1.0
    return home * blurred * math.exp(leaning)


def _light(mark: str, key: Key) -> float:
    """Whether a mark is a major chord (1), a minor one (−1), or darker still."""
    if not mark.isdigit():
        return {"iv": -1.5, "b2": -1.5, "b6": -0.3}.get(mark, 0.3)
    root, third, fifth = (key.scale[(int(mark) - 1 + step) % 7] for step in (0, 2, 4))
    return -1.5 if (fifth - root) % 12 == 6 else 1.0 if (third - root) % 12 == 4 else -1.0


def _homed(marks: tuple[str, ...], palette: Palette) -> tuple[str, ...]:
    """The marks; where home is nowhere among them, they go round a second time and end there."""
    if "1" in marks:
        return marks
    dominant = "7" if palette.key.mode in ("dorian", "mixolydian") else "2" if palette.key.mode in _FLAT_SECOND else "V"
    return (*marks, *marks[:-2], dominant, "1")


def _settled(mark: str, palette: Palette, rng: Generator) -> str:
    """A mark without a choice left in it."""
    choice = pick(mark.split("|"), rng)
    if choice in ("T", "S", "D"):
        choice = pick_key(_FUNCTIONS[palette.key.mode][choice], rng)
    if choice.isdigit() and not palette.is_rich:
        choice = _AVOIDED[palette.key.mode].get(int(choice), choice)
    return choice


def substituted(marks: tuple[str, ...], palette: Palette, rng: Generator) -> tuple[str, ...]:
    """The marks with the genre's substitutions applied here and there; home stays home, and few turn chromatic."""
    following, most = (*marks[1:], marks[0]), max(1, len(marks) // (2 if palette.is_rich else 4))
    found: list[str] = []
    for mark, after in zip(marks, following, strict=True):
        changed = _substitute(mark, after, palette, rng) if found and mark != "1" else mark
        strange = sum(_is_chromatic(other) for other in found)
        found.append(mark if _is_chromatic(changed) and strange >= most else changed)
    return tuple(found)


def _is_chromatic(mark: str) -> bool:
    """Whether a mark leaves the scale."""
    return mark in _CHROMATIC or mark.startswith(">")


def _substitute(mark: str, after: str, palette: Palette, rng: Generator) -> str:
    """One mark, or what a rule puts in its place."""
    for rule in RULES:
        if rng.random() < palette.style.substitutions.get(rule, 0.0) * _urge(rule, palette.mood):
            return _rewrite(rule, mark, after, palette)
    return mark


def _urge(rule: str, mood: Mood) -> float:
    """By how much a mood uses a rule more or less often; dark ones borrow from the minor."""
    return math.exp(_STRAIN[rule] * mood.tension - (0.8 * mood.brightness if rule == "borrowed" else 0.0))


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
    return _RELATIVES[palette.key.is_minor].get(mark, mark) if rule == "relative" else mark


def _borrowed(mark: str, palette: Palette) -> str:
    """The neighbour mode's chord on the same degree."""
    return (
        {"4": "IV", "5": "V"}.get(mark, mark)
        if palette.key.is_minor
        else {"4": "iv", "6": "b6", "7": "b7"}.get(mark, mark)
    )


def realised(mark: str, palette: Palette, rng: Generator, usual: str = "") -> Harmony:
    """The chord that a settled mark names, in a colour of the genre: the usual one of its progression mostly."""
    colour, tonic = usual if usual and rng.random() < 0.55 else pick_key(palette.colours, rng), palette.key.tonic
    if mark == "1":
        colour = _homely(colour, palette)
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


def _homely(colour: str, palette: Palette) -> str:
    """The colour of home: it says whether it is major or minor, and piles up no chord on its own fifth."""
    bare = colour == "power" and palette.key.is_minor and palette.style.colours.get(colour, 0.0) < _BARE
    if bare or colour in ("sus2", "sus4"):
        return "triad"  # the overtones of a bare fifth make it major
    if colour in ("ninth", "eleventh", "thirteenth"):
        return "add9"
    lifted = colour == "seventh" and not palette.key.is_minor and palette.mood.brightness > 0
    return "sixth" if lifted else colour  # the upper three tones of a major seventh are a minor chord of their own


def _dominant_of(target: int, colour: str) -> Harmony:
    """The dominant seventh that leads to a pitch class."""
    return chromatic(target + 7, "dominant", colour if colour in ("ninth", "thirteenth") else "seventh")

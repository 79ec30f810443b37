"""Shape: which sections a length has, how many bars each of them, and how long the ending rings."""

from __future__ import annotations

import math

from numpy.random import Generator

from generation.engines.composer.score import BEATS_PER_BAR
from generation.engines.composer.streams import pick
from generation.engines.composer.style import Style

Shape = list[tuple[str, int]]
"""Section names with their bars."""
PEAKS = ("hook", "drop")
_SINGLE = "hook:4"
_RING_S = (1.2, 4.2)
"""The shortest and longest that a last chord is left to ring."""
_RING_SHARE = 0.145
"""How much of the piece it may take."""
_LEADING = ("intro", "build")
"""Sections that never grow beyond what is written: one waits for what comes after them."""
_SPARE = ("outro", "build", "intro", "break", "verse", "hook", "drop")
"""What goes first where bars are few."""


def ending_beats(length_beats: float, beats_per_s: float) -> float:
    """How long the composed ending lasts; 0 where the piece is too short or is all whole bars and brief.

    Of the lengths that ring well the one is taken that leaves phrases of four bars before it, or of two.
    """
    whole = math.floor(length_beats / BEATS_PER_BAR + 1e-6)
    rest = max(0.0, length_beats - whole * BEATS_PER_BAR)
    rest = 0.0 if rest < 1e-6 * length_beats else rest
    if whole == 0 or (rest == 0 and whole < 4):
        return 0.0
    longest_s = min(_RING_S[1], _RING_SHARE * length_beats / beats_per_s)
    rings = [bars for bars in range(min(4, whole)) if rest + BEATS_PER_BAR * bars >= 1.0]
    rings = [bars for bars in rings if _RING_S[0] <= (rest + BEATS_PER_BAR * bars) / beats_per_s <= longest_s]
    if rings:
        return rest + BEATS_PER_BAR * min(rings, key=lambda bars: ((whole - bars) % 4 != 0, (whole - bars) % 2, bars))
    enough = rest >= 1.0 and rest >= 0.8 * beats_per_s
    return rest if enough or whole < 2 else rest + BEATS_PER_BAR


def shape_of(style: Style, bars: int, rng: Generator, *, looping: bool) -> Shape:
    """The sections of a body of some bars, which they sum to; a loop has neither intro nor outro."""
    shape = _opened(_parsed(_chosen(style.forms, bars, rng, looping=looping)), bars, rng)
    if looping:
        return scaled([part for part in shape if part[0] not in ("intro", "outro")], bars)
    if bars % 2 == 0 or bars < 5:
        return scaled(shape, bars)
    return _with_pickup(shape, bars)


def _chosen(forms: tuple[str, ...], bars: int, rng: Generator, *, looping: bool) -> str:
    """One of the shapes whose natural length is near, the nearer the likelier."""
    if bars < 4 or not forms:
        return _SINGLE
    rich = [form for form in forms if len(_parsed(form)) >= _sections_due(bars)] or forms
    distance = {form: abs(math.log(_natural(form, looping=looping) / bars)) for form in rich}
    able = [form for form in rich if distance[form] <= min(distance.values()) + 0.5]
    return pick(able, rng, [math.exp(-4 * distance[form]) for form in able])


def _opened(shape: Shape, bars: int, rng: Generator) -> Shape:
    """The shape, at times without its intro: straight in, but never straight on to what it heads for."""
    leads = shape[0][0] == "intro" and len(shape) > 2 and shape[1][0] not in PEAKS
    spare = leads and len(shape) > _sections_due(bars)
    return shape[1:] if spare and rng.random() < 0.25 else shape


def _sections_due(bars: int) -> int:
    """How many sections a length has at least."""
    return 5 if bars >= 30 else 4 if bars >= 24 else 3 if bars >= 9 else 2


def _natural(form: str, *, looping: bool) -> int:
    """How many bars a shape has as it is written."""
    return sum(size for name, size in _parsed(form) if not (looping and name in ("intro", "outro"))) or 1


def _parsed(form: str) -> Shape:
    """("intro", 4), ("verse", 8) … from "intro:4 verse:8"."""
    return [(name, int(size)) for name, size in (part.split(":") for part in form.split())]


def _with_pickup(shape: Shape, bars: int) -> Shape:
    """An odd number of bars: one bar that leads in where the piece is short, a longer first section where it is not."""
    if bars >= 16:
        (name, size), *rest = scaled(shape, bars - 1)
        return [(name, size + 1), *rest]
    body = [part for part in shape if part[0] != "intro"]
    return [("intro", 1), *scaled(body, bars - 1)]


def scaled(shape: Shape, bars: int) -> Shape:
    """The shape stretched to `bars`, in phrases of four or two where there is room; an odd bar goes last."""
    shape = _pruned(shape, bars)
    units = [_unit(name, bars, len(shape)) for name, _ in shape]
    total = sum(size for _, size in shape)
    sizes = [
        min(_most(part, shape), max(unit, unit * round(part[1] * bars / total / unit)))
        for part, unit in zip(shape, units, strict=True)
    ]
    while sum(sizes) > bars:
        widest = _widest(sizes, units, shape, bars)
        sizes[widest] -= min(units[widest], sizes[widest] - 1)
    while bars - sum(sizes) >= min(units):
        narrowest = _narrowest(sizes, shape, bars)
        sizes[narrowest] += units[narrowest] if units[narrowest] <= bars - sum(sizes) else min(units)
    sizes[-1] += bars - sum(sizes)
    return [(name, size) for (name, _), size in zip(shape, sizes, strict=True)]


def _unit(name: str, bars: int, sections: int) -> int:
    """The bars that a section grows or shrinks by: what leads in goes by twos in all but long pieces."""
    unit = 4 if bars >= 5 * sections else 2 if bars >= 2 * sections else 1
    return min(unit, 2) if bars < 32 and name in (*_LEADING, "break") else unit


def _most(part: tuple[str, int], shape: Shape) -> int:
    """How many bars a section may have."""
    return part[1] if part[0] in _LEADING and any(name not in _LEADING for name, _ in shape) else 10_000


def _pruned(shape: Shape, bars: int) -> Shape:
    """The shape without the sections for which there are no bars."""
    shape = list(shape)
    for name in _SPARE:
        while len(shape) > max(1, bars) and any(part[0] == name for part in shape):
            shape.remove(next(part for part in reversed(shape) if part[0] == name))
    return shape


def _surplus(sizes: list[int], shape: Shape, bars: int) -> list[float]:
    """How many bars each section has beyond its share."""
    total = sum(size for _, size in shape)
    return [size - part[1] * bars / total for size, part in zip(sizes, shape, strict=True)]


def _widest(sizes: list[int], units: list[int], shape: Shape, bars: int) -> int:
    """The section that can best spare a phrase: rather not the only one it has."""
    surplus = _surplus(sizes, shape, bars)
    roomy = [index for index in range(len(sizes)) if sizes[index] > units[index]]
    able = roomy or [index for index in range(len(sizes)) if sizes[index] > 1]
    return max(able, key=lambda index: (surplus[index], sizes[index]))


def _narrowest(sizes: list[int], shape: Shape, bars: int) -> int:
    """The section that most lacks bars, of those that may grow."""
    surplus = _surplus(sizes, shape, bars)
    growing = [index for index, part in enumerate(shape) if sizes[index] < _most(part, shape)]
    return min(growing, key=lambda index: (surplus[index], index))

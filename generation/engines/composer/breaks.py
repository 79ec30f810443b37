"""Breaks: two played bars cut into eighths and put together anew, bar by bar, with the backbeat where it belongs."""

from __future__ import annotations

from numpy.random import Generator

from generation.engines.composer.rhythm import STEPS_PER_BAR, Row
from generation.engines.composer.streams import pick
from generation.engines.composer.variation import BACKBEATS, Rows

_SLICE = 2
"""Steps to a slice."""
_SLICES = STEPS_PER_BAR // _SLICE
_BACKBEAT = (2, 6)
"""The slices of a bar on which the snare falls."""
_ORDERS = ("abac abad", "babc bacd", "abcb abcd", "cabc cabd", "bcba bcbd", "acab acad")
"""How four cuts of a bar follow each other over eight bars."""

Cut = tuple[int, ...]
"""Which slice of the break sounds on each eighth of a bar; −1 is silence."""


def recut(rows: Rows, rng: Generator) -> Rows:
    """Eight bars out of the break's own: four cuts of it, from nearly as played to much rearranged, in some order."""
    cuts = {name: _cut(rows, name, rng) for name in "abcd"}
    order = pick(_ORDERS, rng).replace(" ", "")
    return {piece: _spliced(row, [cuts[name] for name in order]) for piece, row in rows.items()}


def _spliced(row: Row, cuts: list[Cut]) -> Row:
    """One piece's row along some cuts."""
    silent = (0.0,) * _SLICE
    slices = [row[start : start + _SLICE] for start in range(0, len(row), _SLICE)]
    return tuple(force for cut in cuts for index in cut for force in (silent if index < 0 else slices[index]))


def _cut(rows: Rows, name: str, rng: Generator) -> Cut:
    """One bar's cut; the later its name, the further from what was played."""
    total = max(len(row) for row in rows.values()) // _SLICE
    first = 0 if name == "a" else int(rng.integers(total // _SLICES)) * _SLICES
    cut = list(range(first, first + _SLICES))
    for _ in range({"a": 2}.get(name, 3)):
        pick((_repeated, _swapped, _swapped, _doubled), rng)(cut, rows, total, rng)
    if name == "d":
        pick((_late, _held_back, _stuttered), rng)(cut, rows, total, rng)
    return tuple(cut)


def _repeated(cut: list[int], rows: Rows, total: int, rng: Generator) -> None:
    """A slice again right after itself."""
    place = pick((1, 3, 5, 7), rng)
    cut[place] = cut[place - 1]


def _swapped(cut: list[int], rows: Rows, total: int, rng: Generator) -> None:
    """Another slice in place of one; on a backbeat, one that has the backbeat."""
    place = pick((0, 1, 2, 3, 4, 5, 6, 7), rng)
    able = [index for index in range(total) if (index % _SLICES in _BACKBEAT) == (place in _BACKBEAT)]
    able = [index for index in able if place not in _BACKBEAT or _cracks(rows, index)]
    cut[place] = pick(able, rng) if able else cut[place]


def _doubled(cut: list[int], rows: Rows, total: int, rng: Generator) -> None:
    """The first half of the bar twice."""
    cut[4:] = cut[:4]


def _late(cut: list[int], rows: Rows, total: int, rng: Generator) -> None:
    """The second backbeat an eighth late: what was before it again, and then the snare."""
    cut[7], cut[6] = cut[6], cut[4]


def _held_back(cut: list[int], rows: Rows, total: int, rng: Generator) -> None:
    """The last eighth silent."""
    cut[7] = -1


def _stuttered(cut: list[int], rows: Rows, total: int, rng: Generator) -> None:
    """The second backbeat again and again up to the bar's end."""
    cut[7] = cut[6]
    cut[5] = pick((cut[5], cut[6]), rng)


def _cracks(rows: Rows, index: int) -> bool:
    """Whether a slice begins with a loud snare."""
    return any(row[index * _SLICE % len(row)] > 0.7 for piece, row in rows.items() if piece in BACKBEATS)

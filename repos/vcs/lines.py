"""The lines of a log as curves: where on a row each lane runs, ready to be drawn.

A row is 100 high, however high it is shown, and as wide as its lanes need; lanes beyond the first few stand closer and
closer, so that no row grows wider than `WIDEST`. A lane stands at the same place in every row of every page.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from repos.vcs.lanes import Edge, Row

FIRST, STEP, APART, ROOM, CLOSER = 13.0, 16.0, 5, 60.0, 0.88
WIDEST = FIRST * 2 + STEP * APART + ROOM
COLOURS = 8
MIDDLE, BOTTOM = 50, 100


@dataclass(frozen=True, slots=True)
class Curve:
    """One line within a row."""

    path: str
    """As the `d` of an SVG path."""
    colour: int
    """From 0 to `COLOURS` - 1: that of the lane."""


@dataclass(frozen=True, slots=True)
class Drawing:
    """One row."""

    width: float
    x: float
    """Where the commit lies, in the middle of the height."""
    colour: int
    curves: tuple[Curve, ...]


def drawing_of(row: Row[Any]) -> Drawing:
    """What to draw beside a commit."""
    curves = tuple(_curve(edge, row.lane) for edge in row.edges)
    return Drawing(round(x_of(row.width - 1) + FIRST, 1), x_of(row.lane), row.lane % COLOURS, curves)


@lru_cache(maxsize=1024)
def x_of(lane: int) -> float:
    """Where a lane stands."""
    beyond = max(0, lane - APART)
    return round(FIRST + STEP * min(lane, APART) + ROOM * (1 - CLOSER**beyond), 1)


def _curve(edge: Edge, own: int) -> Curve:
    if edge.kind == "past":
        return _between(edge.above, 0, edge.below, BOTTOM, edge.below)
    if edge.kind == "in":
        return _between(edge.above, 0, own, MIDDLE, edge.above)
    return _between(own, MIDDLE, edge.below, BOTTOM, edge.below)


@lru_cache(maxsize=4096)
def _between(lane: int, top: int, to: int, bottom: int, its: int) -> Curve:
    """From one lane to another, in the colour of `its` lane: a page has the same few over and over."""
    return Curve(_bent(x_of(lane), top, x_of(to), bottom), its % COLOURS)


def _bent(x: float, top: int, to: float, bottom: int) -> str:
    if x == to:
        return f"M{x:g} {top}V{bottom}"
    middle = (top + bottom) // 2
    return f"M{x:g} {top}C{x:g} {middle + 5} {to:g} {middle - 5} {to:g} {bottom}"

"""The lines beside a log: which lane each commit is drawn in, and what runs past, into and out of it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Generic, Literal, TypeAlias

from repos.vcs.dag import Commit

Kind: TypeAlias = Literal["past", "in", "first", "merge"]


@dataclass(frozen=True, slots=True)
class Opened(Generic[Commit]):
    """What is still to be drawn below a row, so that the next page goes on from there."""

    lanes: tuple[Commit | None, ...] = ()
    """The commit that each lane runs down to, from the left; None where a lane is free."""
    left: Commit | None = None
    """The tip of the branch that the leftmost lane is kept free for; None once it is drawn."""


@dataclass(frozen=True, slots=True)
class Edge:
    """A line within one row."""

    above: int
    """The lane at the top of the row; the commit's own for what leaves it."""
    below: int
    """The lane at the bottom of the row; the commit's own for what ends in it."""
    kind: Kind
    """"past" from top to bottom; "in" from the top to the commit; "first" and "merge" from the commit to the bottom,
    towards its first and its other parents."""


@dataclass(frozen=True, slots=True)
class Row(Generic[Commit]):
    """One commit of a log, as it is drawn: the bottom of each row fits the top of the next."""

    commit: Commit
    lane: int
    edges: tuple[Edge, ...]
    width: int
    """How many lanes the row has room for."""


def rows_of(
    commits: Iterable[tuple[Commit, Sequence[Commit]]], opened: Opened[Commit] | None = None
) -> tuple[list[Row[Commit]], Opened[Commit]]:
    """Draw commits with their parents, every commit before its parents; also give what is open below the last.

    Pass that on as `opened` to draw the next page just as if it were one page; begin with `Opened(left=…)` to keep a
    branch on the left. First parents lie straight below. Takes time by commits and lanes.
    """
    opened = opened or Opened()
    lanes, left, rows = list(opened.lanes), opened.left, []
    for commit, parents in commits:
        is_left = left is not None and commit == left
        first_free = 0 if left is None or is_left else 1
        rows.append(_drawn(lanes, commit, parents, first_free, is_left))
        left = None if is_left else left
    return rows, Opened(tuple(lanes), left)


def _drawn(
    lanes: list[Commit | None], commit: Commit, parents: Sequence[Commit], first_free: int, is_left: bool
) -> Row[Commit]:
    """The row of a commit; changes `lanes` from those above to those below it."""
    coming = [lane for lane, wanted in enumerate(lanes) if wanted == commit]
    past = [_past(lane) for lane, wanted in enumerate(lanes) if wanted is not None and wanted != commit]
    width, lane = len(lanes), 0 if is_left else coming[0] if coming else _free(lanes, first_free)
    for ended in coming:
        lanes[ended] = None
    leaving = _leave(lanes, lane, parents, first_free)
    while lanes and lanes[-1] is None:
        lanes.pop()
    edges = (*past, *(Edge(above, lane, "in") for above in coming), *leaving)
    return Row(commit, lane, edges, max(width, len(lanes), lane + 1))


@lru_cache(maxsize=1024)
def _past(lane: int) -> Edge:
    return Edge(lane, lane, "past")


def _leave(lanes: list[Commit | None], lane: int, parents: Sequence[Commit], first_free: int) -> list[Edge]:
    """The first parent straight below, the others where they are waited for already, or in a free lane."""
    edges = []
    for position, parent in enumerate(parents):
        if position and parent in lanes:
            below = lanes.index(parent)
        else:
            below = _free(lanes, first_free) if position else lane
        _put(lanes, below, parent)
        edges.append(Edge(lane, below, "merge" if position else "first"))
    return edges


def _free(lanes: Sequence[Commit | None], first_free: int) -> int:
    free = (lane for lane in range(first_free, len(lanes)) if lanes[lane] is None)
    return next(free, max(first_free, len(lanes)))


def _put(lanes: list[Commit | None], lane: int, commit: Commit) -> None:
    lanes.extend([None] * (lane + 1 - len(lanes)))
    lanes[lane] = commit

"""The graph of a history, known only by a function from a commit to its parents.

Most questions are about commits near each other in a long history. They take a `rank`: a number that is greater for
every commit than for its parents, like the order in which commits were stored. Walking the highest rank first they
look at what lies between the commits, and at little else. Times are no ranks: clocks differ. Without one everything
that the commits rest on is walked first to count generations.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Hashable, Iterable, Iterator, Sequence
from graphlib import CycleError, TopologicalSorter
from heapq import heapify, heappop, heappush
from itertools import count
from typing import TypeAlias, TypeVar

from repos.vcs.canonical import Digest

Commit = TypeVar("Commit", bound=Hashable)
"""A digest, or whatever else a caller knows commits by."""
Parents: TypeAlias = Callable[[Commit], Iterable[Commit]]
Rank: TypeAlias = "Callable[[Commit], int] | None"

_OURS, _THEIRS, _BELOW = 1, 2, 4
"""Who rests on a commit; whether something shared does."""


def ancestors(parents: Parents[Commit], *commits: Commit) -> set[Commit]:
    """Some commits and everything that they rest on. Asks for the parents of each once."""
    seen: set[Commit] = set()
    waiting = list(commits)
    while waiting:
        commit = waiting.pop()
        if commit not in seen:
            seen.add(commit)
            waiting.extend(parents(commit))
    return seen


def merge_bases(parents: Parents[Commit], ours: Commit, theirs: Commit, rank: Rank[Commit] = None) -> set[Commit]:
    """The newest commits both histories share: none if unrelated, several after a criss-cross."""
    walked = _down_from(parents, ours, theirs, rank)
    return {commit for commit, colour in walked if colour == _OURS | _THEIRS}


def ahead_behind(parents: Parents[Commit], ours: Commit, theirs: Commit, rank: Rank[Commit] = None) -> tuple[int, int]:
    """How many commits only we have, and how many only they have."""
    colours = [colour for _, colour in _down_from(parents, ours, theirs, rank)]
    return colours.count(_OURS), colours.count(_THEIRS)


def aheads_and_behinds(
    parents: Parents[Commit], tips: Iterable[Commit], onto: Commit, rank: Rank[Commit] = None
) -> dict[Commit, tuple[int, int]]:
    """`ahead_behind` of each of many commits against the same one, by one walk below them all."""
    every = list(dict.fromkeys([onto, *tips]))
    counted = _counted_by_who_rests(parents, every, rank)
    without = [(who, count) for who, count in counted.items() if not who & 1]
    within = [(who, count) for who, count in counted.items() if who & 1]
    found = {onto: (0, 0)}
    for place, tip in enumerate(every[1:], start=1):
        ahead = sum(count for who, count in without if who >> place & 1)
        found[tip] = ahead, sum(count for who, count in within if not who >> place & 1)
    return found


def between(parents: Parents[Commit], base: Commit, tip: Commit, rank: Rank[Commit] = None) -> list[Commit]:
    """What the tip rests on and the base does not, the tip first, every commit before its parents."""
    return [commit for commit, colour in _down_from(parents, tip, base, rank) if colour == _OURS]


def is_ancestor(parents: Parents[Commit], older: Commit, newer: Commit, rank: Rank[Commit] = None) -> bool:
    """Whether a commit is another, or the other rests on it. With a rank nothing older than it is looked at."""
    lowest = rank(older) if rank else 0
    seen: set[Commit] = set()
    waiting = [newer]
    while waiting and older not in seen:
        commit = waiting.pop()
        if commit not in seen and (rank is None or rank(commit) >= lowest):
            seen.add(commit)
            waiting.extend(parents(commit))
    return older in seen


def first_parents(parents: Parents[Commit], commit: Commit) -> Iterator[Commit]:
    """A commit, the one that its branch was at before, and so on to the first."""
    waiting = [commit]
    while waiting:
        yield waiting[0]
        waiting = list(parents(waiting[0]))


def in_order(parents: Callable[[Digest], Iterable[Digest]], commits: Iterable[Digest]) -> list[Digest]:
    """The commits and all that they rest on, every parent before its children; always the same order."""
    graph = {commit: sorted(parents(commit)) for commit in sorted(ancestors(parents, *commits))}
    return list(TopologicalSorter(graph).static_order())


def generations(parents: Parents[Commit], *commits: Commit) -> dict[Commit, int]:
    """How many commits the longest line from each to a first one passes, for some commits and all they rest on.

    Parents come first. Asks for the parents of each once. Raises CycleError for what would rest on itself.
    """
    older: dict[Commit, tuple[Commit, ...]] = {}
    known: dict[Commit, int] = {}
    waiting = list(commits)
    while waiting:
        commit = waiting[-1]
        is_asked_again = commit in older
        found = older[commit] if is_asked_again else older.setdefault(commit, tuple(parents(commit)))
        unknown = [parent for parent in found if parent not in known]
        if unknown and is_asked_again:
            raise CycleError(f"{commit} rests on itself.")
        if unknown:
            waiting.extend(unknown)
        else:
            known[commit] = 1 + max((known[parent] for parent in found), default=-1)
            waiting.pop()
    return known


def _counted_by_who_rests(parents: Parents[Commit], tips: Sequence[Commit], rank: Rank[Commit]) -> dict[int, int]:
    """How many commits the same of some tips rest on, which are the bits of a number, until all that is left rests
    below all of them."""
    rank = rank or generations(parents, *tips).__getitem__
    resting = {tip: 1 << place for place, tip in enumerate(tips)}
    everyone, number, counted = (1 << len(tips)) - 1, count(), Counter[int]()
    waiting = [(-rank(tip), next(number), tip) for tip in tips]
    heapify(waiting)
    loose = len(tips) if len(tips) > 1 else 0
    while loose:
        commit = heappop(waiting)[2]
        who = resting.pop(commit)
        loose -= who != everyone
        counted[who] += 1
        for parent in parents(commit):
            before = resting.get(parent)
            if before is None:
                heappush(waiting, (-rank(parent), next(number), parent))
            resting[parent] = (before or 0) | who
            loose += (resting[parent] != everyone) - (before is not None and before != everyone)
    return counted


def _down_from(
    parents: Parents[Commit], ours: Commit, theirs: Commit, rank: Rank[Commit]
) -> Iterator[tuple[Commit, int]]:
    """The commits below two, each with who rests on it, until all that is left rests below something shared.

    The highest rank comes first, so that all that rests on a commit has come before it: its colour is final.
    """
    rank = rank or generations(parents, ours, theirs).__getitem__
    colours = {ours: _OURS, theirs: _THEIRS} if ours != theirs else {ours: _OURS | _THEIRS}
    number = count()
    waiting = [(-rank(commit), next(number), commit) for commit in colours]
    heapify(waiting)
    loose = len(waiting)
    while loose:
        commit = heappop(waiting)[2]
        colour = colours.pop(commit)
        loose -= not colour & _BELOW
        yield commit, colour
        passed_on = colour | (_BELOW if colour == _OURS | _THEIRS else 0)
        for parent in parents(commit):
            before = colours.get(parent)
            if before is None:
                heappush(waiting, (-rank(parent), next(number), parent))
            colours[parent] = (before or 0) | passed_on
            loose += (not colours[parent] & _BELOW) - (before is not None and not before & _BELOW)

"""The graph of a history, known only by a function from a commit to its parents."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable
from graphlib import TopologicalSorter
from typing import TypeVar

from repos.vcs.canonical import Digest

Commit = TypeVar("Commit", bound=Hashable)
"""A digest, or whatever else a caller knows commits by."""


def ancestors(parents: Callable[[Commit], Iterable[Commit]], *commits: Commit) -> set[Commit]:
    """Some commits and everything that they rest on. Asks for the parents of each once."""
    seen: set[Commit] = set()
    waiting = list(commits)
    while waiting:
        commit = waiting.pop()
        if commit not in seen:
            seen.add(commit)
            waiting.extend(parents(commit))
    return seen


def merge_bases(parents: Callable[[Commit], Iterable[Commit]], ours: Commit, theirs: Commit) -> set[Commit]:
    """The newest commits both histories share: none if unrelated, several after a criss-cross. Linear in the edges.

    Whatever a shared commit rests on is shared too, so the newest are those that are no shared commit's parent.
    """
    mine, others = ancestors(parents, ours), ancestors(parents, theirs)
    shared = mine & others
    return shared - {older for commit in shared for older in parents(commit)}


def in_order(parents: Callable[[Digest], Iterable[Digest]], commits: Iterable[Digest]) -> list[Digest]:
    """The commits and all that they rest on, every parent before its children; always the same order."""
    graph = {commit: sorted(parents(commit)) for commit in sorted(ancestors(parents, *commits))}
    return list(TopologicalSorter(graph).static_order())


def ahead_behind(parents: Callable[[Commit], Iterable[Commit]], ours: Commit, theirs: Commit) -> tuple[int, int]:
    """How many commits only we have, and how many only they have."""
    mine, others = ancestors(parents, ours), ancestors(parents, theirs)
    return len(mine - others), len(others - mine)

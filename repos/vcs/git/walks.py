"""Which commits a client is to be sent: what it wants, as deep as it asks, without what it has."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass

from repos.vcs.dag import Commit, Parents, ancestors

EVERYTHING = 0x7FFFFFFF
"""The depth that a client asks for to be shallow no longer."""


@dataclass(frozen=True, slots=True)
class Walk:
    """What to send, and where it ends."""

    commits: set[int]
    """To be sent."""
    theirs: set[int]
    """What the client has of the history."""
    shallow: set[int]
    """Commits that are sent without what came before them."""
    unshallow: set[int]
    """Commits that were such, and are so no longer."""


def walk(
    parents: Parents[int],
    wants: Collection[int],
    haves: Collection[int],
    shallow: Collection[int],
    depth: int | None,
) -> Walk:
    """What a client is to be sent that wants some commits and has others, `shallow` ones without their parents."""

    def known(commit: int) -> Iterable[int]:
        return () if commit in shallow else parents(commit)

    theirs = ancestors(known, *haves)
    if depth is None:
        return Walk(ancestors(known, *wants) - theirs, theirs, set(), set())
    if depth == EVERYTHING:
        reached, ends = ancestors(parents, *wants, *shallow), set[int]()
    else:
        reached, ends = _within(parents, wants, depth)
    return Walk(reached - theirs, theirs, ends - set(shallow), set(shallow) & (reached - ends))


def _within(parents: Parents[Commit], wants: Iterable[Commit], depth: int) -> tuple[set[Commit], set[Commit]]:
    """What lies within so many commits, and those of them whose parents don't."""
    reached, last = set(wants), set(wants)
    for _ in range(depth - 1):
        last = {parent for commit in last for parent in parents(commit)} - reached
        if not last:
            break
        reached |= last
    return reached, {commit for commit in last if not set(parents(commit)) <= reached}


def is_enough(parents: Parents[int], wants: Iterable[int], common: Collection[int]) -> bool:
    """Whether each wanted commit rests on one that both have. Parents have smaller numbers than their children."""
    rests: dict[int, bool] = {}
    for commit in sorted(ancestors(parents, *wants)):
        rests[commit] = commit in common or any(rests[parent] for parent in parents(commit))
    return all(rests[want] for want in wants)

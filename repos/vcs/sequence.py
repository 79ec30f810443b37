"""One order out of two that were both made from a third."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Sequence

from repos.vcs.diff import kept

Order = Sequence[str]
Settle = Callable[[Order, Order], Order]


def merged(base: Order | None, ours: Order, theirs: Order, lasting: Collection[str], settle: Settle) -> list[str]:
    """The lasting ids (each of which is in `ours` or `theirs`) in an order that both sides agree to.

    Who rearranged what both have decides; where both did so differently, `settle` says which of the two holds. What
    only one side has comes after what it follows there; two such things after the same one come by their ids.
    """
    spine = kept(_spine(base, ours, theirs, settle), lasting)
    return _with_strays(spine, kept(ours, lasting), kept(theirs, lasting))


def _spine(base: Order | None, ours: Order, theirs: Order, settle: Settle) -> Order:
    """The order of what both sides have."""
    mine, others = kept(ours, theirs), kept(theirs, ours)
    if mine == others:
        return mine
    if base is None:
        return settle(mine, others)
    before = kept(base, mine)
    mine_moved, others_moved = kept(mine, before) != before, kept(others, before) != before
    if mine_moved and others_moved:
        return settle(mine, others)
    return mine if mine_moved else others if others_moved else min(mine, others)


def _with_strays(spine: Iterable[str], *sides: Order) -> list[str]:
    spine = dict.fromkeys(spine)
    followers: dict[str, list[str]] = {}
    for side in sides:
        for before, id in zip(("", *side), side, strict=False):
            if id not in spine:
                followers.setdefault(before, []).append(id)
    order: list[str] = []
    for anchor in ("", *spine):
        order.extend(_from(anchor, followers))
    return order[1:]


def _from(anchor: str, followers: dict[str, list[str]]) -> list[str]:
    """An id, then all that comes after it up to the next of the spine. Without recursion: lists may be long."""
    order, waiting = [], [anchor]
    while waiting:
        id = waiting.pop()
        order.append(id)
        waiting.extend(sorted(followers.get(id, ()), reverse=True))
    return order

"""Questions about a history: pure functions over a look-up of parents."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import TypeAlias

Digest: TypeAlias = str
Parents: TypeAlias = Callable[[Digest], Iterable[Digest]]


def ancestors(parents: Parents, commit: Digest) -> set[Digest]:
    """Everything that a commit rests on, itself included. Linear in the edges."""
    seen, waiting = {commit}, [commit]
    while waiting:
        older = [parent for parent in parents(waiting.pop()) if parent not in seen]
        seen.update(older)
        waiting.extend(older)
    return seen


def merge_bases(parents: Parents, ours: Digest, theirs: Digest) -> set[Digest]:
    """The newest commits both histories share: none if unrelated, several after a criss-cross."""
    shared = ancestors(parents, ours) & ancestors(parents, theirs)
    older: set[Digest] = set()
    for commit in shared:
        for parent in parents(commit):
            if parent not in older:
                older |= ancestors(parents, parent)
    return shared - older


def is_ancestor(parents: Parents, older: Digest, newer: Digest) -> bool:
    """Whether `newer` rests on `older`; a commit rests on itself."""
    return older in ancestors(parents, newer)

"""The history of one repo as `vcs.dag` asks for it. Commits go by their primary keys, which are their rank too: a
commit is stored after its parents."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from math import inf

from repos.models import CommitParent, Repo

EDGES_READ = 500


def parents_of(repo: Repo) -> Callable[[int], Sequence[int]]:
    """The parents of each commit that the repo holds, the first one first: one query, whatever is asked then."""
    parents: dict[int, list[int]] = {}
    edges = CommitParent.objects.filter(commit__holdings__repo=repo).order_by("position")
    for child, parent in edges.values_list("commit_id", "parent_id"):
        parents.setdefault(child, []).append(parent)
    return lambda commit: parents.get(commit, ())


def rank(commit: int) -> int:
    """A number that is greater for every commit than for its parents."""
    return commit


def parents_around(*repos: Repo) -> Callable[[int], Sequence[int]]:
    """The parents of each commit that some repos hold, read from the latest down as far as is asked for: few queries
    for what is asked of the near end of long histories."""
    tails = [_Tail(repo) for repo in repos]
    return lambda commit: next((found for tail in tails if (found := tail.parents_of(commit))), ())


class _Tail:
    """The edges of a repo, from the latest down as far as they have been read."""

    def __init__(self, repo: Repo) -> None:
        self._edges = CommitParent.objects.filter(commit__holdings__repo=repo).order_by("-commit_id", "position")
        self._parents: dict[int, list[int]] = {}
        self._read = 0
        self._complete_from: float = inf

    def parents_of(self, commit: int) -> Sequence[int]:
        while commit < self._complete_from:
            self._read_on()
        return self._parents.get(commit, ())

    def _read_on(self) -> None:
        piece = self._edges.values_list("commit_id", "parent_id")[self._read : self._read + EDGES_READ]
        edges = list(piece)
        for child, parent in edges:
            self._parents.setdefault(child, []).append(parent)
        self._read += len(edges)
        self._complete_from = edges[-1][0] + 1 if len(edges) == EDGES_READ else 0

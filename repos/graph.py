"""The history of one repo as `vcs.dag` asks for it. Commits go by their primary keys, which are their rank too: a
commit is stored after its parents."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from repos.models import CommitParent, Repo


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

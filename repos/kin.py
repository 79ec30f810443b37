"""What lies around a commit in the history of a repo: what it rests on, and what was made from it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from repos import graph
from repos.chips import Chips, chips_between, chips_of
from repos.models import Commit, CommitParent, Repo
from repos.services import descriptions, history
from repos.vcs import dag

CHILDREN_SHOWN = 12


@dataclass(frozen=True, slots=True)
class Relative:
    """A parent or a child."""

    commit: Commit
    chips: Chips
    """What the younger of the two changed against the older one."""


@dataclass(frozen=True, slots=True)
class Kin:
    """The nearest relatives of a commit."""

    parents: tuple[Relative, ...]
    """The first one first."""
    children: tuple[Relative, ...]
    """Within the repo, the oldest first."""
    next: Commit | None
    """The child that goes on along the line: on the default branch where several do."""


def kin_of(repo: Repo, commit: Commit) -> Kin:
    """What is around a commit. Reads arrangements only where a merge is told against another parent than its first."""
    up = list(commit.parent_edges.order_by("position").select_related("parent__tree", "parent__author"))
    down = commit.child_edges.filter(commit__holdings__repo=repo).order_by("commit_id")
    below = list(down.select_related("commit__tree", "commit__author")[:CHILDREN_SHOWN])
    descriptions.describe([commit, *(edge.commit for edge in below)])
    return Kin(
        tuple(Relative(edge.parent, _chips(edge, edge.parent, commit)) for edge in up),
        tuple(Relative(edge.commit, _chips(edge, commit, edge.commit)) for edge in below),
        _next(repo, [edge.commit for edge in below if edge.position == 0]),
    )


def _chips(edge: CommitParent, older: Commit, younger: Commit) -> Chips:
    return chips_between(older.tree, younger.tree) if edge.position else chips_of(younger)


def _next(repo: Repo, children: Sequence[Commit]) -> Commit | None:
    """Only where there is a choice the history is read."""
    main = history.tip(repo) if len(children) > 1 else None
    if main is None:
        return children[0] if children else None
    parents = graph.parents_of(repo)
    lead = (child for child in children if dag.is_ancestor(parents, child.pk, main.pk, graph.rank))
    return next(lead, children[0])

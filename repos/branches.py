"""Branches and tags as their pages list them."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import QuerySet

from repos.models import CommitParent, Ref, Repo
from repos.vcs import dag


@dataclass(frozen=True, slots=True)
class BranchRow:
    """One branch, and how far it has gone its own way."""

    ref: Ref
    is_default: bool
    ahead: int
    """Commits that the default branch does not have."""
    behind: int
    """Commits that only the default branch has."""


def branches_of(repo: Repo) -> list[BranchRow]:
    """Every branch, the default one first, then the latest: two queries, and time linear in branches times commits."""
    refs = list(_with_tips(repo, Ref.Kind.BRANCH))
    parents = _parents(repo)
    main = {ref.tip_id for ref in refs if ref.name == repo.default_branch}
    known = dag.ancestors(lambda commit: parents.get(commit, ()), *main)
    rows = [_row(repo, ref, known, dag.ancestors(lambda commit: parents.get(commit, ()), ref.tip_id)) for ref in refs]
    latest = sorted(rows, key=lambda row: row.ref.tip.created_at, reverse=True)
    return sorted(latest, key=lambda row: not row.is_default)


def tags_of(repo: Repo) -> list[Ref]:
    """Every tag, the latest first."""
    return list(_with_tips(repo, Ref.Kind.TAG).order_by("-updated_at", "name"))


def _with_tips(repo: Repo, kind: Ref.Kind) -> QuerySet[Ref]:
    return repo.refs.filter(kind=kind).select_related("tip__tree")


def _parents(repo: Repo) -> dict[int, list[int]]:
    parents: dict[int, list[int]] = {}
    edges = CommitParent.objects.filter(commit__holdings__repo=repo).order_by()
    for child, parent in edges.values_list("commit_id", "parent_id"):
        parents.setdefault(child, []).append(parent)
    return parents


def _row(repo: Repo, ref: Ref, known: set[int], own: set[int]) -> BranchRow:
    return BranchRow(ref, ref.name == repo.default_branch, len(own - known), len(known - own))

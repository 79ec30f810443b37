"""Branches and tags as their pages list them."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import QuerySet

from repos import graph
from repos.models import Ref, Repo
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
    """Every branch, the default one first, then the latest. Two queries."""
    refs = list(_with_tips(repo, Ref.Kind.BRANCH))
    main = next((ref.tip_id for ref in refs if ref.name == repo.default_branch), None)
    tips = [ref.tip_id for ref in refs]
    apart = dag.aheads_and_behinds(graph.parents_of(repo), tips, main, graph.rank) if main else {}
    rows = [BranchRow(ref, ref.name == repo.default_branch, *apart.get(ref.tip_id, (0, 0))) for ref in refs]
    latest = sorted(rows, key=lambda row: row.ref.tip.created_at, reverse=True)
    return sorted(latest, key=lambda row: not row.is_default)


def tags_of(repo: Repo) -> list[Ref]:
    """Every tag, the latest first."""
    return list(_with_tips(repo, Ref.Kind.TAG).order_by("-updated_at", "name"))


def _with_tips(repo: Repo, kind: Ref.Kind) -> QuerySet[Ref]:
    return repo.refs.filter(kind=kind).select_related("tip")

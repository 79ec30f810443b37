"""Noting what commits changed where that was not done when they were recorded."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping

from django.db.models import prefetch_related_objects

from repos import changes
from repos.models import Commit, CommitParent, Tree


def describe(commits: Iterable[Commit]) -> None:
    """See to it that each of some commits says what it changed. Costs nothing where all do; else it reads the
    arrangements of those that don't, once for all time."""
    unknown = {commit.pk: commit for commit in commits if commit.changes is None}
    if not unknown:
        return
    before = _first_parents(unknown)
    prefetch_related_objects([*before.values(), *(commit.tree for commit in unknown.values())], "entries")
    for commit in unknown.values():
        commit.changes = changes.noted(changes.lines(before.get(commit.pk), commit.tree))
    Commit.objects.bulk_update(unknown.values(), ["changes"])


def noted(commits: Collection[int]) -> Mapping[int, changes.Noted]:
    """What each of some commits (primary keys) changed, after `describe`."""
    found = Commit.objects.select_related("tree").in_bulk(commits)
    describe(found.values())
    return {pk: commit.changes or () for pk, commit in found.items()}


def _first_parents(commits: Iterable[int]) -> dict[int, Tree]:
    edges = CommitParent.objects.filter(commit__in=commits, position=0).select_related("parent__tree")
    return {edge.commit_id: edge.parent.tree for edge in edges}

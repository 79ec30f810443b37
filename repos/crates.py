"""Crates as their viewers may see them: what one may not hear now is neither shown nor counted."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

from django.db.models import Count, Exists, F, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.urls import reverse

from accounts.models import User
from repos import access, listings
from repos.listings import Listed
from repos.models import Commit, Crate, CrateItem, Repo, RepoCommit


@dataclass(frozen=True, slots=True)
class Row:
    """One line of a crate."""

    item: CrateItem
    beat: Listed
    """With the version that is meant in place of its tip."""


def seen_by(viewer: access.Viewer) -> QuerySet[CrateItem]:
    """The items of all crates that somebody may see there.

    One's own crates hold whatever one may open. Others show what lists show; and a crate that is handed on by its link
    lends what its owner has unlisted too, for nobody hands out the links of others.
    """
    seen = Q(repo__in=Repo.objects.filter(access.may_be_listed(viewer)))
    lent = {"repo__visibility": Repo.Visibility.UNLISTED, "crate__visibility": Repo.Visibility.UNLISTED}
    seen |= Q(repo__owner=F("crate__owner"), **lent)
    if viewer.is_authenticated:
        seen |= Q(crate__owner=viewer, repo__in=Repo.objects.filter(access.may_be_read(viewer)))
    is_held = Exists(RepoCommit.objects.filter(repo=OuterRef("repo"), commit=OuterRef("commit")))
    return CrateItem.objects.filter(seen, Q(commit=None) | Q(is_held))


def crates_of(owner: User, viewer: access.Viewer) -> QuerySet[Crate]:
    """Somebody's crates, the latest first, each with its `items_count`: all of one's own, the public ones of others."""
    items = seen_by(viewer).filter(crate=OuterRef("pk")).order_by().values("crate").annotate(n=Count("pk"))
    crates = Crate.objects.filter(owner=owner).annotate(items_count=Coalesce(Subquery(items.values("n")), 0))
    return crates if owner == viewer else crates.filter(visibility=Repo.Visibility.PUBLIC)


def items_of(crate: Crate, viewer: access.Viewer) -> QuerySet[CrateItem]:
    """What somebody sees in a crate, in its order."""
    found = seen_by(viewer).filter(crate=crate).select_related("repo__owner", "commit__tree")
    return found.prefetch_related("commit__tree__entries")


def neighbour(item: CrateItem, viewer: access.Viewer, *, is_up: bool) -> CrateItem | None:
    """What stands before or after an item, as somebody sees it."""
    others = list(seen_by(viewer).filter(crate=item.crate_id))
    at = next((n for n, one in enumerate(others) if one.pk == item.pk), None)
    beside = None if at is None else at + (-1 if is_up else 1)
    return others[beside] if beside is not None and 0 <= beside < len(others) else None


def rows(items: Iterable[CrateItem]) -> list[Row]:
    """The lines of a crate, in a fixed number of queries."""
    shown = list(items)
    beats = {beat.repo.pk: beat for beat in listings.listed({item.repo_id: item.repo for item in shown}.values())}
    return [Row(item, _meant(beats[item.repo_id], item.commit)) for item in shown]


def _meant(beat: Listed, commit: Commit | None) -> Listed:
    if commit is None:
        return beat
    url = reverse("commit", args=[beat.repo.owner.username, beat.repo.name, commit.digest])
    return replace(beat, tip=commit, tip_url=url, kinds=listings.kinds_of(commit))

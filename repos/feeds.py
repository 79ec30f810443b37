"""What people did lately, as far as the viewer may hear of it now."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from heapq import nlargest
from itertools import groupby

from django.db.models import Max, Q, QuerySet

from accounts.models import Follow, User
from repos import access
from repos.models import Activity, Collaborator, Commit, MergeRequest, Repo

PAGE = 40
LISTED = 3
LOOKED_THROUGH = 5000


@dataclass(frozen=True, slots=True)
class Deed:
    """One line of a feed: what somebody did, once or several times in a row, in one repo."""

    latest: Activity
    count: int
    commits: list[Commit]
    requests: list[MergeRequest]
    """The latest of them, as many as a line shows."""


@dataclass(frozen=True, slots=True)
class Feed:
    """A page of it, the latest first."""

    deeds: list[Deed]
    before: int | None
    """Where the page after it begins; None on the last one."""


def home(user: User, before: int | None = None) -> Feed:
    """What those whom somebody follows did, and what others did in the repos that they take part in.

    The latest that happened on the site is looked through first, which fills a page wherever much happens; where
    little does, what interests the user is so little that all of it can be listed.
    """
    followed = Q(actor__in=Follow.objects.filter(follower=user).values("followed")) & _shown_to(user)
    own = Q(repo__in=Repo.objects.filter(owner=user).values("pk"))
    shared = Q(repo__in=Collaborator.objects.filter(user=user).values("repo"))
    others = _older(before).exclude(actor=user)
    rows = _rows(others.filter(followed | own | shared, pk__gt=_horizon(before)))
    if len(rows) <= PAGE:
        # One by one and without an order, so that each is answered by an index of its own.
        parts = (others.filter(part).order_by().values_list("pk", flat=True) for part in (followed, own, shared))
        rows = _rows(Activity.objects.filter(pk__in=nlargest(PAGE + 1, {pk for part in parts for pk in part})))
    return _feed(rows)


def of(person: User, viewer: access.Viewer, before: int | None = None) -> Feed:
    """What one person did."""
    return _feed(_rows(_older(before).filter(_shown_to(viewer), actor=person)))


def _shown_to(viewer: access.Viewer) -> Q:
    return Q(repo__in=Repo.objects.filter(access.may_be_listed(viewer)).values("pk"))


def _older(before: int | None) -> QuerySet[Activity]:
    by_people = Activity.objects.filter(actor__is_active=True)
    return by_people.filter(pk__lt=before) if before is not None else by_people


def _horizon(before: int | None) -> int:
    latest = Activity.objects.aggregate(latest=Max("pk"))["latest"] or 0
    return min(latest, before or latest) - LOOKED_THROUGH


def _rows(activities: QuerySet[Activity]) -> list[Activity]:
    return list(
        activities.select_related("actor", "repo__owner", "commit", "merge_request").order_by("-pk")[: PAGE + 1]
    )


def _feed(rows: list[Activity]) -> Feed:
    return Feed(list(_deeds(rows[:PAGE])), rows[PAGE - 1].pk if len(rows) > PAGE else None)


def _deeds(rows: Iterable[Activity]) -> Iterable[Deed]:
    for _, same in groupby(rows, key=lambda one: (one.actor_id, one.repo_id, one.verb)):
        together = list(same)
        commits = [one.commit for one in together[:LISTED] if one.commit]
        requests = [one.merge_request for one in together[:LISTED] if one.merge_request]
        yield Deed(together[0], len(together), commits, requests)

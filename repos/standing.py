"""What the head of every page of a repo counts: stars, forks, what waits to be merged."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import Exists, OuterRef, Subquery, Value
from django.db.models.functions import Coalesce

from repos import access
from repos.counting import count_of
from repos.models import MergeRequest, Ref, Repo, Star


@dataclass(frozen=True, slots=True)
class Standing:
    """How a repo stands, as one user sees it."""

    stars_count: int
    is_starred: bool
    """Whether the user has starred it."""
    forks_count: int
    """How many forks the user sees."""
    open_requests_count: int
    tip: str
    """The digest at the tip of the default branch; "" where there is no commit yet."""


def of(repo: Repo, user: access.Viewer) -> Standing:
    """How a repo stands. One query, which is made once for each repo that was loaded."""
    known: Standing | None = getattr(repo, "_standing", None)
    if known is None:
        known = _asked(repo, user)
        repo._standing = known  # type: ignore[attr-defined]
    return known


def _asked(repo: Repo, user: access.Viewer) -> Standing:
    mine = Star.objects.filter(repo=OuterRef("pk"), user=user.pk)
    open_ones = MergeRequest.objects.filter(repo=OuterRef("pk"), state=MergeRequest.State.OPEN)
    forks = Repo.objects.filter(access.may_be_listed(user), origin=OuterRef("pk"))
    default = Ref.objects.filter(repo=OuterRef("pk"), kind=Ref.Kind.BRANCH, name=OuterRef("default_branch"))
    told = (
        Repo.objects.filter(pk=repo.pk)
        .order_by()
        .values_list(
            count_of(Star.objects.filter(repo=OuterRef("pk")), "repo"),
            Exists(mine),
            count_of(forks, "origin"),
            count_of(open_ones, "repo"),
            Coalesce(Subquery(default.values("tip__digest")[:1]), Value("")),
        )
    )
    return Standing(*(told.first() or (0, False, 0, 0, "")))

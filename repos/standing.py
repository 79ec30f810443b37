"""What the head of every page of a repo counts: stars, forks, what waits to be merged."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from django.db.models import Exists, OuterRef, Subquery, Value
from django.db.models.functions import Coalesce

from repos import access
from repos.counting import count_of, stars_and_forks
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


def shown(user: access.Viewer, owner_name: str, repo_name: str) -> Repo:
    """The repo of that address, as `access.readable` gives it, with its standing in the same query."""
    columns = _columns(user.pk)
    repo = access.readable(user, owner_name, repo_name, **columns)
    return _keep(repo, Standing(*(getattr(repo, name) for name in columns)))


def of(repo: Repo, user: access.Viewer) -> Standing:
    """How a repo stands: known where it was `shown`, else by one query for each repo that was loaded."""
    if not hasattr(repo, "_standing"):
        columns = _columns(user.pk)
        found = Repo.objects.filter(pk=repo.pk).annotate(**columns).order_by().values_list(*columns).first()
        _keep(repo, Standing(*(found or (0, False, 0, 0, ""))))
    standing: Standing = repo._standing  # type: ignore[attr-defined]
    return standing


def _keep(repo: Repo, standing: Standing) -> Repo:
    repo._standing = standing  # type: ignore[attr-defined]
    return repo


@lru_cache(maxsize=1024)
def _columns(viewer: int | None) -> dict[str, Any]:
    """The fields of a standing, in their order. Kept, as `stars_and_forks` are."""
    likes = stars_and_forks(viewer)
    waiting = MergeRequest.objects.filter(repo=OuterRef("pk"), state=MergeRequest.State.OPEN)
    default = Ref.objects.filter(repo=OuterRef("pk"), kind=Ref.Kind.BRANCH, name=OuterRef("default_branch"))
    return {
        "its_stars": likes["stars_count"],
        "is_starred": Exists(Star.objects.filter(repo=OuterRef("pk"), user=viewer)),
        "its_forks": likes["forks_count"],
        "its_requests": count_of(waiting, "repo"),
        "its_tip": Coalesce(Subquery(default.values("tip__digest")[:1]), Value("")),
    }

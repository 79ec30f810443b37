"""What a fork comes from, as somebody may see it, and how far the two have gone their own ways."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import QuerySet

from repos import access, graph
from repos.models import Commit, Ref, Repo
from repos.vcs import dag


@dataclass(frozen=True, slots=True)
class Upstream:
    """The origin of a fork beside it, default branch beside default branch."""

    origin: Repo
    tip: Commit | None
    """Where its default branch is; None where it has none."""
    ahead: int
    """Commits that only the fork has."""
    behind: int
    """Commits that only the origin has."""


def origin_of(repo: Repo, user: access.Viewer) -> Repo | None:
    """What a repo was forked from with its owner, where that is there and the user may see it."""
    if repo.origin_id is None:
        return None
    return Repo.objects.filter(access.may_be_read(user), pk=repo.origin_id).select_related("owner").first()


def upstream_of(repo: Repo, user: access.Viewer) -> Upstream | None:
    """A fork beside its origin; None where the user may not see that. Takes time by what they don't share."""
    origin = origin_of(repo, user)
    if origin is None:
        return None
    theirs, ours = _tip(origin), _tip(repo)
    if theirs is None or ours is None:
        return Upstream(origin, theirs, 0, 0)
    parents = graph.parents_around(repo, origin)
    return Upstream(origin, theirs, *dag.ahead_behind(parents, ours.pk, theirs.pk, graph.rank))


def _tip(repo: Repo) -> Commit | None:
    branch = Ref.objects.filter(repo=repo, kind=Ref.Kind.BRANCH, name=repo.default_branch)
    return Commit.objects.filter(refs__in=branch).select_related("tree").first()


def forks_of(repo: Repo, user: access.Viewer) -> QuerySet[Repo]:
    """The forks of a repo that lists show to a user, the latest first: nobody learns of others' private ones."""
    return repo.forks.filter(access.may_be_listed(user))

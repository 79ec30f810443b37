"""What the pages of a repo say of forks: the button, and what a fork comes from."""

from __future__ import annotations

from dataclasses import dataclass

from django import template

from repos import access, standing, upstream
from repos.models import Commit, Repo
from repos.upstream import Upstream

register = template.Library()


@dataclass(frozen=True, slots=True)
class Forking:
    """The button, and the count beside it."""

    digest: str
    """Where a fork would begin; "" where there is no commit yet."""
    count: int


@register.simple_tag
def forking(repo: Repo, user: access.Viewer, commit: Commit | str = "") -> Forking:
    """What the fork button of a page needs: of the page's commit, else of the tip."""
    stands = standing.of(repo, user)
    return Forking(commit.digest if isinstance(commit, Commit) else stands.tip, stands.forks_count)


@register.simple_tag
def upstream_of(repo: Repo, user: access.Viewer) -> Upstream | None:
    """A fork beside its origin, as the user may see it. No query for what is no fork."""
    return upstream.upstream_of(repo, user)

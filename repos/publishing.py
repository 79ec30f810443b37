"""How widely a repo may be seen: nobody makes public through a fork what its owner keeps to fewer people."""

from __future__ import annotations

from accounts.models import User
from repos import access
from repos.models import Repo

WIDTHS = (Repo.Visibility.PRIVATE, Repo.Visibility.UNLISTED, Repo.Visibility.PUBLIC)
"""From the narrowest."""


def is_wider(one: str, other: str) -> bool:
    """Whether more people see what is `one` than what is `other`."""
    return WIDTHS.index(Repo.Visibility(one)) > WIDTHS.index(Repo.Visibility(other))


def up_to(visibility: str) -> tuple[Repo.Visibility, ...]:
    """What is no wider than that, the narrowest first."""
    return tuple(one for one in WIDTHS if not is_wider(one, visibility))


def allowed_to(by: User, repo: Repo) -> tuple[Repo.Visibility, ...]:
    """What somebody may make a repo: anything, unless it is a fork.

    A fork stays within what the older repos of its family show that hold the commit where it began, unless `by`
    administers one of them or none is left. What it is already it may always stay.
    """
    if not repo.is_fork:
        return WIDTHS
    older = list(_sources(repo))
    if not older or any(access.may_administer(by, one) for one in older):
        return WIDTHS
    return up_to(max((repo.visibility, *(one.visibility for one in older)), key=WIDTHS.index))


def allowed_for_fork(by: User, origin: Repo) -> tuple[Repo.Visibility, ...]:
    """What somebody may make a fork of a repo."""
    return WIDTHS if access.may_administer(by, origin) else up_to(origin.visibility)


def _sources(fork: Repo) -> list[Repo]:
    family = Repo.objects.filter(family=fork.family, created_at__lt=fork.created_at).exclude(pk=fork.pk)
    return list(family.filter(holdings__commit=fork.forked_at_id) if fork.forked_at_id else family)

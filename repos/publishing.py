"""How widely a repo may be seen: nobody makes public through a fork what its owner keeps to fewer people."""

from __future__ import annotations

from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet, Subquery

from accounts.models import User
from repos import access, graph
from repos.models import Collaborator, Commit, Repo, RepoCommit

WIDTHS = (Repo.Visibility.PRIVATE, Repo.Visibility.UNLISTED, Repo.Visibility.PUBLIC)
"""From the narrowest."""


def is_wider(one: str, other: str) -> bool:
    """Whether more people see what is `one` than what is `other`."""
    return WIDTHS.index(Repo.Visibility(one)) > WIDTHS.index(Repo.Visibility(other))


def allowed_to(by: User, repo: Repo) -> tuple[Repo.Visibility, ...]:
    """What somebody may make a repo: anything, unless it is a fork.

    A fork shows nothing that an older repo of its family keeps to fewer people, unless `by` administers that one or
    another repo shows it already. What the fork is it may always stay.
    """
    if not repo.is_fork:
        return WIDTHS
    held = repo.holdings.values("commit")
    return tuple(one for one in WIDTHS if not is_wider(one, repo.visibility) or not _is_kept(held, repo, one, by))


def allowed_for_fork(by: User, origin: Repo, at: Commit) -> tuple[Repo.Visibility, ...]:
    """What somebody may make a fork of a repo that begins with a commit of it."""
    return tuple(one for one in WIDTHS if not is_wider(one, origin.visibility) or may_show(by, origin, at, one))


def may_show(by: User, repo: Repo, commit: Commit, visibility: str) -> bool:
    """Whether somebody may hand a commit of a repo, with all that it rests on, to a repo of such a visibility.

    To a wider one only who administers the repo may, and only what nobody else keeps to fewer people.
    """
    if not is_wider(visibility, repo.visibility):
        return True
    handed = graph.history_of(commit).values("pk")
    return access.may_administer(by, repo) and not _is_kept(handed, repo, visibility, by)


def _is_kept(commits: QuerySet[Any, Any], repo: Repo, width: str, by: User) -> bool:
    """Whether a repo older than this one, where `by` does not decide, keeps one of some commits to fewer people than
    `width`: it was the first to hold it, of those that are left, and none that is as wide holds it."""
    enough = [one for one in WIDTHS if not is_wider(width, one)]
    older = Repo.objects.filter(family=repo.family, created_at__lt=repo.created_at)
    keepers = set(older.exclude(visibility__in=enough).exclude(_administered(by)).values_list("pk", flat=True))
    if not keepers:
        return False
    holdings = RepoCommit.objects.filter(commit=OuterRef("commit"))
    first = Subquery(holdings.order_by("pk").values("pk")[:1])
    kept = RepoCommit.objects.filter(repo__in=keepers, commit__in=commits).filter(pk=first)
    return kept.filter(~Exists(holdings.filter(repo__visibility__in=enough))).exists()


def _administered(by: User) -> Q:
    """`access.may_administer` for many."""
    admins = Collaborator.objects.filter(user=by, role=access.Role.ADMIN)
    return Q(owner=by) | Q(pk__in=admins.values("repo"))

"""Forks: a repo of one's own that begins with what another one holds, and later brings in what that has made since.
Rows only, no audio is copied."""

from __future__ import annotations

from django.db import transaction

from accounts.models import User
from repos import access, publishing, upstream
from repos.models import Commit, Ref, Repo
from repos.services import activities, history, holdings, locking, repositories, versions
from repos.services.asides import Recorded

MAIN = "main"


@transaction.atomic
def fork(repo: Repo, at: Commit, *, by: User, title: str = "", visibility: str = Repo.Visibility.PRIVATE) -> Repo:
    """A new repo of `by` whose main branch starts at a commit of another one and holds all that this rests on.

    Licence and description come along, and so does the credit, as words that outlive the origin. By default nobody
    else sees it, and it has the origin's title. Raises PermissionError with a sentence for whoever may not see the
    repo or where it isn't to be forked, holdings.NotHeld for a commit of another repo, and ValueError for a
    visibility wider than `publishing` allows or a bad title; Repo.DoesNotExist where the repo is gone.
    """
    repo = locking.locked(repo)
    _check(repo, at, by, visibility)
    facts = repositories.checked(title or repo.title, repo.description, visibility)
    new = repositories.named(by, {**facts, **_credit(repo, at)})
    holdings.bring(new, at, source=repo)
    Ref.objects.create(repo=new, kind=Ref.Kind.BRANCH, name=MAIN, tip=at)
    activities.note(new, activities.FORK, by=by, commit=at)
    return new


def sync(fork: Repo, *, by: User) -> Recorded:
    """Bring what the origin's default branch has since got into that of a fork: by moving it on, else by a merge.

    Raises as `versions.merge` does, and merging.Conflicted only after the fork holds the origin's commits, so that
    they can be merged from there; PermissionError for whoever may not write or not see the origin, and ValueError
    where that would show what the origin hides. Repo.DoesNotExist where the fork is gone.
    """
    fork.refresh_from_db()
    if not access.may_write(by, fork):
        raise PermissionError("Only whoever may write to the repo may do that.")
    origin, theirs = _source(fork, by)
    ours = history.tip(fork)
    if ours is None:
        raise ValueError(f"There is no branch “{fork.default_branch}” that it could be brought into.")
    holdings.bring(fork, theirs, source=origin)
    message = f"Sync with {origin.owner.username}/{origin.name}"
    return versions.merge(fork, fork.default_branch, theirs, onto=ours, by=by, message=message)


def _source(fork: Repo, by: User) -> tuple[Repo, Commit]:
    """The origin and the tip of its default branch, where `by` may bring that into a fork."""
    origin = upstream.origin_of(fork, by)
    theirs = history.tip(origin) if origin else None
    if origin is None or theirs is None:
        raise PermissionError("What it was forked from is no longer there.")
    if not publishing.may_show(by, origin, theirs, fork.visibility):
        raise ValueError("More people see this fork than what it comes from, so nothing new is brought in.")
    return origin, theirs


def _check(repo: Repo, at: Commit, by: User, visibility: str) -> None:
    if not access.may_read(by, repo):
        raise PermissionError("There is no such repo.")
    if not access.may_fork(by, repo):
        raise PermissionError("Its owner does not want it to be forked.")
    if visibility in Repo.Visibility.values and visibility not in publishing.allowed_for_fork(by, repo, at):
        raise ValueError("A fork may not be seen by more people than what it comes from.")


def _credit(origin: Repo, at: Commit) -> dict[str, object]:
    return {
        "origin": origin,
        "origin_title": origin.title,
        "origin_owner_name": origin.owner.name,
        "forked_at": at,
        "family": origin.family,
        "licence": origin.licence,
        "default_branch": MAIN,
    }

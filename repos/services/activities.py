"""Noting what people do, in the transactions in which they do it."""

from __future__ import annotations

from accounts.models import User
from repos.models import Activity, Commit, MergeRequest, Repo

FORK, STAR = Activity.Verb.FORK, Activity.Verb.STAR
PROPOSE, CLOSE = Activity.Verb.PROPOSE, Activity.Verb.CLOSE


def note(
    repo: Repo, verb: Activity.Verb, *, by: User, commit: Commit | None = None, request: MergeRequest | None = None
) -> None:
    """Somebody did something in a repo."""
    Activity.objects.create(actor=by, repo=repo, verb=verb, commit=commit, merge_request=request)


def forget(repo: Repo, verb: Activity.Verb, *, by: User) -> None:
    """Somebody took it back."""
    Activity.objects.filter(actor=by, repo=repo, verb=verb).delete()


def verb_of(parents_count: int) -> Activity.Verb:
    """What it is to commit on top of so many parents."""
    if parents_count == 0:
        return Activity.Verb.BEGIN
    return Activity.Verb.MERGE if parents_count > 1 else Activity.Verb.COMMIT

"""Liking repos."""

from __future__ import annotations

from django.db import transaction

from accounts.models import User
from repos import access
from repos.models import Repo, Star
from repos.services import activities


@transaction.atomic
def star(repo: Repo, *, by: User) -> None:
    """Like a repo; doing so again changes nothing. Raises PermissionError for whoever may not see it."""
    if not access.may_read(by, repo):
        raise PermissionError("There is no such repo.")
    _, is_new = Star.objects.get_or_create(repo=repo, user=by)
    if is_new:
        activities.note(repo, activities.STAR, by=by)


@transaction.atomic
def unstar(repo: Repo, *, by: User) -> None:
    """Like it no more, which one may also do to what one may see no longer."""
    Star.objects.filter(repo=repo, user=by).delete()
    activities.forget(repo, activities.STAR, by=by)

"""Liking repos."""

from __future__ import annotations

from django.db import transaction

from accounts.models import User
from repos import access
from repos.models import Repo, Star


@transaction.atomic
def star(repo: Repo, *, by: User) -> None:
    """Like a repo; doing so again changes nothing. Raises PermissionError for whoever may not see it."""
    if not access.may_read(by, repo):
        raise PermissionError("There is no such repo.")
    Star.objects.get_or_create(repo=repo, user=by)


@transaction.atomic
def unstar(repo: Repo, *, by: User) -> None:
    """Like it no more, which one may also do to what one may see no longer."""
    Star.objects.filter(repo=repo, user=by).delete()

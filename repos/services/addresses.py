"""Where repos are to be found: another name, another owner, and the way there from the old address."""

from __future__ import annotations

import re

from django.db import IntegrityError, transaction

from accounts.models import User
from repos import access
from repos.models import OldAddress, Repo
from repos.services import locking

RESERVED = frozenset({"follow"})
"""What means something else below `/~owner/`."""
_NAME = re.compile(r"[a-z0-9](?:[a-z0-9_-]{0,78}[a-z0-9])?")


class Taken(ValueError):
    """Another repo of that owner has the name."""


@transaction.atomic
def rename(repo: Repo, name: str, *, by: User) -> Repo:
    """Give a repo another address; the old one leads there until another repo takes it.

    Raises ValueError with a sentence for what is no name, Taken, and PermissionError for whoever may not administer it.
    """
    if not access.may_administer(by, repo):
        raise PermissionError("Only an admin of the repo may do that.")
    name = name.strip().lower()
    if not _NAME.fullmatch(name):
        raise ValueError("Use up to 80 letters, digits, hyphens and underscores, with a letter or digit at both ends.")
    return move(locking.locked(repo), repo.owner, name)


def move(repo: Repo, owner: User, name: str) -> Repo:
    """Put a repo that was locked at an address, in the transaction of whoever calls. Raises Taken."""
    if (repo.owner_id, repo.name) == (owner.pk, name):
        return repo
    old_owner, old_name = repo.owner_id, repo.name
    repo.owner, repo.name = owner, name
    _put(repo)
    claim(owner, name)
    OldAddress.objects.update_or_create(owner_id=old_owner, name=old_name, defaults={"repo": repo})
    return repo


def claim(owner: User, name: str) -> None:
    """Whatever was at an address before is no longer looked for there."""
    OldAddress.objects.filter(owner=owner, name=name).delete()


def _put(repo: Repo) -> None:
    try:
        with transaction.atomic():
            if repo.name in RESERVED:
                raise IntegrityError
            repo.save(update_fields=["owner", "name", "updated_at"])
    except IntegrityError as error:
        raise Taken(f"“{repo.name}” is taken already.") from error

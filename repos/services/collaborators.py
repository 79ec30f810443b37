"""Letting others into a repo, and how far."""

from __future__ import annotations

from django.db import transaction

from accounts import people
from accounts.models import User
from repos import access
from repos.models import Collaborator, Repo

MOST = 100


@transaction.atomic
def add(repo: Repo, who: str, role: str, *, by: User) -> Collaborator:
    """Let somebody in, told by their name or their confirmed e-mail address.

    Raises ValueError with a sentence where nobody is known by that, for the owner, for whoever is in already and for
    an unknown role; PermissionError for whoever may not administer the repo.
    """
    _only_admin(repo, by)
    user, checked = _stranger(repo, who), _role(role)
    if repo.collaborators.count() >= MOST:
        raise ValueError(f"A repo has at most {MOST} collaborators.")
    collaborator, is_new = Collaborator.objects.get_or_create(repo=repo, user=user, defaults={"role": checked})
    if not is_new:
        raise ValueError(f"{user.name} is a collaborator already.")
    return collaborator


@transaction.atomic
def change_role(collaborator: Collaborator, role: str, *, by: User) -> None:
    """Say how far somebody may go. Raises ValueError for an unknown role, and PermissionError as `add` does."""
    _only_admin(collaborator.repo, by)
    Collaborator.objects.filter(pk=collaborator.pk).update(role=_role(role))


@transaction.atomic
def remove(collaborator: Collaborator, *, by: User) -> None:
    """Let somebody out again; whoever collaborates may always leave. What they committed stays.

    Raises PermissionError for anybody else who may not administer the repo.
    """
    if collaborator.user_id != by.pk:
        _only_admin(collaborator.repo, by)
    Collaborator.objects.filter(pk=collaborator.pk).delete()


def _stranger(repo: Repo, who: str) -> User:
    user = people.known_as(who)
    if user is None:
        raise ValueError("Nobody here goes by that name or that confirmed e-mail address.")
    if user.pk == repo.owner_id:
        raise ValueError(f"{user.name} owns the repo, and may do everything as it is.")
    return user


def _role(role: str) -> Collaborator.Role:
    if role not in Collaborator.Role.values:
        raise ValueError(f"A role is one of {', '.join(Collaborator.Role.values)}.")
    return Collaborator.Role(role)


def _only_admin(repo: Repo, by: User) -> None:
    if not access.may_administer(by, repo):
        raise PermissionError("Only an admin of the repo may do that.")

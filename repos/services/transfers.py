"""Giving a repo to somebody else, who has to say yes."""

from __future__ import annotations

from django.db import transaction

from accounts import people
from accounts.models import User
from repos.models import Collaborator, Repo, Transfer
from repos.services import addresses, locking, repositories


class Gone(Exception):
    """The offer was taken back or answered already. Nothing was changed."""


@transaction.atomic
def offer(repo: Repo, who: str, *, by: User) -> Transfer:
    """Offer a repo to somebody, told by their name or confirmed e-mail address, in place of whomever it was offered to.

    Raises ValueError with a sentence where nobody is known by that and for its owner, PermissionError for anybody else.
    """
    _only_owner(repo, by)
    user = people.known_as(who)
    if user is None:
        raise ValueError("Nobody here goes by that name or that confirmed e-mail address.")
    if user.pk == repo.owner_id:
        raise ValueError("It is yours already.")
    return Transfer.objects.update_or_create(repo=repo, defaults={"to": user})[0]


@transaction.atomic
def withdraw(repo: Repo, *, by: User) -> None:
    """Offer it no more. Raises PermissionError for anybody but its owner."""
    _only_owner(repo, by)
    Transfer.objects.filter(repo=repo).delete()


@transaction.atomic
def accept(transfer: Transfer, *, by: User) -> Repo:
    """Take a repo that was offered, under its name or under that with a number.

    Collaborators stay, and who gave it becomes one who may write. Its old address leads to the new one. Raises Gone,
    and addresses.Taken where the name was taken this very moment.
    """
    repo = locking.locked(transfer.repo)
    _answered(transfer, by)
    giver = repo.owner
    addresses.move(repo, by, repositories.free_name(by, repo.name))
    repo.collaborators.filter(user=by).delete()
    Collaborator.objects.create(repo=repo, user=giver, role=Collaborator.Role.WRITE)
    return repo


@transaction.atomic
def decline(transfer: Transfer, *, by: User) -> None:
    """Say no. Raises Gone."""
    _answered(transfer, by)


def _answered(transfer: Transfer, by: User) -> None:
    gone, _ = Transfer.objects.filter(pk=transfer.pk, repo=transfer.repo_id, to=by).delete()
    if not gone:
        raise Gone("That offer is no longer there.")


def _only_owner(repo: Repo, by: User) -> None:
    if repo.owner_id != by.pk:
        raise PermissionError("Only its owner may do that.")

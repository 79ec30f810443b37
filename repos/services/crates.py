"""Putting beats into crates."""

from __future__ import annotations

from django.db import transaction
from django.db.models import Max

from accounts.models import User
from repos import access
from repos.models import Commit, Crate, CrateItem, Repo
from repos.services import repositories

MOST_CRATES = 200
"""Of one user."""
MOST_ITEMS = 500
"""In one crate."""


@transaction.atomic
def create(title: str, *, description: str = "", visibility: str = Repo.Visibility.PRIVATE, by: User) -> Crate:
    """A new, empty crate. Raises ValueError with a sentence for wrong facts, and for one crate too many."""
    facts = repositories.checked(title, description, visibility)
    User.objects.select_for_update(no_key=True).get(pk=by.pk)  # so that two at once cannot be one too many
    if Crate.objects.filter(owner=by).count() >= MOST_CRATES:
        raise ValueError(f"Nobody has more than {MOST_CRATES} crates: delete one first.")
    return Crate.objects.create(owner=by, **facts)


@transaction.atomic
def update(crate: Crate, *, title: str, description: str, visibility: str, by: User) -> None:
    """What it is called, what is said about it, who may see it. Raises as `create`, and PermissionError."""
    found = _locked(crate, by)
    for name, value in repositories.checked(title, description, visibility).items():
        setattr(found, name, value)
    found.save()


@transaction.atomic
def delete(crate: Crate, *, by: User) -> None:
    """Gone; what was in it stays where it is. Raises PermissionError for anybody but its owner."""
    _locked(crate, by).delete()


@transaction.atomic
def add(crate: Crate, repo: Repo, commit: Commit | None = None, *, by: User) -> bool:
    """Put a beat at the end: one of its versions for good, or whatever is its latest. False where it is in there.

    Raises ValueError with a sentence where the crate is full, PermissionError for anybody but the owner of the crate,
    and for a repo that they may not see.
    """
    found = _locked(crate, by)
    if not access.may_read(by, repo):
        raise PermissionError("There is no such repo.")
    if found.items.filter(repo=repo, commit=commit).exists():
        return False
    if found.items.count() >= MOST_ITEMS:
        raise ValueError(f"A crate holds at most {MOST_ITEMS} beats, and “{found.title}” is full.")
    last = found.items.aggregate(last=Max("position"))["last"] or 0
    found.items.create(repo=repo, commit=commit, position=last + 1)
    found.save(update_fields=["updated_at"])
    return True


@transaction.atomic
def remove(item: CrateItem, *, by: User) -> None:
    """Take a beat out. Raises PermissionError for anybody but the owner of the crate."""
    found = _locked(item.crate, by)
    found.items.filter(pk=item.pk).delete()
    found.save(update_fields=["updated_at"])


@transaction.atomic
def swap(item: CrateItem, other: CrateItem, *, by: User) -> None:
    """Let two beats of a crate change places. Raises PermissionError for anybody but the owner of the crate."""
    found = _locked(item.crate, by)
    places = dict(found.items.filter(pk__in=[item.pk, other.pk]).values_list("pk", "position"))
    if len(places) == len({item.pk, other.pk}):
        found.items.filter(pk=item.pk).update(position=places[other.pk])
        found.items.filter(pk=other.pk).update(position=places[item.pk])
        found.save(update_fields=["updated_at"])


def _locked(crate: Crate, by: User) -> Crate:
    """The crate as it is now, which nobody else changes until this transaction ends."""
    if crate.owner_id != by.pk:
        raise PermissionError("Only its owner may do that.")
    return Crate.objects.select_for_update(no_key=True).get(pk=crate.pk)

"""Making, changing and deleting repos."""

from typing import Any

from django.db import IntegrityError, transaction
from django.utils.text import slugify

from accounts.models import User
from repos.models import Repo

NAME_LENGTH = 80
FALLBACK_NAME = "beat"
CHANGEABLE = {"title", "description", "visibility", "forkable", "licence"}


@transaction.atomic
def create(owner: User, title: str, *, description: str = "", visibility: str = Repo.Visibility.PRIVATE) -> Repo:
    """A new, empty repo. Its name follows from the title and differs from the owner's others: beat, beat-2, beat-3…"""
    stem = slugify(title)[:NAME_LENGTH].strip("-_") or FALLBACK_NAME
    facts: dict[str, Any] = {"owner": owner, "title": title[:120], "description": description, "visibility": visibility}
    number = 1
    while True:
        name = stem if number == 1 else f"{stem}-{number}"
        repo = _created(name, facts)
        if repo is not None:
            return repo
        number = _next_number(owner, stem, number)


def _created(name: str, facts: dict[str, Any]) -> Repo | None:
    """None where the owner has one of that name already."""
    if Repo.objects.filter(owner=facts["owner"], name=name).exists():
        return None
    try:
        with transaction.atomic():
            return Repo.objects.create(name=name, **facts)
    except IntegrityError:
        return None


def _next_number(owner: User, stem: str, number: int) -> int:
    taken = set(Repo.objects.filter(owner=owner, name__startswith=f"{stem}-").values_list("name", flat=True))
    return next(n for n in range(number + 1, number + len(taken) + 2) if f"{stem}-{n}" not in taken)


@transaction.atomic
def update(repo: Repo, *, by: User, **changes: Any) -> Repo:
    """Change what may be changed. Raises PermissionError for anybody but the owner, ValueError for other fields."""
    _only_owner(repo, by)
    if unknown := changes.keys() - CHANGEABLE:
        raise ValueError(f"A repo's {', '.join(sorted(unknown))} cannot be changed.")
    for field, value in changes.items():
        setattr(repo, field, value)
    repo.save(update_fields=[*changes, "updated_at"])
    return repo


@transaction.atomic
def delete(repo: Repo, *, by: User) -> None:
    """Remove a repo. Its commits stay for the forks that hold them; audio that nothing holds is pruned later."""
    _only_owner(repo, by)
    repo.delete()


def _only_owner(repo: Repo, by: User) -> None:
    if repo.owner_id != by.pk:
        raise PermissionError("Only its owner may do that.")

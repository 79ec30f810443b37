"""Making, changing and deleting repos."""

from collections.abc import Iterable, Mapping
from typing import Any

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.text import slugify

from accounts.models import User
from beatflow_site.lib.text import one_line
from repos import access, publishing
from repos.licences import LICENCES
from repos.models import Ref, Repo, Topic
from repos.services import addresses, history, locking
from repos.topics import checked as checked_topics

ATTEMPTS = 20
MAX_NAME = 80
MAX_TITLE = 120
MAX_DESCRIPTION = 2000
FALLBACK_NAME = "beat"


def create(owner: User, title: str, *, description: str = "", visibility: str = Repo.Visibility.PRIVATE) -> Repo:
    """A new, empty repo. Its name follows from the title and differs from the owner's others: beat, beat-2, beat-3…

    Raises ValueError with a sentence for an empty or over-long title or description, and for an unknown visibility.
    """
    return named(owner, checked(title, description, visibility))


def named(owner: User, facts: Mapping[str, Any]) -> Repo:
    """A new repo with such fields, which were `checked`, under the first free name that its title gives."""
    stem = slugify(facts["title"])[:MAX_NAME].strip("-_") or FALLBACK_NAME
    for _ in range(ATTEMPTS):
        repo = _created(owner, free_name(owner, stem), facts)
        if repo is not None:
            return repo
    raise RuntimeError(f"No name like “{stem}” stayed free.")


@transaction.atomic
def update(  # noqa: PLR0913  what can be said about a repo
    repo: Repo,
    *,
    by: User,
    title: str,
    description: str,
    visibility: str,
    licence: str | None = None,
    forkable: bool | None = None,
    default_branch: str | None = None,
    topics: Iterable[str] | None = None,
) -> Repo:
    """Say something else about a repo; what is None stays. Its address stays.

    Raises PermissionError for whoever may not administer it; ValueError as `create` does, and for an unknown licence or
    branch, too many topics, or more to be seen of a fork than `publishing` allows.
    """
    if not access.may_administer(by, repo):
        raise PermissionError("Only an admin of the repo may do that.")
    repo = locking.locked(repo)
    facts = _said(licence=licence, forkable=forkable, default_branch=default_branch)
    facts |= checked(title, description, visibility)
    _check(repo, facts, by)
    Repo.objects.filter(pk=repo.pk).update(**facts, updated_at=timezone.now())
    if topics is not None:
        _name_topics(repo, checked_topics(topics))
    repo.refresh_from_db()
    return repo


def _said(**facts: Any) -> dict[str, Any]:
    return {name: value for name, value in facts.items() if value is not None}


def _check(repo: Repo, facts: Mapping[str, Any], by: User) -> None:
    branch = facts.get("default_branch")
    if facts["visibility"] not in publishing.allowed_to(by, repo):
        raise ValueError("A fork may not be seen by more people than what it comes from.")
    if facts.get("licence", "") not in LICENCES:
        raise ValueError("Choose one of the licences.")
    if branch and branch != repo.default_branch and not repo.refs.filter(kind=Ref.Kind.BRANCH, name=branch).exists():
        raise ValueError(f"There is no branch “{branch}”.")


def _name_topics(repo: Repo, topics: Iterable[str]) -> None:
    repo.topics.all().delete()
    Topic.objects.bulk_create(Topic(repo=repo, name=name) for name in topics)


@transaction.atomic
def delete(repo: Repo, *, by: User) -> None:
    """Remove a repo, and those of its commits that no other repo holds; pruning removes their audio later.

    Raises PermissionError for anybody but its owner.
    """
    _only_owner(repo, by)
    Repo.objects.select_for_update().filter(pk=repo.pk).first()  # before any other row of it: see locking
    held = list(repo.commits.values_list("pk", flat=True))
    repo.delete()
    history.forget_unheld(held)


def _created(owner: User, name: str, facts: Mapping[str, Any]) -> Repo | None:
    """None where another request took the name meanwhile."""
    try:
        with transaction.atomic():
            repo = Repo.objects.create(owner=owner, name=name, **facts)
            addresses.claim(owner, name)
            return repo
    except IntegrityError:
        return None


def free_name(owner: User, stem: str) -> str:
    """The name itself where no repo of an owner has it, else the first of name-2, name-3…"""
    alike = Repo.objects.filter(owner=owner, name__startswith=stem).values_list("name", flat=True)
    taken = addresses.RESERVED.union(alike)
    names = (stem if number == 1 else f"{stem}-{number}" for number in range(1, len(taken) + 2))
    return next(name for name in names if name not in taken)


def checked(title: str, description: str, visibility: str) -> dict[str, str]:
    """Those facts as they are stored. Raises ValueError as `create` does."""
    title, description = one_line(title), description.replace("\0", "").strip()
    if not 0 < len(title) <= MAX_TITLE:
        raise ValueError(f"A title has 1 to {MAX_TITLE} characters.")
    if len(description) > MAX_DESCRIPTION:
        raise ValueError(f"A description has at most {MAX_DESCRIPTION} characters.")
    if visibility not in Repo.Visibility.values:
        raise ValueError(f"A repo is {', '.join(Repo.Visibility.values)}.")
    return {"title": title, "description": description, "visibility": visibility}


def _only_owner(repo: Repo, by: User) -> None:
    if repo.owner_id != by.pk:
        raise PermissionError("Only its owner may do that.")

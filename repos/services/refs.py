"""Branches and tags: begun, renamed, deleted and brought back. Nothing here makes or loses a commit."""

from __future__ import annotations

from collections.abc import Generator
from contextlib import contextmanager

from django.db import IntegrityError, transaction
from django.utils import timezone

from accounts.models import User
from repos import access
from repos.models import Commit, DeletedRef, Ref, Repo
from repos.services import locking
from repos.services.history import Moved
from repos.vcs import names

BRANCH, TAG = Ref.Kind.BRANCH, Ref.Kind.TAG
_NOT_ONES_OWN = frozenset({"head"})
"""What git means something else by."""


class Taken(ValueError):
    """The name cannot be had, because another branch or tag has it or one too like it. The sentence says which."""


@transaction.atomic
def branch(repo: Repo, name: str, *, at: Commit, by: User) -> Ref:
    """Begin a branch at a commit that the repo holds.

    Raises Taken, ValueError for a bad name or another repo's commit, PermissionError for whoever may not write.
    """
    return _begun(_locked(repo, by), BRANCH, name, at)


@transaction.atomic
def tag(repo: Repo, name: str, *, at: Commit, by: User) -> Ref:
    """Give a commit that the repo holds a name that stays. Raises as `branch` does."""
    return _begun(_locked(repo, by), TAG, name, at)


@transaction.atomic
def advance(repo: Repo, name: str, old: Commit, new: Commit, *, by: User) -> bool:
    """Move a branch on from `old` to `new`, which rests on it; say whether it was still there. PermissionError."""
    ref = _locked(repo, by).refs.filter(kind=BRANCH, name=name).first()
    is_moved = ref is not None and ref.advance(old, new)
    Repo.objects.filter(pk=repo.pk).update(updated_at=timezone.now())
    return is_moved


@transaction.atomic
def rename_branch(repo: Repo, old: str, new: str, *, by: User) -> Ref:
    """Call a branch something else; where it is the default one, it stays that. Raises as `branch` does, and
    Ref.DoesNotExist where there is none of that name."""
    repo = _locked(repo, by)
    ref = repo.refs.get(kind=BRANCH, name=old)
    ref.name = _free(repo, BRANCH, new, besides=ref)
    with _unless_taken(BRANCH, new):
        ref.save(update_fields=["name", "updated_at"])
    if repo.default_branch == old:
        Repo.objects.filter(pk=repo.pk).update(default_branch=new)
    return ref


@transaction.atomic
def delete_branch(repo: Repo, name: str, *, seen: Commit, by: User) -> DeletedRef:
    """Delete a branch whose tip is still `seen`; `bring_back` undoes it for 30 days. Its commits stay.

    Raises Moved where somebody committed to it meanwhile or it is gone, ValueError for the default branch,
    PermissionError.
    """
    repo = _locked(repo, by)
    if name == repo.default_branch:
        raise ValueError(f"“{name}” is the branch that everybody sees first, so it stays.")
    return _deleted(repo, BRANCH, name, seen, by)


@transaction.atomic
def delete_tag(repo: Repo, name: str, *, seen: Commit, by: User) -> DeletedRef:
    """Delete a tag, which `bring_back` undoes for 30 days. Raises as `delete_branch` does."""
    return _deleted(_locked(repo, by), TAG, name, seen, by)


@transaction.atomic
def bring_back(deleted: DeletedRef, *, by: User) -> Ref:
    """Undo the deletion of a branch or tag: at the tip where it stood, under its name, or where somebody has taken
    that meanwhile, under it with a number.

    Raises Moved where it was brought back already or its 30 days are over, Taken where a commit just took the name,
    PermissionError.
    """
    repo = _locked(deleted.repo, by)
    kept = DeletedRef.objects.still_kept().select_related("tip").filter(pk=deleted.pk).first()
    if kept is None:
        raise Moved(f"“{deleted.name}” was brought back already, or deleted too long ago.")
    kept.delete()
    name = numbered(repo, kept.kind, kept.name)
    with _unless_taken(Ref.Kind(kept.kind), name):
        return Ref.objects.create(repo=repo, kind=kept.kind, name=name, tip=kept.tip)


def numbered(repo: Repo, kind: str, name: str) -> str:
    """The name itself where a branch or tag may have it, else the first of name-2, name-3… that one may have."""
    others = set(repo.refs.filter(kind=kind).values_list("name", flat=True))
    fitting = name[: names.MAX_LENGTH - 6].rstrip("./")
    tried = (name, *(f"{fitting}-{number}" for number in range(2, len(others) + 3)))
    return next(one for one in tried if names.rival(one, others) is None)


def _locked(repo: Repo, by: User) -> Repo:
    """The repo as it is now, which nobody else names things in until this transaction ends."""
    if not access.may_write(by, repo):
        raise PermissionError("Only whoever may write to the repo may do that.")
    return locking.locked(repo)


def _begun(repo: Repo, kind: Ref.Kind, name: str, at: Commit) -> Ref:
    if not repo.commits.filter(pk=at.pk).exists():
        raise ValueError("The repo does not hold that commit.")
    fit = _free(repo, kind, name)
    with _unless_taken(kind, name):
        return Ref.objects.create(repo=repo, kind=kind, name=fit, tip=at)


@contextmanager
def _unless_taken(kind: Ref.Kind, name: str) -> Generator[None]:
    """Taken where a commit, which needs no lock to begin a branch, was quicker."""
    try:
        with transaction.atomic():
            yield
    except IntegrityError as error:
        raise Taken(f"There is a {kind.label.lower()} “{name}” already.") from error


def _free(repo: Repo, kind: Ref.Kind, name: str, besides: Ref | None = None) -> str:
    names.checked(name)
    if name.lower() in _NOT_ONES_OWN:
        raise ValueError(f"“{name}” means something else to git. Choose another name.")
    others = repo.refs.filter(kind=kind).exclude(pk__in=[besides.pk] if besides else [])
    rival = names.rival(name, others.values_list("name", flat=True))
    if rival == name:
        raise Taken(f"There is a {kind.label.lower()} “{name}” already.")
    if rival:
        raise Taken(f"“{name}” is too like the {kind.label.lower()} “{rival}”, which is there already.")
    return name


def _deleted(repo: Repo, kind: Ref.Kind, name: str, seen: Commit, by: User) -> DeletedRef:
    gone, _ = Ref.objects.filter(repo=repo, kind=kind, name=name, tip=seen).delete()
    if not gone:
        raise Moved(f"“{name}” is no longer where you saw it, so it was not deleted.")
    return DeletedRef.objects.create(
        repo=repo, kind=kind, name=name, tip=seen, deleted_by=by, deleted_by_name=by.name, deleted_at=timezone.now()
    )

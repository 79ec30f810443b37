"""Planting trees, recording commits, moving branches."""

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from typing import Any, NamedTuple

from django.db import IntegrityError, transaction
from django.utils import timezone

from accounts.models import User
from audio.models import Blob
from repos.models import Commit, CommitParent, Entry, Ref, Repo, RepoCommit, Tree
from repos.vcs import objects

MESSAGE_LENGTH = 2000


class EntryOf(NamedTuple):
    """One entry of a tree that is to be planted."""

    path: str
    kind: str
    blob: Blob


class Moved(Exception):
    """The branch is no longer where the commit was to go: somebody was first. Nothing was changed."""


@transaction.atomic
def plant(
    entries: Sequence[EntryOf], *, mix: Blob, master: Blob, genre: str, bpm: float, key: str, frames: int
) -> Tree:
    """The tree of these entries: the one that is there already, or a new one. Raises ValueError for a path twice."""
    by_path = {entry.path: (entry.kind, entry.blob.digest) for entry in entries}
    if len(by_path) != len(entries):
        raise ValueError("A path occurs twice in the tree.")
    facts = {"mix": mix, "master": master, "genre": genre, "bpm": bpm, "key": key, "frames": frames}
    tree, is_new = Tree.objects.get_or_create(digest=objects.tree_digest(by_path), defaults=facts)
    if is_new:
        Entry.objects.bulk_create(Entry(tree=tree, path=path, kind=kind, blob=blob) for path, kind, blob in entries)
    return tree


@transaction.atomic
def record(
    repo: Repo,
    branch_name: str,
    tree: Tree,
    message: str,
    *,
    onto: Commit | None,
    merged: Sequence[Commit] = (),
    made: Mapping[str, Any],
    by: User,
    at: datetime,
) -> Commit:
    """Commit to a branch on top of `onto` (None: a branch that begins here), or raise Moved if it is elsewhere by now.

    The same tree, parents, author, message and time are the same commit. Raises ValueError for an unusable message.
    """
    message = _checked(message)
    parents = [*([onto] if onto else []), *merged]
    commit = _commit(tree, parents, message, made, by, at.astimezone(UTC))
    RepoCommit.objects.get_or_create(repo=repo, commit=commit)
    _move(repo, branch_name, onto, commit)
    Repo.objects.filter(pk=repo.pk).update(updated_at=timezone.now())
    return commit


def _checked(message: str) -> str:
    message = message.strip()
    if not message:
        raise ValueError("A commit needs a message.")
    if len(message) > MESSAGE_LENGTH:
        raise ValueError(f"A message has at most {MESSAGE_LENGTH} characters.")
    return message


def _commit(
    tree: Tree, parents: Sequence[Commit], message: str, made: Mapping[str, Any], by: User, at: datetime
) -> Commit:
    time = at.isoformat(timespec="microseconds")
    digests = [parent.digest for parent in parents]
    digest = objects.commit_digest(tree.digest, digests, author=by.name, message=message, made=made, at=time)
    facts = {"tree": tree, "author": by, "author_name": by.name, "message": message, "made": made, "created_at": at}
    commit, is_new = Commit.objects.get_or_create(digest=digest, defaults=facts)
    if is_new:
        edges = (CommitParent(commit=commit, parent=parent, position=n) for n, parent in enumerate(parents))
        CommitParent.objects.bulk_create(edges)
    return commit


def _move(repo: Repo, name: str, onto: Commit | None, commit: Commit) -> None:
    """Compare and swap: a branch begins where there was none, or moves from where the caller saw it."""
    if onto is None:
        return _begin(repo, name, commit)
    branch = Ref.objects.filter(repo=repo, kind=Ref.Kind.BRANCH, name=name).first()
    if branch is None or not branch.advance(onto, commit):
        raise Moved


def _begin(repo: Repo, name: str, commit: Commit) -> None:
    try:
        with transaction.atomic():
            Ref.objects.create(repo=repo, kind=Ref.Kind.BRANCH, name=name, tip=commit)
    except IntegrityError as error:
        raise Moved from error

"""Committing: the only writer of trees, commits and branches."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import partial
from typing import Any

from django.db import IntegrityError, transaction
from django.db.models import Q
from django.utils import timezone

from accounts.models import User
from audio import services as audio
from audio import store
from audio.models import Blob
from repos import changes, graph
from repos.models import Commit, CommitParent, Entry, Ref, Repo, RepoCommit, Tree
from repos.models.history import STEMS
from repos.services import activities, git_names, locking
from repos.vcs import arrangement, canonical, dag, names, objects

ARRANGEMENT = "arrangement.json"
MAX_MESSAGE = 2000
KEPT_ANEW_AFTER = timedelta(hours=1)
"""A tree that is planted again is noted this often: far within what pruning spares."""


class Moved(Exception):
    """The branch is no longer where it was seen: somebody committed to it first. Nothing was changed."""


@dataclass(frozen=True, slots=True)
class EntryOf:
    """An entry that a tree is to have: its path, its kind, its bytes."""

    path: str
    kind: str
    blob: Blob


@transaction.atomic
def plant(
    entries: Iterable[EntryOf],
    *,
    mix: Blob | None,
    master: Blob | None,
    genre: str = "",
    bpm: float | None = None,
    key: str = "",
    frames: int = 0,
) -> Tree:
    """The tree of some entries, stems in the order of the tracks: the one that is there, or a new one.

    Raises ValueError where an arrangement plays what the entries lack, or names other tracks than there are stems.
    """
    wanted = list(entries)
    _check_arrangement(wanted)
    digest = objects.tree_digest((entry.path, entry.kind, entry.blob.digest) for entry in wanted)
    facts = {"mix": mix, "master": master, "genre": genre, "bpm": bpm, "key": key, "frames": frames}
    Tree.objects.filter(pk=digest, kept_at__lt=timezone.now() - KEPT_ANEW_AFTER).update(kept_at=timezone.now())
    tree, is_new = Tree.objects.get_or_create(digest=digest, defaults=facts)
    if is_new:
        Entry.objects.bulk_create(
            Entry(tree=tree, path=entry.path, kind=entry.kind, blob=entry.blob, position=position)
            for position, entry in enumerate(wanted)
        )
    return tree


@transaction.atomic
def record(  # noqa: PLR0913  what a commit is
    repo: Repo,
    branch_name: str,
    tree: Tree,
    message: str,
    *,
    onto: Commit | None,
    merged: Sequence[Commit] = (),
    made: Mapping[str, Any],
    by: User,
    at: datetime | None = None,
) -> Commit:
    """Commit to a branch on top of `onto` (None: a branch that begins here) and of `merged`, all held by the repo.

    Raises Moved if the branch is no longer at `onto`, and ValueError for a bad name, message, parent or `made`. To
    record the very same commit again changes nothing and answers with it.
    """
    names.checked(branch_name)
    locking.locked(repo)
    parents = ([onto] if onto else []) + list(merged)
    _check_held(repo, parents)
    commit = _commit(tree, parents, by, _checked_message(message), at or timezone.now(), canonical.faithful(made))
    _, is_new = RepoCommit.objects.get_or_create(repo=repo, commit=commit)
    _move(repo, branch_name, onto, commit)
    if is_new:
        activities.note(repo, activities.verb_of(len(parents)), by=by, commit=commit)
        transaction.on_commit(partial(git_names.name, [commit.pk]), robust=True)
    Repo.objects.filter(pk=repo.pk).update(updated_at=timezone.now())
    return commit


@transaction.atomic
def branch_off(repo: Repo, name: str, at: Commit) -> Ref:
    """Begin a branch at a commit that the repo holds.

    Raises Moved where there is a branch of that name, and ValueError for a bad name or another repo's commit.
    """
    locking.locked(repo)
    _check_held(repo, [at])
    return _create_branch(repo, names.checked(name), at)


@transaction.atomic
def fast_forward(repo: Repo, branch_name: str, to: Commit) -> None:
    """Move a branch on to a commit that rests on its tip; one that holds the commit already stays as it is.

    Raises Moved where the branch has gone another way, or is no longer there.
    """
    locking.locked(repo)
    branch = Ref.objects.filter(repo=repo, kind=Ref.Kind.BRANCH, name=branch_name).select_related("tip").first()
    if branch and _rests_on(branch.tip, to):
        return
    is_held = repo.commits.filter(pk=to.pk).exists()
    if not (branch and is_held and _rests_on(to, branch.tip) and branch.advance(branch.tip, to)):
        raise Moved(f"“{branch_name}” has moved on.")
    Repo.objects.filter(pk=repo.pk).update(updated_at=timezone.now())


def _rests_on(commit: Commit, older: Commit) -> bool:
    """Whether one commit is another, or has it among its ancestors."""
    return graph.history_of(commit).filter(pk=older.pk).exists()


def tip(repo: Repo, branch_name: str = "") -> Commit | None:
    """The commit that a branch (by default the default one) points at, with its tree, mix and master; or None."""
    name = branch_name or repo.default_branch
    found = Commit.objects.filter(refs__repo=repo, refs__kind=Ref.Kind.BRANCH, refs__name=name)
    return found.select_related("tree__mix", "tree__master").first()


def forget_unheld(commits: Collection[int]) -> None:
    """Delete those of some commits (primary keys) that no repo holds and no kept commit rests on, and their trees."""
    _, trees = forget_commits(commits)
    forget_trees(trees)


@transaction.atomic
def forget_commits(commits: Collection[int]) -> tuple[set[int], set[str]]:
    """Delete those of some commits (primary keys) that no repo holds and no kept commit rests on. Gives them, and the
    trees that they had, which stay for pruning to find."""
    loose = set(Commit.objects.filter(pk__in=commits, holdings=None, refs=None).values_list("pk", flat=True))
    gone = loose - _needed(loose)
    trees = set(Tree.objects.filter(commits__in=gone).values_list("pk", flat=True))
    CommitParent.objects.filter(commit__in=gone).delete()
    Commit.objects.filter(pk__in=gone).delete()
    Tree.objects.filter(pk__in=trees).update(kept_at=timezone.now())
    return gone, trees


@transaction.atomic
def forget_trees(trees: Collection[str], *, before: datetime | None = None) -> int:
    """Delete those of some trees that no commit has and, with `before`, that nobody has kept since; their blobs are
    spared from now on for as long as what is new. Gives how many went."""
    loose = Tree.objects.filter(pk__in=trees, commits=None)
    old = Q() if before is None else Q(kept_at__lt=before)
    locked = Tree.objects.select_for_update().filter(old, pk__in=loose.values("pk"))
    gone = set(locked.values_list("pk", flat=True))  # by rows as they are once whoever plants them has done so
    audio.spare(_blobs_of(gone))
    loose.filter(pk__in=gone).delete()
    return len(gone)


def _blobs_of(trees: Collection[str]) -> set[str]:
    blobs = set(Entry.objects.filter(tree__in=trees).values_list("blob_id", flat=True))
    for pair in Tree.objects.filter(pk__in=trees).values_list("mix_id", "master_id"):
        blobs |= {blob for blob in pair if blob}
    return blobs


def _needed(loose: Collection[int]) -> set[int]:
    """Those of some commits that others rest on, directly or through one another."""
    parents: dict[int, list[int]] = {}
    for child, parent in CommitParent.objects.filter(parent__in=loose).values_list("commit_id", "parent_id"):
        parents.setdefault(child, []).append(parent)
    return dag.ancestors(lambda commit: parents.get(commit, ()), *(parents.keys() - set(loose)))


def _commit(
    tree: Tree, parents: Sequence[Commit], by: User, message: str, at: datetime, made: dict[str, Any]
) -> Commit:
    digest = objects.commit_digest(tree.digest, [parent.digest for parent in parents], by.name, message, at, made)
    facts = {"tree": tree, "author": by, "author_name": by.name, "message": message, "made": made, "created_at": at}

    def changed() -> list[tuple[str, ...]]:
        return changes.noted(changes.lines(parents[0].tree if parents else None, tree))

    commit, is_new = Commit.objects.get_or_create(digest=digest, defaults=facts | {"changes": changed})
    if is_new:
        CommitParent.objects.bulk_create(
            CommitParent(commit=commit, parent=parent, position=position) for position, parent in enumerate(parents)
        )
    return commit


def _move(repo: Repo, name: str, onto: Commit | None, commit: Commit) -> None:
    branch = Ref.objects.filter(repo=repo, kind=Ref.Kind.BRANCH, name=name).first()
    if branch and branch.tip_id == commit.pk:
        return
    if onto is None and branch is None:
        _create_branch(repo, name, commit)
    elif onto is None or branch is None or not branch.advance(onto, commit):
        raise Moved(f"Somebody committed to “{name}” first.")


def _create_branch(repo: Repo, name: str, commit: Commit) -> Ref:
    try:
        with transaction.atomic():
            return Ref.objects.create(repo=repo, kind=Ref.Kind.BRANCH, name=name, tip=commit)
    except IntegrityError as error:
        raise Moved(f"Somebody made “{name}” first.") from error


def _check_held(repo: Repo, parents: Sequence[Commit]) -> None:
    if RepoCommit.objects.filter(repo=repo, commit__in=parents).count() < len(parents):
        raise ValueError("A commit rests on different commits of the same repo.")


def _checked_message(message: str) -> str:
    message = message.replace("\r\n", "\n").strip()
    if not 0 < len(message) <= MAX_MESSAGE:
        raise ValueError(f"A message has 1 to {MAX_MESSAGE} characters.")
    return message


def _check_arrangement(entries: Sequence[EntryOf]) -> None:
    document = next((entry.blob for entry in entries if entry.path == ARRANGEMENT), None)
    if document is None:
        return
    with store.open(document.digest) as file:
        arranged = arrangement.parse(file.read())
    if not arranged.sources() <= {entry.blob.digest for entry in entries}:
        raise ValueError("The arrangement plays sound that the commit does not hold.")
    if {STEMS + track.id for track in arranged.tracks} != {e.path for e in entries if e.path.startswith(STEMS)}:
        raise ValueError("The arrangement has other tracks than there are stems.")

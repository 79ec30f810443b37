"""What our blobs, trees and commits are called by git: found out once they are there, and then remembered.

Each commit is named when it has been made, while there is little new sound in it. What was not, for whatever reason, is
named once a day, or by whoever clones it first.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from itertools import islice
from typing import TypeVar

from django.db.models import Exists, OuterRef

from audio import store
from beatflow_site.lib.http import chunks
from repos.models import Commit, CommitParent, Entry, GitObject
from repos.vcs import dag
from repos.vcs.canonical import Digest
from repos.vcs.git import objects
from repos.vcs.git.objects import GitId, Made
from repos.vcs.objects import tree_digest

BATCH = 500
"""So many rows are asked for at a time."""
MEMO_EVERY = 50
"""After so many files that were read to name them, their names are kept: what was broken off goes on from there."""
_T = TypeVar("_T")
_Row = TypeVar("_Row")


class Gone(FileNotFoundError):
    """Somebody deleted it while it was read."""


@dataclass(frozen=True, slots=True)
class GitTree:
    """A tree as git has it."""

    made: list[Made]
    """Its folders, and at last the tree itself."""
    files: dict[Digest, str] = field(default_factory=dict)
    """By blob, where it lies in a clone."""

    @property
    def id(self) -> GitId:
        """What git calls the tree itself."""
        return self.made[-1].id


def commit_ids(commits: Collection[int], parents: dag.Parents[int]) -> dict[int, GitId]:
    """What some commits (primary keys) are called; their ancestors are among them.

    Reads all sound in them that nobody has asked about before. Raises FileNotFoundError where the store has lost it,
    and Gone.
    """
    digests = _digests(commits)
    _check_there(len(digests) == len(commits))
    known = _memo(GitObject.Kind.COMMIT, digests.values())
    ids = {commit: known[digest] for commit, digest in digests.items() if digest in known}
    for batch in batches(sorted(digests.keys() - ids.keys())):  # parents have smaller keys than their children
        named: dict[Digest, GitId] = {}
        for commit, made in commit_objects(batch, ids, parents):
            ids[commit.pk] = named[commit.digest] = made.id
        _remember(GitObject.Kind.COMMIT, named)
    return ids


def name(commits: Collection[int]) -> None:
    """See to it that some commits (primary keys) are named: those whose parents are, or are among them.

    Raises as `commit_ids` does.
    """
    parents = _parents(commits)
    digests = _digests({*commits}.union(*parents.values()))
    known = _memo(GitObject.Kind.COMMIT, digests.values())
    ids = {commit: known[digest] for commit, digest in digests.items() if digest in known}
    named: dict[Digest, GitId] = {}
    nameable = _nameable(sorted(digests.keys() & set(commits)), ids, parents)
    for commit, made in commit_objects(nameable, ids, lambda one: parents.get(one, ())):
        ids[commit.pk] = named[commit.digest] = made.id
    _remember(GitObject.Kind.COMMIT, named)


def name_the_rest() -> int:
    """Name all commits that have no name yet and whose sound can be read, in pieces that are kept. Says how many."""
    named = GitObject.objects.filter(kind=GitObject.Kind.COMMIT)
    unnamed = Commit.objects.filter(~Exists(named.filter(digest=OuterRef("digest")))).order_by("pk")
    before = named.count()
    for batch in batches(list(unnamed.values_list("pk", flat=True)), MEMO_EVERY):
        _name_what_is_there(batch)
    return named.count() - before


def _name_what_is_there(commits: Sequence[int]) -> None:
    """One whose sound is lost takes no other with it."""
    try:
        name(commits)
    except OSError:
        for commit in commits:
            with suppress(OSError):
                name([commit])


def _nameable(commits: Iterable[int], ids: Mapping[int, GitId], parents: Mapping[int, Sequence[int]]) -> list[int]:
    """Those that have no name and can be given one, each after its parents."""
    found = dict.fromkeys(ids)
    for commit in commits:
        if all(parent in found for parent in parents.get(commit, ())):
            found[commit] = None
    return [commit for commit in found if commit not in ids]


def _parents(commits: Collection[int]) -> dict[int, list[int]]:
    parents: dict[int, list[int]] = defaultdict(list)
    edges = CommitParent.objects.order_by("position").values_list("commit_id", "parent_id")
    for child, parent in _rows(commits, lambda some: edges.filter(commit__in=some)):
        parents[child].append(parent)
    return parents


def _digests(commits: Iterable[int]) -> dict[int, Digest]:
    return dict(_rows(commits, lambda some: Commit.objects.filter(pk__in=some).values_list("pk", "digest")))


def commit_objects(
    commits: Iterable[int], ids: Mapping[int, GitId], parents: dag.Parents[int]
) -> Iterator[tuple[Commit, Made]]:
    """Some commits as git has them, in their order. `ids` is looked up for parents when a commit's turn comes."""
    for batch in batches(commits):
        found = Commit.objects.in_bulk(batch)
        _check_there(len(found) == len(batch))
        trees = git_trees({commit.tree_id for commit in found.values()})
        for commit in (found[key] for key in batch):
            older = [ids[parent] for parent in parents(commit.pk)]
            root = trees[commit.tree_id].id
            name, message, at = commit.author_name, commit.message, commit.created_at
            yield commit, objects.commit(commit.digest, root, older, name, message, at)


def git_trees(digests: Collection[Digest]) -> dict[Digest, GitTree]:
    """Some trees as git has them. Raises as `commit_ids` does."""
    rows: dict[Digest, list[tuple[str, str, Digest]]] = defaultdict(list)
    entries = Entry.objects.values_list("tree_id", "path", "kind", "blob_id")
    for tree, *row in _rows(digests, lambda some: entries.filter(tree__in=some)):
        rows[tree].append((row[0], row[1], row[2]))
    ids = blob_ids({blob for entries in rows.values() for *_, blob in entries})
    return {digest: _git_tree(digest, rows[digest], ids) for digest in digests}


def _git_tree(digest: Digest, rows: Sequence[tuple[str, str, Digest]], ids: Mapping[Digest, GitId]) -> GitTree:
    """Of all its entries or not at all: what is made of it is remembered for good."""
    _check_there(tree_digest(rows) == digest)
    files = {objects.file_path(path): blob for path, _, blob in rows}
    made = objects.trees({path: ids[blob] for path, blob in files.items()})
    return GitTree(made, {blob: path for path, blob in files.items()})


def _check_there(is_there: bool) -> None:
    if not is_there:
        raise Gone("What was asked for was deleted meanwhile.")


def blob_ids(digests: Collection[Digest]) -> dict[Digest, GitId]:
    """What some blobs are called. Raises as `commit_ids` does."""
    ids = _memo(GitObject.Kind.BLOB, digests)
    for batch in batches(sorted(set(digests) - ids.keys()), MEMO_EVERY):
        named = {digest: objects.blob_id(store.size(digest), pieces_of(digest)) for digest in batch}
        _remember(GitObject.Kind.BLOB, named)
        ids |= named
    return ids


def pieces_of(digest: Digest) -> Iterator[bytes]:
    """The bytes of a blob, read while they are asked for."""
    return chunks(store.open(digest), range(store.size(digest)))


def batches(things: Iterable[_T], size: int = BATCH) -> Iterator[list[_T]]:
    """Some things at a time."""
    left = iter(things)
    while batch := list(islice(left, size)):
        yield batch


def _rows(keys: Iterable[_T], query: Callable[[Sequence[_T]], Iterable[_Row]]) -> Iterator[_Row]:
    """The rows of a query for many keys, some at a time: a database takes only so many at once."""
    return (row for batch in batches(keys) for row in query(batch))


def _memo(kind: str, digests: Iterable[Digest]) -> dict[Digest, GitId]:
    known = GitObject.objects.filter(kind=kind).values_list("digest", "git_id")
    return dict(_rows(digests, lambda some: known.filter(digest__in=some)))


def _remember(kind: str, named: Mapping[Digest, GitId]) -> None:
    rows = (GitObject(kind=kind, digest=digest, git_id=id) for digest, id in named.items())
    GitObject.objects.bulk_create(rows, ignore_conflicts=True)

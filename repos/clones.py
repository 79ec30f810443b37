"""What git clients are told of a repo, and what they are sent."""

from __future__ import annotations

from collections.abc import Generator, Iterable, Mapping
from dataclasses import dataclass
from functools import partial

from audio import store
from repos import graph
from repos.models import Commit, Entry, Ref, Repo
from repos.services import git_names
from repos.vcs import dag
from repos.vcs.canonical import Digest
from repos.vcs.git import packs, walks, wire
from repos.vcs.git.objects import GitId
from repos.vcs.git.packs import Packed
from repos.vcs.git.walks import Walk
from repos.vcs.git.wire import Malformed, Request

_FOLDERS = {Ref.Kind.BRANCH: wire.HEADS, Ref.Kind.TAG: wire.TAGS}


@dataclass(frozen=True, slots=True)
class Offer:
    """What of a repo can be cloned: all that its branches and tags reach."""

    refs: Mapping[str, GitId]
    """By their whole names: "refs/heads/main"."""
    head: str
    """The whole name of the default branch, which need not be there yet."""
    ids: Mapping[int, GitId]
    """What git calls each commit (by primary key)."""
    commits: Mapping[GitId, int]
    parents: dag.Parents[int]


def offer(repo: Repo) -> Offer:
    """What of a repo can be cloned. Reads all sound of it that nobody has asked about before.

    Raises FileNotFoundError where the store has lost something.
    """
    tips = {_FOLDERS[Ref.Kind(ref.kind)] + ref.name: ref.tip_id for ref in repo.refs.filter(kind__in=_FOLDERS)}
    parents = graph.parents_of(repo)
    ids = git_names.commit_ids(dag.ancestors(parents, *tips.values()), parents)
    named = {name: ids[tip] for name, tip in tips.items()}
    return Offer(named, wire.HEADS + repo.default_branch, ids, {id: commit for commit, id in ids.items()}, parents)


def answer(offered: Offer, request: Request) -> Generator[bytes, None, None]:
    """What a client is told, and the pack once it has said all. Whatever comes out of the database is read before the
    first piece; sound is read while it is sent.

    Raises Malformed where it wants what is not on offer, FileNotFoundError where the store has lost something.
    """
    if not request.wants:
        return _pieces(b"")
    wants = [_wanted(offered, id) for id in request.wants]
    common = {offered.commits[id] for id in request.haves if id in offered.commits}
    shallow = {offered.commits[id] for id in request.shallow if id in offered.commits}
    walk = walks.walk(offered.parents, wants, common, shallow, request.depth)
    is_enough = walks.is_enough(offered.parents, wants, common)
    told = wire.acknowledgements(request, offered.commits.__contains__, is_enough=is_enough)
    if request.depth is not None:
        told = wire.depths(_named(offered, walk.shallow), _named(offered, walk.unshallow)) + told
    if not request.is_done:
        return _pieces(told)
    return _pieces(told, wire.sent(request, packs.pack(_contents(offered, walk))))


def _pieces(told: bytes, pack: Iterable[bytes] = ()) -> Generator[bytes, None, None]:
    yield told
    yield from pack


def _wanted(offered: Offer, id: GitId) -> int:
    if id not in offered.commits:
        raise Malformed(f"upload-pack: not our ref {id}")
    return offered.commits[id]


def _contents(offered: Offer, walk: Walk) -> list[Packed]:
    """Everything that a walk sends: its commits, and those of their trees and blobs that the client lacks."""
    made = list(git_names.commit_objects(sorted(walk.commits), offered.ids, offered.parents))
    theirs = _trees_of(walk.theirs)
    trees = git_names.git_trees({commit.tree_id for commit, _ in made} - theirs)
    folders = {folder.id: folder.data for tree in trees.values() for folder in tree.made}
    files = {blob: path for tree in trees.values() for blob, path in tree.files.items()}
    lacking = sorted(files.keys() - _blobs_of(theirs))
    return [
        *(packs.whole(packs.COMMIT, commit.data) for _, commit in made),
        *(packs.whole(packs.TREE, data) for data in folders.values()),
        *(_blob(digest, files[digest]) for digest in lacking),
    ]


def _blob(digest: Digest, path: str) -> Packed:
    level = packs.STORED if path.endswith(".flac") else packs.SMALL
    return Packed(packs.BLOB, store.size(digest), partial(git_names.pieces_of, digest), level)


def _named(offered: Offer, commits: Iterable[int]) -> list[GitId]:
    return [offered.ids[commit] for commit in commits]


def _trees_of(commits: Iterable[int]) -> set[Digest]:
    trees = Commit.objects.values_list("tree_id", flat=True)
    return {tree for batch in git_names.batches(commits) for tree in trees.filter(pk__in=batch)}


def _blobs_of(trees: Iterable[Digest]) -> set[Digest]:
    blobs = Entry.objects.values_list("blob_id", flat=True)
    return {blob for batch in git_names.batches(trees) for blob in blobs.filter(tree__in=batch).distinct()}

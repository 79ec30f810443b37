"""Processes that race against each other on a database of their own: `python -m tests.repos.racers RACE RUNNERS`.

Prints one JSON document of what happened. DATABASE_URL and DATA_DIR say where;
the database is migrated already.
"""

import json
import multiprocessing
import os
import sys
from collections.abc import Callable
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import django

django.setup()

from django.db import connections  # noqa: E402
from django.utils import timezone  # noqa: E402

from accounts.models import User  # noqa: E402
from audio import pruning, services, store, transcoding  # noqa: E402
from audio.models import Blob, Rendition  # noqa: E402
from repos import graph  # noqa: E402
from repos.models import Commit, CommitParent, DeletedRef, Ref, Repo, RepoCommit, Tree  # noqa: E402
from repos.services import asides, forks, history, holdings, refs, repositories, versions  # noqa: E402
from repos.services import pruning as versions_pruning  # noqa: E402
from repos.vcs import dag  # noqa: E402
from tests.make import make_blob, make_repo  # noqa: E402

EACH = 5
AT = datetime(2026, 5, 1, 12, tzinfo=UTC)


def _together(do: Callable[[int], Any], runners: int) -> list[Any]:
    connections.close_all()
    with multiprocessing.get_context("fork").Pool(runners) as pool:
        return pool.map(do, range(runners), chunksize=1)


def commits(runners: int) -> dict[str, Any]:
    """Everybody commits to one branch, and again on top of what is there whenever somebody was first."""
    repositories.create(User.objects.create_user("alice"), "Night Drive")
    shares = _together(_commit_some, runners)
    repo, parents = Repo.objects.get(), dict(CommitParent.objects.values_list("commit__digest", "parent__digest"))
    line = [Ref.objects.get(repo=repo).tip.digest]
    while line[-1] in parents:
        line.append(parents[line[-1]])
    return {
        "told_kept": sorted(digest for digests, _ in shares for digest in digests),
        "moved": sum(moved for _, moved in shares),
        "line": sorted(line),
        "held": sorted(RepoCommit.objects.values_list("commit__digest", flat=True)),
    }


def _commit_some(runner: int) -> tuple[list[str], int]:
    repo, alice = Repo.objects.get(), User.objects.get()
    kept: list[str] = []
    moved = 0
    while len(kept) < EACH:
        blob = services.keep(f"{runner} {len(kept)}".encode(), media_type="audio/flac", frames=1)
        tree = history.plant([history.EntryOf("stems/bass", "bass", blob)], mix=blob, master=blob)
        onto = history.tip(repo, "main") if moved or kept else None
        try:
            commit = history.record(repo, "main", tree, f"by {runner}", onto=onto, made={}, by=alice, at=AT)
            kept.append(commit.digest)
        except history.Moved:
            moved += 1
    return kept, moved


def late(runners: int) -> dict[str, Any]:
    """Everybody commits on top of the same version once, and whoever is late does it aside."""
    alice = User.objects.create_user("alice")
    repo = repositories.create(alice, "Night Drive")
    history.record(repo, "main", _tree("first"), "First", onto=None, made={}, by=alice, at=AT)
    told = _together(_commit_late, runners)
    lying = dict(Ref.objects.values_list("name", "tip__digest"))
    return {"told": sorted(map(tuple, told)), "lying": sorted(lying.items())}


def _commit_late(runner: int) -> tuple[str, str]:
    repo, alice = Repo.objects.get(), User.objects.get()
    first = repo.commits.get(message="First")
    recorded = asides.record(repo, "main", _tree(str(runner)), "Mine", onto=first, made={}, by=alice, at=AT)
    return recorded.branch, recorded.commit.digest


def _tree(words: str) -> Tree:
    blob = services.keep(words.encode(), media_type="audio/flac", frames=1)
    return history.plant([history.EntryOf("stems/bass", "bass", blob)], mix=blob, master=blob)


def branches(runners: int) -> dict[str, Any]:
    """Half of them begin the same branch, and the others delete one that is committed to at the same time."""
    alice = User.objects.create_user("alice")
    repo = repositories.create(alice, "Night Drive")
    first = history.record(repo, "main", _tree("first"), "First", onto=None, made={}, by=alice, at=AT)
    history.branch_off(repo, "idea", first)
    told = _together(_begin_or_delete, runners)
    tips = set(Ref.objects.filter(name="idea").values_list("tip__message", flat=True))
    return {"told": sorted(told), "idea": sorted(tips), "deleted": DeletedRef.objects.count()}


def _begin_or_delete(runner: int) -> str:
    repo, alice = Repo.objects.get(), User.objects.get()
    first = repo.commits.get(message="First")
    try:
        if runner % 2:
            refs.branch(repo, "dark", at=first, by=alice)
        elif runner % 4:
            history.record(repo, "idea", _tree("newer"), "Newer", onto=first, made={}, by=alice, at=AT)
        else:
            refs.delete_branch(repo, "idea", seen=first, by=alice)
    except (refs.Taken, history.Moved) as error:
        return type(error).__name__
    return "begun" if runner % 2 else "committed" if runner % 4 else "deleted"


def forking(runners: int) -> dict[str, Any]:
    """Everybody forks a repo again and again; one commits to it meanwhile and one deletes it."""
    alice = User.objects.create_user("alice")
    repo = repositories.create(alice, "Night Drive")
    for number in range(3):
        history.record(repo, "main", _tree(str(number)), "Mine", onto=history.tip(repo), made={}, by=alice, at=AT)
    made = sum(_together(_fork_commit_or_delete, runners))
    held = set(RepoCommit.objects.values_list("repo", "commit"))
    edges = list(CommitParent.objects.values_list("commit", "parent"))
    return {
        "made": made,
        "forks": Repo.objects.count(),
        "incomplete": [
            str(one)
            for one, held_one in held
            for child, parent in edges
            if child == held_one and (one, parent) not in held
        ],
        "without_tip": Repo.objects.exclude(refs__name="main").count(),
    }


def _fork_commit_or_delete(runner: int) -> int:
    """How many forks it made; the first one deletes the repo at last."""
    made, alice = 0, User.objects.get()
    repo = Repo.objects.filter(origin_title="").first()
    for turn in range(EACH if repo else 0):
        tip = history.tip(repo)
        with suppress(Repo.DoesNotExist, holdings.NotHeld, history.Moved):
            if tip is None:
                break
            if runner == 1:
                history.record(repo, "main", _tree(f"{tip.pk}"), "More", onto=tip, made={}, by=alice, at=AT)
            else:
                forks.fork(repo, tip, by=alice)
                made += 1
        if (runner, turn) == (0, 2):
            repositories.delete(repo, by=alice)
            break
    return made


def syncing(runners: int) -> dict[str, Any]:
    """Half of them commit to a repo, the others sync its fork with it and commit to that."""
    alice = User.objects.create_user("alice")
    repo = make_repo(alice, stems=["bass"])
    fork = forks.fork(repo, history.tip(repo), by=alice)
    told = sorted(_together(_commit_or_sync, runners))
    held = set(fork.commits.values_list("pk", flat=True))
    edges = CommitParent.objects.filter(commit__in=held).values_list("parent", flat=True)
    lying = set(fork.refs.values_list("tip", flat=True))
    kept = {pk for pks in told for pk in pks}
    parents = graph.parents_of(fork)
    return {
        "whole": set(edges) <= held,
        "lost": sorted(kept - dag.ancestors(parents, *lying)),
        "kept": len(kept),
    }


def _commit_or_sync(runner: int) -> list[int]:
    """The commits that it was told are in the fork."""
    alice, kept = User.objects.get(), []
    repo, fork = Repo.objects.get(origin=None), Repo.objects.exclude(origin=None).get()
    for turn in range(EACH):
        with suppress(history.Moved, versions.NothingToDo):
            if runner % 2:
                _on_top(repo, alice, f"{runner} {turn}")
            else:
                kept.append(forks.sync(fork, by=alice).commit.pk)
                kept.append(_on_top(fork, alice, f"{runner} {turn}"))
    return kept


def _on_top(repo: Repo, by: User, message: str) -> int:
    tip = history.tip(repo)
    made = history.record(repo, "main", tip.tree, message, onto=tip, made={}, by=by, at=AT)
    return made.pk


def names(runners: int) -> list[str]:
    """Everybody makes a repo of the same title for the same owner."""
    User.objects.create_user("alice")
    return _together(_name, runners)


def _name(runner: int) -> str:
    return repositories.create(User.objects.get(), "Night Drive").name


def renditions(runners: int) -> dict[str, Any]:
    """Everybody wants the same rendition of the same sound, which nobody has prepared."""
    make_blob()
    shares = _together(_prepare, runners)
    return {
        "prepared": sum(prepared for prepared, _ in shares),
        "digests": sorted({digest for _, digest in shares}),
        "rows": Rendition.objects.count(),
    }


def _prepare(runner: int) -> tuple[int, str]:
    prepared, run = [], transcoding.run

    def counted(*args: Any) -> None:
        prepared.append(1)
        run(*args)

    transcoding.run = counted
    digest = services.rendition(Blob.objects.get(frames__gt=1), "mp3-128").digest
    return len(prepared), digest


def pruners(runners: int) -> dict[str, Any]:
    """Half of them keep what was kept long ago and left since, the others prune it."""
    for number in range(20):
        services.keep(_bytes(number), media_type="text/plain")
    for file in Path(store.path("0" * 64)).parents[2].rglob("*"):
        if file.is_file():
            os.utime(file, (0, 0))
    Blob.objects.update(kept_at=timezone.now() - timedelta(days=9))
    kept = [digest for share in _together(_keep_or_prune, runners) for digest in share]
    return {
        "kept": len(set(kept)),
        "without_row": [digest for digest in kept if not Blob.objects.filter(pk=digest).exists()],
        "without_bytes": [digest for digest in kept if not store.exists(digest)],
    }


def _keep_or_prune(runner: int) -> list[str]:
    if runner % 2:
        return [services.keep(_bytes(number), media_type="text/plain").digest for number in range(0, 20, 2)]
    pruning.prune(timedelta(days=1))
    return []


def _bytes(number: int) -> bytes:
    return f"blob {number}".encode()


LOOSE = 16


def letting_go(runners: int) -> dict[str, Any]:
    """Half of them go on from versions, trees and sound that nothing leads to any more, while the others prune them."""
    alice = User.objects.create_user("alice")
    repo = repositories.create(alice, "Night Drive")
    first = history.record(repo, "main", _tree("first"), "First", onto=None, made={}, by=alice, at=AT)
    for number in range(LOOSE):
        history.branch_off(repo, f"idea-{number}", first)
        name, tree = f"idea-{number}", _tree(f"loose {number}")
        idea = history.record(repo, name, tree, name, onto=first, made={}, by=alice, at=AT)
        refs.delete_branch(repo, name, seen=idea, by=alice)
        _tree(f"orphan {number}")
    long_ago = timezone.now() - timedelta(days=90)
    DeletedRef.objects.update(deleted_at=long_ago)
    Tree.objects.update(kept_at=long_ago)
    Blob.objects.update(kept_at=long_ago)
    for digest in store.digests():
        os.utime(store.path(digest), (0, 0))
    told = [one for share in _together(_go_on_or_let_go, runners) for one in share]
    return {"kept": len(told), "broken": [one for one in told if not _is_whole(repo, one)], "left": _loose_left(repo)}


def _go_on_or_let_go(runner: int) -> list[str]:
    repo, alice = Repo.objects.get(), User.objects.get()
    first, kept = repo.commits.get(message="First"), []
    if runner % 2 == 0:
        for _ in range(3):
            versions_pruning.prune(timedelta(days=1))
            pruning.prune(timedelta(days=1))
        return []
    for number in range(runner // 2, LOOSE, 4):
        for go_on in (_branch_again, _restore, _plant_again):
            with suppress(ValueError, Commit.DoesNotExist):
                kept.append(go_on(repo, first, number, alice))
    return kept


def _branch_again(repo: Repo, first: Commit, number: int, by: User) -> str:
    idea = Commit.objects.get(message=f"idea-{number}")
    refs.branch(repo, f"again-{number}", at=idea, by=by)
    return idea.digest


def _restore(repo: Repo, first: Commit, number: int, by: User) -> str:
    idea = Commit.objects.select_related("tree").get(message=f"idea-{(number + 1) % LOOSE}")
    return asides.record(repo, "main", idea.tree, f"Restored {number}", onto=first, made={}, by=by).commit.digest


def _plant_again(repo: Repo, first: Commit, number: int, by: User) -> str:
    tree = _tree(f"orphan {number}")
    return asides.record(repo, "main", tree, f"Orphan {number}", onto=first, made={}, by=by).commit.digest


def _is_whole(repo: Repo, digest: str) -> bool:
    """The repo holds it with all that it rests on, and every sound of it is there."""
    commit = repo.commits.filter(digest=digest).first()
    if commit is None:
        return False
    sounds = [*commit.tree.entries.values_list("blob", flat=True), commit.tree.mix_id]
    parents = [parent.pk for parent in commit.parents.all()]
    is_held = repo.commits.filter(pk__in=parents).count() == len(parents) == 1
    return is_held and len(sounds) == 2 and all(map(store.exists, sounds))


def _loose_left(repo: Repo) -> int:
    """How many versions nothing leads to once everybody has pruned."""
    versions_pruning.prune(timedelta(days=1))
    tips = set(Ref.objects.values_list("tip", flat=True))
    return sum(not one.children.exists() and one.pk not in tips for one in Commit.objects.filter(created_at__lte=AT))


RACES = (letting_go, commits, late, branches, forking, syncing, names, renditions, pruners)

if __name__ == "__main__":
    print(json.dumps({f.__name__: f for f in RACES}[sys.argv[1]](int(sys.argv[2]))))

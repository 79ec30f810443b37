"""What is measured on a seeded site: pages by a browser that is signed in, services by calls."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from itertools import count

from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from accounts.models import User
from audio import services as audio
from audio.models import Blob
from repos import changes
from repos.models import Commit, Ref, Repo, Tree
from repos.services import asides, forks, history, versions
from repos.vcs import arrangement as arrangements

Timed = Callable[[Callable[[], object]], object]
Measure = tuple[str, object, int | None]
ENOUGH = 40
"""More than anything is timed."""
_numbers = count()


def of(alice: User, deep: Repo | None, root: Repo | None, timed: Timed) -> Iterator[Measure]:
    """Every measure that the site has something for: name, how long it takes, queries of one request."""
    browser = Client(headers={"host": "localhost"})
    browser.force_login(alice)
    drive = Repo.objects.get(name="night-drive")
    for name, address in _pages(drive, deep, root):
        browser.get(address)  # what is remembered from the first time
        with CaptureQueriesContext(connection) as queries:
            answer = browser.get(address)
            assert answer.status_code == 200, (address, answer.status_code)
        counted = len(queries)
        yield name, timed(lambda address=address: browser.get(address)), counted  # type: ignore[misc]
    yield "service: plant a tree and commit it", timed(lambda: _commit(drive, alice)), None
    pairs = iter([_pair(drive, alice, next(_numbers)) for _ in range(ENOUGH)])
    yield "service: merge two branches", timed(lambda: _merge(drive, alice, *next(pairs))), None
    if deep:
        tip = deep.refs.get(name="main").tip
        yield f"service: fork {deep.commits.count()} commits", timed(lambda: forks.fork(deep, tip, by=alice)), None


def _pages(drive: Repo, deep: Repo | None, root: Repo | None) -> Iterator[tuple[str, str]]:
    tip, before = _tip_and_before(drive)
    yield "repo page", drive.get_absolute_url()
    yield "log, 50 commits", _of("log", drive)
    if deep:
        yield "log of the deep repo", _of("log", deep)
    if root:
        yield "log of the family's root", _of("log", root)
    yield "commit", _of("commit", drive, tip.digest)
    yield "compare with the parent", f"{_of('compare', drive)}?old={before.digest}&new={tip.digest}"
    yield "tree of the small repo", _of("tree", drive)
    if root:
        yield "tree of the family", _of("tree", root)
    yield "branches", _of("branches", drive)
    for words in ("", "?q=night+tide", "?genre=house&bpm_from=110&bpm_to=130", "?key=C+minor&compatible=on"):
        yield f"explore {words}".rstrip(), reverse("explore") + words
    yield "library", reverse("library")
    yield "profile", drive.owner.get_absolute_url()


def _of(name: str, repo: Repo, *more: str) -> str:
    return reverse(name, args=[repo.owner.username, repo.name, *more])


def _tip_and_before(repo: Repo) -> tuple[Commit, Commit]:
    tip = repo.refs.get(name="main").tip
    return tip, tip.parents.order_by("child_edges__position")[0]


def _commit(repo: Repo, alice: User) -> Commit:
    """A new MIDI file on top of main, without the audio that a new stem would bring."""
    tip = Ref.objects.get(repo=repo, name="main").tip
    return asides.record(repo, "main", _with_file(tip.tree), "Change", onto=tip, made={}, by=alice).commit


def _pair(repo: Repo, alice: User, number: int) -> tuple[str, Commit, Commit]:
    """A branch of its own with another MIDI file, and a commit beside it with another gain."""
    start = Ref.objects.get(repo=repo, name="main").tip
    history.branch_off(repo, f"file-{number}", start)
    history.branch_off(repo, f"gain-{number}", start)
    mine = history.record(repo, f"file-{number}", _with_file(start.tree), "File", onto=start, made={}, by=alice)
    louder = _with_gain(start.tree, -10 * (number % 1000) - 10)
    theirs = history.record(repo, f"gain-{number}", louder, "Gain", onto=start, made={}, by=alice)
    return f"file-{number}", mine, theirs


def _merge(repo: Repo, alice: User, branch: str, onto: Commit, source: Commit) -> Commit:
    return versions.merge(repo, branch, source, onto=onto, by=alice).commit


def _with_file(tree: Tree) -> Tree:
    return _changed(tree, "beat.mid", audio.keep(f"{next(_numbers)}".encode(), media_type="audio/midi"))


def _with_gain(tree: Tree, gain_cdb: int) -> Tree:
    before = changes.arrangement_of(tree)
    assert before is not None
    tracks = (replace(before.tracks[0], gain_cdb=gain_cdb), *before.tracks[1:])
    document = arrangements.to_bytes(replace(before, tracks=tracks))
    return _changed(tree, "arrangement.json", audio.keep(document, media_type="application/json"))


def _changed(tree: Tree, path: str, blob: Blob) -> Tree:
    entries = [
        history.EntryOf(one.path, one.kind, blob if one.path == path else one.blob)
        for one in tree.entries.select_related("blob")
    ]
    facts = {"genre": tree.genre, "bpm": tree.bpm, "key": tree.key, "frames": tree.frames}
    return history.plant(entries, mix=tree.mix, master=tree.master, **facts)

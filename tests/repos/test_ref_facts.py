"""Refs carry the facts of their tips, whoever moves them: explore searches by these."""

from typing import Any

import pytest
from django.core.management import call_command
from django.db import connection

from accounts.models import User
from audio import services as audio
from repos.models import Commit, Ref, Repo
from repos.services import forks, history, refs, reviews, versions
from tests.make import MIDI, make_repo


@pytest.fixture
def repo(alice: User) -> Repo:
    return make_repo(alice, stems=["bass"], visibility="public")


def _commit(repo: Repo, by: User, genre: str, bpm: float, branch: str = "main") -> Commit:
    """One with facts of its own on top of a branch."""
    tip = _tip(repo, branch)
    midi = audio.keep(MIDI + genre.encode(), media_type="audio/midi")
    entries = [
        history.EntryOf(one.path, one.kind, midi if one.path == "beat.mid" else one.blob)
        for one in tip.tree.entries.select_related("blob")
    ]
    facts = {"genre": genre, "bpm": bpm, "key": f"{genre[0].upper()} minor", "frames": tip.tree.frames}
    tree = history.plant(entries, mix=tip.tree.mix, master=tip.tree.master, **facts)
    return history.record(repo, branch, tree, genre, onto=tip, made={}, by=by)


def _tip(repo: Repo, branch: str = "main") -> Commit:
    tip = history.tip(repo, branch)
    assert tip is not None
    return tip


def _told() -> dict[str, tuple[Any, ...]]:
    """What each ref says, which has to be what stands at its tip."""
    found = Ref.objects.select_related("tip__tree", "repo__owner")
    told = {f"{ref.repo.owner}/{ref.name}": (ref.genre, ref.bpm, ref.key) for ref in found}
    assert told == {
        f"{ref.repo.owner}/{ref.name}": (ref.tip.tree.genre, ref.tip.tree.bpm, ref.tip.tree.key) for ref in found
    }
    return told


def test_a_commit_a_branch_and_a_tag_tell_what_they_point_at(repo: Repo, alice: User) -> None:
    first = _tip(repo)
    refs.tag(repo, "v1", at=first, by=alice)
    _commit(repo, alice, "drill", 141)
    refs.branch(repo, "idea", at=first, by=alice)
    assert _told() == {
        "alice/main": ("drill", 141, "D minor"),
        "alice/idea": ("trap", 120, "C minor"),
        "alice/v1": ("trap", 120, "C minor"),
    }
    assert refs.advance(repo, "idea", first, _tip(repo), by=alice)
    assert _told()["alice/idea"] == ("drill", 141, "D minor")


def test_one_that_did_not_move_still_tells_what_it_did(repo: Repo, alice: User) -> None:
    first = _tip(repo)
    second = _commit(repo, alice, "drill", 141)
    third = _commit(repo, alice, "house", 124)
    assert not Ref.objects.get(name="main").advance(first, second)
    assert _told() == {"alice/main": ("house", 124, "H minor")}
    versions.restore(repo, "main", second, onto=third, by=alice)
    assert _told() == {"alice/main": ("drill", 141, "D minor")}


def test_what_is_brought_back_tells_it_again(repo: Repo, alice: User) -> None:
    refs.branch(repo, "idea", at=_tip(repo), by=alice)
    idea = _commit(repo, alice, "drill", 141, "idea")
    deleted = refs.delete_branch(repo, "idea", seen=idea, by=alice)
    assert set(_told()) == {"alice/main"}
    refs.bring_back(deleted, by=alice)
    assert _told()["alice/idea"] == ("drill", 141, "D minor")
    history.fast_forward(repo, "main", idea)
    assert _told()["alice/main"] == ("drill", 141, "D minor")


def test_forks_syncs_and_merge_requests_tell_what_they_brought(repo: Repo, alice: User, bob: User) -> None:
    fork = forks.fork(repo, _tip(repo), by=bob)
    _commit(repo, alice, "drill", 141)
    forks.sync(fork, by=bob)
    assert _told()["bob/main"] == ("drill", 141, "D minor")
    _commit(fork, bob, "house", 124)
    asked = {"source_branch": "main", "target_branch": "main", "title": "House"}
    request = reviews.open(repo, source=fork, by=bob, **asked)
    assert _told()["alice/1"] == ("house", 124, "H minor")
    head = _commit(fork, bob, "techno", 130)
    assert reviews.update(request, by=bob) == head
    assert _told()["alice/1"] == ("techno", 130, "T minor")
    request.refresh_from_db()
    reviews.merge(request, seen=head, onto=_tip(repo), by=alice)
    _told()


def test_the_migration_copies_the_facts_of_refs_that_are_there_and_can_be_taken_back(
    transactional_db: None, repo: Repo, alice: User
) -> None:
    refs.branch(repo, "idea", at=_tip(repo), by=alice)
    _commit(repo, alice, "drill", 141)
    before = _told()
    call_command("migrate", "repos", "0012", verbosity=0)
    with connection.cursor() as cursor:
        assert "genre" not in {one.name for one in connection.introspection.get_table_description(cursor, "repos_ref")}
    call_command("migrate", verbosity=0)
    assert _told() == before

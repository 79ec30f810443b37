"""Bringing into a fork what its origin has made since."""

from collections.abc import Sequence

import pytest

from accounts.models import User
from repos import graph, upstream
from repos.models import Collaborator, Commit, Repo
from repos.services import forks, history, holdings, merging, repositories, versions
from repos.vcs import dag
from tests.make import make_commit, make_repo

pytestmark = pytest.mark.django_db


def tip_of(repo: Repo) -> Commit:
    tip = history.tip(repo)
    assert tip is not None
    return tip


def go_on(repo: Repo, message: str, by: User, merged: Sequence[Commit] = ()) -> Commit:
    """The same sound again."""
    tip = tip_of(repo)
    return history.record(repo, "main", tip.tree, message, onto=tip, merged=merged, made={}, by=by)


@pytest.fixture
def origin(alice: User) -> Repo:
    return make_repo(alice, visibility="public")


@pytest.fixture
def fork(origin: Repo, bob: User) -> Repo:
    return forks.fork(origin, tip_of(origin), by=bob)


def test_a_fork_says_how_far_it_is_from_its_origin(origin: Repo, fork: Repo, alice: User, bob: User) -> None:
    for number in range(3):
        make_commit(origin, f"Theirs {number}", by=alice, hz=150 + number)
    make_commit(fork, "Mine", by=bob, hz=200)
    beside = upstream.upstream_of(fork, bob)
    assert beside
    assert (beside.origin, beside.ahead, beside.behind) == (origin, 1, 3)


def test_a_fork_that_made_nothing_of_its_own_moves_on(origin: Repo, fork: Repo, alice: User, bob: User) -> None:
    latest = [make_commit(origin, f"Theirs {number}", by=alice, hz=150 + number) for number in range(3)][-1]
    recorded = forks.sync(fork, by=bob)
    assert (recorded.commit, tip_of(fork)) == (latest, latest)
    assert set(fork.commits.all()) == set(origin.commits.all())
    with pytest.raises(versions.NothingToDo):
        forks.sync(fork, by=bob)


def test_a_fork_with_commits_of_its_own_merges(origin: Repo, fork: Repo, alice: User, bob: User) -> None:
    mine = make_commit(fork, "Mine", by=bob, stems=["drums", "bass", "chords", "melody", "hum"])
    theirs = make_commit(origin, "Theirs", by=alice, stems=["drums", "bass", "chords", "melody", "vocals"])
    merged = forks.sync(fork, by=bob).commit
    assert list(merged.parents.order_by("child_edges__position")) == [mine, theirs]
    assert merged.message == "Sync with alice/night-drive"
    assert set(merged.tree.entries.values_list("kind", flat=True)) >= {"hum", "vocals"}
    assert not origin.commits.filter(message__in=["Mine", merged.message]).exists()


def test_what_both_changed_is_asked_about_and_the_fork_holds_both_sides(
    origin: Repo, fork: Repo, alice: User, bob: User
) -> None:
    mine = make_commit(fork, "Mine", by=bob, hz=120)
    theirs = make_commit(origin, "Theirs", by=alice, hz=130)
    with pytest.raises(merging.Conflicted):
        forks.sync(fork, by=bob)
    assert tip_of(fork) == mine
    assert fork.commits.filter(pk=theirs.pk).exists()
    assert theirs.parents.get() in fork.commits.all()


def test_whoever_may_no_longer_see_the_origin_syncs_nothing(
    origin: Repo, fork: Repo, alice: User, bob: User, charlie: User
) -> None:
    make_commit(origin, "Theirs", by=alice, hz=130)
    with pytest.raises(PermissionError):
        forks.sync(fork, by=charlie)
    repositories.update(origin, by=alice, title="Night Drive", description="", visibility="private")
    assert upstream.upstream_of(fork, bob) is None
    with pytest.raises(PermissionError):
        forks.sync(fork, by=bob)
    repositories.delete(origin, by=alice)
    fork.refresh_from_db()
    with pytest.raises(PermissionError):
        forks.sync(fork, by=bob)
    assert fork.commits.count() == 1


def test_a_public_fork_brings_nothing_in_that_its_origin_hides(origin: Repo, alice: User, bob: User) -> None:
    fork = forks.fork(origin, tip_of(origin), by=bob, visibility="public")
    Collaborator.objects.create(repo=origin, user=bob, role="write")
    repositories.update(origin, by=alice, title="Night Drive", description="", visibility="private")
    make_commit(origin, "Secret", by=alice, hz=130)
    with pytest.raises(ValueError, match="More people see this fork"):
        forks.sync(fork, by=bob)
    assert not fork.commits.filter(message="Secret").exists()
    repositories.update(fork, by=bob, title="Mine", description="", visibility="private")
    assert forks.sync(fork, by=bob).commit.message == "Secret"


@pytest.mark.parametrize("size", [1, 3, 500])
def test_parents_read_piece_by_piece_are_all_of_them(
    origin: Repo, fork: Repo, alice: User, bob: User, monkeypatch: pytest.MonkeyPatch, size: int
) -> None:
    monkeypatch.setattr(graph, "COMMITS_READ", size)
    for number in range(4):
        go_on(origin, f"Theirs {number}", alice)
        go_on(fork, f"Mine {number}", bob)
        if number % 2:
            holdings.bring(fork, tip_of(origin), source=origin)
            go_on(fork, f"Both {number}", bob, merged=[tip_of(origin)])
    history_of = {repo: graph.parents_of(repo) for repo in (origin, fork)}
    around = graph.parents_around(fork, origin)
    for repo, parents in history_of.items():
        tip = tip_of(repo).pk
        assert dag.ancestors(around, tip) == dag.ancestors(parents, tip)
        assert all(list(around(one)) == list(parents(one)) for one in dag.ancestors(parents, tip))

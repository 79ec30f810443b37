"""Forks: what they hold, who may make them, and what outlives their origin."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from accounts.models import User
from audio import pruning, store
from audio.models import Blob
from repos.models import Collaborator, Commit, Repo, RepoCommit, Tree
from repos.services import forks, history, holdings, repositories
from tests.make import AT, make_commit, make_repo

pytestmark = pytest.mark.django_db


def tip_of(repo: Repo) -> Commit:
    tip = history.tip(repo)
    assert tip is not None
    return tip


def held(repo: Repo) -> set[str]:
    return set(repo.commits.values_list("message", flat=True))


@pytest.fixture
def night_drive(alice: User) -> Repo:
    """Three commits on main, and one on a branch beside the last."""
    repo = make_repo(alice, visibility="public")
    second = make_commit(repo, "Second", by=alice, hz=120)
    history.branch_off(repo, "idea", second)
    history.record(repo, "idea", second.tree, "Idea", onto=second, made={}, by=alice, at=AT)
    make_commit(repo, "Third", by=alice, hz=130)
    return repo


def test_a_fork_holds_a_commit_and_what_it_rests_on_and_nothing_else(night_drive: Repo, bob: User) -> None:
    second = night_drive.commits.get(message="Second")
    fork = forks.fork(night_drive, second, by=bob)
    assert held(fork) == {"First take", "Second"}
    assert [(ref.name, ref.tip) for ref in fork.refs.all()] == [("main", second)]
    assert history.tip(fork) == second


def test_a_fork_copies_no_audio_and_makes_no_commit(night_drive: Repo, bob: User) -> None:
    before = [model.objects.count() for model in (Blob, Tree, Commit)]
    forks.fork(night_drive, tip_of(night_drive), by=bob)
    assert [model.objects.count() for model in (Blob, Tree, Commit)] == before


def test_a_fork_of_many_merged_commits_is_complete(night_drive: Repo, alice: User, bob: User) -> None:
    idea, third = (night_drive.commits.get(message=words) for words in ("Idea", "Third"))
    merged = history.record(
        night_drive, "main", third.tree, "Both", onto=third, merged=[idea], made={}, by=alice, at=AT
    )
    fork = forks.fork(night_drive, merged, by=bob)
    assert held(fork) == {"First take", "Second", "Idea", "Third", "Both"}
    assert fork.holdings.count() == 5


def test_a_fork_says_where_it_comes_from_and_belongs_to_the_family(night_drive: Repo, bob: User, charlie: User) -> None:
    night_drive.licence, night_drive.description = "CC BY 4.0", "Neon and rain."
    night_drive.save()
    tip = tip_of(night_drive)
    fork = forks.fork(night_drive, tip, by=bob, title="Day Drive")
    assert (fork.name, fork.owner, fork.visibility) == ("day-drive", bob, "private")
    assert (fork.origin, fork.origin_title, fork.origin_owner_name) == (night_drive, "Night Drive", "alice")
    assert (fork.forked_at, fork.licence, fork.description) == (tip, "CC BY 4.0", "Neon and rain.")
    fork.visibility = "public"
    fork.save()
    again = forks.fork(fork, tip, by=charlie)
    assert night_drive.family == fork.family == again.family
    assert not Repo.objects.get(pk=night_drive.pk).is_fork
    assert again.origin_title == "Day Drive"


def test_ones_own_repo_is_forked_under_the_next_number(night_drive: Repo, alice: User) -> None:
    assert forks.fork(night_drive, tip_of(night_drive), by=alice).name == "night-drive-2"


def test_a_commit_to_a_fork_stays_in_the_fork(night_drive: Repo, bob: User) -> None:
    fork = forks.fork(night_drive, tip_of(night_drive), by=bob)
    make_commit(fork, "Mine", by=bob, hz=140)
    assert "Mine" in held(fork)
    assert "Mine" not in held(night_drive)


def test_a_fork_survives_its_origin_with_history_sound_and_credit(night_drive: Repo, alice: User, bob: User) -> None:
    fork = forks.fork(night_drive, tip_of(night_drive), by=bob)
    whole, blobs = held(fork), set(tip_of(fork).tree.entries.values_list("blob", flat=True))
    repositories.delete(night_drive, by=alice)
    Blob.objects.update(kept_at=timezone.now() - timedelta(days=99))
    pruning.prune(timedelta(days=1))
    fork.refresh_from_db()
    assert held(fork) == whole
    assert not Commit.objects.filter(message="Idea").exists()
    assert all(store.exists(blob) for blob in blobs)
    assert (fork.origin, fork.is_fork, fork.origin_title, fork.origin_owner_name) == (
        None,
        True,
        "Night Drive",
        "alice",
    )


def test_a_fork_survives_whoever_made_its_origin(night_drive: Repo, alice: User, bob: User) -> None:
    fork = forks.fork(night_drive, tip_of(night_drive), by=bob)
    alice.delete()
    fork.refresh_from_db()
    assert len(held(fork)) == 3
    assert (fork.origin_owner_name, tip_of(fork).author_name) == ("alice", "alice")


def test_a_stranger_cannot_fork_what_they_may_not_see(alice: User, charlie: User) -> None:
    repo = make_repo(alice)
    with pytest.raises(PermissionError):
        forks.fork(repo, tip_of(repo), by=charlie)
    assert not charlie.repos.exists()


def test_an_unforkable_repo_is_forked_only_by_those_who_write_to_it(
    night_drive: Repo, alice: User, bob: User, charlie: User
) -> None:
    night_drive.forkable = False
    night_drive.save()
    Collaborator.objects.create(repo=night_drive, user=bob, role="write")
    Collaborator.objects.create(repo=night_drive, user=charlie, role="read")
    with pytest.raises(PermissionError, match="does not want it to be forked"):
        forks.fork(night_drive, tip_of(night_drive), by=charlie)
    for allowed in (alice, bob):
        assert forks.fork(night_drive, tip_of(night_drive), by=allowed).is_fork


def test_another_repos_commit_is_not_brought_in(night_drive: Repo, alice: User, bob: User) -> None:
    secret = make_repo(alice, "Secret")
    hidden = make_commit(secret, "Hidden", by=alice, hz=150)
    with pytest.raises(holdings.NotHeld):
        forks.fork(night_drive, hidden, by=bob)
    assert not bob.repos.exists()
    assert not RepoCommit.objects.filter(commit=hidden).exclude(repo=secret).exists()


@pytest.mark.parametrize(
    ("origin", "fork", "is_fine"),
    [
        ("private", "private", True),
        ("private", "unlisted", False),
        ("private", "public", False),
        ("unlisted", "unlisted", True),
        ("unlisted", "public", False),
        ("public", "public", True),
    ],
)
def test_a_fork_is_seen_by_no_more_people_than_its_origin(
    alice: User, bob: User, origin: str, fork: str, is_fine: bool
) -> None:
    repo = make_repo(alice, visibility=origin)
    Collaborator.objects.create(repo=repo, user=bob, role="write")
    if is_fine:
        assert forks.fork(repo, tip_of(repo), by=bob, visibility=fork).visibility == fork
        return
    with pytest.raises(ValueError, match="more people"):
        forks.fork(repo, tip_of(repo), by=bob, visibility=fork)
    mine = forks.fork(repo, tip_of(repo), by=bob)
    with pytest.raises(ValueError, match="more people"):
        repositories.update(mine, by=bob, title=mine.title, description="", visibility=fork)
    again = forks.fork(mine, tip_of(mine), by=bob)
    repositories.delete(mine, by=bob)
    again.refresh_from_db()
    with pytest.raises(ValueError, match="more people"):
        repositories.update(again, by=bob, title=again.title, description="", visibility=fork)


def test_an_admin_of_the_origin_publishes_a_fork_of_it_and_anybody_once_it_is_gone(alice: User, bob: User) -> None:
    repo = make_repo(alice)
    assert forks.fork(repo, tip_of(repo), by=alice, visibility="public").visibility == "public"
    Collaborator.objects.create(repo=repo, user=bob, role="read")
    other = make_repo(alice, "Other")
    Collaborator.objects.create(repo=other, user=bob, role="read")
    mine = forks.fork(other, tip_of(make_and_commit(other, alice)), by=bob)
    repositories.delete(other, by=alice)
    mine.refresh_from_db()
    assert repositories.update(mine, by=bob, title="Mine", description="", visibility="public").visibility == "public"


def make_and_commit(repo: Repo, by: User) -> Repo:
    make_commit(repo, "Only here", by=by, hz=170)
    return repo


def test_a_fork_stays_as_public_as_it_was_when_its_origin_hides(night_drive: Repo, alice: User, bob: User) -> None:
    fork = forks.fork(night_drive, tip_of(night_drive), by=bob, visibility="public")
    repositories.update(night_drive, by=alice, title="Night Drive", description="", visibility="private")
    assert repositories.update(fork, by=bob, title="Still here", description="", visibility="public").title


def test_a_commit_is_brought_once_with_what_is_missing_below_it(night_drive: Repo, bob: User) -> None:
    fork = forks.fork(night_drive, night_drive.commits.get(message="First take"), by=bob)
    for _ in range(2):
        holdings.bring(fork, tip_of(night_drive), source=night_drive)
        assert sorted(fork.commits.values_list("message", flat=True)) == ["First take", "Second", "Third"]


def test_forking_takes_the_same_queries_however_long_the_history_is(night_drive: Repo, bob: User) -> None:
    counts = []
    for at in (night_drive.commits.get(message=message) for message in ("First take", "Third")):
        with CaptureQueriesContext(connection) as queries:
            forks.fork(night_drive, at, by=bob, title=f"Fork of {at.message}")
        counts.append(len(queries))
    assert counts[0] == counts[1]

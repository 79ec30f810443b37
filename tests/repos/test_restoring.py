"""An old version comes back as a new commit, and a checkpoint says what has changed."""

import pytest

from accounts.models import User
from repos.models import Commit, Repo
from repos.services import asides, history, versions
from tests.make import make_commit, make_repo

MADE = {"engine": "composer"}


@pytest.fixture
def repo(alice: User) -> Repo:
    return make_repo(alice, stems=["bass"])


@pytest.fixture
def first(repo: Repo) -> Commit:
    return repo.refs.get().tip


def test_a_restored_version_is_a_new_commit_with_the_old_tree(alice: User, repo: Repo, first: Commit) -> None:
    second = make_commit(repo, "Louder", by=alice, stems=["bass"], hz=140)
    back = versions.restore(repo, "main", first, onto=second, by=alice)
    tip = history.tip(repo)
    assert (tip, back.branch, back.is_aside) == (back.commit, "main", False)
    assert (back.commit.tree, list(back.commit.parents.all())) == (first.tree, [second])
    assert back.commit.subject == "Restore “First take”"
    assert back.commit.made == {"operation": "restore", "from": first.digest}


def test_a_version_that_is_there_already_is_not_restored(alice: User, repo: Repo, first: Commit) -> None:
    with pytest.raises(versions.NothingToDo, match="already"):
        versions.restore(repo, "main", first, onto=first, by=alice)
    assert repo.commits.count() == 1


def test_whoever_comes_too_late_keeps_their_work_on_a_branch_of_its_own(alice: User, repo: Repo, first: Commit) -> None:
    second = make_commit(repo, "Louder", by=alice, stems=["bass"], hz=140)
    third = make_commit(repo, "Somebody was first", by=alice, stems=["bass"], hz=150)
    for number in (1, 2):
        back = versions.restore(repo, "main", first, onto=second, by=alice, message=f"Mine {number}")
        assert (back.branch, back.is_aside, back.wanted) == (f"main-alice-{number}", True, "main")
        assert history.tip(repo, back.branch) == back.commit
        assert list(back.commit.parents.all()) == [second]
    assert history.tip(repo) == third


def test_a_branch_that_is_gone_keeps_the_work_aside_too(alice: User, repo: Repo, first: Commit) -> None:
    tree = make_commit(repo, "Louder", by=alice, stems=["bass"], hz=140).tree
    kept = asides.record(repo, "x" * 100, tree, "Late", onto=first, made=MADE, by=alice)
    assert kept.branch == "x" * 88 + "-alice-1"


def test_a_stranger_and_another_repos_commit_are_refused(alice: User, charlie: User, repo: Repo, first: Commit) -> None:
    foreign = make_repo(charlie, "Theirs", stems=["chords"]).refs.get().tip
    second = make_commit(repo, "Louder", by=alice, stems=["bass"], hz=140)
    with pytest.raises(ValueError, match="hold"):
        versions.restore(repo, "main", foreign, onto=second, by=alice)
    with pytest.raises(ValueError, match="same repo"):
        versions.restore(repo, "main", first, onto=foreign, by=alice)
    with pytest.raises(PermissionError):
        versions.restore(repo, "main", first, onto=second, by=charlie)
    assert repo.commits.count() == 2


def test_a_checkpoint_says_what_has_changed(alice: User, repo: Repo, first: Commit) -> None:
    other = make_repo(alice, "Elsewhere", stems=["bass", "drums"])
    louder = make_commit(other, "Louder", by=alice, stems=["bass", "drums"], hz=140)
    point = versions.checkpoint(repo, "main", louder.tree, onto=first, by=alice)
    assert point.commit.message == "Checkpoint: bass re-recorded, drums added"
    with pytest.raises(versions.NothingToDo):
        versions.checkpoint(repo, "main", louder.tree, onto=point.commit, by=alice)
    own = versions.checkpoint(repo, "main", first.tree, onto=point.commit, by=alice, message="Back to one")
    assert own.commit.message == "Back to one"

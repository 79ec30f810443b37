"""Branches and tags get names that can be told apart, and a name that won't do changes nothing."""

import pytest

from accounts.models import User
from repos.models import Commit, Ref, Repo
from repos.services import asides, history, refs
from tests.make import make_repo

UNFIT = (
    "x" * 200,
    "../main",
    "a/../b",
    ".hidden",
    "a/.b",
    "mаin",
    "ｍain",
    "a b",
    "-rf",
    "main.lock",
    "",
    "HEAD",
    "a\n",
)


@pytest.fixture
def repo(alice: User) -> Repo:
    return make_repo(alice, stems=["bass"])


@pytest.fixture
def first(repo: Repo) -> Commit:
    return repo.refs.get().tip


def _names(repo: Repo) -> list[str]:
    return sorted(repo.refs.values_list("name", flat=True))


@pytest.mark.parametrize("name", UNFIT)
def test_a_name_that_git_or_people_would_trip_over_is_refused(
    alice: User, repo: Repo, first: Commit, name: str
) -> None:
    for begin in (refs.branch, refs.tag):
        with pytest.raises(ValueError, match="name") as told:
            begin(repo, name, at=first, by=alice)
        assert len(str(told.value)) < 300
    with pytest.raises(ValueError, match="name"):
        refs.rename_branch(repo, "main", name, by=alice)
    assert _names(repo) == ["main"]


@pytest.mark.parametrize("name", ["main", "Main", "MAIN", "main/dark"])
def test_a_branch_too_like_another_is_refused(alice: User, repo: Repo, first: Commit, name: str) -> None:
    with pytest.raises(refs.Taken, match="main"):
        refs.branch(repo, name, at=first, by=alice)
    assert _names(repo) == ["main"]


def test_a_folder_of_branches_is_no_branch(alice: User, repo: Repo, first: Commit) -> None:
    refs.branch(repo, "ideas/dark", at=first, by=alice)
    refs.branch(repo, "ideas/bright", at=first, by=alice)
    with pytest.raises(refs.Taken, match="ideas/"):
        refs.branch(repo, "ideas", at=first, by=alice)


def test_a_branch_and_a_tag_may_share_a_name(alice: User, repo: Repo, first: Commit) -> None:
    refs.tag(repo, "main", at=first, by=alice)
    assert _names(repo) == ["main", "main"]


def test_renaming_the_default_branch_keeps_it_the_default(alice: User, repo: Repo, first: Commit) -> None:
    refs.rename_branch(repo, "main", "Main", by=alice)
    repo.refresh_from_db()
    assert (repo.default_branch, _names(repo)) == ("Main", ["Main"])
    refs.branch(repo, "idea", at=first, by=alice)
    with pytest.raises(refs.Taken):
        refs.rename_branch(repo, "idea", "main", by=alice)
    with pytest.raises(Ref.DoesNotExist):
        refs.rename_branch(repo, "nothing", "something", by=alice)


def test_a_branch_or_tag_points_at_what_the_repo_holds(alice: User, charlie: User, repo: Repo) -> None:
    foreign = make_repo(charlie, "Theirs", stems=["chords"]).refs.get().tip
    for begin in (refs.branch, refs.tag):
        with pytest.raises(ValueError, match="hold"):
            begin(repo, "theirs", at=foreign, by=alice)


def test_a_stranger_names_and_deletes_nothing(alice: User, charlie: User, repo: Repo, first: Commit) -> None:
    refs.branch(repo, "idea", at=first, by=alice)
    refs.tag(repo, "v1", at=first, by=alice)
    deleted = refs.delete_branch(repo, "idea", seen=first, by=alice)
    for attempt in (
        lambda: refs.branch(repo, "mine", at=first, by=charlie),
        lambda: refs.tag(repo, "mine", at=first, by=charlie),
        lambda: refs.rename_branch(repo, "main", "mine", by=charlie),
        lambda: refs.delete_branch(repo, "main", seen=first, by=charlie),
        lambda: refs.delete_tag(repo, "v1", seen=first, by=charlie),
        lambda: refs.bring_back(deleted, by=charlie),
    ):
        with pytest.raises(PermissionError):
            attempt()
    assert _names(repo) == ["main", "v1"]


def test_what_comes_too_late_lies_on_a_branch_that_git_can_hold_beside_the_others(
    alice: User, repo: Repo, first: Commit
) -> None:
    refs.branch(repo, "Main-Alice-1/sub", at=first, by=alice)
    moved = history.record(repo, "main", first.tree, "First", onto=first, made={}, by=alice)
    late = asides.record(repo, "main", first.tree, "Late", onto=first, made={}, by=alice)
    assert late.branch == "main-alice-2"
    refs.branch(repo, "ideas", at=moved, by=alice)
    gone = asides.record(repo, "ideas/slow", first.tree, "Slow", onto=first, made={}, by=alice)
    assert gone.branch == "ideas-slow-alice-1"

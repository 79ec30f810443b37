"""What was deleted by mistake comes back for thirty days."""

from datetime import timedelta

import pytest
from django.utils import timezone

from accounts.models import User
from repos.models import Commit, DeletedRef, Ref, Repo
from repos.services import history, refs, repositories
from tests.make import make_commit, make_repo


@pytest.fixture
def repo(alice: User) -> Repo:
    return make_repo(alice, stems=["bass"])


@pytest.fixture
def idea(alice: User, repo: Repo) -> Ref:
    return refs.branch(repo, "idea", at=repo.refs.get().tip, by=alice)


def _names(repo: Repo) -> list[str]:
    return sorted(repo.refs.values_list("name", flat=True))


def test_a_deleted_branch_comes_back_where_it_stood(alice: User, repo: Repo, idea: Ref) -> None:
    deleted = refs.delete_branch(repo, "idea", seen=idea.tip, by=alice)
    assert _names(repo) == ["main"]
    assert repo.commits.filter(pk=idea.tip_id).exists(), "its commits stay"
    assert (deleted.deleted_by, deleted.deleted_by_name, deleted.tip) == (alice, "alice", idea.tip)
    back = refs.bring_back(deleted, by=alice)
    assert (back.name, back.kind, back.tip) == ("idea", Ref.Kind.BRANCH, idea.tip)
    assert not DeletedRef.objects.exists()


def test_a_tag_comes_back_too(alice: User, repo: Repo, idea: Ref) -> None:
    refs.tag(repo, "v1", at=idea.tip, by=alice)
    back = refs.bring_back(refs.delete_tag(repo, "v1", seen=idea.tip, by=alice), by=alice)
    assert (back.name, back.kind) == ("v1", Ref.Kind.TAG)


def test_what_was_committed_since_keeps_a_branch_from_being_deleted(alice: User, repo: Repo, idea: Ref) -> None:
    seen = idea.tip
    history.record(repo, "idea", seen.tree, "Newer", onto=seen, made={}, by=alice)
    with pytest.raises(history.Moved):
        refs.delete_branch(repo, "idea", seen=seen, by=alice)
    assert _names(repo) == ["idea", "main"]
    assert not DeletedRef.objects.exists()


def test_the_default_branch_stays(alice: User, repo: Repo) -> None:
    with pytest.raises(ValueError, match="stays"):
        refs.delete_branch(repo, "main", seen=repo.refs.get().tip, by=alice)
    assert _names(repo) == ["main"]


def test_a_name_that_was_taken_meanwhile_is_left_to_who_took_it(alice: User, repo: Repo, idea: Ref) -> None:
    deleted = refs.delete_branch(repo, "idea", seen=idea.tip, by=alice)
    newer = make_commit(repo, "Louder", by=alice, stems=["bass"], hz=140)
    refs.branch(repo, "Idea", at=newer, by=alice)
    assert refs.bring_back(deleted, by=alice).name == "idea-2"
    assert repo.refs.get(name="Idea").tip == newer


def test_nothing_comes_back_twice_or_after_thirty_days(alice: User, repo: Repo, idea: Ref) -> None:
    deleted = refs.delete_branch(repo, "idea", seen=idea.tip, by=alice)
    refs.bring_back(deleted, by=alice)
    deleted = refs.delete_branch(repo, "idea", seen=idea.tip, by=alice)
    DeletedRef.objects.update(deleted_at=timezone.now() - timedelta(days=31))
    for again in (deleted, DeletedRef(pk=10**9, repo=repo, name="idea")):
        with pytest.raises(history.Moved):
            refs.bring_back(again, by=alice)
    assert _names(repo) == ["main"]


def test_a_deleted_repo_takes_its_deleted_branches_along(alice: User, repo: Repo, idea: Ref) -> None:
    refs.delete_branch(repo, "idea", seen=idea.tip, by=alice)
    repositories.delete(repo, by=alice)
    assert not Commit.objects.exists()


def test_a_deleted_user_leaves_their_name_at_what_they_deleted(alice: User, repo: Repo, idea: Ref) -> None:
    deleted = refs.delete_branch(repo, "idea", seen=idea.tip, by=alice)
    DeletedRef.objects.update(deleted_by=None)
    deleted.refresh_from_db()
    assert deleted.deleted_by_name == "alice"

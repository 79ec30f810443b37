"""Merge requests: proposed from a branch or a fork, talked about, merged once, and never over what is newer."""

from typing import Any

import pytest

from accounts.models import User
from repos import listings
from repos.models import Collaborator, Commit, MergeRequest, Ref, Remark, Repo
from repos.services import forks, history, merging, repositories, reviews, versions
from tests.make import make_commit, make_louder, make_repo

pytestmark = pytest.mark.django_db


@pytest.fixture
def repo(alice: User) -> Repo:
    return make_repo(alice, visibility="public")


@pytest.fixture
def fork(repo: Repo, bob: User) -> Repo:
    """Bob's, private, with a louder bass."""
    fork = forks.fork(repo, _tip(repo), by=bob)
    make_louder(fork, "bass", 300, by=bob)
    return fork


def _tip(repo: Repo, branch: str = "main") -> Commit:
    tip = history.tip(repo, branch)
    assert tip is not None
    return tip


def _proposed(repo: Repo, fork: Repo, by: User, **facts: Any) -> MergeRequest:
    told = {"source_branch": "main", "target_branch": "main", "title": "A louder bass"} | facts
    return reviews.open(repo, source=fork, by=by, **told)


def test_what_a_private_fork_proposes_is_held_by_the_repo_and_outlives_the_fork(
    repo: Repo, fork: Repo, bob: User
) -> None:
    request = _proposed(repo, fork, bob)
    head = _tip(fork)
    assert (request.number, request.head, request.source_title) == (1, head, "bob/night-drive")
    assert repo.commits.filter(pk=head.pk).exists()
    repositories.delete(fork, by=bob)
    request.refresh_from_db()
    assert (request.head, request.source_repo) == (head, None)
    assert list(repo.refs.filter(kind=Ref.Kind.BRANCH).values_list("tip__message", flat=True)) == ["First take"]


def test_requests_are_numbered_by_repo(repo: Repo, fork: Repo, bob: User, charlie: User) -> None:
    other = forks.fork(repo, _tip(repo), by=charlie)
    make_louder(other, "drums", -200, by=charlie)
    assert [_proposed(repo, fork, bob).number, _proposed(repo, other, charlie).number] == [1, 2]


def test_a_merge_is_a_commit_of_two_parents_with_both_changes(repo: Repo, fork: Repo, alice: User, bob: User) -> None:
    mine = make_louder(repo, "drums", -600, by=alice)
    request = _proposed(repo, fork, bob)
    merged = reviews.merge(request, seen=request.head, onto=mine, by=alice)
    request.refresh_from_db()
    parents = merged.parents.order_by("child_edges__position")
    assert list(parents) == [mine, request.head]
    gains = {track.id: track.gain_cdb for track in merging.version_of(merged.tree).arrangement.tracks}
    assert (gains["drums"], gains["bass"]) == (-600, 300)
    assert (request.state, request.merged_as, _tip(repo)) == ("merged", merged, merged)
    assert merged.made["merge_request"] == 1


def test_what_could_be_moved_on_to_is_merged_as_a_commit_too(repo: Repo, fork: Repo, alice: User, bob: User) -> None:
    request = _proposed(repo, fork, bob)
    merged = reviews.merge(request, seen=request.head, onto=_tip(repo), by=alice)
    assert merged.parents.count() == 2
    assert merged.tree == request.head.tree


def test_a_merge_waits_until_somebody_has_seen_where_the_branch_moved(
    repo: Repo, fork: Repo, alice: User, bob: User
) -> None:
    request, before = _proposed(repo, fork, bob), _tip(repo)
    newer = make_louder(repo, "drums", -600, by=alice)
    with pytest.raises(history.Moved):
        reviews.merge(request, seen=request.head, onto=before, by=alice)
    request.refresh_from_db()
    assert (request.state, _tip(repo)) == ("open", newer)
    assert not request.remarks.exists()
    assert reviews.merge(request, seen=request.head, onto=newer, by=alice) == _tip(repo)


def test_a_merge_waits_until_somebody_has_heard_what_is_proposed_now(
    repo: Repo, fork: Repo, alice: User, bob: User
) -> None:
    request = _proposed(repo, fork, bob)
    seen = request.head
    make_louder(fork, "bass", 600, by=bob)
    reviews.update(request, by=bob)
    with pytest.raises(history.Moved):
        reviews.merge(request, seen=seen, onto=_tip(repo), by=alice)
    with pytest.raises(history.Moved):
        reviews.approve(request, seen=seen, by=alice)
    assert _tip(repo).message == "First take"


def test_what_both_changed_is_asked_and_merged_as_chosen(repo: Repo, fork: Repo, alice: User, bob: User) -> None:
    mine = make_louder(repo, "bass", -600, by=alice)
    request = _proposed(repo, fork, bob)
    with pytest.raises(merging.Conflicted) as caught:
        reviews.merge(request, seen=request.head, onto=mine, by=alice)
    choices = {conflict.id: "theirs" for conflict in caught.value.conflicts}
    merged = reviews.merge(request, seen=request.head, onto=mine, choices=choices, by=alice)
    gains = {track.id: track.gain_cdb for track in merging.version_of(merged.tree).arrangement.tracks}
    assert gains["bass"] == 300


def test_a_request_is_answered_once(repo: Repo, fork: Repo, alice: User, bob: User) -> None:
    request = _proposed(repo, fork, bob)
    reviews.close(request, by=bob)
    for act in (
        lambda: reviews.close(request, by=alice),
        lambda: reviews.update(request, by=bob),
        lambda: reviews.approve(request, seen=request.head, by=alice),
        lambda: reviews.merge(request, seen=request.head, onto=_tip(repo), by=alice),
    ):
        with pytest.raises(reviews.NotOpen, match="closed"):
            act()
    assert _tip(repo).message == "First take"
    reviews.reopen(request, by=bob)
    reviews.merge(request, seen=request.head, onto=_tip(repo), by=alice)
    with pytest.raises(ValueError, match="Only a closed"):
        reviews.reopen(request, by=bob)


def test_there_is_one_open_request_for_a_branch(repo: Repo, fork: Repo, bob: User) -> None:
    first = _proposed(repo, fork, bob)
    with pytest.raises(reviews.Already) as caught:
        _proposed(repo, fork, bob)
    assert caught.value.request == first
    reviews.close(first, by=bob)
    second = _proposed(repo, fork, bob)
    with pytest.raises(reviews.Already):
        reviews.reopen(first, by=bob)
    assert second.number == 2


def test_approvals_count_for_what_was_heard_and_once(repo: Repo, fork: Repo, alice: User, bob: User) -> None:
    request = _proposed(repo, fork, bob)
    for _ in range(2):
        reviews.approve(request, seen=request.head, by=alice)
    approvals = request.remarks.filter(kind=Remark.Kind.APPROVAL)
    assert [(one.author, one.commit) for one in approvals] == [(alice, request.head)]
    with pytest.raises(PermissionError):
        reviews.approve(request, seen=request.head, by=bob)


def test_strangers_listen_and_talk_and_that_is_all(
    repo: Repo, fork: Repo, alice: User, bob: User, charlie: User
) -> None:
    request = _proposed(repo, fork, bob)
    remark = reviews.comment(request, "Nice", position_s=0.2, by=charlie)
    for act in (
        lambda: reviews.update(request, by=charlie),
        lambda: reviews.close(request, by=charlie),
        lambda: reviews.edit(request, title="Mine", description="", by=charlie),
        lambda: reviews.approve(request, seen=request.head, by=charlie),
        lambda: reviews.merge(request, seen=request.head, onto=_tip(repo), by=charlie),
        lambda: reviews.take_back(remark, by=bob),
        lambda: _proposed(repo, fork, charlie),
    ):
        with pytest.raises(PermissionError):
            act()
    reviews.take_back(remark, by=alice)
    assert not request.remarks.exists()


def test_nobody_proposes_to_or_talks_in_a_repo_that_they_may_not_see(alice: User, bob: User) -> None:
    repo = make_repo(alice)
    role = Collaborator.objects.create(repo=repo, user=bob, role="read")
    fork = forks.fork(repo, _tip(repo), by=bob)
    make_louder(fork, "bass", 300, by=bob)
    request = _proposed(repo, fork, bob)
    role.delete()
    make_louder(fork, "drums", 300, by=bob)
    for act in (
        lambda: _proposed(repo, fork, bob, target_branch="other"),
        lambda: reviews.comment(request, "Still here", by=bob),
        lambda: reviews.close(request, by=bob),
        lambda: reviews.update(request, by=bob),
    ):
        with pytest.raises(PermissionError):
            act()


def test_collaborators_propose_branches_of_the_repo_itself(repo: Repo, alice: User, bob: User) -> None:
    Collaborator.objects.create(repo=repo, user=bob, role="write")
    history.branch_off(repo, "idea", _tip(repo))
    with pytest.raises(versions.NothingToDo):
        _proposed(repo, repo, bob, source_branch="idea")
    make_louder(repo, "bass", 100, by=bob, branch="idea")
    request = _proposed(repo, repo, bob, source_branch="idea")
    assert not request.is_from_fork
    with pytest.raises(ValueError, match="into itself"):
        _proposed(repo, repo, bob)


@pytest.mark.parametrize(
    "wrong",
    [
        {"title": " \n"},
        {"title": "x" * 121},
        {"description": "x" * 5001},
        *({"source_branch": name} for name in ("nope", "", "../main", "x" * 200, "ｍain")),
        {"target_branch": "nope"},
    ],
)
def test_what_cannot_be_proposed_is_refused_in_a_sentence_and_leaves_nothing(
    repo: Repo, fork: Repo, bob: User, wrong: dict[str, str]
) -> None:
    held = repo.commits.count()
    with pytest.raises(ValueError, match=r"^[A-Z].*\.$"):
        _proposed(repo, fork, bob, **wrong)
    assert (repo.commits.count(), MergeRequest.objects.count()) == (held, 0)


def test_repos_of_different_families_have_nothing_to_propose(repo: Repo, bob: User) -> None:
    other = make_repo(bob, "Other", stems=["bass"])
    make_commit(other, "More", by=bob, stems=["bass"])
    with pytest.raises(ValueError, match="nothing in common"):
        _proposed(repo, other, bob)


@pytest.mark.parametrize(("text", "position_s"), [("", None), ("x" * 2001, None), ("Here", 0.51), ("Here", -0.1)])
def test_a_comment_that_cannot_be_is_refused(
    repo: Repo, fork: Repo, bob: User, text: str, position_s: float | None
) -> None:
    request = _proposed(repo, fork, bob)
    with pytest.raises(ValueError, match=r"\.$"):
        reviews.comment(request, text, position_s=position_s, by=bob)
    assert not request.remarks.exists()


def test_what_is_only_proposed_is_counted_in_no_list(repo: Repo, fork: Repo, alice: User, bob: User) -> None:
    make_commit(repo, "Second", by=alice, hz=120)
    make_louder(fork, "bass", 400, by=bob)
    _proposed(repo, fork, bob)
    counts = {one.repo: one.commits_count for one in listings.listed([repo, fork])}
    assert counts == {repo: 2, fork: 3}
    assert repo.commits.count() == 4
    history.branch_off(repo, "idea", _tip(repo))
    assert listings.listed([repo])[0].commits_count == 2

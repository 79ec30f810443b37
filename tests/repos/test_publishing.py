"""What somebody keeps to few people is not shown to more by way of forks, however many lie between."""

import pytest

from accounts.models import User
from repos.models import Collaborator, Commit, Repo
from repos.services import forks, history, repositories, reviews
from tests.make import make_commit, make_repo

pytestmark = pytest.mark.django_db


@pytest.fixture
def secret(alice: User, bob: User) -> Repo:
    """Alice's, private; bob may read it."""
    repo = make_repo(alice)
    Collaborator.objects.create(repo=repo, user=bob, role="read")
    return repo


def _tip(repo: Repo) -> Commit:
    tip = history.tip(repo)
    assert tip is not None
    return tip


def _publish(repo: Repo, by: User, visibility: str = "public") -> Repo:
    return repositories.update(repo, by=by, title=repo.title, description="", visibility=visibility)


def test_a_fork_of_ones_own_private_fork_does_not_show_what_the_origin_hides(secret: Repo, bob: User) -> None:
    mine = forks.fork(secret, _tip(secret), by=bob)
    with pytest.raises(ValueError, match="more people"):
        forks.fork(mine, _tip(mine), by=bob, visibility="public")
    again = forks.fork(mine, _tip(mine), by=bob)
    for visibility in ("unlisted", "public"):
        with pytest.raises(ValueError, match="more people"):
            _publish(again, bob, visibility)
    make_commit(again, "Mine", by=bob, hz=140)
    with pytest.raises(ValueError, match="more people"):
        forks.fork(again, _tip(again), by=bob, visibility="public")


def test_what_was_synced_from_a_private_origin_stays_private_beside_public_forks(
    alice: User, bob: User, charlie: User
) -> None:
    origin = make_repo(alice, visibility="public")
    forks.fork(origin, _tip(origin), by=charlie, visibility="public")
    mine = forks.fork(origin, _tip(origin), by=bob)
    early = forks.fork(mine, _tip(mine), by=bob, visibility="public")
    Collaborator.objects.create(repo=origin, user=bob, role="read")
    _publish(origin, alice, "private")
    make_commit(origin, "Hidden", by=alice, hz=150)
    forks.sync(mine, by=bob)
    with pytest.raises(ValueError, match="more people"):
        _publish(mine, bob)
    with pytest.raises(ValueError, match="More people"):
        forks.sync(early, by=bob)
    assert not early.commits.filter(message="Hidden").exists()


def test_what_is_public_elsewhere_may_be_shown_though_its_origin_hides_now(
    alice: User, bob: User, charlie: User
) -> None:
    origin = make_repo(alice, visibility="public")
    forks.fork(origin, _tip(origin), by=charlie, visibility="public")
    mine = forks.fork(origin, _tip(origin), by=bob)
    make_commit(mine, "Mine", by=bob, hz=150)
    _publish(origin, alice, "private")
    assert _publish(mine, bob).visibility == "public"


def test_a_merge_request_does_not_show_to_all_what_its_origin_keeps_to_few(
    secret: Repo, alice: User, bob: User
) -> None:
    public = forks.fork(secret, _tip(secret), by=alice, visibility="public")
    make_commit(secret, "Hidden", by=alice, hz=150)
    mine = forks.fork(secret, _tip(secret), by=bob)
    make_commit(mine, "Mine", by=bob, hz=160)
    told = {"source_branch": "main", "target_branch": "main", "title": "Look"}
    with pytest.raises(ValueError, match="not yours to decide"):
        reviews.open(public, source=mine, by=bob, **told)
    assert not public.commits.filter(message="Hidden").exists()
    assert reviews.open(secret, source=mine, by=bob, **told).is_open


def test_a_writer_does_not_propose_to_all_what_the_owner_keeps_to_few(alice: User, bob: User) -> None:
    public = make_repo(alice, visibility="public")
    draft = forks.fork(public, _tip(public), by=alice)
    make_commit(draft, "Draft", by=alice, hz=150)
    Collaborator.objects.create(repo=draft, user=bob, role="write")
    told = {"source_branch": "main", "target_branch": "main", "title": "Look"}
    with pytest.raises(ValueError, match="not yours to decide"):
        reviews.open(public, source=draft, by=bob, **told)
    request = reviews.open(public, source=draft, by=alice, **told)
    later = make_commit(draft, "Later", by=alice, hz=160)
    with pytest.raises(ValueError, match="not yours to decide"):
        reviews.update(request, by=bob)
    assert reviews.update(request, by=alice) == later

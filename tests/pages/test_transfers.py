"""Giving a repo to somebody else, who has to say yes."""

from collections.abc import Callable

import pytest
from django.test import Client

from accounts.models import User
from repos import access
from repos.models import Collaborator, OldAddress, Repo, Transfer
from repos.services import repositories, transfers
from tests.make import make_repo

BrowserOf = Callable[[User], Client]
OFFER = "/~alice/night-drive/transfer/"


@pytest.fixture
def repo(alice: User) -> Repo:
    return make_repo(alice, stems=["bass"])


def test_whom_it_is_offered_to_sees_it_and_takes_it(
    repo: Repo, alice: User, bob: User, charlie: User, browser_of: BrowserOf
) -> None:
    Collaborator.objects.create(repo=repo, user=charlie, role="read")
    Collaborator.objects.create(repo=repo, user=bob, role="write")
    assert "as soon as they accept" in browser_of(alice).post(OFFER, {"receiver": "bob"}, follow=True).content.decode()
    offered = Transfer.objects.get()
    assert "wants to give you “Night Drive”" in browser_of(bob).get("/library/").content.decode()
    assert "wants to give you" not in browser_of(charlie).get("/library/").content.decode()
    assert browser_of(charlie).post(f"/transfers/{offered.pk}/accept/").status_code == 404
    assert browser_of(bob).post(f"/transfers/{offered.pk}/accept/")["Location"] == "/~bob/night-drive/"
    repo.refresh_from_db()
    roles = {user.username: access.role_of(user, repo) for user in (alice, bob, charlie)}
    assert (repo.owner, roles) == (bob, {"alice": "write", "bob": "admin", "charlie": "read"})
    assert repo.collaborators.count() == 2
    assert browser_of(charlie).get("/~alice/night-drive/branches/")["Location"] == "/~bob/night-drive/branches/"
    assert not Transfer.objects.exists()


def test_a_name_that_the_new_owner_has_already_gets_a_number(repo: Repo, alice: User, bob: User) -> None:
    repositories.create(bob, "Night Drive")
    assert transfers.accept(transfers.offer(repo, "bob", by=alice), by=bob).name == "night-drive-2"
    assert OldAddress.objects.get().owner == alice


def test_it_stays_where_it_is_when_refused_or_taken_back(
    repo: Repo, alice: User, bob: User, browser_of: BrowserOf
) -> None:
    first = transfers.offer(repo, "bob", by=alice)
    assert browser_of(bob).post(f"/transfers/{first.pk}/decline/").status_code == 302
    second = transfers.offer(repo, "bob", by=alice)
    assert "Take the offer back" in browser_of(alice).get("/~alice/night-drive/settings/").content.decode()
    assert browser_of(alice).post(f"{OFFER}withdraw/").status_code == 302
    assert browser_of(bob).post(f"/transfers/{second.pk}/accept/").status_code == 404
    for late in (first, second):
        with pytest.raises(transfers.Gone):
            transfers.accept(late, by=bob)
    repo.refresh_from_db()
    assert (repo.owner, repo.collaborators.count()) == (alice, 0)


def test_another_offer_takes_the_place_of_the_one_before(repo: Repo, alice: User, bob: User, charlie: User) -> None:
    transfers.offer(repo, "bob", by=alice)
    offered = transfers.offer(repo, "charlie", by=alice)
    with pytest.raises(transfers.Gone):
        transfers.accept(offered, by=bob)
    assert transfers.accept(offered, by=charlie).owner == charlie


@pytest.mark.parametrize("who", ["nobody", "alice", "", "x" * 300])
def test_whom_it_cannot_be_offered_to_is_said_at_the_field(
    repo: Repo, alice: User, browser_of: BrowserOf, who: str
) -> None:
    answer = browser_of(alice).post(OFFER, {"receiver": who})
    assert (answer.status_code, 'id="id_receiver_error"' in answer.content.decode()) == (422, True)


def test_only_its_owner_gives_it_away(repo: Repo, bob: User, charlie: User, browser_of: BrowserOf) -> None:
    Collaborator.objects.create(repo=repo, user=bob, role="admin")
    assert browser_of(bob).post(OFFER, {"receiver": "bob"}).status_code == 403
    assert "Give it away" not in browser_of(bob).get("/~alice/night-drive/settings/").content.decode()
    with pytest.raises(PermissionError):
        transfers.offer(repo, "charlie", by=charlie)

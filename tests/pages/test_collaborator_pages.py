"""Who may do what in a repo: let in, given another role, shown out, gone."""

from collections.abc import Callable

import pytest
from allauth.account.models import EmailAddress
from django.test import Client

from accounts.models import User
from repos import access
from repos.models import Collaborator, Repo
from repos.services import collaborators
from tests.make import make_repo

BrowserOf = Callable[[User], Client]
HOME = "/~alice/night-drive/"
PAGE = f"{HOME}collaborators/"


@pytest.fixture
def repo(alice: User) -> Repo:
    return make_repo(alice, stems=["bass"])


def _let_in(repo: Repo, user: User, role: str = "write") -> Collaborator:
    return Collaborator.objects.create(repo=repo, user=user, role=role)


@pytest.mark.parametrize("told", ["bob", "~Bob", " bob ", "BOB@example.com"])
def test_somebody_is_let_in_by_name_or_address(
    repo: Repo, alice: User, bob: User, browser_of: BrowserOf, told: str
) -> None:
    EmailAddress.objects.create(user=bob, email="bob@example.com", verified=True)
    assert browser_of(bob).get(HOME).status_code == 404
    answer = browser_of(alice).post(PAGE, {"who": told, "role": "read"}, follow=True)
    assert "bob is a collaborator now." in answer.content.decode()
    assert access.role_of(bob, repo) == "read"
    assert browser_of(bob).get(HOME).status_code == 200


@pytest.mark.parametrize("told", ["nobody", "bob@example.com", "x" * 300, "a\0b", "a\0@b.c", "💥@💥"])
def test_whoever_is_unknown_is_told_apart_from_no_other_unknown(
    repo: Repo, alice: User, bob: User, browser_of: BrowserOf, told: str
) -> None:
    EmailAddress.objects.create(user=bob, email="bob@example.com", verified=False)
    answer = browser_of(alice).post(PAGE, {"who": told, "role": "read"})
    assert answer.status_code == 422
    if "\0" not in told and len(told) < 250:
        assert "Nobody here goes by that name or that confirmed e-mail address." in answer.content.decode()
    assert not Collaborator.objects.exists()


@pytest.mark.parametrize(("who", "sentence"), [("alice", "owns the repo"), ("bob", "is a collaborator already")])
def test_nobody_is_let_in_twice(
    repo: Repo, alice: User, bob: User, browser_of: BrowserOf, who: str, sentence: str
) -> None:
    _let_in(repo, bob, "read")
    answer = browser_of(alice).post(PAGE, {"who": who, "role": "admin"})
    assert (answer.status_code, sentence in answer.content.decode()) == (422, True)
    assert access.role_of(bob, repo) == "read"


def test_an_admin_does_as_the_owner_but_for_the_owner(
    repo: Repo, alice: User, bob: User, charlie: User, browser_of: BrowserOf
) -> None:
    _let_in(repo, bob, "admin")
    browser = browser_of(bob)
    assert browser.post(PAGE, {"who": "charlie", "role": "read"}).status_code == 302
    assert browser.post(f"{PAGE}charlie/role/", {"role": "write"}).status_code == 302
    assert access.role_of(charlie, repo) == "write"
    assert browser.post(f"{PAGE}charlie/remove/").status_code == 302
    assert access.role_of(charlie, repo) is None
    for verb in ("role", "remove"):
        assert browser.post(f"{PAGE}alice/{verb}/", {"role": "read"}).status_code == 404
    assert access.role_of(alice, repo) == "admin"


@pytest.mark.parametrize("role", ["read", "write"])
def test_who_is_no_admin_lets_nobody_in_and_nobody_up(
    repo: Repo, bob: User, charlie: User, browser_of: BrowserOf, role: str
) -> None:
    own = _let_in(repo, bob, role)
    browser = browser_of(bob)
    assert browser.get(PAGE).status_code == 200
    assert "Let somebody in" not in browser.get(PAGE).content.decode()
    assert browser.post(PAGE, {"who": "charlie", "role": "read"}).status_code == 403
    assert browser.post(f"{PAGE}bob/role/", {"role": "admin"}).status_code == 403
    assert access.role_of(bob, repo) == role
    with pytest.raises(PermissionError):
        collaborators.change_role(own, "admin", by=bob)
    with pytest.raises(PermissionError):
        collaborators.add(repo, "charlie", "read", by=bob)


def test_an_unknown_role_changes_nothing(repo: Repo, alice: User, bob: User, browser_of: BrowserOf) -> None:
    _let_in(repo, bob)
    answer = browser_of(alice).post(f"{PAGE}bob/role/", {"role": "owner"}, follow=True)
    assert "A role is one of" in answer.content.decode()
    assert access.role_of(bob, repo) == "write"


def test_one_leaves_by_oneself(repo: Repo, bob: User, charlie: User, browser_of: BrowserOf) -> None:
    _let_in(repo, bob)
    _let_in(repo, charlie)
    browser = browser_of(bob)
    assert browser.post(f"{PAGE}charlie/remove/").status_code == 403
    assert "You have left Night Drive." in browser.post(f"{PAGE}bob/remove/", follow=True).content.decode()
    assert browser.get(HOME).status_code == 404
    assert access.role_of(charlie, repo) == "write"


def test_only_who_takes_part_sees_who_else_does(alice: User, charlie: User, browser_of: BrowserOf) -> None:
    make_repo(alice, stems=["bass"], visibility="public")
    assert browser_of(charlie).get(PAGE).status_code == 403
    assert Client().get(PAGE)["Location"].startswith("/accounts/login/")

"""Old addresses lead to where a repo is now, for whoever may see it and until another repo takes them."""

from collections.abc import Callable

import pytest
from django.test import Client

from accounts.models import User
from repos.models import Collaborator, OldAddress, Repo
from repos.services import addresses, repositories
from tests.make import make_repo

BrowserOf = Callable[[User], Client]
RENAME = "/~alice/night-drive/rename/"


@pytest.fixture
def repo(alice: User) -> Repo:
    return make_repo(alice, stems=["bass"], visibility="public")


@pytest.mark.parametrize(
    "path",
    [
        "",
        "?branch=main",
        "branches/",
        "commits/{digest}/",
        "commits/{digest}/mix.peaks",
        "commits/{digest}/stems/bass.flac?download",
        "compare/?old=main&new=%C3%A4%2F%23",
    ],
)
def test_an_old_address_leads_to_the_same_place_at_the_new_one(
    repo: Repo, alice: User, client: Client, path: str
) -> None:
    path = path.format(digest=repo.refs.get().tip.digest)
    addresses.rename(repo, "day-drive", by=alice)
    for method in (client.get, client.head) if "mix" in path else (client.get,):
        answer = method(f"/~alice/night-drive/{path}")
        assert (answer.status_code, answer["Location"]) == (301, f"/~alice/day-drive/{path}")
    assert client.get(f"/~Alice/Night-Drive/{path}")["Location"] == f"/~alice/day-drive/{path}"


def test_git_is_led_on_too(repo: Repo, alice: User, client: Client) -> None:
    addresses.rename(repo, "day-drive", by=alice)
    asked = "info/refs?service=git-upload-pack"
    answer = client.get(f"/~alice/night-drive.git/{asked}")
    assert (answer.status_code, answer["Location"]) == (301, f"/~alice/day-drive.git/{asked}")


def test_what_is_posted_to_an_old_address_goes_nowhere(repo: Repo, alice: User, browser_of: BrowserOf) -> None:
    addresses.rename(repo, "day-drive", by=alice)
    assert browser_of(alice).post("/~alice/night-drive/settings/", {"title": "x"}).status_code == 404


def test_an_old_address_of_a_private_repo_tells_a_stranger_nothing(
    alice: User, bob: User, charlie: User, browser_of: BrowserOf
) -> None:
    repo = make_repo(alice, stems=["bass"])
    Collaborator.objects.create(repo=repo, user=bob, role="read")
    addresses.rename(repo, "day-drive", by=alice)
    assert browser_of(bob).get("/~alice/night-drive/").status_code == 301
    for browser in (browser_of(charlie), Client()):
        old, missing = browser.get("/~alice/night-drive/"), browser.get("/~alice/never-there/")
        assert old.status_code == missing.status_code == 404
        assert dict(old.headers) == dict(missing.headers)


def test_a_missing_page_of_a_repo_that_has_moved_is_missing_once(repo: Repo, alice: User, client: Client) -> None:
    addresses.rename(repo, "day-drive", by=alice)
    answer = client.get("/~alice/night-drive/commits/0000000000/", follow=True)
    assert (answer.status_code, len(answer.redirect_chain)) == (404, 1)


def test_a_new_repo_may_take_an_old_address_for_good(repo: Repo, alice: User, client: Client) -> None:
    addresses.rename(repo, "day-drive", by=alice)
    new = repositories.create(alice, "Night Drive", visibility="private")
    assert new.name == "night-drive"
    assert client.get("/~alice/night-drive/").status_code == 404
    repositories.delete(new, by=alice)
    assert client.get("/~alice/night-drive/").status_code == 404


def test_a_repo_that_goes_back_is_led_to_from_where_it_was(repo: Repo, alice: User, client: Client) -> None:
    for name in ("day-drive", "night-drive", "day-drive", "dawn"):
        repo = addresses.rename(repo, name, by=alice)
    assert repo.get_absolute_url() == "/~alice/dawn/"
    for old in ("night-drive", "day-drive"):
        assert client.get(f"/~alice/{old}/")["Location"] == "/~alice/dawn/"
    assert OldAddress.objects.count() == 2


@pytest.mark.parametrize("name", ["", " ", "-x", "a b", "ä", "x" * 81, "../x", "follow", "other", "a.git", "a\0"])
def test_a_bad_or_taken_name_is_refused_at_its_field(repo: Repo, alice: User, browser_of: BrowserOf, name: str) -> None:
    repositories.create(alice, "Other")
    answer = browser_of(alice).post(RENAME, {"name": name})
    assert (answer.status_code, 'id="id_name_error"' in answer.content.decode()) == (422, True)
    repo.refresh_from_db()
    assert repo.name == "night-drive"


def test_renaming_in_the_page_leads_to_the_new_one(repo: Repo, alice: User, browser_of: BrowserOf) -> None:
    answer = browser_of(alice).post(RENAME, {"name": " Day_Drive "}, follow=True)
    assert answer.redirect_chain[-1][0] == "/~alice/day_drive/settings/"
    assert "/~alice/day_drive/ now" in answer.content.decode()


def test_only_admins_rename(repo: Repo, bob: User, charlie: User) -> None:
    Collaborator.objects.create(repo=repo, user=bob, role="write")
    for nobody in (bob, charlie):
        with pytest.raises(PermissionError):
            addresses.rename(repo, "mine", by=nobody)


def test_no_title_makes_an_address_that_means_something_else(alice: User) -> None:
    assert repositories.create(alice, "Follow").name == "follow-2"

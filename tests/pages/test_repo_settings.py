"""What is said about a repo, and who may say it."""

from collections.abc import Callable, Mapping

import pytest
from django.test import Client

from accounts.models import User
from repos.models import Collaborator, Repo
from repos.services import forks, refs, repositories
from tests.make import make_repo

BrowserOf = Callable[[User], Client]
PAGE = "/~alice/night-drive/settings/"
TOLD = {
    "title": "Night Drive",
    "description": "Neon.",
    "visibility": "public",
    "topics": "#Neon, rain;late night",
    "licence": "CC-BY-SA-4.0",
    "default_branch": "trunk",
}


@pytest.fixture
def repo(alice: User) -> Repo:
    repo = make_repo(alice, stems=["bass"])
    refs.branch(repo, "trunk", at=repo.refs.get().tip, by=alice)
    return repo


def test_everything_said_is_kept_and_shown(repo: Repo, alice: User, client: Client, browser_of: BrowserOf) -> None:
    assert browser_of(alice).post(PAGE, TOLD)["Location"] == "/~alice/night-drive/"
    repo.refresh_from_db()
    assert (repo.licence, repo.forkable, repo.default_branch) == ("CC-BY-SA-4.0", False, "trunk")
    page = client.get("/~alice/night-drive/").content.decode()
    for word in ("CC BY-SA 4.0", "#neon", "#rain", "#late", "#night", "Neon."):
        assert word in page
    form = browser_of(alice).get(PAGE).content.decode()
    assert 'value="neon, rain, late, night"' in form


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"title": " "}, "title"),
        ({"title": "\u202e"}, "title"),
        ({"topics": " ".join(f"t{n}" for n in range(11))}, "topics"),
        ({"topics": "x" * 31}, "topics"),
        ({"topics": "!!!"}, "topics"),
        ({"licence": "WTFPL"}, "licence"),
        ({"visibility": "secret"}, "visibility"),
        ({"default_branch": "nope"}, "default_branch"),
    ],
)
def test_what_is_wrong_is_said_at_its_field_and_nothing_is_kept(
    repo: Repo, alice: User, browser_of: BrowserOf, wrong: Mapping[str, str], field: str
) -> None:
    answer = browser_of(alice).post(PAGE, TOLD | wrong)
    assert (answer.status_code, f'id="id_{field}_error"' in answer.content.decode()) == (422, True)
    repo.refresh_from_db()
    assert (repo.visibility, repo.licence, repo.topics.count()) == ("private", "", 0)


def test_what_is_not_said_stays(repo: Repo, alice: User) -> None:
    said = {"title": "T", "description": "", "visibility": "public"}
    repositories.update(repo, by=alice, **said, licence="CC0-1.0", forkable=False, topics=["a"])
    kept = repositories.update(repo, by=alice, **said)
    assert (kept.licence, kept.forkable, kept.topics.get().name) == ("CC0-1.0", False, "a")


def test_an_admin_may_say_everything_but_that_it_ends(repo: Repo, bob: User, browser_of: BrowserOf) -> None:
    Collaborator.objects.create(repo=repo, user=bob, role="admin")
    browser = browser_of(bob)
    assert "Delete" not in browser.get(PAGE).content.decode()
    assert browser.post(PAGE, TOLD).status_code == 302
    assert browser.post("/~alice/night-drive/delete/", {"typed": "night-drive"}).status_code == 403
    assert Repo.objects.exists()


def test_the_form_cannot_show_more_of_a_fork_than_its_origin_shows(
    repo: Repo, alice: User, bob: User, browser_of: BrowserOf
) -> None:
    Collaborator.objects.create(repo=repo, user=bob, role="read")
    fork = forks.fork(repo, repo.refs.get(name="main").tip, by=bob)
    answer = browser_of(bob).post(f"{fork.get_absolute_url()}settings/", TOLD | {"default_branch": "main"})
    assert (answer.status_code, 'id="id_visibility_error"' in answer.content.decode()) == (422, True)
    fork.refresh_from_db()
    assert fork.visibility == "private"

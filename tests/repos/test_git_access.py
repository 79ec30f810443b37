"""Who may clone what: the same as on the pages, told by a token."""

import gzip
from base64 import b64encode
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from django.core.cache import cache
from django.test import Client

from accounts import tokens
from accounts.models import Token, User
from repos.models import Collaborator, Repo
from repos.views import git as views
from tests.gits import Refused, assert_sound, git, log
from tests.make import make_repo

pytestmark = pytest.mark.django_db(transaction=True)
DOORS = (("get", "info/refs?service=git-upload-pack"), ("post", "git-upload-pack"))


@pytest.fixture(autouse=True)
def no_tries_yet() -> None:
    cache.clear()


@pytest.fixture
def private(alice: User) -> Repo:
    return make_repo(alice)


def secret_for(user: User) -> str:
    return tokens.issue(user, "git", Token.Scope.READ, expires_at=None)[1]


def basic(secret: str, name: str = "git") -> dict[str, str]:
    return {"Authorization": "Basic " + b64encode(f"{name}:{secret}".encode()).decode()}


def answers(repo: str, headers: dict[str, str] | None = None) -> list[tuple[int, bytes, dict[str, str]]]:
    """What both doors of a repo say: status, body and headers."""
    found = [getattr(Client(), how)(f"/~alice/{repo}.git/{door}", headers=headers) for how, door in DOORS]
    return [(one.status_code, b"".join(one), dict(one.headers)) for one in found]


def test_a_private_repo_is_cloned_with_a_token(live_server: Any, private: Repo, alice: User, tmp_path: Path) -> None:
    place = f"{live_server.url.replace('://', f'://alice:{secret_for(alice)}@')}/~alice/night-drive.git"
    git("clone", "-q", place, tmp_path / "mine")
    assert_sound(tmp_path / "mine")
    assert log(tmp_path / "mine", "%s") == ["First take"]
    bearer = f"http.extraHeader=Authorization: Bearer {secret_for(alice)}"
    git("-c", bearer, "clone", "-q", f"{live_server.url}/~alice/night-drive.git", tmp_path / "again")


def test_a_private_repo_is_not_cloned_without_one(live_server: Any, private: Repo, tmp_path: Path) -> None:
    with pytest.raises(Refused, match=r"[Aa]uthentication failed|could not read"):
        git("clone", "-q", f"{live_server.url}/~alice/night-drive.git", tmp_path / "none")
    wrong = live_server.url.replace("://", "://alice:beatflow_wrong@")
    with pytest.raises(Refused, match=r"[Aa]uthentication failed"):
        git("clone", "-q", f"{wrong}/~alice/night-drive.git", tmp_path / "none")


def test_a_collaborator_clones_what_is_private(private: Repo, bob: User) -> None:
    assert [status for status, *_ in answers("night-drive", basic(secret_for(bob)))] == [404, 404]
    Collaborator.objects.create(repo=private, user=bob, role=Collaborator.Role.READ)
    assert [status for status, *_ in answers("night-drive", basic(secret_for(bob)))] == [200, 200]


def test_a_stranger_cannot_tell_a_private_repo_from_a_missing_one(private: Repo, charlie: User) -> None:
    for headers, status in (({}, 401), (basic(secret_for(charlie)), 404), (basic("wrong"), 401)):
        mine, missing = answers("night-drive", headers), answers("nothing-there", headers)
        assert mine == missing
        assert {one[0] for one in mine} == {status}
        assert all(("WWW-Authenticate" in one[2]) == (status == 401) for one in mine)


def test_unlisted_and_public_repos_need_no_token(private: Repo) -> None:
    for visibility in ("unlisted", "public"):
        Repo.objects.update(visibility=visibility)
        assert [status for status, *_ in answers("night-drive")] == [200, 200]


def test_who_brings_a_bad_token_is_told_even_where_none_is_needed(private: Repo) -> None:
    Repo.objects.update(visibility="public")
    assert [status for status, *_ in answers("night-drive", basic("wrong"))] == [401, 401]


def test_a_revoked_token_opens_nothing(private: Repo, alice: User) -> None:
    secret = secret_for(alice)
    Token.objects.all().delete()
    assert [status for status, *_ in answers("night-drive", basic(secret))] == [401, 401]


def test_cookies_of_a_browser_open_nothing(private: Repo, alice: User, browser_of: Any) -> None:
    assert browser_of(alice).get("/~alice/night-drive.git/info/refs?service=git-upload-pack").status_code == 401


def test_pushing_is_refused_alike_wherever(private: Repo) -> None:
    told = [
        getattr(Client(), how)(f"/~alice/{repo}.git/{door}")
        for repo in ("night-drive", "nothing-there")
        for how, door in (("get", "info/refs?service=git-receive-pack"), ("post", "git-receive-pack"))
    ]
    assert {one.status_code for one in told} == {403}
    assert all(one.content == other.content for one, other in pairwise(told))


def test_old_clients_are_told_what_they_need(private: Repo) -> None:
    assert b"smart protocol" in Client().get("/~alice/night-drive.git/info/refs").content


def test_a_clone_address_opens_the_page_in_a_browser(private: Repo) -> None:
    assert Client().get("/~alice/night-drive.git/").headers["Location"] == "/~alice/night-drive/"


def test_guessing_tokens_is_slowed_down(private: Repo, alice: User, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(views, "MOST_WRONG", 3)
    place = "/~alice/night-drive.git/info/refs?service=git-upload-pack"
    tries = [Client().get(place, headers=basic("wrong")) for _ in range(4)]
    assert [one.status_code for one in tries] == [401, 401, 401, 429]
    assert int(tries[-1]["Retry-After"]) > 0


def test_nobody_asks_without_end(private: Repo, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(views, "MOST_REQUESTS", 2)
    place = "/~alice/night-drive.git/info/refs?service=git-upload-pack"
    assert [Client().get(place).status_code for _ in range(3)] == [401, 401, 429]


def test_a_broken_question_is_answered_and_not_broken_down_over(private: Repo) -> None:
    Repo.objects.update(visibility="public")
    ask = "/~alice/night-drive.git/git-upload-pack"
    for body, packing in ((b"zzzz", "identity"), (b"zzzz", "gzip"), (b"", "gzip"), (b"0009want", "identity")):
        told = Client().post(ask, body, content_type="x", headers={"Content-Encoding": packing})
        assert (told.status_code, b"ERR " in told.content) == (200, True)


def test_a_question_that_unpacks_to_more_than_anybody_asks_is_refused(private: Repo) -> None:
    Repo.objects.update(visibility="public")
    bomb = gzip.compress(b"0032have " + b"0" * (views.MAX_QUESTION_BYTES * 2))
    told = Client().post(
        "/~alice/night-drive.git/git-upload-pack", bomb, content_type="x", headers={"Content-Encoding": "gzip"}
    )
    assert b"too long" in told.content

"""Who may hear what: every sound and document of a repo, for everybody, whatever its visibility.

The doors of the whole site are walked in tests/site/test_doors.py.
"""

import re
from collections.abc import Callable, Iterable

import pytest
from django.test import Client

from accounts.models import User
from repos.models import Commit, Repo, RepoCommit
from repos.services import repositories
from tests.make import make_commit, make_repo

BrowserOf = Callable[[User], Client]

SUFFIXES = ("wav", "flac", "mp3", "ogg", "peaks")
SOUNDS = ("mix", "master", "stems/bass")
PAGE = "commits/{digest}/"
DOORS = (
    *(f"commits/{{digest}}/{sound}.{suffix}" for sound in SOUNDS for suffix in SUFFIXES),
    *(f"commits/{{digest}}/{document}" for document in ("arrangement.json", "score.json", "beat.mid", "stems.zip")),
)
METHODS = ("get", "head", "post")
CSRF = re.compile(rb"[A-Za-z0-9]{64}")


def _addresses(paths: Iterable[str], repo: Repo, digest: str) -> list[str]:
    return [repo.get_absolute_url() + path.format(digest=digest) for path in paths]


def _repo(owner: User, visibility: str) -> tuple[Repo, str]:
    repo = make_repo(owner, visibility.capitalize(), stems=["bass"], visibility=visibility)
    return repo, repo.refs.get().tip.digest


def _answers(browser: Client, addresses: list[str]) -> dict[str, int]:
    return {address: browser.get(address).status_code for address in addresses}


def test_a_private_repo_opens_to_its_owner_and_the_others_to_everybody(
    alice: User, charlie: User, browser_of: BrowserOf
) -> None:
    everybody = {"owner": browser_of(alice), "stranger": browser_of(charlie), "anonymous": Client()}
    for visibility in Repo.Visibility.values:
        addresses = _addresses(DOORS, *_repo(alice, visibility))
        for who, browser in everybody.items():
            status = 200 if who == "owner" or visibility != "private" else 404
            assert _answers(browser, addresses) == dict.fromkeys(addresses, status), (who, visibility)


def test_a_stranger_cannot_tell_private_sound_from_missing_sound(
    alice: User, charlie: User, browser_of: BrowserOf
) -> None:
    repo, digest = _repo(alice, "private")
    addresses = _addresses(DOORS, repo, digest)
    browsers = [browser_of(charlie), Client()]

    def told() -> list[object]:
        return [_told(browser, method, address) for browser in browsers for address in addresses for method in METHODS]

    private = told()
    repositories.delete(repo, by=alice)
    assert told() == private


def _told(browser: Client, method: str, address: str) -> object:
    answer = getattr(browser, method)(address)
    return method, address, answer.status_code, dict(answer.headers), CSRF.sub(b"", answer.content)


def test_a_digest_opens_nothing_by_itself(alice: User, charlie: User, browser_of: BrowserOf) -> None:
    _, secret = _repo(alice, "private")
    own = make_repo(charlie, "Mine", stems=["bass"])
    make_commit(own, "Louder", by=charlie, stems=["bass"], hz=140)
    blob = own.refs.get().tip.tree.mix.digest
    tree = own.refs.get().tip.tree.digest
    for digest in (secret, secret[:12], blob, tree, "0" * 64):
        addresses = _addresses([PAGE, *DOORS], own, digest)
        assert _answers(browser_of(charlie), addresses) == dict.fromkeys(addresses, 404)


def test_a_digest_may_be_told_by_its_beginning(alice: User, browser_of: BrowserOf) -> None:
    repo, digest = _repo(alice, "private")
    statuses = {
        length: browser_of(alice).get(*_addresses(["commits/{digest}/mix.flac"], repo, digest[:length])).status_code
        for length in (1, 6, 7, 12, 63, 64)
    }
    assert statuses == {1: 404, 6: 404, 7: 200, 12: 200, 63: 200, 64: 200}
    for wrong in (digest + "0", digest[:7] + "x", digest[:7] + "A", "_" * 7, "-" * 7):
        address = repo.get_absolute_url() + f"commits/{wrong}/mix.flac"
        assert browser_of(alice).get(address).status_code == 404, wrong


def test_a_beginning_that_two_commits_share_opens_neither(alice: User, browser_of: BrowserOf) -> None:
    repo, digest = _repo(alice, "private")
    tree, at = repo.refs.get().tip.tree, repo.refs.get().tip.created_at
    twin = Commit.objects.create(
        digest=digest[:20] + "0" * 44, tree=tree, author_name="a", message="Twin", created_at=at
    )
    RepoCommit.objects.create(repo=repo, commit=twin)
    answers = _answers(
        browser_of(alice), [f"{repo.get_absolute_url()}commits/{digest[:n]}/mix.flac" for n in (7, 20, 64)]
    )
    assert list(answers.values()) == [404, 404, 200]


@pytest.mark.parametrize(
    "path",
    ["mix.exe", "mix.wav?quality=99", "stems/nope.wav", "stems/mix.wav", "beat.json", "..%2fmix.wav", "mix."],
)
def test_what_a_commit_does_not_hold_is_missing(alice: User, browser_of: BrowserOf, path: str) -> None:
    repo, digest = _repo(alice, "private")
    assert browser_of(alice).get(f"{repo.get_absolute_url()}commits/{digest}/{path}").status_code == 404


def test_doors_are_only_read(alice: User, browser_of: BrowserOf) -> None:
    repo, digest = _repo(alice, "private")
    for address in _addresses(DOORS, repo, digest):
        assert {getattr(browser_of(alice), method)(address).status_code for method in ("post", "put", "delete")} == {
            405
        }


def test_lists_show_a_stranger_what_is_public_and_an_owner_everything(
    alice: User, charlie: User, browser_of: BrowserOf
) -> None:
    for visibility in Repo.Visibility.values:
        _repo(alice, visibility)
    addresses = {visibility: f"/~alice/{visibility}/" for visibility in Repo.Visibility.values}

    def shown(browser: Client, page: str) -> set[str]:
        text = browser.get(page).content.decode()
        return {visibility for visibility, address in addresses.items() if address in text}

    assert shown(browser_of(alice), "/~alice/") == shown(browser_of(alice), "/library/") == set(addresses)
    assert shown(browser_of(charlie), "/~alice/") == shown(Client(), "/~alice/") == {"public"}
    assert shown(browser_of(charlie), "/library/") == set()
    assert Client().get("/library/")["Location"].startswith("/accounts/login/")

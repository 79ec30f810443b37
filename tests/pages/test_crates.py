"""Beats in crates: what is in them, in which order, and who sees what of it."""

import re
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from accounts.models import User
from repos.models import Collaborator, Crate, CrateItem, Repo
from repos.services import crates
from tests.make import make_commit, make_repo

BrowserOf = Callable[[User], Client]
TITLE = re.compile(r'class="tit cover-link" href="[^"]*">([^<]*)<')


def make(owner: User, title: str, visibility: str = "public") -> Repo:
    return make_repo(owner, title, stems=["bass"], visibility=visibility)


def titles(browser: Client, crate: Crate) -> list[str]:
    """What somebody sees in a crate."""
    return TITLE.findall(browser.get(crate.get_absolute_url()).content.decode())


@pytest.fixture
def crate(bob: User) -> Crate:
    return crates.create("Late", visibility="public", by=bob)


def test_a_beat_is_put_into_a_new_crate_and_then_into_the_same(alice: User, bob: User, browser_of: BrowserOf) -> None:
    first, second = make(alice, "One"), make(alice, "Two")
    browser = browser_of(bob)
    assert f'href="{first.get_absolute_url()}crates/"' in browser.get(first.get_absolute_url()).content.decode()
    answer = browser.post(f"{first.get_absolute_url()}crates/", {"crate": "new", "title": "Late"}, follow=True)
    crate = Crate.objects.get()
    assert (crate.owner, crate.visibility) == (bob, "private")
    assert "One is now in “Late”." in answer.content.decode()
    browser.post(f"{second.get_absolute_url()}crates/", {"crate": str(crate.pk)})
    answer = browser.post(f"{second.get_absolute_url()}crates/", {"crate": str(crate.pk)}, follow=True)
    assert "Two is already in “Late”." in answer.content.decode()
    assert titles(browser, crate) == ["One", "Two"]
    assert answer.content.decode().count('data-title="One"') == 2, "its own button, and the one that plays all"


def test_a_version_stays_what_it_was_and_a_beat_moves_on(alice: User, crate: Crate, bob: User, client: Client) -> None:
    repo = make(alice, "One")
    first = repo.refs.get().tip
    crates.add(crate, repo, first, by=bob)
    crates.add(crate, repo, by=bob)
    latest = make_commit(repo, "Louder", by=alice, stems=["bass"], hz=140)
    text = client.get(crate.get_absolute_url()).content.decode()
    assert re.findall(r'data-src="/~alice/one/commits/(\w{64})/', text)[1:] == [first.digest, latest.digest]
    repo.holdings.filter(commit=first).delete()
    assert titles(client, crate) == ["One"], "the version is no longer there"


def test_beats_move_up_and_down_past_what_is_not_seen_and_are_taken_out(
    alice: User, bob: User, crate: Crate, browser_of: BrowserOf
) -> None:
    repos = [make(alice, title) for title in ("One", "Two", "Three")]
    for repo in repos:
        crates.add(crate, repo, by=bob)
    Repo.objects.filter(pk=repos[1].pk).update(visibility="private")
    items = dict(zip(("One", "Two", "Three"), CrateItem.objects.all(), strict=True))
    browser = browser_of(bob)
    home = f"{crate.get_absolute_url()}items"
    browser.post(f"{home}/{items['Three'].pk}/move/", {"to": "up"})
    assert titles(browser, crate) == ["Three", "One"]
    browser.post(f"{home}/{items['Three'].pk}/move/", {"to": "up"})
    browser.post(f"{home}/{items['One'].pk}/move/", {"to": "down"})
    assert titles(browser, crate) == ["Three", "One"], "there is nothing before or after"
    browser.post(f"{home}/{items['Three'].pk}/remove/")
    assert titles(browser, crate) == ["One"]


def test_who_sorts_a_later_page_stays_on_it(alice: User, bob: User, crate: Crate, browser_of: BrowserOf) -> None:
    crates.add(crate, make(alice, "One"), by=bob)
    item = CrateItem.objects.get()
    browser, home = browser_of(bob), f"{crate.get_absolute_url()}items/{item.pk}"
    for page, leads in (("2", "?page=2"), ("1", ""), ("", ""), ("../", ""), ("9" * 999, f"?page={'9' * 6}")):
        assert browser.post(f"{home}/move/", {"to": "up", "page": page}).url == f"{crate.get_absolute_url()}{leads}"
    assert browser.post(f"{home}/remove/", {"page": "2"}).url == f"{crate.get_absolute_url()}?page=2"
    assert browser.get(f"{crate.get_absolute_url()}?page=2").status_code == 200


def test_nobody_finds_in_a_crate_what_they_may_not_hear(
    alice: User, bob: User, charlie: User, crate: Crate, browser_of: BrowserOf
) -> None:
    repos = {name: make(alice, name, name.lower()) for name in ("Public", "Unlisted", "Private")}
    own = make(bob, "Own", "unlisted")
    Collaborator.objects.create(repo=repos["Private"], user=bob, role="read")
    for repo in (*repos.values(), own):
        crates.add(crate, repo, by=bob)

    def seen(who: User) -> tuple[list[str], str]:
        browser = browser_of(who)
        listed = browser.get("/~bob/?show=crates").content.decode()
        return titles(browser, crate), (re.findall(r"(\d+) beats?<", listed) or [""])[0]

    assert seen(bob) == (["Public", "Unlisted", "Private", "Own"], "4")
    assert seen(alice) == (["Public", "Unlisted", "Private"], "3")
    assert seen(charlie) == (["Public"], "1")
    crates.update(crate, title="Late", description="", visibility="unlisted", by=bob)
    assert seen(charlie) == (["Public", "Own"], ""), "whoever hands on a link may lend what is theirs"
    crates.update(crate, title="Late", description="", visibility="private", by=bob)
    assert browser_of(charlie).get(crate.get_absolute_url()).status_code == 404
    Collaborator.objects.all().delete()
    assert seen(bob)[0] == ["Public", "Unlisted", "Own"]


def test_only_its_owner_changes_a_crate(alice: User, bob: User, crate: Crate, browser_of: BrowserOf) -> None:
    repo = make(alice, "One")
    crates.add(crate, repo, by=bob)
    home, browser = crate.get_absolute_url(), browser_of(alice)
    item = crate.items.get()
    for place in ("edit/", "delete/", f"items/{item.pk}/remove/", f"items/{item.pk}/move/"):
        assert browser.post(home + place).status_code == 403
    with pytest.raises(PermissionError):
        crates.add(crate, repo, by=alice)
    wrong = browser.post(f"{repo.get_absolute_url()}crates/", {"crate": str(crate.pk)})
    assert wrong.status_code == 422
    assert "items/" not in browser.get(home).content.decode()
    assert browser_of(bob).post(home + "delete/")["Location"] == "/crates/"
    assert Repo.objects.filter(pk=repo.pk).exists()


def test_what_cannot_be_heard_cannot_be_added(alice: User, bob: User, crate: Crate, browser_of: BrowserOf) -> None:
    repo = make(alice, "One", "private")
    assert browser_of(bob).get(f"{repo.get_absolute_url()}crates/").status_code == 404
    with pytest.raises(PermissionError):
        crates.add(crate, repo, by=bob)


def test_full_shelves_are_told_at_the_form(
    alice: User, bob: User, crate: Crate, browser_of: BrowserOf, monkeypatch: Any
) -> None:
    monkeypatch.setattr(crates, "MOST_CRATES", 1)
    monkeypatch.setattr(crates, "MOST_ITEMS", 0)
    browser, place = browser_of(bob), f"{make(alice, 'One').get_absolute_url()}crates/"
    for address, told, words in (
        (place, {"crate": "new", "title": "Early"}, "more than 1 crates"),
        ("/crates/", {"title": "Early", "visibility": "private"}, "more than 1 crates"),
        (place, {"crate": str(crate.pk)}, "“Late” is full"),
        (place, {"crate": "new", "title": ""}, "What should the new crate be called?"),
        ("/crates/", {"title": " ", "visibility": "private"}, "required"),
    ):
        answer = browser.post(address, told)
        assert (answer.status_code, words in answer.content.decode()) == (422, True), words
    assert not CrateItem.objects.exists()


def test_a_crate_asks_the_same_number_of_questions_however_full_it_is(
    alice: User, bob: User, crate: Crate, client: Client, django_assert_max_num_queries: Any
) -> None:
    for number in range(6):
        repo = make(alice, f"Beat {number}")
        crates.add(crate, repo, repo.refs.get().tip if number % 2 else None, by=bob)
    with django_assert_max_num_queries(9):
        assert len(titles(client, crate)) == 6

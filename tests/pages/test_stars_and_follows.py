"""Liking beats and following people."""

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from accounts import services as people
from accounts.models import Follow, User
from repos.models import Collaborator, Repo, Star
from repos.services import stars
from tests.make import make_repo

BrowserOf = Callable[[User], Client]
HOME = "/~alice/night-drive/"


@pytest.fixture
def repo(alice: User) -> Repo:
    return make_repo(alice, stems=["bass"], visibility="public")


def test_a_star_is_given_once_and_taken_back(repo: Repo, bob: User, browser_of: BrowserOf) -> None:
    browser = browser_of(bob)
    for _ in range(2):
        assert browser.post(f"{HOME}star/", {"wanted": "yes"})["Location"] == HOME
    assert Star.objects.count() == 1
    assert 'aria-pressed="true" aria-label="Star, 1 so far"' in browser.get(HOME).content.decode()
    for _ in range(2):
        browser.post(f"{HOME}star/", {"wanted": "no"})
    assert not Star.objects.exists()


def test_htmx_is_given_the_button_alone(repo: Repo, bob: User, browser_of: BrowserOf) -> None:
    answer = browser_of(bob).post(f"{HOME}star/", {"wanted": "yes"}, headers={"HX-Request": "true"})
    text = answer.content.decode()
    assert (answer.status_code, "<html" in text, 'aria-pressed="true"' in text) == (200, False, True)


def test_a_visitor_is_led_to_signing_in_and_back(repo: Repo, client: Client) -> None:
    assert f'href="/accounts/login/?next={HOME}"' in client.get(HOME).content.decode()


def test_what_one_may_not_see_cannot_be_starred(alice: User, charlie: User) -> None:
    with pytest.raises(PermissionError):
        stars.star(make_repo(alice, stems=["bass"]), by=charlie)


def _shown(browser: Client, page: str) -> list[str]:
    text = browser.get(page).content.decode()
    return [visibility for visibility in Repo.Visibility.values if f'href="/~alice/{visibility}/"' in text]


def test_starred_beats_are_shown_as_far_as_the_viewer_may_see_them_now(
    alice: User, bob: User, charlie: User, browser_of: BrowserOf
) -> None:
    for visibility in Repo.Visibility.values:
        repo = make_repo(alice, visibility.capitalize(), stems=["bass"], visibility=visibility)
        Collaborator.objects.create(repo=repo, user=bob, role="read")
        stars.star(repo, by=bob)
    everything = list(Repo.Visibility.values)
    page = "/~bob/?show=starred"
    assert _shown(browser_of(bob), page) == _shown(browser_of(bob), "/library/?whose=starred") == everything
    assert _shown(browser_of(alice), page) == everything
    assert _shown(browser_of(charlie), page) == _shown(Client(), page) == ["public"]
    Collaborator.objects.all().delete()
    assert _shown(browser_of(bob), page) == ["public"]
    assert _shown(browser_of(bob), "/library/?whose=starred") == ["unlisted", "public"]


def test_the_library_tells_apart_what_is_ones_own_and_what_is_shared(
    alice: User, bob: User, browser_of: BrowserOf
) -> None:
    own = make_repo(bob, "Mine", stems=["bass"])
    shared = make_repo(alice, "Private", stems=["bass"])
    Collaborator.objects.create(repo=shared, user=bob, role="read")
    make_repo(alice, "Public", stems=["bass"], visibility="public")

    def listed(whose: str) -> set[str]:
        page = browser_of(bob).get("/library/", {"whose": whose}).context["page"]
        return {beat.repo.title for beat in page.object_list}

    assert listed("") == listed("nonsense") == {own.title, shared.title}
    assert (listed("own"), listed("shared"), listed("starred")) == ({own.title}, {shared.title}, set())
    assert "by alice" in browser_of(bob).get("/library/").content.decode()


def test_people_are_followed_and_listed(alice: User, bob: User, charlie: User, browser_of: BrowserOf) -> None:
    browser = browser_of(bob)
    for _ in range(2):
        assert browser.post("/~Alice/follow/", {"wanted": "yes"})["Location"] == "/~alice/"
    people.follow(alice, by=charlie)
    page = browser.get("/~alice/?show=followers").content.decode()
    assert ('href="/~bob/"' in page, 'href="/~charlie/"' in page, 'aria-pressed="true"' in page) == (True, True, True)
    assert 'href="/~alice/"' in Client().get("/~bob/?show=following").content.decode()
    browser.post("/~alice/follow/", {"wanted": "no"})
    assert [one.follower for one in Follow.objects.all()] == [charlie]


def test_nobody_follows_oneself_or_nobody(alice: User, browser_of: BrowserOf) -> None:
    browser = browser_of(alice)
    assert browser.post("/~alice/follow/", {"wanted": "yes"}).status_code == 302
    assert browser.post("/~nobody/follow/", {"wanted": "yes"}).status_code == 404
    assert not Follow.objects.exists()
    with pytest.raises(ValueError, match="oneself"):
        people.follow(alice, by=alice)


def test_lists_of_people_take_a_fixed_number_of_queries(
    alice: User, browser_of: BrowserOf, django_assert_max_num_queries: Any
) -> None:
    for n in range(30):
        people.follow(alice, by=User.objects.create_user(f"fan-{n}"))
    with django_assert_max_num_queries(7):
        assert Client().get("/~alice/?show=followers").content.decode().count("~fan-") == 60
    assert Client().get("/~alice/?show=nothing").status_code == 404

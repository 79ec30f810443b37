"""What people did, told to whoever may see it now."""

from collections.abc import Callable
from importlib import import_module
from types import SimpleNamespace
from typing import Any

import pytest
from django.apps import apps
from django.db import connection
from django.test import Client

from accounts import services as people
from accounts.models import User
from repos import feeds
from repos.models import Activity, Collaborator, Repo
from repos.services import forks, history, repositories, reviews, stars
from tests.make import make_commit, make_repo

BrowserOf = Callable[[User], Client]


@pytest.fixture
def repo(alice: User) -> Repo:
    return make_repo(alice, stems=["bass"], visibility="public")


def _told(feed: feeds.Feed) -> list[tuple[str, str, str, int]]:
    return [(deed.latest.actor.username, deed.latest.verb, deed.latest.repo.name, deed.count) for deed in feed.deeds]


def test_who_follows_hears_of_versions_merges_forks_and_stars(
    repo: Repo, alice: User, bob: User, charlie: User, browser_of: BrowserOf
) -> None:
    first = repo.refs.get().tip
    for hz in (120, 130):
        latest = make_commit(repo, f"Take {hz}", by=alice, stems=["bass"], hz=hz)
    history.branch_off(repo, "side", first)
    side = history.record(repo, "side", first.tree, "Side", onto=first, made={}, by=alice)
    history.record(repo, "main", latest.tree, "Together", onto=latest, merged=[side], made={}, by=alice)
    forks.fork(repo, latest, by=bob, title="Mine", visibility="public")
    stars.star(repo, by=bob)
    for person in (alice, bob):
        people.follow(person, by=charlie)
    assert _told(feeds.home(charlie)) == [
        ("bob", "star", "night-drive", 1),
        ("bob", "fork", "mine", 1),
        ("alice", "merge", "night-drive", 1),
        ("alice", "commit", "night-drive", 3),
        ("alice", "begin", "night-drive", 1),
    ]
    page = browser_of(charlie).get("/activity/").content.decode()
    for words in ("Take 130", "Together", "committed 3 versions to", "“Night Drive” as", "starred"):
        assert words in page
    assert _told(feeds.of(bob, charlie)) == _told(feeds.home(charlie))[:2]
    assert "starred" in Client().get("/~bob/?show=activity").content.decode()


def test_who_takes_part_hears_of_merge_requests_opened_merged_and_closed(
    repo: Repo, alice: User, bob: User, charlie: User, browser_of: BrowserOf
) -> None:
    first = repo.refs.get().tip
    fork = forks.fork(repo, first, by=bob, title="Mine")
    make_commit(fork, "Deeper", by=bob, stems=["bass"], hz=90)
    told = {"source": fork, "source_branch": "main", "target_branch": "main"}
    given_up = reviews.open(repo, **told, title="Deeper bass", by=bob)
    reviews.close(given_up, by=bob)
    again = reviews.open(repo, **told, title="Deeper bass again", by=bob)
    reviews.merge(again, seen=again.head, onto=first, by=alice)
    opened, closed = ("bob", "propose", "night-drive", 1), ("bob", "close", "night-drive", 1)
    assert _told(feeds.home(alice)) == [opened, closed, opened]
    assert _told(feeds.of(alice, charlie))[0] == ("alice", "merge", "night-drive", 1)
    page = browser_of(alice).get("/activity/").content.decode()
    for words in ("opened a merge request in", "closed a merge request in", "Deeper bass again", "/merge-requests/2/"):
        assert words in page
    assert "Merge request 2: Deeper bass again" in Client().get("/~alice/?show=activity").content.decode()


def test_who_takes_part_hears_what_the_others_do_there_and_nobody_of_oneself(
    alice: User, bob: User, charlie: User
) -> None:
    repo = make_repo(alice, stems=["bass"])
    Collaborator.objects.create(repo=repo, user=bob, role="write")
    make_commit(repo, "By Bob", by=bob, stems=["bass"], hz=120)
    assert [told[:2] for told in _told(feeds.home(alice))] == [("bob", "commit")]
    assert [told[:2] for told in _told(feeds.home(bob))] == [("alice", "begin")]
    assert _told(feeds.home(charlie)) == []


@pytest.mark.parametrize(("visibility", "is_told"), [("private", False), ("unlisted", False), ("public", True)])
def test_only_what_lists_show_now_is_told(
    repo: Repo, alice: User, bob: User, charlie: User, visibility: str, is_told: bool
) -> None:
    stars.star(repo, by=bob)
    people.follow(bob, by=charlie)
    repositories.update(repo, by=alice, title="T", description="", visibility=visibility)
    assert bool(feeds.home(charlie).deeds) == is_told
    assert bool(feeds.of(bob, charlie).deeds) == is_told
    assert bool(feeds.of(alice, charlie).deeds) == is_told
    assert feeds.of(bob, alice).deeds
    repositories.delete(repo, by=alice)
    assert not feeds.of(bob, alice).deeds


def test_a_star_taken_back_and_a_commit_recorded_twice_are_not_told_twice(repo: Repo, alice: User, bob: User) -> None:
    for _ in range(2):
        stars.star(repo, by=bob)
        stars.star(repo, by=bob)
    stars.unstar(repo, by=bob)
    tip = repo.refs.get().tip
    again = history.record(repo, "main", tip.tree, tip.message, onto=None, made=tip.made, by=alice, at=tip.created_at)
    assert again == tip
    assert _told(feeds.of(bob, alice)) == []
    assert _told(feeds.of(alice, alice)) == [("alice", "begin", "night-drive", 1)]


def test_long_feeds_have_pages_and_take_a_fixed_number_of_queries(
    repo: Repo, alice: User, bob: User, browser_of: BrowserOf, django_assert_max_num_queries: Any
) -> None:
    commit = repo.refs.get().tip
    verbs = ["star", "commit"] * (feeds.PAGE + 5)
    Activity.objects.bulk_create(Activity(actor=alice, repo=repo, verb=verb, commit=commit) for verb in verbs)
    people.follow(alice, by=bob)
    seen: list[int] = []
    before: int | None = None
    while True:
        with django_assert_max_num_queries(6):
            feed = feeds.home(bob, before)
        seen += [deed.latest.pk for deed in feed.deeds]
        before = feed.before
        if before is None:
            break
    assert seen == list(Activity.objects.order_by("-pk").values_list("pk", flat=True))
    browser = browser_of(bob)
    with django_assert_max_num_queries(18):
        page = browser.get("/activity/").content.decode()
    assert f"before={seen[feeds.PAGE - 1]}" in page
    for odd in ("x", "-1", "9" * 30, ""):
        assert browser.get("/activity/", {"before": odd}).status_code == 200


def test_what_was_done_before_anything_was_noted_is_told_too(repo: Repo, alice: User, bob: User) -> None:
    first = repo.refs.get().tip
    make_commit(repo, "Second", by=alice, stems=["bass"], hz=120)
    forks.fork(repo, first, by=bob)
    Activity.objects.all().delete()
    Repo.objects.filter(owner=bob).update(name="follow")
    migration = import_module("repos.migrations.0009_what_was_done")
    editor = SimpleNamespace(connection=connection)
    migration.remember(apps, editor)
    migration.free_an_address(apps, editor)
    told = Activity.objects.order_by("pk").values_list("actor__username", "verb", "repo__name")
    assert list(told) == [("alice", "begin", "night-drive"), ("alice", "commit", "night-drive")]
    assert Repo.objects.get(owner=bob).name == "follow-2"

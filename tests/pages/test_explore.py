"""Explore: what one may hear is found by words, genre, tempo, key and topic, and nothing else is."""

from typing import Any

import pytest
from django.contrib.auth.models import AnonymousUser
from django.db import connection
from django.test import Client

from accounts.models import User
from repos import searching
from repos.models import Collaborator, Repo, Star, Topic, Tree
from repos.searching import Search
from repos.services import repositories
from tests.make import make_commit, make_repo


def _beat(owner: User, title: str, visibility: str = "public", **facts: Any) -> Repo:
    """A repo with a tree of its own."""
    repo = repositories.create(owner, title, visibility=visibility)
    tip = make_commit(repo, title, by=owner, stems=["bass"])
    tree = Tree.objects.get(pk=tip.tree_id)
    tree.digest, hidden = f"{title:x<64}"[:64], {"genre": "trap", "bpm": 120.0, "key": "C minor"}
    for name, value in (hidden | facts).items():
        setattr(tree, name, value)
    tree.save(force_insert=True)
    type(tip).objects.filter(pk=tip.pk).update(tree=tree)
    repo.refs.update(**tree.facts())
    return repo


def _titles(browser: Client, query: str = "") -> list[str]:
    answer = browser.get(f"/explore/?{query}")
    assert answer.status_code == 200
    return [beat.title for beat in answer.context["page"].object_list]


@pytest.fixture
def beats(alice: User, bob: User) -> dict[str, Repo]:
    beats = {
        "Night Drive": _beat(alice, "Night Drive", key="C minor", bpm=140.0),
        "Low Tide": _beat(bob, "Low Tide", genre="house", key="Eb major", bpm=124.0),
        "Paper Moon": _beat(bob, "Paper Moon", genre="lo-fi", key="F# dorian", bpm=80.0),
    }
    Topic.objects.create(repo=beats["Paper Moon"], name="rainy")
    return beats


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("", {"Night Drive", "Low Tide", "Paper Moon"}),
        ("q=tide", {"Low Tide"}),
        ("q=BOB+paper", {"Paper Moon"}),
        ("q=rainy", {"Paper Moon"}),
        ("q=%25", set()),
        ("genre=house", {"Low Tide"}),
        ("topic=rainy", {"Paper Moon"}),
        ("bpm_from=100", {"Night Drive", "Low Tide"}),
        ("bpm_from=124&bpm_to=124", {"Low Tide"}),
        ("bpm_to=100", {"Paper Moon"}),
        ("q=120-130+bpm", {"Low Tide"}),
        ("q=140bpm+night", {"Night Drive"}),
        ("q=140+bpm+c+minor", {"Night Drive"}),
        ("q=D%23+major", {"Low Tide"}),
        ("q=Gb+dorian", {"Paper Moon"}),
        ("key=C+minor", {"Night Drive"}),
        ("key=C+minor&with_compatible=on", {"Night Drive", "Low Tide"}),
        ("q=a+minor+thing", set()),
    ],
)
def test_beats_are_found_by_what_they_are(client: Client, beats: dict[str, Repo], query: str, found: set[str]) -> None:
    assert set(_titles(client, query)) == found


@pytest.mark.parametrize(
    ("sort", "first"),
    [("recent", "Paper Moon"), ("stars", "Low Tide"), ("slow", "Paper Moon"), ("fast", "Night Drive")],
)
def test_beats_come_in_the_order_that_is_wished(
    client: Client, alice: User, beats: dict[str, Repo], sort: str, first: str
) -> None:
    Star.objects.create(repo=beats["Low Tide"], user=alice)
    Repo.objects.filter(pk=beats["Paper Moon"].pk).update(title="Paper Moon", updated_at="2090-01-01T00:00Z")
    assert _titles(client, f"sort={sort}")[0] == first


def test_only_what_one_takes_part_in_shows_beside_what_is_public(
    alice: User, bob: User, charlie: User, browser_of: Any
) -> None:
    hidden = {visibility: _beat(alice, visibility.title(), visibility) for visibility in ("private", "unlisted")}
    Collaborator.objects.create(repo=hidden["private"], user=bob, role="read")
    assert set(_titles(browser_of(alice))) == {"Private", "Unlisted"}
    assert _titles(browser_of(bob)) == ["Private"]
    assert _titles(browser_of(charlie)) == _titles(Client()) == []
    assert _titles(browser_of(charlie), "genre=trap") == []


def test_what_nobody_else_may_see_is_told_by_no_list_of_genres_or_topics(
    alice: User, charlie: User, browser_of: Any
) -> None:
    repo = _beat(alice, "Secret", "private", genre="polka")
    Topic.objects.create(repo=repo, name="clandestine")
    page = browser_of(charlie).get("/explore/").content.decode()
    assert "polka" not in page
    assert "clandestine" not in page


def test_forks_that_one_may_not_see_are_not_counted(alice: User, bob: User, charlie: User, browser_of: Any) -> None:
    repo = _beat(alice, "Origin")
    for visibility in ("private", "public"):
        fork = _beat(bob, f"Fork {visibility}", visibility)
        Repo.objects.filter(pk=fork.pk).update(origin=repo, origin_title="Origin")
    counts = {}
    for user in (bob, charlie):
        page = browser_of(user).get("/explore/?q=origin").context["page"]
        counts[user.username] = page.object_list[0].forks_count
    assert counts == {"bob": 2, "charlie": 1}


def test_a_beat_without_a_version_is_not_shown(alice: User, browser_of: Any) -> None:
    Repo.objects.create(owner=alice, name="empty", title="Empty", visibility="public")
    assert _titles(browser_of(alice)) == []


def test_what_was_understood_of_the_words_can_be_taken_away(client: Client, beats: dict[str, Repo]) -> None:
    answer = client.get("/explore/?q=paper+70-90+bpm+f%23+dorian&sort=stars")
    queries = {wish.words: wish.query_without for wish in answer.context["wishes"]}
    assert set(queries) == {"“paper”", "70–90 BPM", "F# dorian (12A)"}
    assert queries["70–90 BPM"] == "q=paper&key=F%23+dorian&sort=stars"
    assert 'name="bpm_from" value="70"' in answer.content.decode()


@pytest.mark.parametrize(
    ("query", "sentence"),
    [
        ("key=H%23", "That is not a key."),
        ("bpm_from=900", "less than or equal to 300"),
        ("bpm_from=140&bpm_to=90", "The tempo ends before it begins."),
        ("sort=best", "Select a valid choice"),
        ("q=" + "x" * 201, "at most 200"),
    ],
)
def test_what_cannot_be_looked_for_is_refused_at_its_field(
    client: Client, beats: dict[str, Repo], query: str, sentence: str
) -> None:
    answer = client.get(f"/explore/?{query}")
    assert answer.status_code == 422
    assert sentence in answer.content.decode()


def test_a_page_takes_as_many_queries_for_thirty_beats_as_for_three(
    client: Client, beats: dict[str, Repo], alice: User, django_assert_max_num_queries: Any
) -> None:
    with django_assert_max_num_queries(9):
        client.get("/explore/")
    for number in range(12):
        _beat(alice, f"More {number}")
    with django_assert_max_num_queries(9):
        assert len(_titles(client)) == 15


@pytest.mark.skipif(connection.vendor != "sqlite", reason="PostgreSQL sorts what is as small as this")
@pytest.mark.parametrize("sort", searching.BY_INDEX)
def test_what_nobody_searches_is_listed_by_an_index_and_not_sorted(sort: str, alice: User) -> None:
    make_repo(alice, stems=["bass"], visibility="public")
    for viewer in (alice, AnonymousUser()):
        found = searching.found(searching.everything(viewer), Search(sort=sort), viewer)
        plan = found[:24].explain()
        assert "repos_by_" in plan
        assert "ORDER BY" not in plan
        assert len(found) == 1

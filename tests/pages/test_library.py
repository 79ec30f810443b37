"""The library: one's own beats."""

from typing import Any

import pytest
from django.core.cache import cache
from django.test import Client

from accounts.models import User
from repos.models import Tree
from tests.make import make_commit, make_repo


def test_a_visitor_is_asked_to_sign_in_first(client: Client, db: None) -> None:
    answer = client.get("/library/")
    assert answer.status_code == 302
    assert answer.url == "/accounts/login/?next=/library/"


def test_a_newcomer_is_told_how_to_begin(alice: User, browser_of: Any) -> None:
    page = browser_of(alice).get("/library/").content.decode()
    assert "No beats yet" in page
    assert 'name="prompt"' in page


def test_a_beat_is_listed_with_what_it_holds_and_can_be_played(alice: User, browser_of: Any) -> None:
    repo = make_repo(alice, "Night Drive", stems=("drums", "bass"))
    commit = make_commit(repo, "Second take", by=alice, stems=("drums", "bass", "vocals"), hz=330)
    page = browser_of(alice).get("/library/").content.decode()
    assert "Night Drive" in page
    assert "2 commits" in page
    assert "C minor" in page
    assert f'data-src="/~alice/night-drive/commits/{commit.digest}/master.mp3"' in page
    for kind in ("drums", "bass", "vocals"):
        assert f'data-kind="{kind}"' in page


def test_nobody_elses_beats_are_in_ones_library(alice: User, charlie: User, browser_of: Any) -> None:
    make_repo(alice, "Open Air", visibility="public")
    assert "Open Air" not in browser_of(charlie).get("/library/").content.decode()


@pytest.mark.parametrize(
    ("query", "shown"),
    [
        ("q=night", {"Night Drive"}),
        ("q=TRAP+drive", {"Night Drive"}),
        ("q=c+minor", {"Night Drive", "Paper Lanterns"}),
        ("genre=lo-fi", {"Paper Lanterns"}),
        ("genre=lo-fi&q=night", set()),
        ("q=%25", set()),
    ],
)
def test_beats_are_found_by_words_and_genre(alice: User, browser_of: Any, query: str, shown: set[str]) -> None:
    make_repo(alice, "Night Drive")
    lofi = make_repo(alice, "Paper Lanterns", stems=("drums", "chords"))
    Tree.objects.filter(commits__refs__repo=lofi).update(genre="lo-fi")
    titles = {beat.repo.title for beat in browser_of(alice).get(f"/library/?{query}").context["page"].object_list}
    assert titles == shown


def test_a_long_library_has_pages_and_a_nonsense_page_is_the_first(
    alice: User, browser_of: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("repos.views.repositories.LIBRARY_PAGE", 2)
    for number in range(3):
        make_repo(alice, f"Beat {number}", stems=("drums",))
    browser = browser_of(alice)
    assert 'rel="next"' in browser.get("/library/?q=beat").content.decode()
    assert 'href="?q=beat&amp;page=2"' in browser.get("/library/?q=beat").content.decode()
    assert len(browser.get("/library/?page=2").context["page"].object_list) == 1
    assert browser.get("/library/?page=nonsense").context["page"].number == 1


def test_a_longer_list_takes_no_more_queries(
    alice: User, browser_of: Any, django_assert_max_num_queries: Any, django_assert_num_queries: Any
) -> None:
    browser = browser_of(alice)
    make_repo(alice, "Beat 0", stems=("drums",))
    browser.get("/library/")
    cache.clear()  # a new beat's commits are counted once
    with django_assert_max_num_queries(20) as few:
        browser.get("/library/")
    for number in range(1, 5):
        make_repo(alice, f"Beat {number}", stems=("drums", "bass"))
    with django_assert_num_queries(len(few)):
        browser.get("/library/")

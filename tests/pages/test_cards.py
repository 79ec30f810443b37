"""Cards: what a grid of beats shows of each, and to whom."""

from typing import Any

from django.contrib.auth.models import AnonymousUser
from django.test import Client

from accounts.models import User
from repos.cards import cards_of
from repos.models import Repo, Star
from tests.make import make_repo


def test_a_card_tells_of_the_tip_and_of_whose_it_is(alice: User, bob: User) -> None:
    repo = make_repo(alice, stems=["bass"], visibility="public")
    tip = repo.refs.get().tip
    Star.objects.create(repo=repo, user=bob)
    [card] = cards_of([repo.pk], bob)
    assert (card.title, card.url, card.owner_url) == (repo.title, repo.get_absolute_url(), alice.get_absolute_url())
    assert (card.genre, card.bpm, card.key) == (tip.tree.genre, tip.tree.bpm, tip.tree.key)
    assert card.duration_s == tip.tree.duration_s
    assert card.tip_url == f"{card.url}commits/{tip.digest}/"
    assert card.cover == tip.digest
    assert (card.owner_name, card.stars_count, card.forks_count) == (alice.name, 1, 0)


def test_cards_come_in_the_order_that_is_asked_for_by_one_query(alice: User, django_assert_num_queries: Any) -> None:
    repos = [make_repo(alice, f"Beat {n}", stems=["bass"], visibility="public") for n in range(4)]
    order = [repos[n].pk for n in (2, 0, 3, 1)]
    with django_assert_num_queries(1):
        assert [card.title for card in cards_of(order, AnonymousUser())] == ["Beat 2", "Beat 0", "Beat 3", "Beat 1"]


def test_a_repo_without_a_commit_is_called_empty_and_has_nothing_to_play(alice: User, browser_of: Any) -> None:
    Repo.objects.create(owner=alice, name="empty", title="Empty", visibility="private")
    page = browser_of(alice).get("/~alice/").content.decode()
    assert "private · empty" in page
    assert 'aria-label="Play Empty"' not in page


def test_no_words_of_anybody_become_markup(alice: User) -> None:
    User.objects.filter(pk=alice.pk).update(display_name='<b>"Al"</b>')
    repo = make_repo(alice, "Night", stems=["bass"], visibility="public")
    Repo.objects.filter(pk=repo.pk).update(title='<i>"Night"</i>')
    repo.refs.update(genre="<u>", key='"<s>')
    page = Client().get("/explore/").content.decode()
    assert "&lt;i&gt;&quot;Night&quot;&lt;/i&gt;" in page
    assert not any(markup in page for markup in ("<b>", "<i>", "<u>", "<s>", '"Night"', '"Al"'))

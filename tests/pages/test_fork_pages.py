"""Pages of forks: the button, the form, the list, where a fork comes from, and its syncing."""

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from accounts.models import User
from repos.models import Collaborator, Commit, Repo
from repos.services import forks, history, repositories
from tests.make import make_commit, make_repo

BrowserOf = Callable[[User], Client]
HOME = "/~alice/night-drive/"


def tip_of(repo: Repo) -> Commit:
    tip = history.tip(repo)
    assert tip is not None
    return tip


@pytest.fixture
def repo(alice: User) -> Repo:
    return make_repo(alice, stems=["bass"], visibility="public")


def _address(repo: Repo) -> str:
    return f"{repo.get_absolute_url()}commits/{tip_of(repo).digest}/fork/"


def test_a_stranger_forks_a_public_repo_in_two_clicks(repo: Repo, charlie: User, browser_of: BrowserOf) -> None:
    browser = browser_of(charlie)
    assert f'href="{_address(repo)}"' in browser.get(HOME).content.decode()
    form = browser.get(_address(repo)).context["form"]
    assert form.initial["title"] == "Night Drive"
    answer = browser.post(_address(repo), {"title": "Day Drive", "visibility": "unlisted"}, follow=True)
    assert answer.redirect_chain[-1][0] == "/~charlie/day-drive/"
    page = answer.content.decode()
    assert "forked from" in page
    assert f'href="{HOME}"' in page
    assert "up to date" in page
    assert (charlie.repos.get().visibility, charlie.repos.get().origin) == ("unlisted", repo)


def test_an_older_version_is_forked_from_its_own_page(repo: Repo, alice: User, bob: User, client: Client) -> None:
    first = tip_of(repo)
    make_commit(repo, "Louder", by=alice, stems=["bass"], hz=140)
    page = client.get(f"{HOME}commits/{first.digest}/").content.decode()
    assert f'href="{HOME}commits/{first.digest}/fork/"' in page
    assert f'href="{HOME}commits/{tip_of(repo).digest}/fork/"' in client.get(HOME).content.decode()


@pytest.mark.parametrize(
    ("told", "field"),
    [
        ({"title": "", "visibility": "private"}, "title"),
        ({"title": "x" * 121, "visibility": "private"}, "title"),
        ({"title": "\u202e", "visibility": "private"}, "__all__"),
        ({"title": "Mine", "visibility": "everybody"}, "visibility"),
    ],
)
def test_a_wrong_fork_is_refused_at_the_field(
    repo: Repo, bob: User, browser_of: BrowserOf, told: dict[str, str], field: str
) -> None:
    answer = browser_of(bob).post(_address(repo), told)
    assert (answer.status_code, list(answer.context["form"].errors)) == (422, [field])
    assert not bob.repos.exists()


def test_a_fork_of_a_private_repo_is_offered_as_private_only(alice: User, bob: User, browser_of: BrowserOf) -> None:
    repo = make_repo(alice, stems=["bass"])
    Collaborator.objects.create(repo=repo, user=bob, role="read")
    browser = browser_of(bob)
    assert [value for value, _ in browser.get(_address(repo)).context["form"].fields["visibility"].choices] == [
        "private"
    ]
    assert browser.post(_address(repo), {"title": "Mine", "visibility": "public"}).status_code == 422
    assert not bob.repos.exists()
    assert browser.post(_address(repo), {"title": "Mine", "visibility": "private"}).status_code == 302


def test_whoever_may_not_fork_is_told_why(repo: Repo, charlie: User, browser_of: BrowserOf) -> None:
    Repo.objects.update(forkable=False)
    browser = browser_of(charlie)
    answer = browser.get(_address(repo))
    assert "does not want Night Drive to be forked" in answer.content.decode()
    assert b'<form class="card' not in answer.content
    assert browser.post(_address(repo), {"title": "Mine", "visibility": "private"}).status_code == 403
    assert not charlie.repos.exists()


def test_lists_and_counts_leak_no_private_fork(
    repo: Repo, bob: User, charlie: User, client: Client, browser_of: BrowserOf
) -> None:
    forks.fork(repo, tip_of(repo), by=bob, title="Seen", visibility="public")
    forks.fork(repo, tip_of(repo), by=bob, title="Hidden")
    forks.fork(repo, tip_of(repo), by=bob, title="Linked", visibility="unlisted")
    for browser, count in ((client, 1), (browser_of(charlie), 1), (browser_of(bob), 3)):
        answer = browser.get(f"{HOME}forks/")
        titles = {beat.repo.title for beat in answer.context["page"].object_list}
        assert titles == ({"Seen"} if count == 1 else {"Seen", "Hidden", "Linked"})
        assert f'aria-label="{count} fork{"s" * (count > 1)}"' in browser.get(HOME).content.decode()
        assert ("Hidden" in answer.content.decode()) == (count == 3)


def test_a_list_of_many_forks_asks_no_more_than_one_of_few(
    repo: Repo, bob: User, client: Client, django_assert_max_num_queries: Any
) -> None:
    for _ in range(8):
        forks.fork(repo, tip_of(repo), by=bob, visibility="public")
    with django_assert_max_num_queries(12):
        client.get(f"{HOME}forks/")


def test_the_origin_is_credited_without_a_link_once_it_is_hidden_or_gone(
    repo: Repo, alice: User, bob: User, client: Client
) -> None:
    fork = forks.fork(repo, tip_of(repo), by=bob, title="Mine", visibility="public")
    repositories.update(repo, by=alice, title="New Name", description="", visibility="private")
    page = client.get(fork.get_absolute_url()).content.decode()
    assert "forked from alice / Night Drive" in page
    assert HOME not in page
    assert "New Name" not in page
    repositories.delete(repo, by=alice)
    assert "forked from alice / Night Drive" in client.get(fork.get_absolute_url()).content.decode()


def test_a_fork_is_synced_with_one_button(repo: Repo, alice: User, bob: User, browser_of: BrowserOf) -> None:
    fork = forks.fork(repo, tip_of(repo), by=bob, title="Mine")
    for hz in (140, 150):
        make_commit(repo, "Louder", by=alice, stems=["bass"], hz=hz)
    browser = browser_of(bob)
    page = browser.get(fork.get_absolute_url()).content.decode()
    assert "2 commits behind" in page
    assert f'action="{fork.get_absolute_url()}sync/"' in page
    answer = browser.post(f"{fork.get_absolute_url()}sync/", follow=True)
    assert tip_of(fork) == tip_of(repo)
    assert "up to date" in answer.content.decode()
    again = browser.post(f"{fork.get_absolute_url()}sync/", follow=True)
    assert "everything that its origin has" in again.content.decode()


def test_a_sync_that_conflicts_leads_to_where_one_chooses(
    repo: Repo, alice: User, bob: User, browser_of: BrowserOf
) -> None:
    fork = forks.fork(repo, tip_of(repo), by=bob, title="Mine")
    mine = make_commit(fork, "Mine", by=bob, stems=["bass"], hz=150)
    theirs = make_commit(repo, "Theirs", by=alice, stems=["bass"], hz=160)
    browser = browser_of(bob)
    answer = browser.post(f"{fork.get_absolute_url()}sync/", follow=True)
    merge = f"{fork.get_absolute_url()}commits/{theirs.digest}/merge/"
    assert answer.redirect_chain[-1][0] == merge
    assert "Both sides changed the stem “Bass”" in answer.content.decode()
    told = {"branch": f"{mine.digest}:main", "message": ""}
    asked = browser.post(merge, told)
    assert asked.status_code == 422
    chosen = {choice.field: "theirs" for choice in asked.context["question"].choices}
    assert browser.post(merge, {**told, **chosen}).status_code == 302
    assert list(tip_of(fork).parents.order_by("child_edges__position")) == [mine, theirs]


def test_only_who_writes_to_a_fork_syncs_it(repo: Repo, bob: User, charlie: User, browser_of: BrowserOf) -> None:
    fork = forks.fork(repo, tip_of(repo), by=bob, title="Mine", visibility="public")
    assert browser_of(charlie).post(f"{fork.get_absolute_url()}sync/").status_code == 403
    assert "sync/" not in browser_of(charlie).get(fork.get_absolute_url()).content.decode()


def test_what_is_no_fork_has_nothing_to_sync(repo: Repo, alice: User, browser_of: BrowserOf) -> None:
    answer = browser_of(alice).post(f"{HOME}sync/", follow=True)
    assert "no longer there" in answer.content.decode()


def test_a_fork_of_a_private_repo_is_not_published_by_its_settings(
    alice: User, bob: User, browser_of: BrowserOf
) -> None:
    repo = make_repo(alice, stems=["bass"])
    Collaborator.objects.create(repo=repo, user=bob, role="read")
    fork = forks.fork(repo, tip_of(repo), by=bob, title="Mine")
    told = {"title": "Mine", "description": "", "visibility": "public", "forkable": "on", "default_branch": "main"}
    answer = browser_of(bob).post(f"{fork.get_absolute_url()}settings/", told)
    assert answer.status_code == 422
    assert "may not be seen by more people" in answer.content.decode()
    fork.refresh_from_db()
    assert fork.visibility == "private"


def test_a_fork_that_went_on_leads_to_proposing_what_it_has(repo: Repo, bob: User, browser_of: BrowserOf) -> None:
    fork = forks.fork(repo, tip_of(repo), by=bob)
    offer = f"{HOME}merge-requests/new/?source=bob/{fork.name}:main"
    browser = browser_of(bob)
    assert offer not in browser.get(fork.get_absolute_url()).content.decode(), "there is nothing to propose yet"
    make_commit(fork, "Another bass", by=bob, stems=["bass"], hz=140)
    assert offer in browser.get(fork.get_absolute_url()).content.decode()
    assert browser.get(offer).context["form"].initial == {
        "source": f"bob/{fork.name}:main",
        "target": "main",
        "title": "Another bass",
    }

"""Pages of branches and tags: what they list, change and bring back, and for whom."""

import html
import re
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from accounts.models import User
from repos.models import DeletedRef, Repo
from repos.services import history, refs
from tests.make import make_commit, make_repo

BrowserOf = Callable[[User], Client]
HOME = "/~alice/night-drive/"


@pytest.fixture
def repo(alice: User) -> Repo:
    """main has two commits; idea began at the first and has one of its own."""
    repo = make_repo(alice, stems=["bass"], visibility="public")
    first = repo.refs.get().tip
    second = make_commit(repo, "Louder", by=alice, stems=["bass"], hz=140)
    refs.branch(repo, "idea/dark", at=first, by=alice)
    history.record(repo, "idea/dark", second.tree, "Darker", onto=first, made={}, by=alice)
    refs.tag(repo, "v1", at=first, by=alice)
    return repo


def _names(repo: Repo, kind: str = "branch") -> list[str]:
    return sorted(repo.refs.filter(kind=kind).values_list("name", flat=True))


def _tip(repo: Repo, name: str) -> Any:
    return repo.refs.get(name=name).tip


def test_branches_say_how_far_they_went_their_own_way(repo: Repo, client: Client) -> None:
    answer = client.get(f"{HOME}branches/")
    rows = [(row.ref.name, row.is_default, row.ahead, row.behind) for row in answer.context["branches"]]
    assert rows[0] == ("main", True, 0, 0)
    assert rows[1:] == [("idea/dark", False, 1, 1)]
    page = answer.content.decode()
    assert "1 ahead · 1 behind" in page
    assert "Darker" in page
    assert f'href="{HOME}?branch=idea%2Fdark"' in page
    assert client.get(f"{HOME}?branch=idea%2Fdark").context["piece"].commit.subject == "Darker"


def test_a_page_of_many_branches_asks_no_more_than_one_of_few(
    alice: User, repo: Repo, client: Client, django_assert_num_queries: Any
) -> None:
    for number in range(10):
        refs.branch(repo, f"idea-{number}", at=_tip(repo, "main"), by=alice)
    with django_assert_num_queries(3):
        client.get(f"{HOME}branches/")


def test_every_way_from_a_row_leads_somewhere(alice: User, repo: Repo, client: Client, browser_of: BrowserOf) -> None:
    refs.branch(repo, "idea/a-b.c", at=_tip(repo, "idea/dark"), by=alice)
    history.record(repo, "idea/a-b.c", _tip(repo, "main").tree, "<b>", onto=_tip(repo, "idea/dark"), made={}, by=alice)
    page = browser_of(alice).get(f"{HOME}branches/").content.decode()
    rows = page[page.index('<ul class="card refs">') :].split("</ul>", 1)[0]
    ways = {html.unescape(way) for way in re.findall(r'href="([^"]+)"', rows)}
    assert len(ways) > 12
    for way in ways:
        assert browser_of(alice).get(way).status_code == 200, way
    assert "&lt;b&gt;" in rows
    assert "<b>" not in rows
    deletions = {html.unescape(way) for way in re.findall(r'action="([^"]+)"', rows)}
    assert deletions == {
        reverse("delete_branch", args=["alice", "night-drive", name]) for name in ("idea/dark", "idea/a-b.c")
    }
    assert (
        "<form"
        not in client.get(f"{HOME}branches/").content.decode().split('<ul class="card refs">')[1].split("</ul>")[0]
    )


def test_a_branch_is_deleted_and_undone(alice: User, repo: Repo, browser_of: BrowserOf) -> None:
    browser, tip = browser_of(alice), _tip(repo, "idea/dark")
    answer = browser.post(f"{HOME}branches/idea/dark/delete/", {"seen": tip.digest}, follow=True)
    assert _names(repo) == ["main"]
    undo = f"{HOME}deleted/{DeletedRef.objects.get().pk}/"
    page = answer.content.decode()
    assert page.count(f'action="{undo}"') == 2, "in the toast and in the list"
    assert "Deleted lately" in page
    again = browser.post(undo, follow=True).content.decode()
    assert "“idea/dark” is back." in again
    assert _tip(repo, "idea/dark") == tip
    assert "already" in browser.post(undo, follow=True).content.decode()


def test_a_branch_that_moved_on_or_is_the_default_stays_and_the_page_says_why(
    alice: User, repo: Repo, browser_of: BrowserOf
) -> None:
    browser, first = browser_of(alice), _tip(repo, "v1")
    for name, seen, told in (("idea/dark", first, "no longer"), ("main", _tip(repo, "main"), "stays")):
        answer = browser.post(f"{HOME}branches/{name}/delete/", {"seen": seen.digest}, follow=True)
        assert told in answer.content.decode()
    assert browser.post(f"{HOME}branches/idea/dark/delete/", {"seen": "nonsense"}).status_code == 404
    assert _names(repo) == ["idea/dark", "main"]


@pytest.mark.parametrize("name", ["nothing", "%00", "..", "x" * 101, "m%D0%B0in", "a%0Ab"])
def test_what_is_no_branch_is_not_found(alice: User, repo: Repo, browser_of: BrowserOf, name: str) -> None:
    browser, seen = browser_of(alice), {"seen": _tip(repo, "main").digest, "name": "mine"}
    assert browser.get(f"{HOME}branches/{name}/rename/").status_code == 404
    told = browser.post(f"{HOME}branches/{name}/delete/", seen, follow=True)
    assert told.status_code == 404 or "no longer" in told.content.decode()
    assert browser.post(f"{HOME}branches/main/delete/", {"seen": "\0"}).status_code == 404
    assert _names(repo) == ["idea/dark", "main"]


def test_a_branch_gets_another_name(alice: User, repo: Repo, browser_of: BrowserOf) -> None:
    browser = browser_of(alice)
    page = f"{HOME}branches/idea/dark/rename/"
    assert 'value="idea/dark"' in browser.get(page).content.decode()
    assert browser.post(page, {"name": "darker"}).url == f"{HOME}branches/"
    assert _names(repo) == ["darker", "main"]
    assert browser.get(page).status_code == 404


@pytest.mark.parametrize("name", ["x" * 200, "../main", ".hidden", "mаin", "Main", "", "  ", "HEAD", "v\0"])
@pytest.mark.parametrize("page", ["branches/idea/dark/rename/", "commits/{digest}/branch/"])
def test_a_name_that_will_not_do_is_said_at_its_field(
    alice: User, repo: Repo, browser_of: BrowserOf, page: str, name: str
) -> None:
    answer = browser_of(alice).post(HOME + page.format(digest=_tip(repo, "main").digest), {"name": name})
    assert answer.status_code == 422
    assert 'aria-invalid="true"' in answer.content.decode()
    assert answer.context["form"].errors["name"]
    assert _names(repo) == ["idea/dark", "main"]


def test_tags_are_listed_deleted_and_undone(alice: User, repo: Repo, browser_of: BrowserOf) -> None:
    browser, first = browser_of(alice), _tip(repo, "v1")
    assert [ref.name for ref in browser.get(f"{HOME}tags/").context["tags"]] == ["v1"]
    gone = browser.post(f"{HOME}tags/v1/delete/", {"seen": first.digest}, follow=True)
    assert "No tags yet" in gone.content.decode()
    browser.post(f"{HOME}deleted/{DeletedRef.objects.get().pk}/")
    assert _names(repo, "tag") == ["v1"]


CHANGES = ("branches/idea/dark/rename/", "branches/idea/dark/delete/", "tags/v1/delete/", "deleted/{deleted}/")


def test_a_stranger_reads_a_public_repos_branches_and_changes_nothing(
    alice: User, charlie: User, repo: Repo, browser_of: BrowserOf
) -> None:
    deleted = refs.delete_tag(repo, "v1", seen=_tip(repo, "v1"), by=alice)
    refs.tag(repo, "v1", at=deleted.tip, by=alice)
    stranger, anonymous, seen = browser_of(charlie), Client(), {"seen": deleted.tip.digest, "name": "mine"}
    for path in CHANGES:
        address = HOME + path.format(deleted=deleted.pk)
        assert stranger.post(address, seen).status_code == 403
        assert anonymous.post(address, seen)["Location"].startswith("/accounts/login/")
    for path in ("branches/", "tags/"):
        page = stranger.get(HOME + path).content.decode()
        assert "delete/" not in page
        assert "Deleted lately" not in page
    Repo.objects.update(visibility="private")
    assert {stranger.get(f"{HOME}{path}").status_code for path in ("branches/", "tags/")} == {404}
    assert {stranger.post(HOME + path.format(deleted=deleted.pk), seen).status_code for path in CHANGES} == {404}
    assert _names(repo) == ["idea/dark", "main"]


def test_what_another_repo_deleted_is_not_brought_back_here(
    alice: User, charlie: User, repo: Repo, browser_of: BrowserOf
) -> None:
    deleted = refs.delete_tag(repo, "v1", seen=_tip(repo, "v1"), by=alice)
    make_repo(charlie, "Mine", stems=["chords"])
    browser_of(charlie).post(f"/~charlie/mine/deleted/{deleted.pk}/")
    assert DeletedRef.objects.get() == deleted

"""The genealogy of a family: what is drawn of it for whom, a window at a time, and what is told of each commit."""

import re
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from accounts.models import User
from repos.models import Collaborator, Commit, Repo, RepoCommit
from repos.services import forks, refs, reviews
from tests.families import commit, spread
from tests.make import make_repo

BrowserOf = Callable[[User], Client]
HOME = "/~alice/night-drive/"
TREE = f"{HOME}tree/"
SPOT = re.compile(r'class="spot ')


@pytest.fixture
def repo(alice: User) -> Repo:
    """main has two commits; idea began at the first and was merged."""
    repo = make_repo(alice, stems=["bass"], visibility="public")
    refs.branch(repo, "idea", at=_tip(repo), by=alice)
    darker = commit(repo, "Darker", by=alice, branch="idea")
    commit(repo, "Merge idea", by=alice, merged=[darker])
    return repo


def _tip(repo: Repo, branch: str = "main") -> Commit:
    return repo.refs.get(name=branch).tip


def _fork(repo: Repo, by: User, visibility: str, title: str = "Night Bus") -> Repo:
    fork = forks.fork(repo, _tip(repo), by=by, title=title, visibility=visibility)
    commit(fork, "Half-time drums", by=by)
    return fork


def _everything(browser: Client, home: str = HOME) -> str:
    """The page and every tile of it."""
    page = browser.get(f"{home}tree/")
    paper = page.context["paper"]
    places = [(column, row) for column in range(paper.tiles_across) for row in range(paper.tiles_down)]
    asked = [{"column": column, "row": row, "heads": 1} for column, row in places]
    return page.content.decode() + "".join(browser.get(f"{home}tree/window/", one).content.decode() for one in asked)


def test_every_commit_is_told_with_who_when_and_on_which_branch(repo: Repo, client: Client) -> None:
    page = client.get(TREE).content.decode()
    assert len(SPOT.findall(page)) == 3
    assert re.search(r"<title>Darker, by alice, [^,<]*(, [^,<]*)? ago, on idea</title>", page)
    assert f'href="{HOME}commits/{_tip(repo, "idea").digest}/"' in page
    assert ">main</text>" in page
    assert "3 commits" in page
    assert f'data-digest="{_tip(repo).digest}"' in page, "what the default branch is at is selected"


def test_a_commit_that_is_asked_for_is_selected(repo: Repo, client: Client) -> None:
    darker = _tip(repo, "idea").digest
    assert f'data-digest="{darker}"' in client.get(TREE, {"at": darker}).content.decode()
    for other in ("0" * 64, "main", ""):
        assert f'data-digest="{_tip(repo).digest}"' in client.get(TREE, {"at": other}).content.decode()


def test_a_fork_that_all_may_see_has_lanes_of_its_own(repo: Repo, bob: User, client: Client) -> None:
    fork = _fork(repo, bob, "public")
    everything = _everything(client)
    assert "4 commits in 2 repos" in everything
    assert "on main of Night Bus" in everything
    assert f'href="{fork.get_absolute_url()}commits/{_tip(fork).digest}/"' in everything
    assert _everything(client, fork.get_absolute_url()).count(_tip(fork).digest)


@pytest.mark.parametrize("visibility", ["private", "unlisted"])
def test_a_fork_that_a_stranger_may_not_list_leaves_no_trace(
    repo: Repo, alice: User, bob: User, charlie: User, browser_of: BrowserOf, visibility: str
) -> None:
    viewers = [browser_of(charlie), browser_of(alice), Client()]
    before = [_bare(_everything(viewer)) for viewer in viewers]
    fork = _fork(repo, bob, visibility)
    refs.branch(fork, "secret-idea", at=_tip(repo), by=bob)
    assert "4 commits in 2 repos" in _everything(browser_of(bob)), "and what he saw is not kept for others"
    for viewer, seen in zip(viewers, before, strict=True):
        assert _bare(_everything(viewer)) == seen
        assert viewer.get(f"{TREE}commits/{_tip(fork).digest}/").status_code == 404
        at = viewer.get(TREE, {"at": _tip(fork).digest}).content.decode()
        assert _tip(fork).digest not in at


def _bare(page: str) -> str:
    """Without the frame around the page, and what differs from one answer to the next."""
    return re.sub(r'csrfmiddlewaretoken" value="\w+', "", page[page.index('id="main"') :])


def test_who_takes_part_sees_a_private_fork(repo: Repo, bob: User, charlie: User, browser_of: BrowserOf) -> None:
    fork = _fork(repo, bob, "private")
    Collaborator.objects.create(repo=fork, user=charlie, role="read")
    assert "Night Bus" in _everything(browser_of(charlie))


def test_an_unlisted_fork_shows_itself_where_it_is_looked_at(repo: Repo, bob: User, client: Client) -> None:
    fork = _fork(repo, bob, "unlisted")
    assert "4 commits in 2 repos" in client.get(f"{fork.get_absolute_url()}tree/").content.decode()
    assert "Night Bus" not in client.get(TREE).content.decode()


def test_a_fork_of_a_private_repo_shows_what_it_holds_and_nothing_of_where_that_came_from(
    alice: User, bob: User, client: Client
) -> None:
    origin = make_repo(alice, "Secret", stems=["bass"], visibility="public")
    fork = _fork(origin, bob, "public")
    later = commit(origin, "Only in the origin", by=alice)
    Repo.objects.filter(pk=origin.pk).update(visibility="private")
    everything = _everything(client, fork.get_absolute_url())
    assert "2 commits<" in everything
    assert "/~alice/secret/" not in everything
    assert later.digest not in everything
    first = _tip(fork).parents.get()
    assert f'href="{fork.get_absolute_url()}commits/{first.digest}/"' in everything


def test_what_leads_to_a_commit_that_only_hidden_repos_hold_is_cut(repo: Repo, alice: User, client: Client) -> None:
    hidden = _tip(repo, "idea")
    refs.delete_branch(repo, "idea", seen=hidden, by=alice)
    RepoCommit.objects.filter(commit=hidden).delete()
    everything = _everything(client)
    assert "2 commits<" in everything
    assert "Darker" not in everything
    assert hidden.digest not in everything
    assert 'class="c0 merge"' not in everything
    assert client.get(f"{TREE}commits/{hidden.digest}/").status_code == 404
    assert hidden.digest not in client.get(f"{TREE}commits/{_tip(repo).digest}/").content.decode()


def test_only_what_is_in_view_is_sent(repo: Repo, alice: User, client: Client) -> None:
    spread(repo, [alice], commits=300, forks=0, branches=1)
    page = client.get(TREE)
    shown = len(SPOT.findall(page.content.decode()))
    assert page.context["count"] > 300
    assert shown <= 2 * 12
    window = client.get(f"{TREE}window/", {"column": 3}).content.decode()
    assert len(SPOT.findall(window)) == 12
    far = client.get(f"{TREE}window/", {"column": 3, "scale": "far"}).content.decode()
    assert len(SPOT.findall(far)) == 16


def test_without_javascript_one_goes_on_by_links(repo: Repo, alice: User, client: Client) -> None:
    spread(repo, [alice], commits=60, forks=0, branches=1)
    seen: set[str] = set()
    address = ""
    for _ in range(8):
        page = client.get(TREE + address).content.decode()
        seen.update(re.findall(r'href="[^"]+/commits/(\w{64})/"', page))
        earlier = re.search(r'href="(\?[^"]+)">Earlier', page)
        if not earlier:
            break
        address = earlier[1].replace("&amp;", "&")
    assert len(seen) == Commit.objects.count()


def test_a_window_of_a_family_that_has_changed_says_so(repo: Repo, alice: User, client: Client) -> None:
    version = client.get(TREE).context["family"].version
    asked = {"column": 0, "row": 0, "version": version}
    assert client.get(f"{TREE}window/", asked).status_code == 200
    commit(repo, "Louder", by=alice)
    answer = client.get(f"{TREE}window/", asked)
    assert (answer.status_code, answer["HX-Trigger"], answer.content) == (204, "tree:changed", b"")
    assert "Louder" in client.get(TREE).content.decode()


@pytest.mark.parametrize("place", [{"column": 99}, {"row": 99}, {"column": "-1"}, {"row": "x"}, {"column": "9" * 30}])
def test_what_lies_beside_the_paper_is_missing(repo: Repo, client: Client, place: dict[str, Any]) -> None:
    assert client.get(f"{TREE}window/", place).status_code == 404


def test_a_commit_tells_what_one_may_do_with_it(repo: Repo, alice: User, charlie: User, browser_of: BrowserOf) -> None:
    panel = f"{TREE}commits/{_tip(repo, 'idea').digest}/"
    for browser, may in ((browser_of(alice), True), (browser_of(charlie), False), (Client(), False)):
        page = browser.get(panel).content.decode()
        assert "Darker" in page
        assert f"{HOME}commits/{_tip(repo, 'idea').digest}/master.mp3" in page
        assert ("Branch here" in page, "Restore" in page) == (may, may)


def test_two_commits_of_a_family_are_chosen_to_be_compared(repo: Repo, bob: User, client: Client) -> None:
    fork = _fork(repo, bob, "public")
    ours, theirs = _tip(repo, "idea").digest, _tip(fork).digest
    marked = client.get(f"{TREE}commits/{ours}/", {"a": ours}).content.decode()
    assert "Choose another commit" in marked
    page = client.get(f"{TREE}commits/{theirs}/", {"a": ours}).content.decode()
    address = f"{HOME}compare/?old={ours}&amp;new={theirs}&amp;new_repo=bob%2F{fork.name}"
    assert f'href="{address}"' in page
    assert client.get(address.replace("&amp;", "&")).status_code == 200
    for unknown in ("0" * 64, "main", "\0"):
        assert "Compare A with B" not in client.get(f"{TREE}commits/{theirs}/", {"a": unknown}).content.decode()


def test_many_names_at_one_commit_take_little_room(repo: Repo, alice: User, client: Client) -> None:
    for n in range(12):
        refs.branch(repo, f"idea-{n}", at=_tip(repo), by=alice)
    page = client.get(TREE).content.decode()
    assert page.count('<span class="chip"><svg class="icon" width="11"') == 1 + 8, "and the visibility of the repo"
    assert ">+5</span>" in page
    assert '<tspan class="dim"> +12</tspan>' in page


def test_a_commit_leads_to_its_parents_and_to_some_of_its_children(repo: Repo, alice: User, client: Client) -> None:
    merge = _tip(repo)
    first = Commit.objects.get(message="First take")
    for n in range(8):
        refs.branch(repo, f"idea-{n}", at=first, by=alice)
        commit(repo, f"Idea {n}", by=alice, branch=f"idea-{n}")
    page = client.get(f"{TREE}commits/{first.digest}/").content.decode()
    assert page.count("data-go=") == 6
    assert "and 4 more" in page
    page = client.get(f"{TREE}commits/{merge.digest}/").content.decode()
    older = [parent.digest for parent in merge.parents.order_by("child_edges__position")]
    assert re.findall(r"\?at=(\w{64})\"", page)[:2] == older


def test_the_tree_of_a_large_family_asks_no_more_than_that_of_a_small_one(
    repo: Repo, alice: User, bob: User, client: Client, django_assert_max_num_queries: Any
) -> None:
    spread(repo, [alice, bob], commits=200, forks=6)
    with django_assert_max_num_queries(14):
        client.get(TREE)
    with django_assert_max_num_queries(4):
        client.get(f"{TREE}window/", {"column": 1})


def test_a_repo_without_a_commit_has_an_empty_tree(alice: User, browser_of: BrowserOf) -> None:
    Repo.objects.create(owner=alice, name="empty", title="Empty")
    browser = browser_of(alice)
    assert "Nothing here yet" in browser.get("/~alice/empty/tree/").content.decode()
    assert browser.get("/~alice/empty/tree/window/").status_code == 404


def test_what_a_private_fork_proposes_is_no_branch_of_the_repo(repo: Repo, bob: User, client: Client) -> None:
    fork = _fork(repo, bob, "private")
    reviews.open(repo, source=fork, source_branch="main", target_branch="main", title="Half-time", by=bob)
    assert "Half-time drums" not in _everything(client)

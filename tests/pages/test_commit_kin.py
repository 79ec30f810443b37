"""The page of a commit leads to what it was made from and to what was made from it."""

from collections.abc import Callable

from django.test import Client

from accounts.models import User
from repos.models import Commit, Repo
from repos.services import history, refs, versions
from tests.make import AT, make_commit, make_repo

BrowserOf = Callable[[User], Client]


def _url(commit: Commit) -> str:
    return f"/~alice/night-drive/commits/{commit.digest}/"


def _fork_in_the_road(alice: User) -> tuple[Repo, Commit, Commit, Commit]:
    """First take ← Second on main, First take ← Idea on a branch of its own; Idea was first."""
    repo = make_repo(alice, stems=("drums", "bass"))
    first = repo.refs.get().tip
    refs.branch(repo, "idea", at=first, by=alice)
    louder = make_commit(make_repo(alice, "Other", stems=("drums",)), "x", by=alice, stems=("drums", "chords")).tree
    idea = history.record(repo, "idea", louder, "Idea", onto=first, made={}, by=alice, at=AT)
    second = make_commit(repo, "Second", by=alice, stems=("drums", "bass"), hz=90)
    return repo, first, idea, second


def test_a_commit_shows_its_parents_and_what_changed_against_them(alice: User, browser_of: BrowserOf) -> None:
    _, first, _, second = _fork_in_the_road(alice)
    answer = browser_of(alice).get(_url(second))
    assert [one.commit for one in answer.context["kin"].parents] == [first]
    assert [chip.text for chip in answer.context["kin"].parents[0].chips.shown] == ["drums", "bass"]
    page = answer.content.decode()
    assert f'href="{_url(first)}"' in page
    assert f"compare/?old={first.digest}&amp;new={second.digest}" in page


def test_a_merge_tells_what_it_brought_to_each_of_its_parents(alice: User, browser_of: BrowserOf) -> None:
    repo, first, idea, _ = _fork_in_the_road(alice)
    main = versions.restore(repo, "main", first, onto=repo.refs.get(name="main").tip, by=alice).commit
    merge = versions.merge(repo, "main", idea, onto=main, by=alice).commit
    parents = browser_of(alice).get(_url(merge)).context["kin"].parents
    assert [one.commit for one in parents] == [main, idea]
    assert [(chip.sign, chip.text) for chip in parents[0].chips.shown][-1] == ("−", "bass")
    assert parents[1].chips.shown == ()


def test_a_commit_shows_what_was_made_from_it_and_goes_on_along_the_default_branch(
    alice: User, browser_of: BrowserOf
) -> None:
    _, first, idea, second = _fork_in_the_road(alice)
    answer = browser_of(alice).get(_url(first))
    assert [one.commit for one in answer.context["kin"].children] == [idea, second]
    page = answer.content.decode()
    assert f'rel="next" href="{_url(second)}"' in page
    assert 'rel="prev"' not in page
    assert "this is the first commit" in page


def test_what_another_repo_made_from_a_commit_is_not_shown(
    alice: User, bob: User, client: Client, browser_of: BrowserOf
) -> None:
    repo = make_repo(alice, stems=("drums",), visibility="public")
    secret = make_repo(bob, "Secret", stems=("bass",))
    tip = repo.refs.get().tip
    theirs = secret.refs.get().tip
    theirs.parent_edges.create(parent=tip)
    page = client.get(_url(tip)).content.decode()
    assert theirs.digest not in page


def test_a_commit_shows_all_that_its_message_says(alice: User, browser_of: BrowserOf) -> None:
    repo = make_repo(alice, stems=("bass",))
    told = make_commit(repo, "Softer\n\nThe sub sat on the <kick>.\nNow it breathes.", by=alice, hz=90)
    page = browser_of(alice).get(_url(told)).content.decode()
    assert "The sub sat on the &lt;kick&gt;.<br>Now it breathes." in page
    long = make_commit(repo, "so " * 200 + "quiet", by=alice, hz=100)
    assert "so quiet</p>" in browser_of(alice).get(_url(long)).content.decode()

"""The history of a repo: every branch with its lines, page by page."""

import re
from collections.abc import Callable
from datetime import timedelta
from itertools import pairwise

import pytest
from django.core.cache import cache
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from accounts.models import User
from repos import log
from repos.models import Commit, CommitParent, Ref, Repo, RepoCommit
from repos.services import history, refs
from tests.make import AT, make_commit, make_repo

BrowserOf = Callable[[User], Client]
HISTORY = "/~alice/night-drive/commits/"


@pytest.fixture(autouse=True)
def fresh_counts() -> None:
    cache.clear()


def _long(repo: Repo, count: int, by: User) -> list[Commit]:
    """Rows on top of main, without audio of their own."""
    tip = repo.refs.get(name="main").tip
    rows = [
        Commit(digest=f"{n:064x}", tree=tip.tree, author=by, author_name=by.name, message=f"Step {n}", changes=[])
        for n in range(count)
    ]
    for n, row in enumerate(rows):
        row.created_at = AT + timedelta(minutes=n)
    made = Commit.objects.bulk_create(rows)
    CommitParent.objects.bulk_create(
        CommitParent(commit=child, parent=parent) for parent, child in pairwise([tip, *made])
    )
    RepoCommit.objects.bulk_create(RepoCommit(repo=repo, commit=commit) for commit in made)
    Ref.objects.filter(repo=repo, name="main").update(tip=made[-1])
    return made


def _branched(alice: User) -> Repo:
    """First take ← Second on main, First take ← Idea on a branch of its own."""
    repo = make_repo(alice, stems=("drums", "bass"))
    first = repo.refs.get().tip
    second = make_commit(repo, "Second", by=alice, stems=("drums", "bass"), hz=90)
    refs.branch(repo, "idea", at=first, by=alice)
    history.record(repo, "idea", second.tree, "Idea", onto=first, made={}, by=alice, at=AT)
    return repo


def _subjects(answer: object) -> list[str]:
    return [row.subject for row in answer.context["page"].rows]  # type: ignore[attr-defined]


def _walked(browser: Client, address: str) -> list[str]:
    """Every subject, from page to page as "Load more" leads on."""
    found: list[str] = []
    while True:
        answer = browser.get(address)
        assert answer.status_code == 200
        found += _subjects(answer)
        more = re.search(r'<li class="log-more"><a class="btn" href="([^"]+)"', answer.content.decode())
        if more is None:
            return found
        address = HISTORY + more[1].replace("&amp;", "&")


def test_all_branches_are_shown_newest_first_with_their_names(alice: User, browser_of: BrowserOf) -> None:
    repo = _branched(alice)
    refs.tag(repo, "v1", at=repo.refs.get(name="idea").tip, by=alice)
    answer = browser_of(alice).get(HISTORY)
    assert _subjects(answer) == ["Idea", "Second", "First take"]
    assert [[ref.name for ref in row.refs] for row in answer.context["page"].rows] == [["idea", "v1"], ["main"], []]
    assert "3 commits" in answer.content.decode()


def test_one_branch_shows_what_it_reaches(alice: User, browser_of: BrowserOf) -> None:
    _branched(alice)
    answer = browser_of(alice).get(f"{HISTORY}?branch=idea")
    assert _subjects(answer) == ["Idea", "First take"]
    assert "2 commits" in answer.content.decode()
    assert browser_of(alice).get(f"{HISTORY}?branch=nothing").status_code == 404


def test_the_default_branch_runs_down_the_left_side(alice: User, browser_of: BrowserOf) -> None:
    _branched(alice)
    rows = browser_of(alice).get(HISTORY).context["page"].rows
    lanes = {row.subject: row.drawing.colour for row in rows}
    assert lanes == {"Idea": 1, "Second": 0, "First take": 0}


def test_a_row_says_what_changed_and_can_be_heard(alice: User, browser_of: BrowserOf) -> None:
    repo = make_repo(alice, stems=("drums", "bass"))
    second = make_commit(repo, "No bass", by=alice, stems=("drums",))
    page = browser_of(alice).get(HISTORY).content.decode()
    assert "− bass" in re.sub(r"<[^>]+>", "", page)
    url = f"{HISTORY}{second.digest}/"
    assert f'data-src="{url}master.mp3"' in page
    assert f'<wave-form mode="bars" data-follows src="{url}master.peaks">' in page


def test_no_words_of_anybody_become_markup(alice: User, browser_of: BrowserOf) -> None:
    repo = make_repo(alice)
    evil = '"><b id=evil>'
    commit = Commit.objects.get()
    Commit.objects.update(message=evil, author_name=evil, changes=[["sound", evil, evil, "bass", evil]])
    type(commit.tree).objects.update(key=evil)
    Ref.objects.bulk_create(Ref(repo=repo, kind=kind, name=evil, tip=commit) for kind in ("branch", "tag"))
    Repo.objects.update(title=evil)
    page = browser_of(alice).get(HISTORY).content.decode()
    assert page.count("&quot;&gt;&lt;b id=evil&gt;") > 10
    assert "<b id" not in page


def test_who_has_left_is_named_without_a_link(alice: User, browser_of: BrowserOf) -> None:
    make_repo(alice)
    Commit.objects.update(author=None, author_name="Zoe")
    page = browser_of(alice).get(HISTORY).content.decode()
    assert '<span class="tit">Zoe</span>' in page
    assert "~zoe" not in page


def test_what_has_no_sound_yet_is_not_made_by_looking(alice: User, browser_of: BrowserOf) -> None:
    repo = make_repo(alice)
    Commit.objects.get().tree.__class__.objects.update(mix=None, master=None)
    page = browser_of(alice).get(HISTORY).content.decode()
    assert f'data-src="{HISTORY}{repo.refs.get().tip.digest}/master.mp3"' in page
    assert 'data-follows src="' not in page


def test_load_more_goes_on_where_the_page_ended(alice: User, browser_of: BrowserOf) -> None:
    repo = make_repo(alice, stems=("drums",))
    made = _long(repo, 120, alice)
    refs.branch(repo, "old-idea", at=made[3], by=alice)
    walked = _walked(browser_of(alice), HISTORY)
    assert walked == [commit.message for commit in reversed(made)] + ["First take"]
    assert _walked(browser_of(alice), f"{HISTORY}?branch=old-idea") == [
        "Step 3",
        "Step 2",
        "Step 1",
        "Step 0",
        "First take",
    ]


def test_a_branch_that_ended_long_ago_is_found_below_many_others(alice: User, browser_of: BrowserOf) -> None:
    repo = make_repo(alice, stems=("drums",))
    first = repo.refs.get().tip
    made = _long(repo, log.PAGE * 6, alice)
    Ref.objects.create(repo=repo, name="side", tip=made[-1])
    Ref.objects.filter(repo=repo, name="main").update(tip=first)
    CommitParent.objects.filter(commit=made[-1]).update(parent=first)
    assert _walked(browser_of(alice), f"{HISTORY}?branch=side") == [made[-1].message, "First take"]


def test_htmx_gets_the_next_rows_alone(alice: User, browser_of: BrowserOf) -> None:
    _long(make_repo(alice, stems=("drums",)), 60, alice)
    browser = browser_of(alice)
    after = browser.get(HISTORY).context["page"].after
    part = browser.get(HISTORY, {"after": after}, headers={"HX-Request": "true"}).content.decode()
    assert part.count('<li class="lane-') == 11
    assert part.lstrip().startswith("<li")
    assert "autofocus" in part
    whole = browser.get(HISTORY, {"after": after}).content.decode()
    assert "From the newest commit" in whole
    assert "autofocus" not in whole


@pytest.mark.parametrize("after", ["x", "1", "1-2", "1-2-x", "-", "1-2-3.x", "9" * 30, "1-1-" + "1." * 5000, "٣-٣-٣"])
def test_a_place_that_no_log_has_is_not_found(alice: User, browser_of: BrowserOf, after: str) -> None:
    make_repo(alice, stems=("drums",))
    assert browser_of(alice).get(HISTORY, {"after": after}).status_code == 404


def test_a_forged_place_shows_nothing_of_another_repo(alice: User, charlie: User, browser_of: BrowserOf) -> None:
    secret = make_repo(alice, "Secret", stems=("bass",)).refs.get().tip
    make_repo(charlie, "Mine", stems=("drums",))
    answer = browser_of(charlie).get("/~charlie/mine/commits/", {"after": f"{secret.pk + 9}-{secret.pk}-{secret.pk}"})
    assert answer.status_code == 200
    assert all(row.digest != secret.digest for row in answer.context["page"].rows)


def test_a_page_makes_a_fixed_number_of_queries_and_reads_no_document(
    alice: User, client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    repo = make_repo(alice, visibility="public", stems=("drums",))
    counts = []
    monkeypatch.setattr("audio.store.open", lambda digest: pytest.fail("A blob was read."))
    for many in (3, 200):
        for n, commit in enumerate(_long(repo, many, alice) if many == 200 else []):
            if n % 20 == 0:
                Ref.objects.create(repo=repo, name=f"idea-{n}", tip=commit)
        cache.clear()
        with CaptureQueriesContext(connection) as queries:
            assert client.get(HISTORY).status_code == 200
        counts.append(len(queries))
    assert counts[0] == counts[1] <= 8


def test_a_repo_without_commits_has_a_history_too(alice: User, browser_of: BrowserOf) -> None:
    Repo.objects.create(owner=alice, name="empty", title="Empty")
    assert "No commits yet" in browser_of(alice).get("/~alice/empty/commits/").content.decode()

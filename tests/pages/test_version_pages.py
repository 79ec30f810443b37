"""What the menu of a commit does: branch off, tag, restore, take back, merge."""

from collections.abc import Callable

import pytest
from django.test import Client

from accounts.models import User
from repos.models import Commit, Repo
from repos.services import asides, history
from tests.make import make_commit, make_repo

BrowserOf = Callable[[User], Client]
HOME = "/~alice/night-drive/"
VERBS = ("branch/", "tag/", "restore/", "revert/", "merge/")


@pytest.fixture
def repo(alice: User) -> Repo:
    return make_repo(alice, stems=["bass"], visibility="public")


@pytest.fixture
def first(repo: Repo) -> Commit:
    return repo.refs.get().tip


@pytest.fixture
def second(alice: User, repo: Repo, first: Commit) -> Commit:
    return make_commit(repo, "Louder", by=alice, stems=["bass"], hz=140)


def _page(commit: Commit, verb: str = "") -> str:
    return f"{HOME}commits/{commit.digest}/{verb}"


def test_only_who_may_write_sees_the_menu(
    alice: User, charlie: User, first: Commit, client: Client, browser_of: BrowserOf
) -> None:
    mine = browser_of(alice).get(_page(first)).content.decode()
    assert [verb for verb in VERBS if f'href="{_page(first, verb)}"' not in mine] == ["revert/"], "nothing before it"
    for browser in (browser_of(charlie), client):
        page = browser.get(_page(first)).content.decode()
        assert not any(_page(first, verb) in page for verb in VERBS)


def test_a_branch_and_a_tag_begin_at_an_old_version(
    alice: User, repo: Repo, first: Commit, second: Commit, browser_of: BrowserOf
) -> None:
    browser = browser_of(alice)
    assert browser.post(_page(first, "branch/"), {"name": "idea/one"}).url == f"{HOME}?branch=idea%2Fone"
    assert history.tip(repo, "idea/one") == first
    assert browser.post(_page(first, "tag/"), {"name": "v1"}).url == _page(first)
    shown = browser.get(_page(first)).content.decode()
    assert "idea/one" in shown
    assert "v1" in shown


def test_restoring_commits_the_old_version_on_top(
    alice: User, repo: Repo, first: Commit, second: Commit, browser_of: BrowserOf
) -> None:
    answer = browser_of(alice).post(_page(first, "restore/"), {"branch": f"{second.digest}:main"}, follow=True)
    tip = history.tip(repo)
    assert tip is not None
    assert (tip.tree, list(tip.parents.all())) == (first.tree, [second])
    assert "is on “main”" in answer.content.decode()


def test_a_restore_that_comes_too_late_is_kept_aside_and_said(
    alice: User, repo: Repo, first: Commit, second: Commit, browser_of: BrowserOf
) -> None:
    browser, field = browser_of(alice), {"branch": f"{second.digest}:main", "message": "Back to the start"}
    third = make_commit(repo, "First!", by=alice, stems=["bass"], hz=150)
    answer = browser.post(_page(first, "restore/"), field, follow=True)
    assert answer.redirect_chain[-1][0] == f"{HOME}branches/"
    assert "kept on “main-alice-1”" in answer.content.decode()
    kept = history.tip(repo, "main-alice-1")
    assert kept is not None
    assert (kept.message, history.tip(repo)) == ("Back to the start", third)


def test_what_cannot_be_restored_is_said_at_the_field(
    alice: User, charlie: User, repo: Repo, first: Commit, browser_of: BrowserOf
) -> None:
    foreign = make_repo(charlie, "Theirs", stems=["chords"]).refs.get().tip
    for branch in (f"{first.digest}:main", "main", "", f"{foreign.digest}:main", f"{'0' * 64}:main", ":main"):
        answer = browser_of(alice).post(_page(first, "restore/"), {"branch": branch})
        assert answer.status_code == 422, branch
        assert answer.context["form"].errors["branch"]
    long = browser_of(alice).post(_page(first, "restore/"), {"branch": "x:main", "message": "m" * 2001})
    assert "message" in long.context["form"].errors
    assert repo.commits.count() == 1


def test_the_last_change_is_taken_back(
    alice: User, repo: Repo, first: Commit, second: Commit, browser_of: BrowserOf
) -> None:
    browser, field = browser_of(alice), {"branch": f"{second.digest}:main"}
    assert f'href="{_page(second, "revert/")}"' in browser.get(_page(second)).content.decode()
    browser.post(_page(second, "revert/"), field)
    tip = history.tip(repo)
    assert tip is not None
    assert (tip.tree, tip.subject) == (first.tree, "Revert “Louder”")


def test_a_change_that_was_changed_again_is_named_at_the_field(
    alice: User, repo: Repo, second: Commit, browser_of: BrowserOf
) -> None:
    third = make_commit(repo, "Once more", by=alice, stems=["bass"], hz=150)
    answer = browser_of(alice).post(_page(second, "revert/"), {"branch": f"{third.digest}:main"})
    assert answer.status_code == 422
    assert "“Bass”" in answer.context["form"].errors["branch"][0]
    assert history.tip(repo) == third


def test_what_was_kept_aside_is_merged_from_the_branches_page(
    alice: User, repo: Repo, first: Commit, browser_of: BrowserOf
) -> None:
    browser = browser_of(alice)
    drums = make_commit(make_repo(alice, "Drums", stems=["bass"]), "Drums too", by=alice, stems=["bass", "drums"])
    late = asides.record(repo, "gone", drums.tree, "Drums too", onto=first, made={}, by=alice)
    page = browser.get(f"{HOME}branches/").content.decode()
    assert f'href="{_page(late.commit, "merge/")}"' in page
    browser.post(_page(late.commit, "merge/"), {"branch": f"{first.digest}:main"})
    assert history.tip(repo) == late.commit
    again = browser.post(_page(late.commit, "merge/"), {"branch": f"{late.commit.digest}:main"})
    assert "already" in again.context["form"].errors["branch"][0]


def test_what_both_changed_is_heard_and_chosen(
    alice: User, repo: Repo, first: Commit, second: Commit, browser_of: BrowserOf
) -> None:
    """Both sides have a new bass."""
    browser, other = browser_of(alice), make_commit(make_repo(alice, "Other"), "x", by=alice, stems=["bass"], hz=150)
    late = asides.record(repo, "main", other.tree, "Mine", onto=first, made={}, by=alice).commit
    field = {"branch": f"{second.digest}:main"}
    asked = browser.post(_page(late, "merge/"), field)
    assert asked.status_code == 422
    question = asked.context["question"]
    (choice,) = question.choices
    assert (choice.title, [option.value for option in choice.options]) == ("Bass", ["ours", "theirs", "both"])
    assert [option.hears for option in choice.options] == ["old", "new", "both"]
    assert [choice.ours.url, choice.theirs.url] == [_page(second, "stems/bass"), _page(late, "stems/bass")]
    assert (question.grounds, question.late) == ((first,), ())
    shown = asked.content.decode()
    assert f'src="{_page(late, "stems/bass.mp3")}"' in shown, "without JavaScript too"
    assert f'Both were made from <a class="link" href="{_page(first)}">' in shown
    assert browser.post(_page(late, "merge/"), field | {choice.field: "neither"}).status_code == 422
    assert history.tip(repo) == second
    browser.post(_page(late, "merge/"), field | {choice.field: "both"})
    tip = history.tip(repo)
    assert tip is not None
    assert [entry.track_id for entry in tip.tree.stems()] == ["bass", "bass-2"]
    assert set(tip.parents.all()) == {second, late}


@pytest.mark.parametrize("verb", VERBS)
def test_a_stranger_changes_nothing(
    charlie: User, repo: Repo, first: Commit, second: Commit, browser_of: BrowserOf, verb: str
) -> None:
    told = {"name": "mine", "branch": f"{second.digest}:main"}
    stranger, anonymous = browser_of(charlie), Client()
    for method in ("get", "post"):
        assert getattr(stranger, method)(_page(first, verb), told).status_code == 403
        assert getattr(anonymous, method)(_page(first, verb), told)["Location"].startswith("/accounts/login/")
    Repo.objects.update(visibility="private")
    for method in ("get", "post"):
        assert getattr(stranger, method)(_page(first, verb), told).status_code == 404
    assert (repo.refs.count(), repo.commits.count()) == (1, 2)

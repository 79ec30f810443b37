"""Pages of merge requests: proposed, heard side by side, talked about, merged."""

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from accounts.models import User
from repos.models import Commit, MergeRequest, Remark, Repo
from repos.services import forks, history, reviews
from tests.make import make_louder, make_repo

BrowserOf = Callable[[User], Client]
HOME = "/~alice/night-drive/merge-requests/"


@pytest.fixture
def repo(alice: User) -> Repo:
    return make_repo(alice, visibility="public")


@pytest.fixture
def fork(repo: Repo, bob: User) -> Repo:
    fork = forks.fork(repo, _tip(repo), by=bob)
    make_louder(fork, "bass", 300, by=bob)
    return fork


@pytest.fixture
def proposed(repo: Repo, fork: Repo, bob: User) -> MergeRequest:
    return reviews.open(
        repo, source=fork, source_branch="main", target_branch="main", title="A <b>louder</b> bass", by=bob
    )


def _tip(repo: Repo) -> Commit:
    tip = history.tip(repo)
    assert tip is not None
    return tip


def _merge(browser: Client, request: MergeRequest, onto: Commit, **told: Any) -> Any:
    address = f"{request.get_absolute_url()}merge/"
    return browser.post(address, {"seen": request.head.digest, "onto": onto.digest, "message": "", **told})


def test_a_branch_of_a_fork_is_proposed_in_the_page(fork: Repo, bob: User, browser_of: BrowserOf) -> None:
    browser = browser_of(bob)
    page = browser.get(f"{HOME}new/")
    assert page.context["form"].initial["source"] == "bob/night-drive:main"
    told = {"source": "bob/night-drive:main", "target": "main", "title": "Louder", "description": "Listen."}
    answer = browser.post(f"{HOME}new/", told, follow=True)
    assert answer.redirect_chain == [(f"{HOME}1/", 302)]
    assert answer.context["review"].compared.new.commit == _tip(fork)
    again = browser.post(f"{HOME}new/", told, follow=True)
    assert again.redirect_chain == [(f"{HOME}1/", 302)]
    assert MergeRequest.objects.count() == 1


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"title": ""}, "title"),
        ({"title": "x" * 121}, "title"),
        ({"source": "alice/night-drive:main"}, "source"),
        ({"source": "charlie/secret:main"}, "source"),
        ({"target": "nope"}, "source"),
        ({"description": "x" * 5001}, "description"),
    ],
)
def test_what_cannot_be_proposed_is_told_at_its_field(
    fork: Repo, bob: User, browser_of: BrowserOf, wrong: dict[str, str], field: str
) -> None:
    told = {"source": "bob/night-drive:main", "target": "main", "title": "Louder", "description": ""} | wrong
    answer = browser_of(bob).post(f"{HOME}new/", told)
    assert answer.status_code == 422
    assert list(answer.context["form"].errors) == [field]
    assert not MergeRequest.objects.exists()


def test_whoever_has_nothing_to_propose_is_told_how_to_begin(repo: Repo, charlie: User, browser_of: BrowserOf) -> None:
    assert "Nothing of yours to propose yet" in browser_of(charlie).get(f"{HOME}new/").content.decode()


def test_requests_are_listed_by_state_and_counted(proposed: MergeRequest, alice: User, client: Client) -> None:
    assert "A &lt;b&gt;louder&lt;/b&gt; bass" in client.get(HOME).content.decode()
    reviews.close(proposed, by=alice)
    assert "louder" not in client.get(HOME).content.decode()
    page = client.get(f"{HOME}?state=closed")
    assert (page.context["counts"].open, page.context["counts"].closed) == (0, 1)
    assert "louder" in page.content.decode()


def test_what_is_proposed_can_be_heard_by_whoever_may_see_the_repo(
    proposed: MergeRequest, fork: Repo, charlie: User, browser_of: BrowserOf
) -> None:
    browser = browser_of(charlie)
    assert browser.get(fork.get_absolute_url()).status_code == 404
    page = browser.get(proposed.get_absolute_url())
    assert [stem.words for stem in page.context["review"].compared.stems if stem.words] == [("+3 dB",)]
    heard = browser.get(f"/~alice/night-drive/commits/{proposed.head.digest}/stems/bass.flac")
    assert heard.status_code == 200


def test_it_is_put_beside_what_both_were_made_from(
    proposed: MergeRequest, repo: Repo, alice: User, client: Client
) -> None:
    before = _tip(repo)
    make_louder(repo, "drums", -600, by=alice)
    review = client.get(proposed.get_absolute_url()).context["review"]
    assert (review.compared.old.commit, review.newer_count) == (before, 1)
    assert "has moved on by 1 version" in client.get(proposed.get_absolute_url()).content.decode()


def test_comments_about_a_moment_are_marked_on_the_waveform(
    proposed: MergeRequest, charlie: User, browser_of: BrowserOf
) -> None:
    browser = browser_of(charlie)
    answer = browser.post(f"{HOME}1/comment/", {"text": "Here!", "position_s": "0.25"})
    remark = Remark.objects.get()
    assert answer["Location"] == f"{HOME}1/#remark-{remark.pk}"
    page = browser.get(f"{HOME}1/")
    assert [round(moment.percent) for moment in page.context["review"].moments] == [50]
    assert 'data-seek="0.250"' in page.content.decode()


@pytest.mark.parametrize(
    "told", [{"text": ""}, {"text": "x" * 2001}, {"text": "a", "position_s": "9"}, {"text": "a", "position_s": "NaN"}]
)
def test_a_comment_that_cannot_be_said_keeps_what_was_written(
    proposed: MergeRequest, alice: User, browser_of: BrowserOf, told: dict[str, str]
) -> None:
    answer = browser_of(alice).post(f"{HOME}1/comment/", told)
    assert answer.status_code == 422
    assert answer.context["form"]["text"].value() == told["text"]
    assert not Remark.objects.exists()


def test_merging_leads_to_the_merged_version(
    proposed: MergeRequest, repo: Repo, alice: User, browser_of: BrowserOf
) -> None:
    answer = _merge(browser_of(alice), proposed, _tip(repo))
    merged = _tip(repo)
    assert answer["Location"] == f"/~alice/night-drive/commits/{merged.digest}/"
    assert "Merged into “main”" in browser_of(alice).get(f"{HOME}1/").content.decode()


def test_what_both_changed_is_asked_before_it_is_merged(
    proposed: MergeRequest, repo: Repo, alice: User, browser_of: BrowserOf
) -> None:
    mine = make_louder(repo, "bass", -600, by=alice)
    asked = _merge(browser_of(alice), proposed, mine)
    assert asked.status_code == 422
    [choice] = asked.context["question"].choices
    assert _tip(repo) == mine
    answer = _merge(browser_of(alice), proposed, mine, **{choice.field: "theirs"})
    assert answer.status_code == 302
    proposed.refresh_from_db()
    assert proposed.state == "merged"


def test_the_result_can_be_heard_before_it_is_merged(
    proposed: MergeRequest, repo: Repo, alice: User, browser_of: BrowserOf
) -> None:
    before, browser = _tip(repo), browser_of(alice)
    page = browser.get(f"{HOME}1/merge/")
    assert (page.status_code, page.context["question"].is_open) == (200, False)
    told = {"branch": f"{before.digest}:main", "message": ""}
    heard = browser.post(f"/~alice/night-drive/commits/{proposed.head.digest}/merge/preview/", told)
    assert heard.status_code == 200
    assert browser.get(f"{heard.context['preview']}.flac").status_code == 200
    assert _tip(repo) == before


def test_a_branch_that_moved_meanwhile_is_heard_again_before_anything_is_merged(
    proposed: MergeRequest, repo: Repo, alice: User, browser_of: BrowserOf
) -> None:
    seen = _tip(repo)
    newer = make_louder(repo, "drums", -600, by=alice)
    browser = browser_of(alice)
    assert _merge(browser, proposed, seen)["Location"] == f"{HOME}1/"
    assert "Listen again, then merge" in browser.get(f"{HOME}1/").content.decode()
    assert _tip(repo) == newer


def test_an_update_brings_the_latest_and_asks_for_another_approval(
    proposed: MergeRequest, fork: Repo, alice: User, bob: User, browser_of: BrowserOf
) -> None:
    browser_of(alice).post(f"{HOME}1/approve/", {"seen": proposed.head.digest})
    assert browser_of(bob).get(f"{HOME}1/").context["review"].approved_by == ("alice",)
    assert not browser_of(bob).get(f"{HOME}1/").context["review"].can_update
    latest = make_louder(fork, "drums", 100, by=bob)
    browser_of(bob).post(f"{HOME}1/update/")
    review = browser_of(alice).get(f"{HOME}1/").context["review"]
    assert (review.request.head, review.approved_by, review.can_approve) == (latest, (), True)


def test_a_request_whose_branch_and_fork_are_gone_is_still_told_and_heard(
    proposed: MergeRequest, fork: Repo, repo: Repo, client: Client
) -> None:
    fork.delete()
    repo.refs.filter(name="main").delete()
    page = client.get(proposed.get_absolute_url())
    assert page.status_code == 200
    assert "“main” is gone" in page.content.decode()
    assert "bob/night-drive: main" in page.content.decode()


@pytest.mark.parametrize("number", ["2", "0", "99999999999999999999"])
def test_a_number_without_a_request_is_missing(proposed: MergeRequest, client: Client, number: str) -> None:
    assert client.get(f"{HOME}{number}/").status_code == 404


def test_a_page_takes_as_many_queries_for_forty_remarks_as_for_two(
    proposed: MergeRequest, charlie: User, client: Client, django_assert_max_num_queries: Any
) -> None:
    for _ in range(40):
        reviews.comment(proposed, "More", position_s=0.1, by=charlie)
    with django_assert_max_num_queries(24):
        client.get(proposed.get_absolute_url())

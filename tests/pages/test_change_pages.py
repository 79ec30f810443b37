"""Pages of changing a commit: who sees them, what they ask, and how takes are compared and kept."""

from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from accounts.models import User
from generation import changes
from generation.models import Generation, Job, Take
from repos.models import Commit, Repo
from repos.services import history
from tests.make import make_beat, make_commit, make_repo

NEW, LONGER = "stems/bass/new/", "extend/"


@pytest.fixture
def repo(alice: User) -> Repo:
    return make_beat(alice)


@pytest.fixture
def browser(alice: User, browser_of: Any) -> Client:
    client: Client = browser_of(alice)
    return client


def tip(repo: Repo) -> Commit:
    return repo.refs.get(name="main").tip


def place_of(repo: Repo, commit: Commit | None = None) -> str:
    return f"{repo.get_absolute_url()}commits/{(commit or tip(repo)).digest}/"


def finish(job: Job, repo: Repo, branch: str, hz: float = 140) -> Commit:
    """As the worker leaves it: a take on a branch of its own, or on main."""
    base = job.generation.base
    if branch != "main":
        history.branch_off(repo, branch, base)
    take = history.record(
        repo, branch, base.tree, job.title, onto=base, made={"seed": job.index}, by=job.user, at=timezone.now()
    )
    Take.objects.create(job=job, index=job.index, commit=take)
    Job.objects.filter(pk=job.pk).update(state="completed", percent=100, result={"branch": branch})
    return take


def test_the_owner_is_offered_new_takes_and_more_bars_and_nobody_else_is(
    repo: Repo, browser: Client, bob: User, browser_of: Any
) -> None:
    Repo.objects.update(visibility="public")
    for page in (place_of(repo), repo.get_absolute_url()):
        own = browser.get(page).content.decode()
        assert f'href="{place_of(repo)}{NEW}"' in own
        assert f'href="{place_of(repo)}{LONGER}"' in own
        for visitor in (browser_of(bob), Client()):
            seen = visitor.get(page).content.decode()
            assert NEW not in seen
            assert LONGER not in seen


def test_a_version_without_a_score_offers_nothing_to_go_by(alice: User, browser: Client) -> None:
    plain = place_of(make_repo(alice, "Hummed"))
    assert NEW not in browser.get(plain).content.decode()
    refused = browser.post(plain + NEW, {"variations": "1"})
    assert refused.status_code == 422
    assert "no score" in refused.content.decode()


@pytest.mark.parametrize("path", [NEW, LONGER])
def test_only_whoever_may_write_gets_in(repo: Repo, bob: User, charlie: User, browser_of: Any, path: str) -> None:
    address = place_of(repo) + path
    for person in (bob, charlie):
        for ask in (browser_of(person).get, browser_of(person).post):
            assert ask(address).status_code == 404
    Repo.objects.update(visibility="public")
    for person in (bob, charlie):
        for ask in (browser_of(person).get, browser_of(person).post):
            assert ask(address).status_code == 403
    assert Client().get(address)["Location"].startswith("/accounts/login/")
    assert Client().post(address)["Location"].startswith("/accounts/login/")
    assert not Generation.objects.exists()


def test_what_a_commit_does_not_hold_has_no_page(repo: Repo, browser: Client) -> None:
    for path in ("stems/tuba/new/", "stems/score.json/new/"):
        assert browser.get(place_of(repo) + path).status_code == 404
    assert browser.get(f"{repo.get_absolute_url()}commits/{'0' * 64}/extend/").status_code == 404


def test_a_stem_is_asked_for_by_wishes_that_suit_it(repo: Repo, browser: Client) -> None:
    page = browser.get(place_of(repo) + NEW).content.decode()
    assert 'name="wishes" value="reese"' in page
    assert "909 kit" not in page
    answer = browser.post(place_of(repo) + NEW, {"wishes": ["busier", "808"], "variations": "2", "seed": "9"})
    generation = Generation.objects.get()
    assert answer["Location"] == generation.get_absolute_url()
    assert [job.params["wishes"] for job in generation.jobs.all()] == [["busier", "808"]] * 2


def test_a_wrong_value_is_said_at_its_field_and_nothing_is_lost(repo: Repo, browser: Client) -> None:
    answer = browser.post(place_of(repo) + NEW, {"wishes": ["busier", "simpler"], "seed": "x", "variations": "3"})
    page = answer.content.decode()
    assert (answer.status_code, set(answer.context["errors"])) == (422, {"wishes", "seed"})
    for kept in ('value="busier" checked', 'id="error-wishes"', 'id="error-seed"', 'value="x"', "<option selected>3"):
        assert kept in page


def test_bars_are_picked_or_written(repo: Repo, browser: Client) -> None:
    address = place_of(repo) + LONGER
    browser.post(address, {"bars": "16", "place": "before"})
    browser.post(address, {"bars": "16", "other_bars": "3", "place": "after"})
    assert sorted(Job.objects.values_list("params__bars", flat=True)) == [3, 16]
    refused = browser.post(address, {"other_bars": "999", "place": "after"})
    assert refused.status_code == 422
    assert 'id="error-bars"' in refused.content.decode()
    assert 'value="999"' in refused.content.decode()


def test_old_and_new_can_be_heard_side_by_side(repo: Repo, alice: User, browser: Client) -> None:
    generation = changes.regenerate(tip(repo), "bass", repo=repo, branch="main", wishes=["busier"], by=alice)
    base, job = tip(repo), generation.jobs.get()
    take = finish(job, repo, "main")
    page = browser.get(generation.get_absolute_url()).content.decode()
    for commit in (base, take):
        assert f'data-src="{place_of(repo, commit)}stems/bass.flac"' in page
        assert f'data-src="{place_of(repo, commit)}master.mp3"' in page
    assert f"/compare/?old={base.digest}&amp;new={take.digest}" in page
    assert "on “main”" in page
    assert "Keep this take" not in page


def test_one_of_several_takes_is_kept_and_the_others_stay_where_they_are(
    repo: Repo, alice: User, browser: Client
) -> None:
    generation = changes.regenerate(tip(repo), "bass", repo=repo, branch="main", variations=2, by=alice)
    jobs = list(generation.jobs.order_by("index"))
    first, second = (finish(job, repo, f"bass-take-{job.index}") for job in jobs)
    page = browser.get(generation.get_absolute_url()).content.decode()
    assert page.count("Keep this take on main") == 2
    for _ in range(2):
        assert "on “main” now" in browser.post(f"/jobs/{jobs[1].pk}/keep/", follow=True).content.decode()
        assert tip(repo) == second
    page = browser.post(f"/jobs/{jobs[0].pk}/keep/", follow=True).content.decode()
    assert "“main” has moved on from the version that this take was made for, so it stays on “bass-take-1”." in page
    assert "Keep this take" not in page
    assert (tip(repo), repo.refs.get(name="bass-take-1").tip) == (second, first)


def test_a_take_that_main_has_left_behind_says_so(repo: Repo, alice: User, browser: Client) -> None:
    generation = changes.extend(tip(repo), 4, "after", repo=repo, branch="main", by=alice)
    base = tip(repo)
    assert "One goes to “main”" in browser.get(place_of(repo) + LONGER).content.decode()
    make_commit(repo, "Somebody was first", by=alice)
    assert "each take gets a branch of its own" in browser.get(place_of(repo, base) + LONGER).content.decode()
    finish(generation.jobs.get(), repo, "longer-take-1")
    page = browser.get(generation.get_absolute_url()).content.decode()
    assert "“main” has moved on from the version that this was made for" in page
    assert "Keep this take" not in page


def test_nobody_else_can_keep_a_take_and_what_is_none_is_not_kept(
    repo: Repo, alice: User, charlie: User, browser: Client, browser_of: Any
) -> None:
    generation = changes.regenerate(tip(repo), "bass", repo=repo, branch="main", variations=2, by=alice)
    base, job = tip(repo), generation.jobs.first()
    keep = f"/jobs/{job.pk}/keep/"
    assert browser.post(keep).status_code == 404, "it has not ended"
    finish(job, repo, "bass-take-1")
    assert browser_of(charlie).post(keep).status_code == 404
    assert browser.get(keep).status_code == 405
    Repo.objects.update(owner=charlie)
    assert browser.post(keep).status_code == 404, "the repo is somebody else's now"
    assert tip(repo) == base


def test_the_work_says_what_it_is_for_also_when_that_is_gone(repo: Repo, alice: User, browser: Client) -> None:
    generation = changes.regenerate(tip(repo), "bass", repo=repo, branch="main", by=alice)
    base = f'href="{place_of(repo)}"'
    assert base in browser.get(generation.get_absolute_url()).content.decode()
    finish(generation.jobs.get(), repo, "main")
    repo.delete()
    history.forget_unheld(list(Commit.objects.values_list("pk", flat=True)))
    page = browser.get(generation.get_absolute_url())
    assert (page.status_code, Commit.objects.count()) == (200, 0)
    assert base not in page.content.decode()

"""The work on a brief, as its owner sees it."""

from typing import Any
from uuid import uuid4

import pytest
from django.template.loader import render_to_string
from django.utils import timezone

from accounts.models import User
from generation import progress, services
from generation.models import Generation, Job, Take
from tests.make import make_repo


@pytest.fixture
def generation(alice: User) -> Generation:
    return services.submit({"prompt": "dark trap, 10 seconds", "variations": "2", "name": "Tram"}, by=alice)


def show(generation: Generation) -> str:
    """The card as it is pushed: without a request."""
    jobs = progress.of_generation(generation)
    return render_to_string("generation/generation.html#progress", {"generation": generation, "jobs": jobs})


def test_waiting_jobs_show_their_place_in_the_queue(generation: Generation) -> None:
    html = show(generation)
    assert html.lstrip().startswith('<div class="jobs" id="progress"')
    assert "1st in the queue" in html
    assert "2nd in the queue" in html


def test_work_that_goes_on_shows_stage_percent_and_time(generation: Generation) -> None:
    job = generation.jobs.first()
    Job.objects.filter(pk=job.pk).update(state="active", percent=41, stage="Bass…", started_at=timezone.now())
    html = show(generation)
    for told in ("Bass…", 'value="41"', "41%", '<elapsed-time from="0.'):
        assert told in html


def test_a_finished_beat_can_be_played_and_opened(generation: Generation, alice: User) -> None:
    repo = make_repo(alice)
    commit = repo.refs.get().tip
    job = generation.jobs.first()
    Generation.objects.filter(pk=generation.pk).update(repo=repo)
    Job.objects.filter(pk=job.pk).update(state="completed", percent=100, result={"notices": ["There was no room."]})
    Take.objects.create(job=job, commit=commit)
    html = show(Generation.objects.get())
    assert f'data-src="/~alice/night-drive/commits/{commit.digest}/master.mp3"' in html
    assert "Open the beat" in html
    assert "There was no room." in html


def test_what_is_said_of_the_whole_is_not_said_again_of_a_take(generation: Generation) -> None:
    Generation.objects.update(notices=["The drop comes late."])
    generation.jobs.update(state="completed", percent=100, result={"notices": ["The drop comes late.", "No room."]})
    html = show(Generation.objects.get())
    assert "No room." in html
    assert "The drop comes late." not in html


def test_a_failure_says_why_and_can_be_tried_again(generation: Generation, browser_of: Any, alice: User) -> None:
    job = generation.jobs.first()
    Job.objects.filter(pk=job.pk).update(state="failed", error="The disk is full: nothing was stored.")
    assert "The disk is full" in show(generation)
    answer = browser_of(alice).post(f"/jobs/{job.pk}/retry/")
    assert answer.url == f"/generations/{generation.pk}/"
    job.refresh_from_db()
    assert job.state == "waiting"


def test_a_job_can_be_called_off_and_a_second_time_does_no_harm(
    generation: Generation, browser_of: Any, alice: User
) -> None:
    job, browser = generation.jobs.first(), browser_of(alice)
    browser.post(f"/jobs/{job.pk}/cancel/")
    job.refresh_from_db()
    assert job.state == "cancelled"
    assert "It has ended already." in browser.post(f"/jobs/{job.pk}/cancel/", follow=True).content.decode()


@pytest.mark.parametrize("path", ["/generations/{generation}/", "/jobs/{job}/cancel/", "/jobs/{job}/retry/"])
def test_a_stranger_finds_nothing_where_somebody_elses_work_is(
    generation: Generation, charlie: User, browser_of: Any, path: str
) -> None:
    stranger, ids = browser_of(charlie), {"generation": generation.pk, "job": generation.jobs.first().pk}
    ask = stranger.get if path.startswith("/generations") else stranger.post
    assert ask(path.format(**ids)).status_code == 404
    assert ask(path.format(generation=uuid4(), job=uuid4())).status_code == 404
    assert generation.jobs.filter(state="waiting").count() == 2


def test_nothing_is_called_off_by_following_a_link(generation: Generation, browser_of: Any, alice: User) -> None:
    assert browser_of(alice).get(f"/jobs/{generation.jobs.first().pk}/cancel/").status_code == 405


def test_what_is_being_made_shows_in_the_sidebar_and_in_the_library(
    generation: Generation, browser_of: Any, alice: User, charlie: User
) -> None:
    assert "Tram" in browser_of(alice).get("/create/").content.decode()
    assert "Tram" in browser_of(alice).get("/generations/making/").content.decode()
    assert "Tram" not in browser_of(charlie).get("/generations/making/").content.decode()


def test_what_somebody_wrote_is_shown_as_words_and_never_as_markup(alice: User, browser_of: Any) -> None:
    generation = services.submit({"prompt": "trap <script>alert(1)</script>", "name": "<i>Tram</i>"}, by=alice)
    page = browser_of(alice).get(f"/generations/{generation.pk}/").content.decode()
    assert "<script>alert" not in page
    assert "<i>Tram" not in page

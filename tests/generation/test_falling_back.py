"""Where an engine fails for good the next one is asked, and everybody can see that."""

from dataclasses import asdict
from typing import Any

import pytest
from django.template.loader import render_to_string
from django_q.models import OrmQ

from accounts.models import User
from beatflow_site.management.commands import up
from generation import progress, services
from generation.engines.base import Brief
from generation.models import Job
from generation.work import leases

BRIEF = Brief(genre="trap", bpm=140, key="C minor", mood="dark", duration_s=6, seed=1)
WORKER = "elsewhere:1:1"


@pytest.fixture(autouse=True)
def keys(settings: Any) -> None:
    settings.BEATOVEN_API_KEY = settings.ELEVENLABS_API_KEY = "a key"


def claimed(user: User, *fallbacks: str) -> Job:
    services.order(BRIEF, by=user, engine="beatoven", fallbacks=fallbacks)
    job = leases.claim("hosted", WORKER)
    assert job is not None
    return job


def now(job: Job) -> Job:
    return Job.objects.get(pk=job.pk)


def shown(job: Job) -> str:
    assert job.generation is not None
    told = {"generation": job.generation, "jobs": progress.of_generation(job.generation)}
    return render_to_string("generation/generation.html#progress", told)


def test_a_hosted_engine_has_workers_of_its_own(alice: User) -> None:
    job = services.order(BRIEF, by=alice, engine="beatoven").jobs.get()
    assert job.queue == "hosted"
    assert OrmQ.objects.get().key == "hosted"
    assert leases.claim("cpu", WORKER) is None
    assert leases.claim("hosted", WORKER) == job


def test_the_next_engine_is_asked_in_its_own_queue_with_all_its_attempts(alice: User) -> None:
    job = claimed(alice, "elevenlabs", "composer")
    leases.note(job, {"task_id": "t"})
    OrmQ.objects.all().delete()
    leases.give_up(job, "provider_quota", "There are no credits left.")
    second = now(job)
    assert (second.state, second.engine, second.queue, second.attempts) == ("waiting", "elevenlabs", "hosted", 0)
    assert (second.notes, second.fallbacks) == ({}, ["composer"]), "what one engine noted is nothing to another"
    assert OrmQ.objects.get().key == "hosted"
    leases.give_up(leases.claim("hosted", WORKER) or job, "prompt_refused", "It refuses this prompt.")
    third = now(job)
    assert (third.engine, third.queue, third.fallbacks) == ("composer", "cpu", [])
    assert [one["engine"] for one in third.tried] == ["beatoven", "elevenlabs"]
    assert leases.claim("cpu", WORKER) == third
    leases.give_up(now(job), "engine_broken", "It broke.")
    assert (now(job).state, now(job).error) == ("failed", "It broke.")


def test_the_page_says_who_could_not_and_who_is_asked(alice: User) -> None:
    job = claimed(alice, "composer")
    leases.give_up(job, "provider_key", "Beatoven does not accept the key of this server.")
    html = shown(now(job))
    assert "Beatoven could not do it: Beatoven does not accept the key" in html
    assert "Composer is asked instead." in html
    Job.objects.update(state="completed", result={"repo": {}, "commit": "x"})
    assert "Composer made this instead." in shown(now(job))


def test_the_last_attempt_falls_back_and_those_before_it_wait(alice: User) -> None:
    job = claimed(alice, "composer")
    for _ in range(2):
        leases.put_off(job, "engine_busy", "Beatoven is busy.")
        assert (now(job).state, now(job).engine) == ("waiting", "beatoven")
        Job.objects.update(not_before=None)
        job = leases.claim("hosted", WORKER) or job
    leases.put_off(job, "engine_busy", "Beatoven is busy.")
    assert (now(job).state, now(job).engine) == ("waiting", "composer")


def test_a_worker_that_stops_again_and_again_falls_back_too(alice: User) -> None:
    job = claimed(alice, "composer")
    Job.objects.update(attempts=3)
    leases.release(now(job))
    assert (now(job).engine, now(job).tried[0]["code"]) == ("composer", "worker_stopped")


def test_a_service_is_left_alone_for_as_long_as_it_asks(alice: User, settings: Any) -> None:
    settings.JOB_BACKOFF_S = 30
    job = claimed(alice)
    leases.put_off(job, "engine_busy", "Busy.", 600)
    held_back = now(job).not_before
    assert held_back is not None
    assert 590 < (held_back - now(job).created_at).total_seconds() < 660


def test_each_engine_may_have_its_own_attempts_and_pauses(alice: User, settings: Any) -> None:
    settings.ENGINE_ATTEMPTS = {"beatoven": 2}
    settings.ENGINE_BACKOFF_S = {"beatoven": 100}
    job = claimed(alice, "composer")
    assert job.max_attempts == 2
    leases.put_off(job, "engine_busy", "Busy.")
    held_back = now(job).not_before
    assert held_back is not None
    assert 95 < (held_back - now(job).created_at).total_seconds() < 130
    Job.objects.update(not_before=None)
    leases.put_off(leases.claim("hosted", WORKER) or job, "engine_busy", "Busy.")
    assert (now(job).engine, now(job).max_attempts) == ("composer", settings.JOB_ATTEMPTS)


def test_whoever_tries_a_failed_job_again_goes_on_with_what_is_paid_for(alice: User) -> None:
    job = claimed(alice)
    leases.note(job, {"task_id": "t"})
    leases.give_up(job, "provider_slow", "Beatoven has not finished within 10 minutes.")
    assert services.retry(now(job), by=alice)
    again = leases.claim("hosted", WORKER)
    assert again is not None
    assert (again.notes, again.attempts) == ({"task_id": "t"}, 1)


def test_notes_outlive_a_worker_that_is_gone_and_add_up(alice: User) -> None:
    job = claimed(alice)
    leases.note(job, {"task_id": "t", "step": 1})
    leases.note(job, {"step": 2})
    leases.release(now(job))
    again = leases.claim("hosted", WORKER)
    assert again is not None
    assert again.notes == {"task_id": "t", "step": 2}
    with pytest.raises(leases.Lost):
        leases.note(job, {"task_id": "of somebody who lost the job"})


def test_jobs_whose_key_was_taken_away_still_find_a_worker_that_tells_them(alice: User, settings: Any) -> None:
    services.order(BRIEF, by=alice, engine="beatoven")
    settings.BEATOVEN_API_KEY = settings.ELEVENLABS_API_KEY = ""
    assert up.needs_hosted_workers()
    Job.objects.update(state="failed")
    assert not up.needs_hosted_workers()


def test_an_engine_that_cannot_run_any_more_is_passed_over(alice: User, settings: Any) -> None:
    job = claimed(alice, "elevenlabs", "composer")
    settings.ELEVENLABS_API_KEY = ""
    leases.give_up(job, "provider_quota", "There are no credits left.")
    assert now(job).engine == "composer"
    assert [one["code"] for one in now(job).tried] == ["provider_quota", "engine_unavailable"]


def test_where_no_engine_is_left_that_can_run_the_job_fails_with_the_first_reason(alice: User, settings: Any) -> None:
    job = claimed(alice, "elevenlabs")
    settings.ELEVENLABS_API_KEY = ""
    leases.give_up(job, "provider_quota", "There are no credits left.")
    assert (now(job).state, now(job).error) == ("failed", "There are no credits left.")
    assert "ELEVENLABS_API_KEY" in shown(now(job))


def test_a_key_is_in_no_row_and_on_no_page(alice: User, settings: Any, browser_of: Any) -> None:
    settings.BEATOVEN_API_KEY = "bv-never-to-be-seen"
    job = claimed(alice, "composer")
    rows = [*Job.objects.values(), *job.events.values(), asdict(BRIEF)]
    browser = browser_of(alice)
    pages = [
        browser.get(path).content.decode()
        for path in ("/create/", "/health/ready", f"/generations/{job.generation_id}/")
    ]
    assert "never-to-be-seen" not in str(rows) + "".join(pages)

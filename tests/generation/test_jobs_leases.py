"""Who holds a job: claims, lost leases, back-off, and what happens when workers vanish."""

import os
from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone
from django_q.models import OrmQ

from accounts.models import User
from beatflow_site.lib import processes
from generation import services
from generation.engines.base import Brief
from generation.models import Job
from generation.work import leases, sweeping

BRIEF = Brief(genre="trap", bpm=140, key="C minor", mood="dark", duration_s=6, seed=1)
OTHER = "elsewhere:1:1"


def me() -> str:
    return processes.name_of(os.getpid())


def ordered(user: User, **changes: Any) -> Job:
    job = services.order(BRIEF, by=user).jobs.get()
    Job.objects.filter(pk=job.pk).update(**changes)
    return Job.objects.get(pk=job.pk)


def claimed(user: User, worker: str = OTHER) -> Job:
    ordered(user)
    job = leases.claim("cpu", worker)
    assert job is not None
    return job


def state(job: Job) -> str:
    return Job.objects.values_list("state", flat=True).get(pk=job.pk)


def test_the_oldest_job_of_the_highest_priority_is_claimed_first(alice: User) -> None:
    first, second, urgent = ordered(alice), ordered(alice), ordered(alice, priority=5)
    claims = [leases.claim("cpu", OTHER) for _ in range(4)]
    assert claims == [urgent, first, second, None]


def test_a_job_of_another_queue_is_left_alone(alice: User) -> None:
    ordered(alice, queue="gpu")
    assert leases.claim("cpu", OTHER) is None


def test_a_job_that_is_put_off_waits_its_time(alice: User) -> None:
    job = ordered(alice, not_before=timezone.now() + timedelta(seconds=30))
    assert leases.claim("cpu", OTHER) is None
    Job.objects.update(not_before=timezone.now())
    assert leases.claim("cpu", OTHER) == job


def test_whoever_lost_a_job_can_change_nothing(alice: User) -> None:
    job = claimed(alice)
    leases.release(Job.objects.get(pk=job.pk))
    again = leases.claim("cpu", me())
    assert again == job
    for move in (
        lambda: leases.complete(job, lambda: pytest.fail("nothing may be recorded")),
        lambda: leases.fail(job, "code", "Sentence."),
        lambda: leases.put_off(job, "code", "Sentence."),
        lambda: leases.end_cancelled(job),
        lambda: leases.progress(job, 50, "Creating drums…"),
        lambda: leases.renew(job),
        lambda: leases.is_cancel_wanted(job),
    ):
        with pytest.raises(leases.Lost):
            move()
    assert state(job) == "active"


def test_what_recording_breaks_leaves_the_job_open(alice: User) -> None:
    job = claimed(alice)
    with pytest.raises(ZeroDivisionError):
        leases.complete(job, lambda: {"result": 1 / 0})
    assert state(job) == "active"
    assert not job.events.filter(type="generation:completed").exists()


def test_each_failure_that_can_pass_doubles_the_pause_until_the_last(alice: User, settings: Any) -> None:
    settings.JOB_BACKOFF_S = 30
    ordered(alice)
    for pause_s in (30, 60):
        job = leases.claim("cpu", OTHER)
        assert job is not None
        leases.put_off(job, "engine_busy", "The engine is busy.")
        waiting = Job.objects.get(pk=job.pk)
        assert waiting.not_before is not None
        assert abs((waiting.not_before - timezone.now()).total_seconds() - pause_s) < 5
        Job.objects.update(not_before=None)
    last = leases.claim("cpu", OTHER)
    assert last is not None
    leases.put_off(last, "engine_busy", "The engine is busy.")
    ended = Job.objects.get(pk=last.pk)
    assert (ended.state, ended.error, ended.attempts) == ("failed", "The engine is busy.", 3)
    assert ended.events.filter(type="generation:failed").count() == 1


def test_an_expired_lease_gives_the_job_back_and_rings(alice: User) -> None:
    job = claimed(alice)
    OrmQ.objects.all().delete()
    sweeping.sweep()
    assert state(job) == "active", "elsewhere somebody may well be working on it"
    Job.objects.update(lease_until=timezone.now() - timedelta(seconds=1))
    sweeping.sweep()
    assert state(job) == "waiting"
    assert OrmQ.objects.count() == 1


def test_a_process_that_is_gone_from_here_gives_back_at_once(alice: User, settings: Any) -> None:
    job = claimed(alice, worker=f"{settings.INSTANCE}:1:{os.getpid()}")
    sweeping.sweep()
    assert state(job) == "waiting", "the same process id, but another process"
    mine = leases.claim("cpu", me())
    sweeping.sweep()
    assert mine == job
    assert state(job) == "active"


def test_a_job_that_was_called_off_when_its_worker_died_is_cancelled(alice: User, settings: Any) -> None:
    job = claimed(alice, worker=f"{settings.INSTANCE}:1:1")
    assert services.cancel(job, by=alice)
    sweeping.sweep()
    assert state(job) == "cancelled"


def test_waiting_jobs_get_one_bell_each_and_no_more(alice: User) -> None:
    for _ in range(3):
        ordered(alice)
    OrmQ.objects.all().delete()
    Job.objects.update(created_at=timezone.now() - timedelta(seconds=9))
    for _ in range(3):
        sweeping.sweep()
    assert OrmQ.objects.count() == 3


def test_the_watchdog_barks_only_when_the_same_job_stays_first(alice: User, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sweeping.Watchdog, "PATIENCE_S", 0.0)
    watchdog = sweeping.Watchdog("cpu", workers=1)
    assert not watchdog.barks(), "nothing waits"
    first = ordered(alice)
    assert not watchdog.barks(), "it has only just come"
    assert watchdog.barks()
    leases.claim("cpu", me())
    ordered(alice)
    assert [watchdog.barks() for _ in range(3)] == [False] * 3, "all workers are busy"
    Job.objects.filter(pk=first.pk).delete()


def test_folders_of_attempts_that_are_over_are_cleared_away(alice: User, settings: Any) -> None:
    from generation.work.runner import scratch_name

    job = claimed(alice)
    going_on = settings.SCRATCH_DIR / scratch_name(job)
    over = settings.SCRATCH_DIR / f"{job.pk}.0.1"
    not_ours = settings.SCRATCH_DIR / "some.thing.else"
    for folder in (going_on, over, not_ours):
        folder.mkdir(parents=True)
    sweeping.sweep()
    assert sorted(settings.SCRATCH_DIR.iterdir()) == sorted([going_on, not_ours])


def test_folders_of_mixes_whose_maker_died_are_cleared_away(settings: Any, db: None) -> None:
    going_on, left = (settings.SCRATCH_DIR / f"bounce-{name}" for name in ("now", "long-ago"))
    for folder in (going_on, left):
        folder.mkdir(parents=True)
    os.utime(left, (0, 0))
    sweeping.sweep()
    assert list(settings.SCRATCH_DIR.iterdir()) == [going_on]

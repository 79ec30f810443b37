"""Whose job it is: every move of a job from one state to another, each a conditional update that answers.

A worker holds a job by its name and the number of the attempt; whoever lost it can change nothing any more.
"""

from collections.abc import Callable, Iterable, Mapping
from datetime import timedelta
from typing import Any

from django.conf import settings
from django.db import transaction
from django.db.models import F, QuerySet
from django.utils import timezone

from beatflow_site.lib import processes, queue
from generation import choices, journal, queues, quotas, uploads
from generation.engines.registry import ENGINES
from generation.models import Job

DOORBELL = "generation.tasks.work"
_WORKER_STOPPED = "The worker stopped {times} on this."
_TIMES = {1: "once", 2: "twice", 3: "three times"}


class Lost(Exception):
    """The job is no longer ours: it ended, or somebody else has taken it up."""


def ring(job: Job) -> None:
    """Tell a worker of the job's queue that there is something to do."""
    queue.ring(DOORBELL, job.queue)


def claim(queue_name: str, worker: str) -> Job | None:
    """Take up the next job in line, or None where nothing is due. Counts the attempt."""
    while True:
        now = timezone.now()
        first = Job.objects.filter(queue=queue_name).due(now).in_line().first()
        if first is None or _take(first, worker):
            return first


@transaction.atomic
def claim_all(queue_name: str, worker: str) -> list[Job]:
    """Take up the next job in line and, in the same moment, the other takes of its brief that its engine makes at once.

    Only beats at their first attempt have company: what failed is tried alone.
    """
    job = claim(queue_name, worker)
    if job is None:
        return []
    most = ENGINES[job.engine].at_once if job.engine in ENGINES else 1
    if most == 1 or job.type != "beat" or job.attempts > 1 or "hum" in job.params:
        return [job]
    alike = {"generation": job.generation_id, "type": job.type, "queue": job.queue, "engine": job.engine}
    waiting = Job.objects.filter(**alike, attempts=0).due().in_line()[: most - 1]
    return [job, *(other for other in waiting if _take(other, worker))]


@transaction.atomic
def _take(job: Job, worker: str) -> bool:
    now = timezone.now()
    changes = {
        "state": Job.State.ACTIVE,
        "attempts": job.attempts + 1,
        "worker": worker,
        "lease_until": now + timedelta(seconds=settings.JOB_LEASE_S),
        "started_at": now,
        "not_before": None,
        "percent": 0,
        "stage": "Starting…",
        "error_code": "",
        "error": "",
    }
    if not Job.objects.due(now).filter(pk=job.pk, attempts=job.attempts).update(**changes):
        return False
    for field, value in changes.items():
        setattr(job, field, value)
    if job.attempts == 1:
        journal.write(job, journal.STARTED, type=_public_type(job))
    else:
        journal.write(job, journal.PROGRESS, percent=0, stage=f"Trying again ({job.attempts} of {job.max_attempts})…")
    return True


def _public_type(job: Job) -> str:
    return {"beat": "generate-beat"}.get(job.type, job.type)


def _ours(job: Job) -> QuerySet[Job]:
    return Job.objects.filter(pk=job.pk, state=Job.State.ACTIVE, worker=job.worker, attempts=job.attempts)


def renew(job: Job) -> None:
    """Hold the job for another while, or raise Lost."""
    if not _ours(job).update(lease_until=timezone.now() + timedelta(seconds=settings.JOB_LEASE_S)):
        raise Lost


def is_cancel_wanted(job: Job) -> bool:
    """Whether somebody asked us to stop. Raises Lost where the job is no longer ours."""
    asked = list(_ours(job).values_list("cancel_requested_at", flat=True))
    if not asked:
        raise Lost
    return asked[0] is not None


@transaction.atomic
def progress(job: Job, percent: int, stage: str) -> None:
    """Say how far it is, or raise Lost."""
    if not _ours(job).update(percent=percent, stage=stage[:120]):
        raise Lost
    journal.write(job, journal.PROGRESS, percent=percent, stage=stage)


@transaction.atomic
def note(job: Job, values: Mapping[str, Any]) -> None:
    """Remember something for the next attempt, or raise Lost."""
    job.notes = {**job.notes, **values}
    if not _ours(job).update(notes=job.notes):
        raise Lost


@transaction.atomic
def complete(job: Job, conclude: Callable[[], Mapping[str, Any]], *, cost: Mapping[str, Any] | None = None) -> None:
    """End the job well. What `conclude` writes, what it used and its end become true together, or not at all.

    `conclude` returns the job's result. Raises Lost where the job is no longer ours; nothing is written then.
    """
    if not _end(job, Job.State.COMPLETED, percent=100, stage="Done"):
        raise Lost
    result = dict(conclude())
    Job.objects.filter(pk=job.pk).update(result=result, cost=cost)
    quotas.count(job, cost)
    journal.write(job, journal.COMPLETED, result=result)


@transaction.atomic
def fail(job: Job, code: str, sentence: str) -> None:
    """End the job badly, for good. Raises Lost."""
    if not _end(job, Job.State.FAILED, error_code=code, error=sentence[:500]):
        raise Lost
    journal.write(job, journal.FAILED, error=sentence, cancelled=False)


def give_up(job: Job, code: str, sentence: str) -> None:
    """This engine can't do it: ask the next one, or fail where there is none. Raises Lost."""
    (_fall_back if job.fallbacks else fail)(job, code, sentence)


@transaction.atomic
def _fall_back(job: Job, code: str, sentence: str) -> None:
    """Ask the next engine that can run here; those that can't are passed over, and say so."""
    tried = [*job.tried, {"engine": job.engine, "code": code, "sentence": sentence[:500]}]
    next = choices.asking(job.fallbacks)
    if not next.engine:
        Job.objects.filter(pk=job.pk).update(tried=[*job.tried, *next.tried])
        return fail(job, code, sentence)
    changes = {
        "engine": next.engine,
        "queue": queues.of(job.type, next.engine),
        "fallbacks": next.fallbacks,
        "tried": [*tried, *next.tried],
        "notes": {},
        "attempts": 0,
        "max_attempts": choices.attempts_of(next.engine),
    }
    if not _hand_back(job, not_before=None, **changes):
        raise Lost
    asked = Job.objects.get(pk=job.pk)
    stage = f"{ENGINES[job.engine].title} could not do it. Asking {ENGINES[next.engine].title}…"
    journal.write(asked, journal.PROGRESS, percent=0, stage=stage, engine=next.engine)
    ring(asked)
    return None


@transaction.atomic
def end_cancelled(job: Job) -> None:
    """End the job because its user asked for that. Raises Lost."""
    if not _end(job, Job.State.CANCELLED):
        raise Lost
    journal.write(job, journal.FAILED, error="Cancelled.", cancelled=True)


def _end(job: Job, state: Job.State, **changes: object) -> int:
    uploads.forget(job, state, str(changes.get("error_code", "")))
    return _ours(job).update(
        state=state, worker="", lease_until=None, not_before=None, finished_at=timezone.now(), **changes
    )


@transaction.atomic
def put_off(job: Job, code: str, sentence: str, wait_s: float = 0.0) -> None:
    """Try again later, each time after twice as long and not before `wait_s`; at the last attempt give it up.

    Raises Lost.
    """
    if job.attempts >= job.max_attempts:
        return give_up(job, code, sentence)
    wait = timedelta(seconds=max(choices.backoff_s_of(job.engine) * 2 ** (job.attempts - 1), wait_s))
    if not _hand_back(job, not_before=timezone.now() + wait, error_code=code, error=sentence[:500]):
        raise Lost
    journal.write(job, journal.PROGRESS, percent=0, stage="Waiting to try again…")
    return None


def _hand_back(job: Job, **changes: object) -> int:
    return _ours(job).update(
        state=Job.State.WAITING, worker="", lease_until=None, percent=0, stage="", started_at=None, **changes
    )


@transaction.atomic
def release(job: Job, *, is_counted: bool = True) -> bool:
    """Give back a job whose worker is gone. Uncounted, the attempt is forgiven. Says whether it was still held."""
    if job.cancel_requested_at is not None:
        return _quietly(end_cancelled, job)
    if is_counted and job.attempts >= job.max_attempts:
        times = _TIMES.get(job.attempts, f"{job.attempts} times")
        return _quietly(give_up, job, "worker_stopped", _WORKER_STOPPED.format(times=times))
    if not _hand_back(job, attempts=F("attempts") - (0 if is_counted else 1)):
        return False
    journal.write(job, journal.PROGRESS, percent=0, stage="Starting again…")
    ring(job)
    return True


def _quietly(move: Callable[..., None], *arguments: object) -> bool:
    try:
        move(*arguments)
    except Lost:
        return False
    return True


def release_expired() -> int:
    """Give back every job whose lease nobody renewed."""
    late = Job.objects.filter(state=Job.State.ACTIVE, lease_until__lt=timezone.now())
    return _release_all(late, is_counted=True)


def release_dead(*, is_counted: bool = True) -> int:
    """Give back, without waiting for the lease, every job of this instance whose process is gone."""
    held = Job.objects.filter(state=Job.State.ACTIVE, worker__startswith=f"{settings.INSTANCE}:")
    return _release_all((job for job in held if not processes.is_alive(job.worker)), is_counted=is_counted)


def _release_all(jobs: Iterable[Job], *, is_counted: bool) -> int:
    return sum(release(job, is_counted=is_counted) for job in jobs)

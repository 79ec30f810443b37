"""What users do with work: ask for it, call it off, try it again."""

import secrets
from collections.abc import Mapping, Sequence
from dataclasses import asdict, replace

from django.db import transaction
from django.utils import timezone

from accounts.models import User
from beatflow_site.lib.text import one_line
from generation import brief_checks, choices, journal, queues, quotas, uploads
from generation.briefs import complete
from generation.engines import registry
from generation.engines.base import MAX_SEED, Brief
from generation.language import understand
from generation.models import Generation, Job
from generation.work import leases

NAME_LENGTH = 120
DEFAULT_ENGINE = registry.DEFAULT
WAITING, STOPPING = "Waiting…", "Stopping…"


def submit(fields: Mapping[str, object], *, by: User) -> Generation:
    """Turn a form into a generation whose jobs wait in the queue. Raises BriefErrors and OverQuota."""
    brief, notices = complete(fields, seed=secrets.randbelow(MAX_SEED + 1))  # checks the variations too
    variations = brief_checks.variations(_text(fields, "variations") or 1)
    engine, *fallbacks = choices.checked(_text(fields, "engine"), _text(fields, "fallbacks"))
    return order(
        brief,
        by=by,
        engine=engine,
        fallbacks=fallbacks,
        variations=variations,
        name=_text(fields, "name"),
        notices=notices,
    )


@transaction.atomic
def order(
    brief: Brief,
    *,
    by: User,
    engine: str = DEFAULT_ENGINE,
    fallbacks: Sequence[str] = (),
    variations: int = 1,
    name: str = "",
    notices: Sequence[str] = (),
    beside: Mapping[str, object] | None = None,
) -> Generation:
    """Queue the making of a complete brief, `variations` times with seeds of their own. Raises OverQuota.

    The first of the engine and the fallbacks that can run here is asked; the job says why not the ones before it.
    `beside` is what the worker needs besides the brief: `{"hum": {"digest", "zero_s"}}`.
    """
    quotas.check(by, jobs=variations, seconds=variations * brief.duration_s)
    generation = Generation.objects.create(
        user=by,
        name=(one_line(name) or _name_of(brief))[:NAME_LENGTH],
        prompt=brief.prompt,
        brief=asdict(brief),
        engine=engine,
        notices=list(notices),
    )
    asking = choices.asking([engine, *fallbacks])
    asking = asking if asking.engine else choices.Asking(engine)  # its worker says what it lacks
    for index in range(1, variations + 1):
        params = asdict(replace(brief, seed=seed_of(brief.seed, index))) | dict(beside or {})
        queue_job(generation, "beat", params, index, asking)
    return generation


def seed_of(first: int, index: int) -> int:
    """The seed of a variation: the first has the brief's own, each further one the next."""
    return (first + index - 1) % (MAX_SEED + 1)


def queue_job(
    generation: Generation, type: str, params: Mapping[str, object], index: int, asking: choices.Asking | None = None
) -> None:
    """Add the job of one variation to the queue, and ring for it. Without `asking`, it is for the generation's engine.

    Whoever calls has asked `quotas.check` for all of them.
    """
    asking = asking or choices.Asking(generation.engine)
    job = Job.objects.create(
        generation=generation,
        user=generation.user,
        type=type,
        index=index,
        queue=queues.of(type, asking.engine),
        engine=asking.engine,
        fallbacks=list(asking.fallbacks),
        tried=list(asking.tried),
        params=dict(params),
        music_s=quotas.music_s(type, params),
        max_attempts=choices.attempts_of(asking.engine),
    )
    journal.write(job, journal.PROGRESS, percent=0, stage=WAITING)
    leases.ring(job)


@transaction.atomic
def cancel(job: Job, *, by: User) -> bool:
    """Call a job off: at once while it waits, within a second while it runs. False where it had ended already.

    Raises PermissionError for anybody but its user.
    """
    _only_own(job, by)
    now = timezone.now()
    ended = {"state": Job.State.CANCELLED, "finished_at": now, "cancel_requested_at": now, "not_before": None}
    if Job.objects.filter(pk=job.pk, state=Job.State.WAITING).update(**ended):
        journal.write(job, journal.FAILED, error="Cancelled.", cancelled=True)
        uploads.forget(job, Job.State.CANCELLED)
        return True
    running = Job.objects.filter(pk=job.pk, state=Job.State.ACTIVE, cancel_requested_at__isnull=True)
    if running.update(cancel_requested_at=now, stage=STOPPING):
        journal.write(job, journal.PROGRESS, percent=job.percent, stage=STOPPING)
        return True
    return False


@transaction.atomic
def retry(job: Job, *, by: User) -> bool:
    """Put a failed job back into the queue, with all its attempts. False where it has not failed.

    Raises PermissionError for anybody but its user, and OverQuota.
    """
    _only_own(job, by)
    failed = Job.objects.filter(pk=job.pk, state=Job.State.FAILED)
    if not failed.exists():
        return False
    quotas.check(by, jobs=1, seconds=job.music_s)
    if not failed.update(**_AFRESH):
        return False
    journal.write(job, journal.PROGRESS, percent=0, stage=WAITING)
    leases.ring(job)
    return True


def _only_own(job: Job, by: User) -> None:
    if job.user_id != by.pk:
        raise PermissionError("Only the user whose job it is may do that.")


_AFRESH: Mapping[str, object] = {
    "state": Job.State.WAITING,
    "attempts": 0,
    "percent": 0,
    "stage": "",
    "error": "",
    "error_code": "",
    "started_at": None,
    "finished_at": None,
    "cancel_requested_at": None,
}


def _text(fields: Mapping[str, object], name: str) -> str:
    value = fields.get(name)
    return "" if value is None else str(value).strip()


def _name_of(brief: Brief) -> str:
    """A title out of the prompt; where that gives no more than the genre, what is to be made."""
    title = understand(brief.prompt).name
    if title.lower() not in ("", brief.genre):
        return title
    made = f"{brief.mood} {brief.genre} in {brief.key}"
    return made[0].upper() + made[1:]

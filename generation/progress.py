"""How a job stands, as pages and programs show it."""

import statistics
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from typing import Any
from uuid import UUID

from django.db.models import F
from django.urls import reverse
from django.utils import timezone

from generation import listening, uploads
from generation.comparisons import Comparison, comparison_of
from generation.engines.registry import ENGINES
from generation.models import Generation, Hum, Job
from repos import access
from repos.models import Commit

_PACE_SAMPLE = 15
_SHOWN = ("user", "generation__repo__owner", "generation__base")


@dataclass(frozen=True, slots=True)
class Tried:
    """An engine that could not do it."""

    engine: str
    sentence: str


@dataclass(frozen=True, slots=True)
class Snapshot:
    """A job at one moment."""

    id: UUID
    generation_id: UUID | None
    index: int
    type: str
    title: str
    state: str
    percent: int
    stage: str
    queue_position: int | None
    """1-based among the jobs of its queue that may start; None unless it is one of them."""
    ahead: int
    """How many will be taken up before it."""
    started_at: datetime | None
    elapsed_s: float | None
    expected_s: float | None
    """How long jobs like it took lately; None where none have."""
    error: str
    error_code: str
    attempts: int
    retry_at: datetime | None
    can_cancel: bool
    can_retry: bool
    commit_url: str | None
    base_url: str | None
    """The commit that it worked on, for a job that told something of it and made none."""
    hum_url: str | None
    """The hum that it wrote down, while that is kept."""
    facts: Mapping[str, Any]
    """What its result says of what came out: "bpm", "key", "duration" where it is a beat."""
    engine: str
    """Who is at it or did it, as it is called; "" where no engine is asked."""
    model: str
    """Which of its models, where it has several."""
    cost: Mapping[str, Any] | None
    """What a hosted engine charged, `{"amount", "unit"}`; None where nothing is known."""
    tried: tuple[Tried, ...]
    """Who was asked before, and failed."""
    notices: tuple[str, ...]
    """What its user should know of what came out."""
    comparison: Comparison | None
    """For a finished change of a commit: the take beside what it was made from."""
    version: tuple[object, ...]
    """Changes whenever the rest does, time aside."""

    @property
    def is_finished(self) -> bool:
        """Whether nothing more will happen to it."""
        return not self.can_cancel


@dataclass(frozen=True, slots=True)
class Queue:
    """A user's unfinished jobs, in the order in which they were asked for."""

    jobs: tuple[Snapshot, ...]
    active: int
    waiting: int


def snapshot(job: Job) -> Snapshot:
    """How the job stands now."""
    return _snapshots([job])[0]


def _snapshots(jobs: Sequence[Job]) -> list[Snapshot]:
    """How the jobs stand now: a few queries however many are unfinished, and one for each that gave a beat."""
    positions, paces = _positions(jobs), _paces(jobs)
    return [_snapshot(job, positions.get(job.pk), paces.get((job.type, job.engine))) for job in jobs]


def _snapshot(job: Job, position: int | None, pace: float | None) -> Snapshot:
    is_waiting, take = job.state == Job.State.WAITING, _take_of(job)
    return Snapshot(
        id=job.pk,
        generation_id=job.generation_id,
        index=job.index,
        type=job.type,
        title=job.title,
        state=job.state,
        percent=job.percent,
        stage=job.stage,
        queue_position=position,
        ahead=position - 1 if position else 0,
        started_at=job.started_at,
        elapsed_s=_elapsed_s(job),
        expected_s=_expected_s(job, pace),
        error=job.error,
        error_code=job.error_code,
        attempts=job.attempts,
        retry_at=job.not_before if is_waiting else None,
        can_cancel=not job.is_finished,
        can_retry=job.state == Job.State.FAILED and job.error_code not in uploads.FINAL,
        commit_url=_commit_url(job, take),
        base_url=_base_url(job),
        hum_url=_hum_url(job),
        facts=job.result,
        engine=_title(job.engine),
        model=job.result.get("model", ""),
        cost=job.cost,
        tried=tuple(Tried(_title(one["engine"]), one["sentence"]) for one in job.tried),
        notices=_notices(job),
        comparison=_comparison(job, take),
        version=(job.pk, job.state, job.events_count, job.percent, position, job.cancel_requested_at, job.engine),
    )


def _notices(job: Job) -> tuple[str, ...]:
    """What the take had to bend, but for what the page says of the whole generation."""
    said = job.generation.notices if job.generation else ()
    return tuple(notice for notice in job.result.get("notices", ()) if notice not in said)


def of_generation(generation: Generation) -> list[Snapshot]:
    """Its jobs, in the order of the variations."""
    return _snapshots(list(generation.jobs.select_related(*_SHOWN).order_by("index")))


def base_of(generation: Generation) -> Commit | None:
    """The commit that it works on, while its repo holds it and its user may see that."""
    base, repo = generation.base, generation.repo
    if not base or not repo or not access.may_read(generation.user, repo):
        return None
    return base if repo.commits.filter(pk=base.pk).exists() else None


def version_of(jobs: Iterable[Snapshot]) -> str:
    """A word that changes whenever the snapshots do, time aside: what a page shows need not be sent to it again."""
    return sha256(repr([job.version for job in jobs]).encode()).hexdigest()[:16]


def queue_of(user_id: int) -> Queue:
    """The user's jobs to which something will still happen: nothing came out yet, so no repo is asked for."""
    unfinished = Job.objects.unfinished().filter(user_id=user_id).select_related("generation")
    jobs = tuple(_snapshots(list(unfinished.order_by("created_at", "index"))))
    active = sum(job.state == Job.State.ACTIVE for job in jobs)
    return Queue(jobs=jobs, active=active, waiting=len(jobs) - active)


def _positions(jobs: Iterable[Job]) -> Mapping[UUID, int]:
    """Where each job that may start stands in the line of its queue, from 1."""
    now = timezone.now()
    queues = {job.queue for job in jobs if job.state == Job.State.WAITING}
    lines = (Job.objects.filter(queue=name).due(now).in_line().values_list("pk", flat=True) for name in queues)
    return {pk: place for line in lines for place, pk in enumerate(line, start=1)}


def _elapsed_s(job: Job) -> float | None:
    if job.started_at is None:
        return None
    return max(0.0, ((job.finished_at or timezone.now()) - job.started_at).total_seconds())


def _expected_s(job: Job, pace: float | None) -> float | None:
    duration_s = _duration_s(job)
    return None if job.is_finished or pace is None or not duration_s else pace * duration_s


def _duration_s(job: Job) -> float:
    return float(job.params.get("duration_s") or 0)


def _paces(jobs: Iterable[Job]) -> Mapping[tuple[str, str], float | None]:
    works = {(job.type, job.engine) for job in jobs if not job.is_finished}
    return {work: _pace(*work) for work in works}


def _pace(type: str, engine: str) -> float | None:
    """Seconds of work for a second of music, by the median of the latest jobs."""
    done = Job.objects.filter(type=type, engine=engine, state=Job.State.COMPLETED, started_at__isnull=False)
    latest: Iterable[Job] = done.order_by(F("finished_at").desc(nulls_last=True))[:_PACE_SAMPLE]
    paces = [(_elapsed_s(job) or 0) / _duration_s(job) for job in latest if _duration_s(job)]
    return statistics.median(paces) if paces else None


def _take_of(job: Job) -> Commit | None:
    """The commit that came out, while its repo holds it and its user may see that."""
    if job.state != Job.State.COMPLETED or job.generation is None or job.generation.repo is None:
        return None
    if not access.may_read(job.user, job.generation.repo):
        return None
    return Commit.objects.filter(takes__job=job, holdings__repo=job.generation.repo_id).first()


def _commit_url(job: Job, take: Commit | None) -> str | None:
    repo = job.generation.repo if job.generation else None
    if take is None or repo is None:
        return None
    return reverse("commit", args=[repo.owner.username, repo.name, take.digest])


def _base_url(job: Job) -> str | None:
    generation = job.generation
    if job.state != Job.State.COMPLETED or "commit" in job.result or generation is None or generation.repo is None:
        return None
    base, repo = base_of(generation), generation.repo
    page = "analysis" if job.type == listening.TYPE else "commit"
    return reverse(page, args=[repo.owner.username, repo.name, base.digest]) if base else None


def _hum_url(job: Job) -> str | None:
    hum = Hum.objects.filter(pk=job.result["hum"]).first() if "hum" in job.result else None
    return hum.get_absolute_url() if hum else None


def _title(engine: str) -> str:
    return ENGINES[engine].title if engine in ENGINES else engine


def _comparison(job: Job, take: Commit | None) -> Comparison | None:
    generation = job.generation
    if take is None or generation is None or generation.repo is None or generation.base is None:
        return None
    return comparison_of(job, generation.repo, take, generation.base)

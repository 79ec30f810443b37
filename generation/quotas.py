"""What a user has had made, what is left of it today, and no more than that."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Count, Sum
from django.utils import timezone

from accounts.models import User
from accounts.quotas import limits_of
from generation.engines.composer.score import BEATS_PER_BAR
from generation.models import Job, Usage

_MAKING = ("beat", "regenerate", "hum")


class OverQuota(Exception):
    """More than its user may have; the sentence is for them."""

    code = "quota_exceeded"


@dataclass(frozen=True, slots=True)
class Left:
    """What a user may still ask for; None where there is no limit."""

    seconds: float | None
    seconds_per_day: int | None
    jobs: int | None
    jobs_at_once: int | None

    @property
    def is_limited(self) -> bool:
        """Whether there is anything to tell."""
        return self.seconds_per_day is not None or self.jobs_at_once is not None

    @property
    def is_over(self) -> bool:
        """Whether nothing more can be asked for."""
        return self.seconds == 0 or self.jobs == 0


def left_of(user: User) -> Left:
    """What is left now. What is under way counts as made, until it has failed."""
    limits = limits_of(user)
    under_way = Job.objects.unfinished().filter(user=user).aggregate(jobs=Count("pk"), seconds=Sum("music_s"))
    made_s = Usage.objects.filter(user=user, at__gte=_midnight()).aggregate(all=Sum("seconds"))["all"] or 0.0
    used_s = made_s + (under_way["seconds"] or 0.0)
    return Left(
        None if limits.seconds_per_day is None else max(0.0, limits.seconds_per_day - used_s),
        limits.seconds_per_day,
        None if limits.jobs_at_once is None else max(0, limits.jobs_at_once - under_way["jobs"]),
        limits.jobs_at_once,
    )


def _midnight() -> datetime:
    return timezone.localtime().replace(hour=0, minute=0, second=0, microsecond=0)


def check(user: User, *, jobs: int, seconds: float) -> None:
    """Raise OverQuota for more than is left. Within the transaction that then writes the jobs: nobody comes between."""
    User.objects.select_for_update(no_key=True).only("pk").get(pk=user.pk)
    left = left_of(user)
    if left.jobs is not None and jobs > left.jobs:
        raise OverQuota(_too_many(jobs, left.jobs, left.jobs_at_once or 0))
    if left.seconds is not None and seconds > left.seconds:
        raise OverQuota(_too_long(seconds, left.seconds, left.seconds_per_day or 0))


def _too_many(jobs: int, left: int, limit: int) -> str:
    wait = "Wait until one has ended, or cancel one."
    if left == 0:
        return f"You may have {_jobs(limit)} at once, and {'it is' if limit == 1 else 'all are'} under way. {wait}"
    advice = "Ask for fewer variations." if left == limit else "Ask for fewer variations, or wait until one has ended."
    return f"That would be {_jobs(jobs)}, and you may have {left} more at once. {advice}"


def _too_long(seconds: float, left: float, limit: int) -> str:
    again = f"Tomorrow there are {limit:,} again."
    if left == 0:
        return f"Your {limit:,} seconds of music for today are used up. {again}"
    return f"That would be {seconds:,.0f} seconds of music, and {left:,.0f} of {limit:,} are left for today. {again}"


def _jobs(number: int) -> str:
    return f"{number} job{'' if number == 1 else 's'}"


def music_s(type: str, params: Mapping[str, Any]) -> float:
    """How many seconds of music a job makes: for more bars only these, and none for work on sound that is there."""
    if type == "extend":
        return float(params["bars"]) * BEATS_PER_BAR * 60.0 / float(params["brief"]["bpm"])
    return float(params.get("duration_s") or 0.0) if type in _MAKING else 0.0


def count(job: Job, cost: Mapping[str, Any] | None) -> None:
    """Write down what a job made and cost, in the transaction that ends it. It stays when the job is deleted."""
    told = cost or {}
    if not job.music_s and not told:
        return
    amount = told.get("amount")
    Usage.objects.create(
        user_id=job.user_id,
        job_id=job.pk,
        engine=job.engine,
        seconds=job.music_s,
        cost_amount=amount,
        cost_unit=str(told.get("unit", ""))[:12],
    )

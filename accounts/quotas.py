"""What users are allowed: everybody the same, but for those for whom an admin decided otherwise."""

from __future__ import annotations

from typing import NamedTuple

from django.conf import settings

from accounts.models import Quota, User


class Limits(NamedTuple):
    """None where there is no limit."""

    seconds_per_day: int | None
    """Seconds of music."""
    jobs_at_once: int | None


def limits_of(user: User) -> Limits:
    """What one user is allowed."""
    own = Quota.objects.filter(user=user).first()
    return Limits(
        _limit(own.seconds_per_day if own else None, settings.QUOTA_SECONDS_PER_DAY),
        _limit(own.jobs_at_once if own else None, settings.QUOTA_JOBS_AT_ONCE),
    )


def _limit(own: int | None, usual: int) -> int | None:
    return (usual if own is None else own) or None

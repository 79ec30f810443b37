"""Files that somebody sent and nobody has decoded yet: they lie in the store while their import may still need them.

Nothing refers to their blobs but the parameters of jobs, so pruning spares them only for its grace period. What waits
longer is held here, and what no import needs any more is let go within seconds, for it may be large.
"""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime, timedelta
from functools import partial

from django.conf import settings
from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from accounts.models import User
from audio import pruning
from audio import services as audio
from generation.brief_errors import BriefError, BriefErrors
from generation.models import Job

TYPES = ("import", "hum")
"""The jobs that decode what was sent."""
_WAITING_REQUESTS = 2
"""How many of the largest requests one user may have waiting."""
_SPARED_EVERY = timedelta(hours=1)
FINAL = ("file_refused", "file_lost", "hum_silent", "hum_crowded")
"""Error codes of imports and hums that no second try mends: other files do."""


def check_room(size_bytes: int, by: User, field: str = "files") -> None:
    """Raise BriefErrors (the field) where somebody's files that wait leave no room for more: disks are shared."""
    waiting = sum(one["size_bytes"] for job in _unfinished().filter(user=by) for one in job.params["files"])
    most = _WAITING_REQUESTS * settings.REQUEST_LIMIT_BYTES
    if waiting + size_bytes > most:
        sentence = (
            f"{waiting / 1e6:.0f} MB of your files still wait to be imported, and at most {most / 1e6:.0f} MB may."
        )
        raise BriefErrors([BriefError(field, "files_waiting", f"{sentence} Try again when some are done.")])


def hold(digests: Collection[str], field: str = "files") -> None:
    """Begin their grace period, within the transaction that queues their import. Raises BriefErrors (the field) where
    the end of another import of the same bytes took one away in the last moment."""
    if audio.spare(digests) < len(set(digests)):
        raise BriefErrors([BriefError(field, "files_lost", "These files were lost on their way. Send them again.")])


def spare_waiting() -> None:
    """Keep what waits longer than the grace period of pruning, as where no worker has run for days."""
    before = timezone.now() - _SPARED_EVERY
    audio.spare({digest for job in _unfinished() for digest in _digests(job)}, kept_before=before)


def forget(job: Job, state: str, error_code: str = "") -> None:
    """Let go of its files once this transaction has ended an import for good. A failure that may pass can be tried
    again by its user, so the files stay for the grace period then."""
    may_try_again = state == Job.State.FAILED and error_code not in FINAL
    if job.type in TYPES and not may_try_again:
        transaction.on_commit(partial(let_go, _digests(job), kept_before=job.created_at), robust=True)


def let_go(digests: Collection[str], *, kept_before: datetime | None = None) -> None:
    """Remove files unless anything needs them: a version, another import, or whoever keeps the same bytes meanwhile,
    which is whoever kept them after `kept_before`."""
    needed = {digest for job in _unfinished() for digest in _digests(job)}
    for digest in set(digests) - needed:
        pruning.remove(digest, kept_before or timezone.now())


def _unfinished() -> QuerySet[Job]:
    return Job.objects.unfinished().filter(type__in=TYPES)


def _digests(job: Job) -> list[str]:
    return [str(one["digest"]) for one in job.params["files"]]

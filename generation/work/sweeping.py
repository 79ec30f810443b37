"""What must go on when workers die and bells are lost: done every few seconds, harmless when done twice."""

import logging
import shutil
import time
from datetime import timedelta
from pathlib import Path
from uuid import UUID

from django.conf import settings
from django.utils import timezone

from audio import bouncing
from beatflow_site.lib import queue
from generation import uploads
from generation.models import Job
from generation.work import leases
from generation.work.runner import scratch_name

RING_AFTER = timedelta(seconds=1)
_logger = logging.getLogger(__name__)


def sweep() -> None:
    """Give back what nobody works on, ring for what waits, and clear away what the dead left."""
    released = leases.release_dead() + leases.release_expired()
    if released:
        _logger.warning("Gave back %s that lost their worker.", f"{released} job{'s' * (released > 1)}")
    for name in Job.Queue.values:
        ring_for_waiting(name)
    uploads.spare_waiting()
    clear_scratch()


def ring_for_waiting(name: str) -> None:
    """Ring for jobs of a queue that have been due for a moment and have no bell."""
    waiting = Job.objects.filter(queue=name).due(timezone.now() - RING_AFTER)
    count = waiting.filter(created_at__lte=timezone.now() - RING_AFTER).count()
    for _ in range(count - queue.unanswered(name) if count else 0):
        queue.ring(leases.DOORBELL, name)


def clear_scratch() -> None:
    """Remove the folders of attempts that are over, and of mixes whose maker was killed."""
    bouncing.clear_away()
    folders = list(settings.SCRATCH_DIR.glob("*.*.*")) if settings.SCRATCH_DIR.is_dir() else []
    if folders:
        active = {scratch_name(job) for job in Job.objects.filter(state=Job.State.ACTIVE)}
        for folder in folders:
            if folder.name not in active and _is_attempt(folder):
                shutil.rmtree(folder, ignore_errors=True)


def _is_attempt(folder: Path) -> bool:
    try:
        UUID(folder.name.split(".")[0])
    except ValueError:
        return False
    return folder.is_dir()


class Watchdog:
    """Notices a cluster that stopped answering: a job stays next in line though workers here have nothing to do.

    django-q2 gets there when a worker that waits for a message is killed with the lock of the queue in its hand.
    """

    PATIENCE_S = 15.0

    def __init__(self, queue_name: str, workers: int) -> None:
        self._queue, self._workers = queue_name, workers
        self._next: UUID | None = None
        self._since = 0.0

    def barks(self) -> bool:
        """Whether the cluster should be started anew."""
        first = self._next_in_line()
        if first is None or first != self._next:
            self._next, self._since = first, time.monotonic()
            return False
        if time.monotonic() - self._since < self.PATIENCE_S:
            return False
        self._next = None
        return True

    def _next_in_line(self) -> UUID | None:
        here = Job.objects.filter(state=Job.State.ACTIVE, queue=self._queue)
        if here.filter(worker__startswith=f"{settings.INSTANCE}:").count() >= self._workers:
            return None
        return Job.objects.filter(queue=self._queue).due().in_line().values_list("pk", flat=True).first()

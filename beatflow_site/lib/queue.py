"""Doorbells: messages that tell a worker to look. What there is to do stands in the database, never in a message."""

from datetime import timedelta

from django.utils import timezone
from django_q.conf import Conf
from django_q.models import OrmQ
from django_q.tasks import async_task

STALE_AFTER = timedelta(hours=1)


def ring(task: str, queue: str) -> None:
    """Ask one worker of a queue to call `task(queue)`. Within a transaction the bell rings when that commits."""
    async_task(task, queue, cluster=queue)


def unanswered(queue: str) -> int:
    """How many bells no cluster has heard yet."""
    count: int = OrmQ.objects.filter(key=queue, lock__lte=timezone.now()).count()
    return count


def forget_stale() -> None:
    """Remove bells that a cluster took an hour ago and never answered: it is busy, or it died. Both are harmless."""
    taken_before = timezone.now() - STALE_AFTER + timedelta(seconds=Conf.RETRY)
    OrmQ.objects.filter(lock__gt=timezone.now(), lock__lt=taken_before).delete()

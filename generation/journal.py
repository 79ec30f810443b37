"""What happened to jobs, written down so that pages and programs can be told, in order and again."""

from django.contrib.auth import get_user_model
from django.db import transaction
from django.db.models import F

from beatflow_site.lib import events
from generation.models import Job, JobEvent

STARTED = "generation:started"
PROGRESS = "generation:progress"
COMPLETED = "generation:completed"
FAILED = "generation:failed"
LINE = "line"
"""The topic that is woken when any job may have moved up in its queue."""


def topic_of(user_id: int) -> str:
    """The topic that is woken when something happens to a user's jobs."""
    return f"user-{user_id}"


@transaction.atomic
def write(job: Job, name: str, /, **details: object) -> JobEvent:
    """Add the next event of a job and wake whoever watches."""
    Job.objects.filter(pk=job.pk).update(events_count=F("events_count") + 1)
    # One user's events are written one at a time, so that their ids grow in the order in which they become visible.
    get_user_model().objects.select_for_update(no_key=True).only("pk").get(pk=job.user_id)
    seq = Job.objects.values_list("events_count", flat=True).get(pk=job.pk)
    ids = {"jobId": str(job.pk), "generationId": str(job.generation_id)}
    event = JobEvent.objects.create(job=job, user_id=job.user_id, seq=seq, type=name, payload={**ids, **details})
    events.wake(topic_of(job.user_id), *(() if name == PROGRESS else (LINE,)))
    return event

"""What was asked for, the work on it, and what came out."""

import uuid
from datetime import datetime
from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone


class Generation(models.Model):
    """What a user asked for: a beat by a brief, a change of a commit, or work on sound that is there. It has a job
    for each variation."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="generations")
    name = models.CharField(max_length=120)
    prompt = models.CharField(max_length=2000, blank=True)
    brief = models.JSONField()
    """The complete brief of the first variation, the others differ in their seed; {} where no music is composed."""
    settings = models.JSONField(default=dict)
    """What was chosen for work on sound that is there: `{"preset": "vocals"}`."""
    engine = models.CharField(max_length=20, blank=True)
    """The engine that was asked for first; "" where none is needed."""
    notices = models.JSONField(default=list)
    repo = models.ForeignKey("repos.Repo", null=True, on_delete=models.SET_NULL, related_name="generations")
    """Where its takes are kept: known from the start where a commit is worked on, else made for the first take."""
    base = models.ForeignKey("repos.Commit", null=True, on_delete=models.SET_NULL, related_name="generations")
    """The commit that is worked on; None where a beat is made from nothing."""
    branch = models.CharField(max_length=100, blank=True)
    """The branch that was looked at when a change of `base` was asked for."""
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["-created_at"]
        indexes = [models.Index(fields=["user", "-created_at"])]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("generation", args=[self.pk])


class JobSet(models.QuerySet["Job"]):
    """Questions about many jobs."""

    def due(self, now: datetime | None = None) -> Self:
        """Waiting, and allowed to start."""
        not_held_back = Q(not_before__isnull=True) | Q(not_before__lte=now or timezone.now())
        return self.filter(not_held_back, state=Job.State.WAITING)

    def unfinished(self) -> Self:
        """Something will still happen to them."""
        return self.filter(state__in=[Job.State.WAITING, Job.State.ACTIVE])

    def in_line(self) -> Self:
        """In the order in which they will be taken up."""
        return self.order_by("-priority", "created_at", "index", "pk")


class Job(models.Model):
    """A piece of long work. This row is the truth; a message in the queue is only a doorbell."""

    class State(models.TextChoices):
        WAITING = "waiting", "Waiting"
        ACTIVE = "active", "Active"
        COMPLETED = "completed", "Completed"
        FAILED = "failed", "Failed"
        CANCELLED = "cancelled", "Cancelled"

    class Queue(models.TextChoices):
        CPU = "cpu", "CPU"
        GPU = "gpu", "GPU"
        HOSTED = "hosted", "Hosted"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    generation = models.ForeignKey(Generation, null=True, on_delete=models.CASCADE, related_name="jobs")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="jobs")
    type = models.CharField(max_length=20)
    """"beat", "regenerate", "extend"; "import", "analyse", "stems", "mix", "master", "hum": `work.runner.KINDS`."""
    index = models.PositiveSmallIntegerField(default=1)
    """Which variation of its generation, from 1."""
    queue = models.CharField(max_length=10, choices=Queue.choices, default=Queue.CPU)
    state = models.CharField(max_length=10, choices=State.choices, default=State.WAITING)
    priority = models.SmallIntegerField(default=0)
    percent = models.PositiveSmallIntegerField(default=0)
    stage = models.CharField(max_length=120, blank=True)
    engine = models.CharField(max_length=20, blank=True)
    """Who is at it now, or did it: the engine that was asked for, or the fallback that it came to."""
    fallbacks = models.JSONField(default=list)
    """Names of the engines that are asked next, one after the other, where this one fails."""
    tried = models.JSONField(default=list)
    """The engines that failed before: `[{"engine", "code", "sentence"}]`."""
    notes = models.JSONField(default=dict)
    """What an attempt noted for the next one: what must not be paid for twice. Begun anew with every engine."""
    cost = models.JSONField(null=True)
    """What a hosted engine charged: `{"amount", "unit"}`; None where nothing is known."""
    music_s = models.FloatField(default=0.0)
    """How many seconds of music it makes, which count against its user's quota."""
    params = models.JSONField(default=dict)
    result = models.JSONField(default=dict)
    error_code = models.CharField(max_length=60, blank=True)
    error = models.CharField(max_length=500, blank=True)
    attempts = models.PositiveSmallIntegerField(default=0)
    max_attempts = models.PositiveSmallIntegerField(default=3)
    not_before = models.DateTimeField(null=True)
    """When it may be tried again, after a failure that can pass."""
    worker = models.CharField(max_length=200, blank=True)
    """Who holds the lease: instance, run and process."""
    lease_until = models.DateTimeField(null=True)
    cancel_requested_at = models.DateTimeField(null=True)
    events_count = models.PositiveIntegerField(default=0)
    created_at = models.DateTimeField(auto_now_add=True)
    started_at = models.DateTimeField(null=True)
    """When the latest attempt began."""
    finished_at = models.DateTimeField(null=True)

    objects = JobSet.as_manager()

    class Meta:
        ordering = ["created_at", "index"]
        indexes = [
            models.Index(fields=["queue", "state", "-priority", "created_at"]),
            models.Index(fields=["state", "lease_until"]),
            models.Index(fields=["user", "-created_at"]),
        ]
        constraints = [models.CheckConstraint(condition=models.Q(percent__lte=100), name="percent_is_at_most_100")]

    def __str__(self) -> str:
        return f"{self.type} {self.pk}"

    @property
    def title(self) -> str:
        """What it makes, in words."""
        name = self.generation.name if self.generation else self.type
        return f"{name}, take {self.index}" if self.index > 1 else name

    @property
    def is_finished(self) -> bool:
        """Whether nothing more will happen to it."""
        return self.state in (self.State.COMPLETED, self.State.FAILED, self.State.CANCELLED)


class JobEvent(models.Model):
    """Something that happened to a job, numbered from 1 within it, kept so that it can be told again."""

    job = models.ForeignKey(Job, on_delete=models.CASCADE, related_name="events")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    """Whose job it is. One user's events get their ids in the order of their commits: an id is a cursor."""
    seq = models.PositiveIntegerField()
    type = models.CharField(max_length=40)
    """"generation:started", "generation:progress", "generation:completed", "generation:failed"."""
    payload = models.JSONField()
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["job", "seq"]
        indexes = [models.Index(fields=["user", "id"])]
        constraints = [models.UniqueConstraint(fields=["job", "seq"], name="one_event_per_number")]

    def __str__(self) -> str:
        return f"{self.seq} {self.type}"


class Take(models.Model):
    """What a job gave. It becomes a commit."""

    job = models.ForeignKey(Job, on_delete=models.CASCADE, related_name="takes")
    index = models.PositiveSmallIntegerField(default=1)
    commit = models.ForeignKey("repos.Commit", null=True, on_delete=models.SET_NULL, related_name="takes")
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["job", "index"], name="one_take_per_number")]

    def __str__(self) -> str:
        return f"Take {self.index} of {self.job_id}"


class Usage(models.Model):
    """What a finished job made for somebody. It outlives the job: deleting that gives nothing back."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="usage")
    job_id = models.UUIDField(unique=True)
    engine = models.CharField(max_length=20, blank=True)
    seconds = models.FloatField()
    """Of music."""
    cost_amount = models.FloatField(null=True)
    """What a hosted engine said that it charged; None where it said nothing."""
    cost_unit = models.CharField(max_length=12, blank=True)
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["-at"]
        verbose_name_plural = "usage"
        indexes = [models.Index(fields=["user", "at"])]

    def __str__(self) -> str:
        return f"{self.seconds:.0f} s by {self.engine}"


class Hum(models.Model):
    """A melody that somebody hummed: the recording, the notes that were heard in it, and what was changed of them."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="hums")
    name = models.CharField(max_length=120)
    sound = models.ForeignKey("audio.Blob", on_delete=models.PROTECT, related_name="+")
    heard = models.JSONField()
    """The notes as they were heard, never changed: `[[start_s, end_s, pitch, velocity]]`; a note's id is its place."""
    heard_bpm = models.FloatField()
    was_counted_in = models.BooleanField(default=False)
    """Whether it was hummed after a count-in at `heard_bpm`, so that the recording begins with a bar."""
    edits = models.JSONField(default=dict)
    """What was changed: the fields of `humming.Edits` that differ from what was heard."""
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["-created_at"]
        indexes = [models.Index(fields=["user", "-created_at"])]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("hum_notes", args=[self.pk])

"""Merge requests and what is said about them."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.urls import reverse
from django.utils import timezone

from repos.models.history import Commit


class MergeRequest(models.Model):
    """Somebody proposes what a branch has, of the same repo or of a fork, for another branch.

    The repo holds the proposed commit and keeps it by a ref of the kind "request", so that whoever may see the repo
    can hear it, even where the fork is private or gone by now.
    """

    class State(models.TextChoices):
        OPEN = "open", "Open"
        MERGED = "merged", "Merged"
        CLOSED = "closed", "Closed"

    repo = models.ForeignKey("repos.Repo", on_delete=models.CASCADE, related_name="merge_requests")
    number = models.PositiveIntegerField()
    title = models.CharField(max_length=120)
    description = models.CharField(max_length=5000, blank=True)
    author = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    author_name = models.CharField(max_length=80)
    source_repo = models.ForeignKey("repos.Repo", null=True, on_delete=models.SET_NULL, related_name="+")
    """Where it comes from, while that is there."""
    source_title = models.CharField(max_length=160)
    """What that was called when the request was made: "bob/night-drive"."""
    source_branch = models.CharField(max_length=100)
    target_branch = models.CharField(max_length=100)
    head = models.ForeignKey(Commit, on_delete=models.PROTECT, related_name="+")
    """What is proposed now."""
    state = models.CharField(max_length=10, choices=State.choices, default=State.OPEN)
    merged_as = models.ForeignKey(Commit, null=True, on_delete=models.SET_NULL, related_name="+")
    created_at = models.DateTimeField(default=timezone.now)
    updated_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["-number"]
        constraints = [models.UniqueConstraint(fields=["repo", "number"], name="one_merge_request_per_number")]
        indexes = [models.Index(fields=["repo", "state", "-number"])]

    def __str__(self) -> str:
        return f"{self.title} ({self.number})"

    def get_absolute_url(self) -> str:
        return reverse("merge_request", args=[self.repo.owner.username, self.repo.name, self.number])

    @property
    def is_open(self) -> bool:
        """Whether it waits for an answer."""
        return self.state == self.State.OPEN

    @property
    def is_from_fork(self) -> bool:
        """Whether it comes from another repo."""
        return self.source_repo_id != self.repo_id


class Remark(models.Model):
    """Something said about a merge request, or done with it."""

    class Kind(models.TextChoices):
        COMMENT = "comment", "Comment"
        APPROVAL = "approval", "Approved"
        UPDATE = "update", "Updated"
        MERGE = "merge", "Merged"
        CLOSURE = "closure", "Closed"
        REOPENING = "reopening", "Reopened"

    request = models.ForeignKey(MergeRequest, on_delete=models.CASCADE, related_name="remarks")
    kind = models.CharField(max_length=10, choices=Kind.choices)
    author = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    author_name = models.CharField(max_length=80)
    text = models.CharField(max_length=2000, blank=True)
    position_s = models.FloatField(null=True)
    """The moment in the proposed audio that a comment is about."""
    commit = models.ForeignKey(Commit, null=True, on_delete=models.SET_NULL, related_name="+")
    """What was proposed when it was said; what it was merged as."""
    said_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["said_at", "pk"]

    def __str__(self) -> str:
        return f"{self.author_name}: {self.get_kind_display()}"

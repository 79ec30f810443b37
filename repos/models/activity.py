"""What people do in repos, kept in the order in which it happened."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils import timezone


class Activity(models.Model):
    """Somebody did something in a repo. Whether one may hear of it follows from the repo, when one asks."""

    class Verb(models.TextChoices):
        BEGIN = "begin", "Begin"
        COMMIT = "commit", "Commit"
        MERGE = "merge", "Merge"
        FORK = "fork", "Fork"
        STAR = "star", "Star"
        PROPOSE = "propose", "Propose"
        CLOSE = "close", "Close"

    actor = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    repo = models.ForeignKey("repos.Repo", on_delete=models.CASCADE, related_name="activities")
    verb = models.CharField(max_length=10, choices=Verb.choices)
    commit = models.ForeignKey("repos.Commit", null=True, on_delete=models.CASCADE, related_name="+")
    """What was committed or merged, or where a fork began; None for whatever else."""
    merge_request = models.ForeignKey("repos.MergeRequest", null=True, on_delete=models.CASCADE, related_name="+")
    """What was proposed or closed. That it was merged is told by the commit."""
    happened_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["-pk"]
        verbose_name_plural = "activities"
        indexes = [models.Index(fields=["actor", "-id"]), models.Index(fields=["repo", "-id"])]

    def __str__(self) -> str:
        return f"{self.actor_id} {self.verb} {self.repo_id}"

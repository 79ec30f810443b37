"""Crates: lists of beats that somebody puts together."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.urls import reverse

from repos.models.repository import Repo


class Crate(models.Model):
    """A playlist, at `/crates/number/`."""

    owner = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="crates")
    title = models.CharField(max_length=120)
    description = models.CharField(max_length=2000, blank=True)
    visibility = models.CharField(max_length=10, choices=Repo.Visibility.choices, default=Repo.Visibility.PRIVATE.value)
    created_at = models.DateTimeField(auto_now_add=True)
    updated_at = models.DateTimeField(auto_now=True)

    class Meta:
        ordering = ["-updated_at", "-pk"]
        indexes = [models.Index(fields=["owner", "-updated_at"])]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("crate", args=[self.pk])


class CrateItem(models.Model):
    """A beat in a crate."""

    crate = models.ForeignKey(Crate, on_delete=models.CASCADE, related_name="items")
    repo = models.ForeignKey(Repo, on_delete=models.CASCADE, related_name="+")
    commit = models.ForeignKey("repos.Commit", null=True, blank=True, on_delete=models.CASCADE, related_name="+")
    """The version that is meant for good; None for whatever stands at the tip of the default branch."""
    position = models.PositiveIntegerField()
    added_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["position", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["crate", "repo", "commit"], name="a_version_once_per_crate"),
            models.UniqueConstraint(
                fields=["crate", "repo"], condition=models.Q(commit=None), name="a_beat_as_it_is_once_per_crate"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.repo_id} in {self.crate_id}"

"""Repos that are to change hands."""

from __future__ import annotations

from django.conf import settings
from django.db import models


class Transfer(models.Model):
    """A repo is offered to somebody, who has not answered yet."""

    repo = models.OneToOneField("repos.Repo", on_delete=models.CASCADE, related_name="transfer")
    to = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="offered_repos")
    offered_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["-offered_at", "-pk"]

    def __str__(self) -> str:
        return f"{self.repo_id} to {self.to_id}"

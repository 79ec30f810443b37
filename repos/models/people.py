"""Who has to do with a repo besides its owner: collaborators and those who starred it."""

from __future__ import annotations

from django.conf import settings
from django.db import models


class Collaborator(models.Model):
    """Somebody whom the owner lets in, and how far."""

    class Role(models.TextChoices):
        READ = "read", "Read"
        WRITE = "write", "Write"
        ADMIN = "admin", "Admin"

    repo = models.ForeignKey("repos.Repo", on_delete=models.CASCADE, related_name="collaborators")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="collaborations")
    role = models.CharField(max_length=10, choices=Role.choices, default=Role.WRITE)
    added_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["added_at", "pk"]
        constraints = [models.UniqueConstraint(fields=["repo", "user"], name="a_collaborator_once_per_repo")]

    def __str__(self) -> str:
        return f"{self.user_id} may {self.role} {self.repo_id}"


class Star(models.Model):
    """Somebody likes a repo."""

    repo = models.ForeignKey("repos.Repo", on_delete=models.CASCADE, related_name="stars")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="stars")
    starred_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["-starred_at", "-pk"]
        constraints = [models.UniqueConstraint(fields=["repo", "user"], name="a_star_once_per_repo")]

    def __str__(self) -> str:
        return f"{self.user_id} likes {self.repo_id}"

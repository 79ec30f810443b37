"""Branches and tags that were deleted, kept so that they can be brought back."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.conf import settings
from django.db import models
from django.utils import timezone

from repos.models.history import Commit, Ref

KEPT_FOR = timedelta(days=30)


class DeletedRefs(models.QuerySet["DeletedRef"]):
    """Sets of them."""

    def still_kept(self) -> DeletedRefs:
        """Those that can be brought back."""
        return self.filter(deleted_at__gt=timezone.now() - KEPT_FOR)


class DeletedRef(models.Model):
    """Where a branch or tag stood when somebody deleted it."""

    repo = models.ForeignKey("repos.Repo", on_delete=models.CASCADE, related_name="deleted_refs")
    kind = models.CharField(max_length=10, choices=Ref.Kind.choices)
    name = models.CharField(max_length=100)
    tip = models.ForeignKey(Commit, on_delete=models.PROTECT, related_name="+")
    deleted_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    deleted_by_name = models.CharField(max_length=80)
    deleted_at = models.DateTimeField(default=timezone.now)

    objects = DeletedRefs.as_manager()

    class Meta:
        ordering = ["-deleted_at", "-pk"]

    def __str__(self) -> str:
        return self.name

    @property
    def kept_until(self) -> datetime:
        """How long it can be brought back."""
        return self.deleted_at + KEPT_FOR

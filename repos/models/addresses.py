"""Where repos were to be found before they were renamed or changed hands."""

from __future__ import annotations

from django.conf import settings
from django.db import models


class OldAddress(models.Model):
    """An address that leads to where a repo is now, until another repo takes it."""

    owner = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    name = models.SlugField(max_length=100)
    repo = models.ForeignKey("repos.Repo", on_delete=models.CASCADE, related_name="old_addresses")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["owner", "name"], name="one_old_address_per_owner_and_name")]

    def __str__(self) -> str:
        return f"{self.owner_id}/{self.name}"

"""What our blobs and commits are called by git."""

from django.db import models


class GitObject(models.Model):
    """A memo: what lies under a digest of ours has this id in git. Bytes are then read only when they are sent.

    It points at nothing: it is true for ever, and must hold no blob that nothing else holds.
    """

    class Kind(models.TextChoices):
        BLOB = "blob", "Blob"
        COMMIT = "commit", "Commit"

    kind = models.CharField(max_length=6, choices=Kind.choices)
    digest = models.CharField(max_length=64)
    git_id = models.CharField(max_length=40)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["kind", "digest"], name="one_git_id_per_object")]

    def __str__(self) -> str:
        return f"{self.kind} {self.git_id[:12]}"

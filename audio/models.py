"""Stored audio and what is derived from it."""

from django.db import models
from django.utils import timezone

from audio.dsp.rate import SAMPLE_RATE_HZ


class Blob(models.Model):
    """Bytes addressed by their SHA-256. The row is written after the bytes lie in the store."""

    digest = models.CharField(max_length=64, primary_key=True)
    size_bytes = models.PositiveBigIntegerField()
    media_type = models.CharField(max_length=60)
    frames = models.PositiveBigIntegerField(null=True)
    """None where it is no audio."""
    loudness_lufs = models.FloatField(null=True)
    true_peak_dbtp = models.FloatField(null=True)
    created_at = models.DateTimeField(auto_now_add=True)
    kept_at = models.DateTimeField(default=timezone.now)
    """When somebody last kept it. Pruning spares what was kept lately: its commit may not be made yet."""

    class Meta:
        indexes = [models.Index(fields=["kept_at"])]

    def __str__(self) -> str:
        return self.digest[:12]

    @property
    def duration_s(self) -> float | None:
        """How long it lasts, where it is audio."""
        return None if self.frames is None else self.frames / SAMPLE_RATE_HZ


class Rendition(models.Model):
    """A memo: `source` prepared by `recipe` gave `blob`. Never computed twice."""

    source = models.ForeignKey(Blob, on_delete=models.CASCADE, related_name="renditions")
    recipe = models.CharField(max_length=60)
    blob = models.ForeignKey(Blob, on_delete=models.PROTECT, related_name="rendition_of")
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["source", "recipe"], name="one_rendition_per_recipe")]

    def __str__(self) -> str:
        return f"{self.source} as {self.recipe}"

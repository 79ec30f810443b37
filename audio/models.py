"""Stored audio and what is derived from it."""

from django.conf import settings
from django.db import models
from django.db.models import Q
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


class Analysis(models.Model):
    """What was heard in a blob: tempo, beats, key, loudness. Found once, and anew when the method gets better."""

    blob = models.OneToOneField(Blob, primary_key=True, on_delete=models.CASCADE, related_name="analysis")
    version = models.PositiveSmallIntegerField()
    """Of the method: `audio.dsp.analysis.VERSION`."""
    facts = models.JSONField()
    """`audio.dsp.analysis.analyse.Analysis.facts`."""
    made_at = models.DateTimeField(default=timezone.now)

    def __str__(self) -> str:
        return f"{self.blob_id[:12]} as heard"


class Correction(models.Model):
    """What somebody knows better than the analysis of a blob. Theirs alone, and kept when it is analysed anew."""

    blob = models.ForeignKey(Blob, on_delete=models.CASCADE, related_name="corrections")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    bpm = models.FloatField(null=True)
    key = models.CharField(max_length=24, blank=True)
    downbeat_s = models.FloatField(null=True)
    """When the first bar begins."""
    updated_at = models.DateTimeField(auto_now=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["blob", "user"], name="one_correction_per_user"),
            models.CheckConstraint(condition=Q(bpm__isnull=True) | Q(bpm__gt=0), name="a_corrected_tempo_is_one"),
        ]

    def __str__(self) -> str:
        return f"{self.blob_id[:12]} as user {self.user_id} says"

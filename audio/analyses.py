"""What was heard in stored sound, and what people know better."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.contrib.auth.base_user import AbstractBaseUser
from django.utils import timezone

from audio.dsp.analysis import VERSION
from audio.models import Analysis, Blob, Correction

BEATS_PER_BAR = 4
_NEARLY_WHOLE_BPM = 0.06
"""Machines play whole tempi; what is heard is that near to them."""


@dataclass(frozen=True, slots=True)
class Heard:
    """The analysis of a blob as somebody sees it: what they corrected goes first."""

    facts: Mapping[str, Any]
    """`audio.dsp.analysis.analyse.Analysis.facts`."""
    correction: Correction | None

    @property
    def bpm(self) -> float | None:
        """The tempo; None where there is no beat."""
        if self.correction and self.correction.bpm is not None:
            return self.correction.bpm
        return self.facts["tempo"]["bpm"] if self.facts["tempo"] else None

    @property
    def key(self) -> str:
        """Like "F# minor"; "" where there is none."""
        if self.correction and self.correction.key:
            return self.correction.key
        return self.facts["key"]["name"] if self.facts["key"] else ""

    @property
    def downbeat_s(self) -> float | None:
        """When the first bar begins."""
        if self.correction and self.correction.downbeat_s is not None:
            return self.correction.downbeat_s
        return self.facts["downbeats_s"][0] if self.facts["downbeats_s"] else None

    @property
    def downbeats_s(self) -> Sequence[float]:
        """Where bars begin: as heard, or evenly from what was corrected."""
        if not self.correction or (self.correction.bpm is None and self.correction.downbeat_s is None):
            return list(self.facts["downbeats_s"])
        if not self.bpm or self.downbeat_s is None:
            return []
        bar_s = BEATS_PER_BAR * 60.0 / self.bpm
        bars = range(int(max(0.0, self.facts["duration_s"] - self.downbeat_s) / bar_s) + 1)
        return [round(self.downbeat_s + bar * bar_s, 4) for bar in bars]


def of(blob: Blob | None, user: AbstractBaseUser | Any) -> Heard | None:
    """What was heard in a blob, with what this user corrected; None where nobody has listened by today's method."""
    found = Analysis.objects.filter(blob=blob, version=VERSION).first() if blob else None
    if found is None:
        return None
    return Heard(found.facts, corrected_by(blob, user))


def corrected_by(blob: Blob | None, user: AbstractBaseUser | Any) -> Correction | None:
    """What somebody knows better of a blob; None where they said nothing."""
    return Correction.objects.filter(blob=blob, user_id=user.pk).first() if blob and user.pk else None


def is_known(blob: Blob | None) -> bool:
    """Whether today's method has listened to a blob."""
    return blob is not None and Analysis.objects.filter(blob=blob, version=VERSION).exists()


def written_bpm(bpm: float) -> float:
    """A tempo that was heard as people write it: whole where it nearly is."""
    return float(round(bpm)) if abs(bpm - round(bpm)) <= _NEARLY_WHOLE_BPM else round(bpm, 2)


def keep(blob: Blob, facts: Mapping[str, Any]) -> Analysis:
    """Note what was heard, in place of what an older method told."""
    told = {"version": facts["version"], "facts": dict(facts), "made_at": timezone.now()}
    analysis, _ = Analysis.objects.update_or_create(blob=blob, defaults=told)
    return analysis


def correct(
    blob: Blob, *, bpm: float | None = None, key: str = "", downbeat_s: float | None = None, by: AbstractBaseUser
) -> None:
    """Note what somebody knows better, in place of what they said before; nothing at all takes it back.

    Whoever asks has checked the values.
    """
    if bpm is None and not key and downbeat_s is None:
        Correction.objects.filter(blob=blob, user_id=by.pk).delete()
        return
    said = {"bpm": bpm, "key": key, "downbeat_s": downbeat_s}
    Correction.objects.update_or_create(blob=blob, user_id=by.pk, defaults=said)

"""What is unusual about a brief, in sentences."""

from __future__ import annotations

from generation.engines.base import Brief
from generation.engines.composer.genres import GENRES
from generation.engines.composer.score import BEATS_PER_BAR
from generation.engines.structure import late_peak, misfit


def about_tempo(brief: Brief, asked_bpm: float | None, usual_bpm: float | None) -> tuple[str, ...]:
    """A notice where somebody asked for a tempo that is unusual for the genre; a sub-style's own is not."""
    low, high = GENRES[brief.genre].bpm_range
    if not asked_bpm or low <= asked_bpm <= high or asked_bpm == usual_bpm:
        return ()
    name = brief.genre if brief.genre.isupper() else brief.genre[0].upper() + brief.genre[1:]
    return (f"{name} usually runs at {low}–{high} bpm; this is {brief.bpm:g}.",)


def about_form(brief: Brief) -> tuple[str, ...]:
    """Notices where the form does not fit the length."""
    bars = round(brief.duration_s * brief.bpm / 60.0 / BEATS_PER_BAR)
    notices = (late_peak(brief.structure, bars), misfit(brief.structure, bars))
    return tuple(notice for notice in notices if notice)

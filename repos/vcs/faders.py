"""Where a fader stands for a gain, and which gain it means: it moves by half decibels, and its foot is silence."""

from __future__ import annotations

from dataclasses import replace

from repos.vcs.arrangement import GAIN_CDB, Track

FOOT_DB, TOP_DB, STEP_DB = -48.0, 6.0, 0.5
SILENT_CDB = GAIN_CDB[0]


def standing_at(gain_cdb: int) -> float:
    """The nearest place on a fader, in dB."""
    steps = round(gain_cdb / 100 / STEP_DB)
    return min(TOP_DB, max(FOOT_DB, steps * STEP_DB))


def moved(track: Track, fader_db: float | None, pan_percent: int | None) -> Track:
    """A track whose fader and pan stand elsewhere. None, or where they stand already, leaves them exactly as they are:
    a gain may lie between two places of a fader."""
    gain_cdb = track.gain_cdb
    if fader_db is not None and fader_db != standing_at(gain_cdb):
        gain_cdb = SILENT_CDB if fader_db <= FOOT_DB else round(fader_db * 100)
    return replace(track, gain_cdb=gain_cdb, pan_percent=track.pan_percent if pan_percent is None else pan_percent)

"""What somebody hums, as notes. Swift-F0 tells pitch and level of every 16 ms, and where a note begins and ends."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from audio.dsp.humming.notes import HumNote
from audio.dsp.sound import SAMPLE_RATE_HZ, Sound

if TYPE_CHECKING:
    from swift_f0 import SwiftF0

MODEL_RATE_HZ = 16_000
_LOW_HZ, _HIGH_HZ = 55.0, 1600.0
"""A1 to beyond G6: nobody hums outside."""
_SHORTEST_S = 0.06
_LOUDEST, _QUIETEST, _RANGE_DB = 0.95, 0.35, 24.0
_LEVEL_DB = -20.0
"""Where the loudest moments of a hum are brought before it is listened to."""


def notes_of(sound: Sound) -> list[HumNote]:
    """The notes, in time, one at a time; none where nobody hums. Ten seconds take about a tenth of one.

    Pitches are told as the hummer is tuned: who hums a little flat throughout is not put between two keys.
    """
    from swift_f0 import segment_notes

    mono = _levelled(sound)
    if len(mono) == 0:
        return []
    heard = _detector().detect(mono, MODEL_RATE_HZ, _LOW_HZ, _HIGH_HZ)
    found = [note for note in segment_notes(heard) if note.end - note.start >= _SHORTEST_S]
    if not found:
        return []
    pitches = np.array([69.0 + 12.0 * np.log2(note.pitch_hz / 440.0) for note in found])
    lengths = np.array([note.end - note.start for note in found])
    rounded = np.rint(pitches - _tuning(pitches, lengths)).astype(int)
    levels = np.array([_level_db(heard, note) for note in found])
    return [
        HumNote(round(note.start, 4), round(note.end, 4), int(pitch), force, id)
        for id, (note, pitch, force) in enumerate(zip(found, rounded, _forces(levels), strict=True))
    ]


@lru_cache(maxsize=1)
def _detector() -> SwiftF0:
    from swift_f0 import SwiftF0

    return SwiftF0(threads=1, spin=False)


def _levelled(sound: Sound) -> NDArray[np.float32]:
    """One channel at the rate of the model, as loud as hums usually are; empty where there is silence."""
    import soxr

    mono = soxr.resample(sound.mean(axis=1, dtype=np.float32), SAMPLE_RATE_HZ, MODEL_RATE_HZ)
    peak = float(np.percentile(np.abs(mono), 99.5)) if len(mono) else 0.0
    if peak < 1e-4:
        return np.zeros(0, dtype=np.float32)
    return np.asarray(mono * min(100.0, 10 ** (_LEVEL_DB / 20) * 2 / peak), dtype=np.float32)


def _tuning(pitches: NDArray[np.float64], lengths: NDArray[np.float64]) -> float:
    """How far the hummer is from A = 440 Hz, in semitones, −0.5 to 0.5; long notes say more."""
    mean = np.sum(lengths * np.exp(2j * np.pi * pitches)) / lengths.sum()
    return float(np.angle(mean) / (2 * np.pi)) if abs(mean) > 0.5 else 0.0


def _level_db(heard: Any, note: Any) -> float:
    inside = (heard.timestamps >= note.start) & (heard.timestamps < note.end)
    return float(np.percentile(heard.loudness_db[inside], 80)) if inside.any() else -60.0


def _forces(levels_db: NDArray[np.float64]) -> list[float]:
    """How hard each note is sung against the loudest."""
    shares = np.clip(1.0 + (levels_db - levels_db.max()) / _RANGE_DB, 0.0, 1.0)
    return [round(float(_QUIETEST + (_LOUDEST - _QUIETEST) * share), 3) for share in shares]

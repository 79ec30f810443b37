"""Tempo as an independent ear hears it."""

from __future__ import annotations

import libsonare
import numpy as np

from audio.dsp.sound import SAMPLE_RATE_HZ, Sound

_FOLDS = (1.0, 2.0, 0.5, 1.5, 2.0 / 3.0)
"""Which levels of the metre an ear may count instead of the written beat: half, double, and by threes."""


def heard_bpm(sound: Sound) -> float:
    """The tempo that libsonare finds."""
    return float(libsonare.detect_bpm(np.ascontiguousarray(sound.mean(axis=1), dtype=np.float32), SAMPLE_RATE_HZ))


def error_of(heard_bpm: float, wanted_bpm: float) -> float:
    """How far the nearest level of the metre is from the wanted tempo, as a share of it."""
    return min(abs(heard_bpm * fold / wanted_bpm - 1.0) for fold in _FOLDS)

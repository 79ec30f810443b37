"""What makes a record dense, so that a limiter can make it loud: compression by bands, short peaks clipped softly."""

from __future__ import annotations

import math

import numpy as np
from scipy.signal import resample_poly

from audio.dsp import channels, dynamics, filters, loudness
from audio.dsp.sound import Sound

_SPLITS_HZ = (160.0, 2_400.0)
_MOST_CLIPPED_DB = 9.0
_KNEE = 0.6
_OVERSAMPLING = 2
_STRETCH, _MARGIN = 1 << 18, 256


def dense(sound: Sound, amount: float, target_lufs: float) -> Sound:
    """The sound with a shorter crest, on its way to a loudness; `amount` 0 leaves it as it is, 1 is the most.

    Bands are split by subtraction, so that they sum to what they came from.
    """
    if amount <= 0.0:
        return sound
    ratio = 1.0 + 2.2 * amount
    low, middle, high = (dynamics.compress(band, 0.0, ratio) for band in _bands(sound))
    return _clipped(low + middle + high, amount, target_lufs)


def _bands(sound: Sound) -> tuple[Sound, ...]:
    low = filters.low_pass(sound, _SPLITS_HZ[0])
    rest = sound - low
    middle = filters.low_pass(rest, _SPLITS_HZ[1])
    return low, middle, rest - middle


def _clipped(sound: Sound, amount: float, target_lufs: float) -> Sound:
    """Peaks bent under what is left when a share of what the limiter would have to take is taken off here."""
    peak, loud = channels.peak(sound), loudness.integrated_lufs(sound)
    if peak == 0.0 or not math.isfinite(loud):
        return sound
    over_db = 20.0 * math.log10(peak) + target_lufs - loud
    taken_db = amount * min(max(over_db, 0.0), _MOST_CLIPPED_DB)
    return _bent(sound, peak * 10.0 ** (-taken_db / 20.0)) if taken_db else sound


def _bent(sound: Sound, ceiling: float) -> Sound:
    """No magnitude above the ceiling, by a knee that begins below it; at twice the rate, so that little folds back."""
    bent = np.empty_like(sound)
    for start in range(0, len(sound), _STRETCH):
        first = max(0, start - _MARGIN)
        piece = resample_poly(sound[first : start + _STRETCH + _MARGIN], _OVERSAMPLING, 1, axis=0)
        down = resample_poly(_knee(piece / ceiling) * ceiling, 1, _OVERSAMPLING, axis=0)
        here = bent[start : start + _STRETCH]
        here[:] = down[start - first : start - first + len(here)]
    return bent


def _knee(level: Sound) -> Sound:
    size = np.abs(level)
    over = _KNEE + (1.0 - _KNEE) * np.tanh((size - _KNEE) / (1.0 - _KNEE))
    return np.asarray(np.where(size > _KNEE, np.copysign(over, level), level), dtype=np.float32)

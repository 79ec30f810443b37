"""How alike a sound's onsets are to themselves some time later."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray
from scipy.fft import irfft, next_fast_len, rfft

from audio.dsp.analysis.onsets import RATE_HZ, Onsets

LONGEST_S = 9.0
RANGES = ("low", "middle", "high", "every")
Likeness = dict[str, NDArray[np.float64]]
"""By range, likeness at each lag of a hundredth of a second: 1 at lag 0, 0 where onsets fall as chance has it."""


def likeness(found: Onsets) -> Likeness:
    """Autocorrelation of each range, without its mean and corrected for the overlap that shrinks."""
    return {name: _autocorrelation(getattr(found, name)) for name in RANGES}


def at(curve: NDArray[np.float64], lag_s: NDArray[np.float64] | float) -> NDArray[np.float64]:
    """A likeness between the grid's points; 0 beyond the longest lag."""
    return np.asarray(np.interp(np.asarray(lag_s) * RATE_HZ, np.arange(len(curve)), curve, right=0.0))


def _autocorrelation(rises: NDArray[np.float32]) -> NDArray[np.float64]:
    count = int(LONGEST_S * RATE_HZ)
    smooth = np.convolve(rises - rises.mean() if len(rises) else rises, _HUMP, mode="same")
    if not smooth.any():
        return np.zeros(count)
    spectrum = rfft(smooth, next_fast_len(len(smooth) + count))
    sums = irfft(np.square(np.abs(spectrum)), next_fast_len(len(smooth) + count))[:count]
    overlap = np.maximum(len(smooth) - np.arange(count), 1)
    shares = np.where(overlap >= _LEAST_OVERLAP, len(smooth) / overlap, 0.0)
    return np.asarray(sums * shares / sums[0])


_HUMP = np.array([0.15, 0.7, 1.0, 0.7, 0.15])
"""Players are early and late by some hundredths of a second."""
_LEAST_OVERLAP = int(1.0 * RATE_HZ)

"""Where something begins: how much a sound rises from moment to moment, in three ranges of pitch."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.fft import rfft

from audio.dsp.sound import SAMPLE_RATE_HZ

HOP_FRAMES = SAMPLE_RATE_HZ // 100
RATE_HZ = SAMPLE_RATE_HZ / HOP_FRAMES
_WINDOW = 1_024
_TOGETHER = 2_000
"""How many windows are transformed at a time."""
_BAND_EDGES_HZ = (30.0, 150.0, 400.0, 1_000.0, 2_200.0, 4_500.0, 7_500.0, 15_000.0)
_BANDS_PER_RANGE = ((0, 2), (2, 5), (5, 7))
_COMPRESSION = 30.0
_QUIETEST = 1e-4
"""Rises that spread less than this are rounding, not music."""
_MEAN_S = 0.4


@dataclass(frozen=True, slots=True)
class Onsets:
    """Rises per hundredth of a second. What lies at index i happened at `i / RATE_HZ` seconds."""

    low: NDArray[np.float32]
    """Kick and bass."""
    middle: NDArray[np.float32]
    """Snare, chords and voices."""
    high: NDArray[np.float32]
    """Hats and the snap of everything."""

    @property
    def every(self) -> NDArray[np.float32]:
        """All ranges together."""
        return np.asarray(self.low + self.middle + self.high)


def onsets(mono: NDArray[np.float32]) -> Onsets:
    """The rises of a sound at 44.1 kHz; each range has a deviation of one, or is zero where nothing happens."""
    levels = _levels(mono)
    rises = np.maximum(np.diff(levels, axis=0, prepend=levels[:1]), 0.0)
    low, middle, high = (_even(rises[:, first:last].sum(axis=1)) for first, last in _BANDS_PER_RANGE)
    return Onsets(low, middle, high)


def _levels(mono: NDArray[np.float32]) -> NDArray[np.float32]:
    """Compressed magnitude of each band in each window, shape (hops, bands)."""
    peak = max(float(mono.max(initial=0.0)), -float(mono.min(initial=0.0))) or 1.0
    padded = np.pad(mono, (_WINDOW // 2, _WINDOW))
    windows = np.lib.stride_tricks.sliding_window_view(padded, _WINDOW)[: len(mono) + 1 : HOP_FRAMES]
    taper = np.hanning(_WINDOW).astype(np.float32)
    edges = np.round(np.array(_BAND_EDGES_HZ) * _WINDOW / SAMPLE_RATE_HZ).astype(int)
    levels = np.empty((len(windows), len(edges) - 1), dtype=np.float32)
    for first in range(0, len(windows), _TOGETHER):
        spectrum = np.abs(rfft(windows[first : first + _TOGETHER] * taper, axis=1))
        levels[first : first + _TOGETHER] = np.log1p(
            _COMPRESSION / (20.0 * peak) * np.add.reduceat(spectrum, edges, axis=1)[:, :-1]
        )
    return levels


def _even(rises: NDArray[np.float32]) -> NDArray[np.float32]:
    """Rises above their surroundings, so that dense passages don't drown sparse ones."""
    size = int(_MEAN_S * RATE_HZ)
    means = np.convolve(np.pad(rises, size // 2, mode="edge"), np.ones(size) / size, mode="same")
    above = np.maximum(rises - means[size // 2 : size // 2 + len(rises)], 0.0)
    spread = float(above.std())
    return (above / spread if spread > _QUIETEST else np.zeros_like(above)).astype(np.float32)

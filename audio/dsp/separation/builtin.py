"""The built-in separator: drums, bass and the other instruments, with numpy and scipy alone."""

from __future__ import annotations

from collections.abc import Collection
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray
from scipy.signal import ShortTimeFFT, get_window

from audio.dsp.separation.decomposition import Matrix, Parts, decompose
from audio.dsp.sound import SAMPLE_RATE_HZ, Sound, frames_at

STEMS = ("drums", "bass", "other")
BLOCK_FRAMES = frames_at(60.0)
OVERLAP_FRAMES = frames_at(2.0)
_WINDOW, _HOP = 4_096, 1_024
_FINE_BANDS, _COARSE_BANDS = 96, 64
"""Bins below 1 kHz that stay by themselves; bands of equal ratio above."""
_SHARPNESS = 1.5
"""The exponent of the soft masks: 2 is Wiener's where levels are known; these are guessed."""
_FAINT = 1e-12


def separate(sound: Sound, wanted: Collection[str] = STEMS) -> dict[str, Sound]:
    """What is wanted of a block that is a minute long or so, out of `STEMS`, which sum to it but for rounding."""
    if not sound.any():
        return {name: np.zeros_like(sound) for name in wanted}
    transform = _transform()
    spectrum = np.asarray(transform.stft(_padded(sound).T), np.complex64)
    parts = _parts(np.sqrt(np.square(np.abs(spectrum)).mean(axis=0)))
    masks = _masks(parts)
    return {name: _sounding(transform, spectrum * mask, len(sound)) for name, mask in masks.items() if name in wanted}


def _padded(sound: Sound) -> Sound:
    return np.pad(sound, ((0, max(0, 2 * _WINDOW - len(sound))), (0, 0)))


def _parts(magnitudes: Matrix) -> Parts:
    bands, centres_hz = _bands()
    levels = bands @ magnitudes / np.sqrt(bands.sum(1, keepdims=True))
    return decompose(levels / levels.mean(), centres_hz, _HOP / SAMPLE_RATE_HZ)


def _masks(parts: Parts) -> dict[str, Matrix]:
    """What share of each bin of each frame is whose; the shares sum to one."""
    powers = {
        name: np.power(level, np.float32(_SHARPNESS)) + np.float32(_FAINT)
        for name, level in (("drums", parts.drums), ("bass", parts.bass), ("other", parts.other))
    }
    total, (bands, _) = np.sum(list(powers.values()), axis=0), _bands()
    return {name: bands.T @ (power / total) for name, power in powers.items()}


def _sounding(transform: ShortTimeFFT, spectrum: NDArray[np.complex64], frames: int) -> Sound:
    return np.ascontiguousarray(transform.istft(spectrum, k1=max(frames, 2 * _WINDOW))[:, :frames].T, np.float32)


@lru_cache(maxsize=1)
def _transform() -> ShortTimeFFT:
    window = np.sqrt(get_window("hann", _WINDOW)).astype(np.float32)
    return ShortTimeFFT(window, _HOP, SAMPLE_RATE_HZ)


@lru_cache(maxsize=1)
def _bands() -> tuple[Matrix, NDArray[np.float64]]:
    """Which bins each band takes in, and the middle of each band."""
    bins = _WINDOW // 2 + 1
    coarse = np.unique(np.rint(np.geomspace(_FINE_BANDS, bins, _COARSE_BANDS + 1)).astype(int))
    edges = np.concatenate([np.arange(_FINE_BANDS), coarse])
    at = np.arange(bins)
    bands = ((at >= edges[:-1, None]) & (at < edges[1:, None])).astype(np.float32)
    return bands, bands @ (at * SAMPLE_RATE_HZ / _WINDOW) / bands.sum(1)

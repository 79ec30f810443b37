"""Which pitch classes sound when, and how strongly, in the bass and above it."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import soxr
from numpy.typing import NDArray
from scipy.fft import rfft
from scipy.ndimage import median_filter

from audio.dsp.sound import SAMPLE_RATE_HZ

RATE_HZ = 10.0
"""Frames a second."""
_SLOW_HZ = SAMPLE_RATE_HZ // 4
_WINDOW = 4_096
_HOP = round(_SLOW_HZ / RATE_HZ)
_TOGETHER = 512
_BASS_HZ, _TREBLE_HZ = (32.0, 200.0), (130.0, 2_100.0)
_A4_HZ, _A4_MIDI = 440.0, 69
_FLOOR = 1e-3
"""Peaks below this share of the loudest one of the whole sound don't count."""
_STEADY_FRAMES = 3


@dataclass(frozen=True, slots=True)
class Pitches:
    """Strength of the twelve pitch classes from C on, shape (frames, 12), `RATE_HZ` frames a second."""

    bass: NDArray[np.float32]
    treble: NDArray[np.float32]
    tuning: float
    """How far the sound is from A = 440 Hz, in semitones, −0.5 to 0.5."""


def pitches(mono: NDArray[np.float32]) -> Pitches:
    """The pitch classes of a sound at 44.1 kHz, told by the peaks of its spectrum that last longer than a drum."""
    slow = soxr.resample(mono, SAMPLE_RATE_HZ, _SLOW_HZ)
    frames, midi, strength = _peaks(_steady(_spectra(slow)))
    tuning = _tuning(midi, strength)
    count = len(slow) // _HOP + 1
    bass, treble = (_classes(frames, midi - tuning, strength, count, band) for band in (_BASS_HZ, _TREBLE_HZ))
    return Pitches(bass, treble, tuning)


def _spectra(slow: NDArray[np.float32]) -> NDArray[np.float32]:
    """Magnitudes of shape (frames, bins), the bins up to the highest that counts."""
    padded = np.pad(slow, (_WINDOW // 2, _WINDOW))
    windows = np.lib.stride_tricks.sliding_window_view(padded, _WINDOW)[: len(slow) + 1 : _HOP]
    taper = np.hanning(_WINDOW).astype(np.float32)
    bins = int(_TREBLE_HZ[1] * _WINDOW / _SLOW_HZ) + 2
    blocks = [windows[first : first + _TOGETHER] for first in range(0, len(windows), _TOGETHER)]
    return np.concatenate([np.abs(rfft(block * taper, axis=1))[:, :bins] for block in blocks])


def _steady(spectra: NDArray[np.float32]) -> NDArray[np.float32]:
    """Without what is gone after a tenth of a second: drums."""
    return np.asarray(median_filter(spectra, size=(_STEADY_FRAMES, 1), mode="nearest"))


def _peaks(spectra: NDArray[np.float32]) -> tuple[NDArray[np.int64], NDArray[np.float64], NDArray[np.float64]]:
    """Frame, pitch (MIDI number with fractions) and strength of every peak."""
    inner, below, above = spectra[:, 1:-1], spectra[:, :-2], spectra[:, 2:]
    is_peak = (inner > below) & (inner >= above) & (inner > _FLOOR * float(spectra.max(initial=0.0)))
    frames, bins = np.nonzero(is_peak)
    height, left, right = (np.log(part[frames, bins] + 1e-9) for part in (inner, below, above))
    offsets = 0.5 * (left - right) / np.minimum(left - 2.0 * height + right, -1e-9)
    hz = (bins + 1 + offsets) * _SLOW_HZ / _WINDOW
    midi = _A4_MIDI + 12.0 * np.log2(np.maximum(hz, 1.0) / _A4_HZ)
    return frames, midi.astype(np.float64), np.sqrt(np.exp(height)).astype(np.float64)


def _tuning(midi: NDArray[np.float64], strength: NDArray[np.float64]) -> float:
    """The mean of the peaks' distances from their semitones, on the circle that these make."""
    is_clear = (midi > 45.0) & (midi < 90.0)
    turns = np.exp(2j * np.pi * midi[is_clear]) * strength[is_clear]
    return float(np.angle(turns.sum()) / (2.0 * np.pi)) if len(turns) else 0.0


def _classes(
    frames: NDArray[np.int64],
    midi: NDArray[np.float64],
    strength: NDArray[np.float64],
    count: int,
    band_hz: tuple[float, float],
) -> NDArray[np.float32]:
    low, high = (_A4_MIDI + 12.0 * np.log2(hz / _A4_HZ) for hz in band_hz)
    nearest = np.rint(midi)
    is_in = (midi >= low) & (midi <= high)
    closeness = np.cos(np.pi * (midi - nearest))
    cells = frames * 12 + (nearest.astype(np.int64) % 12)
    sums = np.bincount(cells[is_in], (strength * closeness)[is_in], minlength=12 * count)
    return sums[: 12 * count].reshape(count, 12).astype(np.float32)

"""Static filters: steady cut-offs, shelves and bells over a whole sound of shape (frames,) or (frames, 2)."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from typing import Literal, TypeVar

import numpy as np
from numpy.typing import NDArray
from scipy.signal import butter, sosfilt

from audio.dsp.sound import SAMPLE_RATE_HZ

Samples = TypeVar("Samples", bound=NDArray[np.float32])
_WHISPER = 1e-18
_STRETCH = 1 << 19
_HIGHEST_HZ = SAMPLE_RATE_HZ * 0.49


def high_pass(sound: Samples, hz: float, order: int = 2) -> Samples:
    """Without what lies below `hz` (Butterworth)."""
    return _apply(_butterworth("highpass", hz, order), sound)


def low_pass(sound: Samples, hz: float, order: int = 2) -> Samples:
    """Without what lies above `hz` (Butterworth); unchanged where that is above hearing."""
    return sound if hz >= _HIGHEST_HZ else _apply(_butterworth("lowpass", hz, order), sound)


def band_pass(sound: Samples, low_hz: float, high_hz: float, order: int = 2) -> Samples:
    """Only what lies between two frequencies."""
    return low_pass(high_pass(sound, low_hz, order), high_hz, order)


def bell(sound: Samples, hz: float, gain_db: float, q: float = 1.0) -> Samples:
    """Raised or lowered by `gain_db` around `hz`."""
    return _apply(_bell(hz, gain_db, q), sound)


def high_shelf(sound: Samples, hz: float, gain_db: float) -> Samples:
    """Raised or lowered by `gain_db` above `hz`."""
    return _apply(_shelf(hz, gain_db, 1.0), sound)


def tilt(sound: Samples, gain_db: float) -> Samples:
    """Leaning by `gain_db` in all from 100 Hz to 10 kHz around 1 kHz: negative is darker."""
    if not gain_db:
        return sound
    return _apply(np.vstack([_shelf(300.0, -gain_db / 2, -1.0), _shelf(3_300.0, gain_db / 2, 1.0)]), sound)


def awake(channel: NDArray[np.float32]) -> NDArray[np.float64]:
    """In double precision, raised by 360 dB below full scale.

    A filter that listens to silence otherwise sinks into numbers so small that processors take twenty times as long.
    """
    return np.add(channel, _WHISPER, dtype=np.float64)


def _apply(sections: NDArray[np.float64], sound: Samples) -> Samples:
    """Channel by channel in double precision, of which no more than some seconds are held at a time."""
    filtered = np.empty_like(sound)
    channels = ((sound, filtered),) if sound.ndim == 1 else zip(sound.T, filtered.T, strict=True)
    for channel, answer in channels:
        for start, piece in stretches(sections, channel):
            answer[start : start + len(piece)] = piece
    return filtered


def stretches(
    sections: NDArray[np.float64], channel: NDArray[np.float32], frames: int = _STRETCH
) -> Iterator[tuple[int, NDArray[np.float64]]]:
    """One channel filtered, stretch after stretch as (where it begins, its samples)."""
    state = np.zeros((len(sections), 2))
    for start in range(0, len(channel), frames):
        piece, state = sosfilt(sections, awake(channel[start : start + frames]), zi=state)
        yield start, piece


@lru_cache(maxsize=256)
def _butterworth(kind: Literal["lowpass", "highpass"], hz: float, order: int) -> NDArray[np.float64]:
    sections = butter(order, min(hz, _HIGHEST_HZ), kind, fs=SAMPLE_RATE_HZ, output="sos")
    return np.asarray(sections, dtype=np.float64)


@lru_cache(maxsize=256)
def _bell(hz: float, gain_db: float, q: float) -> NDArray[np.float64]:
    """Robert Bristow-Johnson's peaking equaliser."""
    amplitude, omega = 10.0 ** (gain_db / 40.0), 2.0 * np.pi * hz / SAMPLE_RATE_HZ
    alpha, cosine = np.sin(omega) / (2.0 * q), np.cos(omega)
    b = [1.0 + alpha * amplitude, -2.0 * cosine, 1.0 - alpha * amplitude]
    a = [1.0 + alpha / amplitude, -2.0 * cosine, 1.0 - alpha / amplitude]
    return np.array([[*b, *a]]) / np.float64(a[0])


@lru_cache(maxsize=256)
def _shelf(hz: float, gain_db: float, side: float) -> NDArray[np.float64]:
    """Bristow-Johnson's shelf with slope 0.7: `side` −1 below `hz`, 1 above."""
    amplitude, omega = 10.0 ** (gain_db / 40.0), 2.0 * np.pi * hz / SAMPLE_RATE_HZ
    cosine, root = np.cos(omega), np.sqrt(amplitude)
    alpha = np.sin(omega) / 2.0 * np.sqrt((amplitude + 1.0 / amplitude) * (1.0 / 0.7 - 1.0) + 2.0)
    plus, minus = (amplitude + 1.0), (amplitude - 1.0)
    b0 = amplitude * (plus + side * minus * cosine + 2.0 * root * alpha)
    b1 = -side * 2.0 * amplitude * (minus + side * plus * cosine)
    b2 = amplitude * (plus + side * minus * cosine - 2.0 * root * alpha)
    a0 = plus - side * minus * cosine + 2.0 * root * alpha
    a1 = side * 2.0 * (minus - side * plus * cosine)
    a2 = plus - side * minus * cosine - 2.0 * root * alpha
    return np.array([[b0, b1, b2, a0, a1, a2]]) / np.float64(a0)

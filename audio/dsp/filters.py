"""Static filters: steady cut-offs, shelves and bells over a whole sound of shape (frames,) or (frames, 2)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import lru_cache
from typing import Any, Literal, TypeAlias, TypeVar

import numpy as np
from numpy.typing import NDArray
from scipy.signal import butter, sosfilt

from audio.dsp import recursion
from audio.dsp.sound import SAMPLE_RATE_HZ

Samples = TypeVar("Samples", bound=NDArray[np.float32])
_STRETCH = 122_880
"""How many frames are filtered at a time: few enough to stay in a processor's cache."""
_LONG_FRAMES = 1 << 15
"""From here on a sound is filtered as matrices: making them takes as long as filtering some thousand frames."""
_PAIRED_SECTIONS = 2
"""Up to so many sections, two short channels filtered as one complex one take less time than one after the other."""
_HIGHEST_HZ = SAMPLE_RATE_HZ * 0.49


def high_pass(sound: Samples, hz: float, order: int = 2) -> Samples:
    """Without what lies below `hz` (Butterworth)."""
    return through(sound, cut_below(hz, order))


def low_pass(sound: Samples, hz: float, order: int = 2) -> Samples:
    """Without what lies above `hz` (Butterworth); unchanged where that is above hearing."""
    return through(sound, cut_above(hz, order))


def band_pass(sound: Samples, low_hz: float, high_hz: float, order: int = 2) -> Samples:
    """Only what lies between two frequencies."""
    return through(sound, cut_below(low_hz, order), cut_above(high_hz, order))


def bell(sound: Samples, hz: float, gain_db: float, q: float = 1.0) -> Samples:
    """Raised or lowered by `gain_db` around `hz`."""
    return through(sound, raised(hz, gain_db, q))


def high_shelf(sound: Samples, hz: float, gain_db: float) -> Samples:
    """Raised or lowered by `gain_db` above `hz`."""
    return through(sound, shelved(hz, gain_db))


def tilt(sound: Samples, gain_db: float) -> Samples:
    """Leaning by `gain_db` in all from 100 Hz to 10 kHz around 1 kHz: negative is darker."""
    return through(sound, leaning(gain_db))


Stage: TypeAlias = NDArray[np.float64]
"""A filter as second-order sections of shape (n, 6); none for a filter that changes nothing."""
_NOTHING: Stage = np.zeros((0, 6))


def through(sound: Samples, *stages: Stage) -> Samples:
    """Through several filters in one go, which costs little more than one."""
    sections = np.concatenate([_NOTHING, *stages])
    return _apply(sections, sound) if len(sections) else sound


def cut_below(hz: float, order: int = 2) -> Stage:
    """What `high_pass` does."""
    return _butterworth("highpass", hz, order)


def cut_above(hz: float, order: int = 2) -> Stage:
    """What `low_pass` does."""
    return _NOTHING if hz >= _HIGHEST_HZ else _butterworth("lowpass", hz, order)


def raised(hz: float, gain_db: float, q: float = 1.0) -> Stage:
    """What `bell` does."""
    return _bell(hz, gain_db, q) if gain_db else _NOTHING


def shelved(hz: float, gain_db: float) -> Stage:
    """What `high_shelf` does."""
    return _shelf(hz, gain_db, 1.0) if gain_db else _NOTHING


def leaning(gain_db: float) -> Stage:
    """What `tilt` does."""
    if not gain_db:
        return _NOTHING
    return np.vstack([_shelf(300.0, -gain_db / 2, -1.0), _shelf(3_300.0, gain_db / 2, 1.0)])


def paired(sound: NDArray[np.float32]) -> NDArray[np.complex64]:
    """A stereo sound as one channel, left as its real and right as its imaginary part; a view where it can be one.

    A filter has real factors, so it does to each part exactly what it does to a channel of its own.
    """
    return np.ascontiguousarray(sound).view(np.complex64)[:, 0]


def _apply(sections: NDArray[np.float64], sound: Samples) -> Samples:
    """In double precision, of which no more than a second or two is held at a time."""
    filtered = np.empty_like(sound, order="C")
    if sound.ndim == 1:
        channels: Iterable[tuple[NDArray[Any], NDArray[Any]]] = ((sound, filtered),)
    elif len(sections) <= _PAIRED_SECTIONS and len(sound) < _LONG_FRAMES:
        channels = ((paired(sound), paired(filtered)),)
    else:
        channels = zip(sound.T, filtered.T, strict=True)
    for channel, answer in channels:
        for start, piece in stretches(sections, channel):
            answer[start : start + len(piece)] = piece
    return filtered


def stretches(
    sections: NDArray[np.float64],
    channel: NDArray[Any],
    frames: int = _STRETCH,
    precision: recursion.Precision = "double",
) -> Iterator[tuple[int, NDArray[Any]]]:
    """One channel or pair filtered, stretch after stretch as (where it begins, its samples).

    No stretch is longer than so many frames, and each may be overwritten by the next. Single precision will do for
    what is only measured; short sounds always have double.
    """
    if len(channel) >= _LONG_FRAMES and not np.iscomplexobj(channel):
        yield from recursion.stretches(sections, channel, frames, precision)
        return
    state = np.zeros((len(sections), 2), dtype=np.result_type(sections, channel))
    for start in range(0, len(channel), frames):
        piece, state = sosfilt(sections, recursion.awake(channel[start : start + frames]), zi=state)
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

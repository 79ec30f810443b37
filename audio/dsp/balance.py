"""Spectral balance: how a sound's octaves stand against those of finished records, and an equaliser that mends it."""

from __future__ import annotations

from itertools import pairwise

import numpy as np
from numpy.lib.stride_tricks import sliding_window_view
from numpy.typing import NDArray
from scipy.fft import fft, ifft, irfft, rfft

from audio.dsp import channels, effects
from audio.dsp.sound import SAMPLE_RATE_HZ, Sound

OCTAVES_HZ = (31.5, 63.0, 125.0, 250.0, 500.0, 1_000.0, 2_000.0, 4_000.0, 8_000.0, 16_000.0)
_SLOPE_DB = -1.8
"""Energy from one octave to the next on a finished record: between pink (0) and brown (−3) noise."""
_EDGES_DB = {31.5: -6.5, 16_000.0: -4.0}
"""Below the bass and at the very top there is less."""
_STRENGTH = 0.75
_MOST_CUT_DB, _MOST_BOOST_DB = 6.0, 5.5
_EDGE_BOOST_DB = 4.5
_WINDOW, _TAPS = 8_192, 2_048
_ABSENT_DB = -50.0
_TOGETHER = 16
"""How many windows are transformed at a time."""
_TRANSFORM, _TRANSFORMS = 16_384, 8
"""In which sounds meet the equaliser, and how many of these at a time."""


def octave_levels_db(sound: Sound) -> NDArray[np.float64]:
    """Energy in each octave of `OCTAVES_HZ`, in dB, over the whole sound."""
    count = max(len(sound) // _WINDOW, 1)
    powers = channels.along(lambda stretch: _power(sound[stretch]), count * _WINDOW, _TOGETHER * _WINDOW)
    power = np.asarray(np.sum(powers, axis=0, dtype=np.float64)) / count
    centres = np.array(OCTAVES_HZ)
    edges = np.round(np.append(centres / np.sqrt(2.0), centres[-1] * 1.25) * _WINDOW / SAMPLE_RATE_HZ).astype(int)
    energies = [power[low:high].sum() for low, high in pairwise(edges)]
    return 10.0 * np.log10(np.array(energies, dtype=np.float64) + 1e-12)


def _power(stretch: Sound) -> NDArray[np.float32]:
    """The spectra of its windows, squared and summed; what is too short for one is filled up."""
    mono = effects.middle(stretch)
    mono = np.pad(mono, (0, -len(mono) % _WINDOW)).reshape(-1, _WINDOW)
    spectrum = rfft(mono * np.hanning(_WINDOW).astype(np.float32), axis=1)
    return np.asarray((np.square(spectrum.real) + np.square(spectrum.imag)).sum(axis=0))


def target_db(tilt_db: float = 0.0) -> NDArray[np.float64]:
    """The octaves of a finished record, leaning by `tilt_db` from 100 Hz to 10 kHz; only differences count."""
    octaves = np.log2(np.array(OCTAVES_HZ) / 1_000.0)
    lean = np.clip(octaves, -3.3, 3.3) * tilt_db / 6.6
    return np.asarray(octaves * _SLOPE_DB + lean + np.array([_EDGES_DB.get(hz, 0.0) for hz in OCTAVES_HZ]))


def deviation_db(sound: Sound, tilt_db: float = 0.0) -> NDArray[np.float64]:
    """How far each octave stands above (or below) the target, beside the average of all from 63 Hz to 8 kHz."""
    return _beside_target_db(octave_levels_db(sound), tilt_db)


def _beside_target_db(levels_db: NDArray[np.float64], tilt_db: float) -> NDArray[np.float64]:
    difference = levels_db - target_db(tilt_db)
    return np.asarray(difference - difference[1:-1].mean())


def mend(sound: Sound, tilt_db: float = 0.0) -> Sound:
    """Brought three quarters of the way to the target, by at most 6 dB, with a filter that adds no delay.

    Octaves that hold next to nothing are left alone: there is nothing there to bring out but noise.
    """
    levels_db = octave_levels_db(sound)
    if levels_db.max() <= -100.0:
        return sound
    correction = np.clip(-_STRENGTH * _beside_target_db(levels_db, tilt_db), -_MOST_CUT_DB, _MOST_BOOST_DB)
    correction[[0, -1]] = np.minimum(correction[[0, -1]], _EDGE_BOOST_DB)
    correction[levels_db < levels_db.max() + _ABSENT_DB] = 0.0
    taps = _minimum_phase(correction)
    left, right = channels.each(lambda channel: _convolved(channel, taps), sound)
    return channels.joined(left, right)


def _convolved(channel: NDArray[np.float32], taps: NDArray[np.float32]) -> NDArray[np.float32]:
    """A channel through a filter, by transforms that reach back as far as the filter does."""
    before = len(taps) - 1
    step = _TRANSFORM - before
    count, spectrum = -(-len(channel) // step), rfft(taps, _TRANSFORM)
    padded = np.pad(channel, (before, count * step - len(channel)))
    windows = sliding_window_view(padded, _TRANSFORM)[::step]
    answer = np.empty((count, step), dtype=np.float32)
    for first in range(0, count, _TRANSFORMS):
        together = slice(first, first + _TRANSFORMS)
        answer[together] = irfft(rfft(windows[together]) * spectrum, _TRANSFORM, overwrite_x=True)[:, before:]
    return answer.reshape(-1)[: len(channel)]


def _minimum_phase(gains_db: NDArray[np.float64]) -> NDArray[np.float32]:
    """A filter with these gains at the octaves, smooth between them, whose answer begins at once."""
    size = 4 * _TAPS
    bins_hz = np.maximum(np.arange(size // 2 + 1) * SAMPLE_RATE_HZ / size, 1.0)
    curve_db = np.interp(np.log2(bins_hz), np.log2(OCTAVES_HZ), gains_db)
    cepstrum = irfft(curve_db * (np.log(10.0) / 20.0), size)
    cepstrum[1 : size // 2] *= 2.0
    cepstrum[size // 2 + 1 :] = 0.0
    taps = np.real(ifft(np.exp(fft(cepstrum))))[:_TAPS]
    taps[-_TAPS // 4 :] *= effects.raised_cosine(_TAPS // 4)[::-1]
    return np.asarray(taps, dtype=np.float32)

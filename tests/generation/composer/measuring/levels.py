"""Levels: loudness, peaks, the sum of the stems, what does not belong, and silence."""

from __future__ import annotations

from collections.abc import Mapping

import libsonare
import numpy as np
import soxr
from numpy.typing import NDArray

from audio.dsp.sound import SAMPLE_RATE_HZ, Sound

_OVERSAMPLING = 4
_SILENT_DBFS = -60.0
_WINDOW_S = 0.05
_FLOOR = 1e-9


def decibels(level: float) -> float:
    """An amplitude in dB below full scale; −180 for nothing."""
    return float(20.0 * np.log10(max(level, _FLOOR)))


def loudness_lufs(sound: Sound) -> float:
    """Integrated loudness as libsonare measures it."""
    interleaved = np.ascontiguousarray(sound, dtype=np.float32).reshape(-1)
    return float(libsonare.lufs_interleaved(interleaved, 2, SAMPLE_RATE_HZ).integrated_lufs)


def true_peak_dbtp(sound: Sound) -> float:
    """The highest level between samples after four-fold oversampling by soxr at its best quality."""
    peaks = [_oversampled_peak(sound[:, channel]) for channel in range(2)]
    return decibels(max(peaks))


def _oversampled_peak(channel: NDArray[np.float32]) -> float:
    finer = soxr.resample(channel.astype(np.float64), SAMPLE_RATE_HZ, _OVERSAMPLING * SAMPLE_RATE_HZ, quality="VHQ")
    return float(max(np.abs(finer).max(), np.abs(channel).max()))


def sample_peak_dbfs(sound: Sound) -> float:
    """The highest sample."""
    return decibels(float(np.abs(sound).max(initial=0.0)))


def residue_dbfs(stems: Mapping[str, Sound], mix: Sound) -> float:
    """The highest sample of what is left when the stems are taken out of the mix."""
    left = mix.astype(np.float64)
    for stem in stems.values():
        left -= stem
    return decibels(float(np.abs(left).max(initial=0.0)))


def offset_dbfs(sound: Sound) -> float:
    """The constant part (DC) of the channel that has more of it."""
    return decibels(float(np.abs(sound.mean(axis=0, dtype=np.float64)).max()))


def longest_silence_s(sound: Sound) -> float:
    """How long the sound stays below −60 dBFS at most."""
    size = round(_WINDOW_S * SAMPLE_RATE_HZ)
    windows = sound[: len(sound) // size * size].astype(np.float64).reshape(-1, 2 * size)
    silent = np.sqrt(np.square(windows).mean(axis=1)) < 10.0 ** (_SILENT_DBFS / 20.0)
    edges = np.flatnonzero(np.diff(np.concatenate([[0], silent.astype(int), [0]])))
    return float((edges[1::2] - edges[::2]).max(initial=0) * _WINDOW_S)

"""Gain that follows the sound: a bus compressor and a true-peak limiter, both reckoned in short blocks."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray
from scipy.ndimage import maximum_filter1d
from scipy.signal import lfilter

from audio.dsp import channels
from audio.dsp.loudness import PEAK_BLOCK_FRAMES, block_true_peaks
from audio.dsp.sound import SAMPLE_RATE_HZ, Sound

BLOCK_FRAMES = PEAK_BLOCK_FRAMES
_BLOCKS_PER_S = SAMPLE_RATE_HZ / BLOCK_FRAMES
_LOOK_AHEAD_BLOCKS = 4
_FAST_RELEASE_DB_PER_S = 160.0
_SLOW_RELEASE_DB_PER_S = 14.0


def limiter_attenuation_db(peaks: NDArray[np.float64], ceiling: float) -> NDArray[np.float64]:
    """Per block, how far to turn down so that no peak passes the ceiling.

    It begins to turn down 3 ms ahead, lets go quickly after a short peak and slowly after a long one.
    """
    needed = 20.0 * np.log10(np.maximum(peaks / ceiling, 1.0))
    held = maximum_filter1d(needed, 2 * _LOOK_AHEAD_BLOCKS + 3, mode="nearest")
    sustained = np.minimum(held, _moving_mean(held, round(0.08 * _BLOCKS_PER_S)))
    released = np.maximum(_release(held, _FAST_RELEASE_DB_PER_S), _release(sustained, _SLOW_RELEASE_DB_PER_S))
    return _moving_mean(released, 2 * _LOOK_AHEAD_BLOCKS + 1)


def limit(sound: Sound, ceiling_dbtp: float) -> Sound:
    """With no true peak above the ceiling (within 0.1 dB)."""
    attenuation_db = limiter_attenuation_db(block_true_peaks(sound), 10.0 ** (ceiling_dbtp / 20.0))
    return turn_down(sound, attenuation_db)


def turn_down(sound: Sound, attenuation_db: NDArray[np.float64]) -> Sound:
    """The sound with a gain that moves in straight lines from block to block."""
    edges = _edges(10.0 ** (-attenuation_db / 20.0))
    turned = np.empty_like(sound, order="C")

    def turn(stretch: slice) -> None:
        gains = _drawn(edges[stretch.start // BLOCK_FRAMES :], stretch.stop - stretch.start)
        for side in (0, 1):
            np.multiply(sound[stretch, side], gains, out=turned[stretch, side])

    channels.along(turn, len(sound))
    return turned


def _edges(values: NDArray[np.float64]) -> NDArray[np.float32]:
    """Values per block as they are where the blocks meet."""
    return np.concatenate([values[:1], (values[1:] + values[:-1]) / 2.0, values[-1:]]).astype(np.float32)


def _drawn(edges: NDArray[np.float32], frames: int) -> NDArray[np.float32]:
    """So many frames of the straight lines between the middles of blocks."""
    edges = edges[: -(-frames // BLOCK_FRAMES) + 1]
    ramp = (np.arange(BLOCK_FRAMES, dtype=np.float32) + 0.5) / BLOCK_FRAMES
    drawn = edges[:-1, None] + (edges[1:] - edges[:-1])[:, None] * ramp
    return np.asarray(drawn.reshape(-1)[:frames], dtype=np.float32)


def compress(sound: Sound, above_average_db: float = 2.0, ratio: float = 1.8) -> Sound:
    """Held together gently: what rises over the average level by more than `above_average_db` is turned down.

    Attack and release of about 20 and 150 ms; the louder channel steers both.
    """
    levels_db = _levels_db(sound)
    sounding = levels_db[levels_db > -60.0]
    if not len(sounding):
        return sound
    threshold_db = 10.0 * np.log10(np.mean(10.0 ** (sounding / 10.0))) + above_average_db
    over_db = np.maximum(levels_db - threshold_db, 0.0) * (1.0 - 1.0 / ratio)
    return turn_down(sound, _follow(over_db, attack_s=0.02, release_s=0.15))


def _levels_db(sound: Sound) -> NDArray[np.float64]:
    whole = len(sound) - len(sound) % BLOCK_FRAMES
    blocks, rest = sound[:whole].reshape(-1, 2 * BLOCK_FRAMES), sound[whole:].reshape(1, -1)
    sums = [np.einsum("ij,ij->i", part, part, dtype=np.float64) for part in (blocks, rest) if part.size]
    return 10.0 * np.log10(np.concatenate([np.zeros(0), *sums]) / (2 * BLOCK_FRAMES) + 1e-12)


def _follow(values: NDArray[np.float64], attack_s: float, release_s: float) -> NDArray[np.float64]:
    """Smoothed twice: the slow fall holds what the quick rise has reached."""
    quick = _one_pole(values, attack_s)
    slow = _one_pole(quick, release_s)
    return np.maximum(slow, 0.5 * (quick + slow))


def _one_pole(values: NDArray[np.float64], time_s: float) -> NDArray[np.float64]:
    keep = float(np.exp(-1.0 / (time_s * _BLOCKS_PER_S)))
    return np.asarray(lfilter([1.0 - keep], [1.0, -keep], values), dtype=np.float64)


def _release(values: NDArray[np.float64], db_per_s: float) -> NDArray[np.float64]:
    """Never falling faster than `db_per_s`."""
    slope = np.arange(len(values)) * (db_per_s / _BLOCKS_PER_S)
    return np.asarray(np.maximum.accumulate(values + slope) - slope)


def _moving_mean(values: NDArray[np.float64], size: int) -> NDArray[np.float64]:
    size |= 1
    padded = np.pad(values, (size // 2 + 1, size // 2), mode="edge")
    totals = np.cumsum(padded)
    return np.maximum(totals[size:] - totals[:-size], 0.0) / size

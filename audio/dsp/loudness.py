"""How loud a sound is: LUFS by ITU-R BS.1770-4, and the true peak between its samples."""

from __future__ import annotations

from functools import lru_cache
from typing import Any

import numpy as np
from numpy.typing import NDArray
from pyloudnorm import Meter
from scipy.signal import firwin

from audio.dsp import channels, filters
from audio.dsp.sound import SAMPLE_RATE_HZ, Sound

HOP_FRAMES = SAMPLE_RATE_HZ // 10
GATING_HOPS = 4
_ABSOLUTE_GATE_LUFS = -70.0
_RELATIVE_GATE_LU = -10.0
_OFFSET_LUFS = -0.691
_OVERSAMPLING = 4
_TAPS_PER_PHASE = 20
_BEFORE = _TAPS_PER_PHASE // 2 - 1
"""How many frames before a block have a part in it."""
_BLOCKS_TOGETHER = 2_048
_HELD = 122_880
"""About how many frames are worked on at a time: few enough to stay in a processor's cache."""
PEAK_BLOCK_FRAMES = 30
"""0.68 ms; a divisor of a tenth of a second, so that loudness can be reckoned in the same blocks."""


def integrated_lufs(sound: Sound, at_once: bool = True) -> float:
    """Gated loudness of the whole; −inf for silence. What is shorter than 400 ms is measured as one block.

    Both channels `at_once`, which pays where no other threads are at work.
    """
    return gated_lufs(hop_energies(sound, at_once))


def true_peak_dbtp(sound: Sound) -> float:
    """The highest level that a converter reaches between the samples, by 4-fold oversampling; −inf for silence."""
    peak = float(block_true_peaks(sound).max(initial=0.0))
    return 20.0 * float(np.log10(peak)) if peak > 0.0 else -np.inf


def block_true_peaks(sound: Sound) -> NDArray[np.float64]:
    """Per started block of `PEAK_BLOCK_FRAMES`, the higher channel's magnitude on the frames and between them."""
    left, right = channels.each(_block_peaks, sound)
    return np.maximum(left, right).astype(np.float64)


def hop_energies(sound: Sound, at_once: bool = True) -> NDArray[np.float64]:
    """K-weighted mean square, channels summed, of each whole tenth of a second.

    What is shorter than 400 ms counts as one block of its own length.
    """
    hops = len(sound) // HOP_FRAMES
    if hops < GATING_HOPS:
        frames = max(len(sound), 1)
        return np.full(GATING_HOPS, weighted_sums(sound, frames).sum() / frames)
    return weighted_sums(sound, HOP_FRAMES, at_once)[:hops] / HOP_FRAMES


def weighted_sums(sound: Sound, frames: int, at_once: bool = True) -> NDArray[np.float64]:
    """K-weighted, squared, channels summed: the sum over each started block of so many frames."""
    left, right = channels.each(lambda channel: _weighted_sums(channel, frames), sound, at_once)
    return left + right


def _weighted_sums(channel: NDArray[np.float32], frames: int) -> NDArray[np.float64]:
    sums = np.zeros(-(-len(channel) // frames))
    together = frames * max(1, _HELD // frames)
    for start, weighted in filters.stretches(k_weighting(), channel, together, "single"):
        blocks = _rows(np.square(weighted, out=weighted), frames)
        sums[start // frames : start // frames + len(blocks)] = blocks.sum(axis=1)
    return sums


def _rows(values: NDArray[Any], columns: int) -> NDArray[Any]:
    """Values in rows, the last filled up with zeros."""
    missing = -len(values) % columns
    return (np.pad(values, (0, missing)) if missing else values).reshape(-1, columns)


def hop_means(values: NDArray[np.float64], per_hop: int) -> NDArray[np.float64]:
    """Means over hops of `per_hop` values; one value four times where there are fewer than four hops."""
    hops = len(values) // per_hop
    if hops < GATING_HOPS:
        return np.full(GATING_HOPS, values.mean() if len(values) else 0.0)
    means: NDArray[np.float64] = values[: hops * per_hop].reshape(hops, per_hop).mean(axis=1)
    return means


def gated_lufs(energies: NDArray[np.float64]) -> float:
    """Loudness out of `hop_energies`: blocks of 400 ms, each 100 ms, through the absolute and the relative gate."""
    blocks = _windows(energies, GATING_HOPS)
    loud = blocks[blocks > _energy(_ABSOLUTE_GATE_LUFS)]
    if not len(loud):
        return -np.inf
    gate = loud.mean() * 10.0 ** (_RELATIVE_GATE_LU / 10.0)
    return _OFFSET_LUFS + 10.0 * float(np.log10(loud[loud > gate].mean()))


def windows_lufs(energies: NDArray[np.float64], hops: int) -> NDArray[np.float64]:
    """Ungated loudness of every so many neighbouring `hop_energies`; −inf for silence."""
    with np.errstate(divide="ignore"):
        return np.asarray(_OFFSET_LUFS + 10.0 * np.log10(_windows(energies, hops)))


def _energy(lufs: float) -> float:
    return float(10.0 ** ((lufs - _OFFSET_LUFS) / 10.0))


def _windows(energies: NDArray[np.float64], hops: int) -> NDArray[np.float64]:
    """Means over `hops` neighbours; over all of them where there are fewer."""
    hops = min(hops, len(energies))
    totals = np.concatenate([[0.0], np.cumsum(energies)])
    return np.asarray(np.maximum(totals[hops:] - totals[:-hops], 0.0) / hops)


@lru_cache(maxsize=1)
def k_weighting() -> NDArray[np.float64]:
    """The two filters of the standard, as sections of shape (2, 6)."""
    stages = Meter(SAMPLE_RATE_HZ)._filters.values()
    return np.array([np.concatenate([stage.b, stage.a]) for stage in stages], dtype=np.float64)


@lru_cache(maxsize=1)
def _interpolator() -> NDArray[np.float32]:
    """From a block with its surroundings (block + taps − 1 frames) to the three points after each of its frames."""
    taps = firwin(_OVERSAMPLING * _TAPS_PER_PHASE + 1, 0.94 / _OVERSAMPLING, window=("kaiser", 6.0)) * _OVERSAMPLING
    phases = [taps[phase:-1:_OVERSAMPLING][::-1] for phase in range(1, _OVERSAMPLING)]
    matrix = np.zeros((len(phases), PEAK_BLOCK_FRAMES, PEAK_BLOCK_FRAMES + _TAPS_PER_PHASE - 1), dtype=np.float32)
    for frame in range(PEAK_BLOCK_FRAMES):
        for number, phase in enumerate(phases):
            matrix[number, frame, frame : frame + _TAPS_PER_PHASE] = phase
    return matrix.reshape(-1, matrix.shape[2])


def _block_peaks(channel: NDArray[np.float32]) -> NDArray[np.float32]:
    """The highest magnitude on or after the frames of each block of one channel; interpolated as a matrix product."""
    blocks = -(-len(channel) // PEAK_BLOCK_FRAMES)
    padded = np.pad(channel, (_BEFORE, (blocks + 1) * PEAK_BLOCK_FRAMES - len(channel) - _BEFORE))
    rows = padded.reshape(-1, PEAK_BLOCK_FRAMES)
    peaks = np.empty(blocks, dtype=np.float32)
    for first in range(0, blocks, _BLOCKS_TOGETHER):
        here = peaks[first : first + _BLOCKS_TOGETHER]
        around = _surroundings(rows[first : first + len(here) + 1])
        own = around[_BEFORE : _BEFORE + PEAK_BLOCK_FRAMES]
        here[:] = np.maximum(_highest(own), _highest(_interpolator() @ around))
    return peaks


def _surroundings(rows: NDArray[np.float32]) -> NDArray[np.float32]:
    """All rows but the last, each followed by the beginning of the next; a column for each, which adds up quicker."""
    turned = rows.T
    around = np.empty((PEAK_BLOCK_FRAMES + _TAPS_PER_PHASE - 1, len(rows) - 1), dtype=np.float32)
    around[:PEAK_BLOCK_FRAMES] = turned[:, :-1]
    around[PEAK_BLOCK_FRAMES:] = turned[: _TAPS_PER_PHASE - 1, 1:]
    return around


def _highest(columns: NDArray[np.float32]) -> NDArray[np.float32]:
    """The highest magnitude of each column."""
    return np.asarray(np.maximum(columns.max(axis=0), -columns.min(axis=0)), dtype=np.float32)

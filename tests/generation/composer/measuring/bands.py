"""Sound as a picture: how much there is in a few bands, from moment to moment."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from audio.dsp.sound import SAMPLE_RATE_HZ, Sound

Picture = NDArray[np.float64]
HOP_FRAMES = 512
HOPS_PER_S = SAMPLE_RATE_HZ / HOP_FRAMES
_WINDOW = 2_048
EDGES_HZ = (30.0, 90.0, 180.0, 350.0, 700.0, 1_400.0, 2_800.0, 5_600.0, 11_000.0, 20_000.0)
_TOGETHER = 512


def picture(sound: Sound, edges_hz: tuple[float, ...] = EDGES_HZ) -> Picture:
    """Energy of the middle channel per hop of 11.6 ms and band, shape (hops, bands)."""
    mono = np.pad(sound.mean(axis=1), _WINDOW // 2)
    windows = np.lib.stride_tricks.sliding_window_view(mono, _WINDOW)[::HOP_FRAMES]
    shape = np.hanning(_WINDOW).astype(np.float32)
    marks = np.round(np.array(edges_hz) * _WINDOW / SAMPLE_RATE_HZ).astype(int)
    rows = []
    for first in range(0, len(windows), _TOGETHER):
        power = np.square(np.abs(np.fft.rfft(windows[first : first + _TOGETHER] * shape, axis=1)))
        rows.append(np.add.reduceat(power, marks, axis=1)[:, :-1])
    return np.concatenate(rows)


def decibels(energies: Picture, floor_db: float = -70.0) -> Picture:
    """Energies in dB, nothing lower than `floor_db` beside the highest."""
    highest = max(float(energies.max(initial=0.0)), 1e-12)
    return np.asarray(10.0 * np.log10(np.maximum(energies, highest * 10.0 ** (floor_db / 10.0))))


def rises(energies: Picture, depth_db: float = 40.0) -> Picture:
    """How much louder each band grows from hop to hop, in dB; 0 where it falls. Shape as the picture.

    What is more than `depth_db` below the loudest moment of its band is nobody's business.
    """
    floor = energies.max(axis=0) * 10.0 ** (-depth_db / 10.0) + 1e-15
    levels_db = 10.0 * np.log10(np.maximum(energies, floor))
    return np.asarray(np.maximum(np.diff(levels_db, axis=0, prepend=levels_db[:1]), 0.0))


def beginnings(energies: Picture) -> NDArray[np.bool_]:
    """Where something begins, in every band by itself: peaks of the rise that stand clear. Shape as the picture."""
    risen = np.pad(rises(energies), ((1, 1), (0, 0)))
    inner = risen[1:-1]
    return np.asarray((inner > risen[:-2]) & (inner >= risen[2:]) & (inner > 4.0))


def onsets_per_s(begun: NDArray[np.bool_]) -> float:
    """How many beginnings a second has, out of a stretch of them."""
    return float(begun.sum()) / max(len(begun) / HOPS_PER_S, 1e-9)


def by_cell(energies: Picture, cell_s: float, cells: int) -> Picture:
    """Mean energy in equal stretches of `cell_s` from the start, shape (cells, bands)."""
    marks = np.minimum(np.round(np.arange(cells) * cell_s * HOPS_PER_S).astype(int), len(energies) - 1)
    ends = np.minimum(np.round(np.arange(1, cells + 1) * cell_s * HOPS_PER_S).astype(int), len(energies))
    sums = np.concatenate([np.zeros((1, energies.shape[1])), np.cumsum(energies, axis=0)])
    lengths = np.maximum(ends - marks, 1)[:, None]
    return np.asarray(np.maximum(sums[np.maximum(ends, marks + 1)] - sums[marks], 0.0) / lengths)

"""The grid: when each beat of a sound falls, found roughly by what pulses and then exactly by where sounds begin."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.ndimage import gaussian_filter1d

from audio.dsp.analysis.onsets import RATE_HZ, Onsets
from audio.dsp.sound import SAMPLE_RATE_HZ

Times = NDArray[np.float64]
_TIGHTNESS = 400.0
"""How much a beat may cost that is not a period after the last one."""
_FINE_HOP = 64
"""Energy is taken of two of these together."""
_FINE_HZ = SAMPLE_RATE_HZ / _FINE_HOP
_REACH_S = 0.03
"""How far from where a beat is expected its sound may begin."""
_STEADY_S = 0.016
"""Beats that lie no further than this from a straight line, half of them, were set by a machine."""
_LEAST_BEATS = 4
EDGE_S = 0.02
"""A beat that falls this little before the sound begins is at its beginning."""
_EARS = ((1.0, 1.0, 1.0), (0.5, 1.0, 1.0), (2.0, 1.0, 0.5))
"""How much low, middle and high count while beats are looked for; the next where one finds none that are even."""


@dataclass(frozen=True, slots=True)
class Grid:
    """Beats in seconds, and whether they are evenly spaced throughout."""

    times_s: Times
    bpm: float
    is_steady: bool


def grid(mono: NDArray[np.float32], found: Onsets, bpm: float) -> Grid:
    """The beats at about this tempo, over the whole length of the sound."""
    pulse = _pulse(found)
    rough = _tracked(pulse, 60.0 / bpm)
    if len(rough) < _LEAST_BEATS:
        return _spread(0.0, 60.0 / bpm, len(mono))
    sharp, weights = _sharpened(_rises(mono), rough)
    return _fitted(sharp, weights, 60.0 / bpm, len(mono))


def _pulse(found: Onsets) -> NDArray[np.float64]:
    weights = found.low + found.middle + found.high
    return np.asarray(gaussian_filter1d(weights.astype(np.float64), 1.5))


def _tracked(pulse: NDArray[np.float64], period_s: float) -> Times:
    """The chain of beats that collects the most pulse at nearly even distances (Ellis 2007)."""
    period = period_s * RATE_HZ
    steps = np.arange(round(period * 0.5), round(period * 2.0) + 1)
    costs = _TIGHTNESS * np.square(np.log(steps / period))
    strength = pulse / (pulse.std() or 1.0)
    best, before = strength.copy(), np.full(len(pulse), -1)
    for now in range(int(steps[0]), len(pulse)):
        reach = steps[: np.searchsorted(steps, now, side="right")]
        scores = best[now - reach] - costs[: len(reach)]
        choice = int(np.argmax(scores))
        if scores[choice] > 0.0:
            best[now] += scores[choice]
            before[now] = now - reach[choice]
    return _traced(best, before, int(period)) / RATE_HZ


def _traced(best: NDArray[np.float64], before: NDArray[np.int64], period: int) -> NDArray[np.float64]:
    """Back from the best of the last beats."""
    if not len(best) or best.max() <= 0.0:
        return np.zeros(0)
    last = max(len(best) - 2 * period, 0)
    at = last + int(np.argmax(best[last:]))
    chain = []
    while at >= 0:
        chain.append(float(at))
        at = int(before[at])
    return np.array(chain[::-1])


def _rises(mono: NDArray[np.float32]) -> NDArray[np.float32]:
    """How much the level rises in each one and a half milliseconds; the highs, which are sharpest, raised."""
    bright = np.diff(mono, prepend=mono[:1]) + np.float32(0.1) * mono
    hops = np.pad(np.square(bright, out=bright), (0, -len(mono) % _FINE_HOP)).reshape(-1, _FINE_HOP).sum(axis=1)
    energy = hops + np.append(np.float32(0.0), hops[:-1])
    level = np.log1p(energy / (float(energy.max(initial=0.0)) or 1.0) * 1e4)
    return np.asarray(np.maximum(level[2:] - level[:-2], 0.0), dtype=np.float32)


def _sharpened(rises: NDArray[np.float32], rough: Times) -> tuple[Times, NDArray[np.float64]]:
    """For each beat where the strongest rise near it lies, and how strong that is."""
    reach = round(_REACH_S * _FINE_HZ)
    centres = np.rint(rough * _FINE_HZ).astype(int)
    places = np.clip(centres[:, None] + np.arange(-reach, reach + 1), 0, len(rises) - 1)
    near = rises[places]
    best = near.argmax(axis=1)
    return (centres + best - reach + 1.0) / _FINE_HZ, near.max(axis=1).astype(np.float64)


def _fitted(sharp: Times, weights: NDArray[np.float64], period_s: float, frames: int) -> Grid:
    """A straight line where the beats lie on one, else the beats as they are."""
    numbers = np.concatenate([[0.0], np.cumsum(np.maximum(np.rint(np.diff(sharp) / period_s), 1.0))])
    slope, start, apart = _line(numbers, sharp, weights)
    if np.median(apart) <= _STEADY_S and abs(slope / period_s - 1.0) < 0.02:
        return _spread(start, slope, frames)
    return Grid(_filled(numbers, sharp, frames), 60.0 / float(np.median(np.diff(sharp) / np.diff(numbers))), False)


def _line(numbers: Times, sharp: Times, weights: NDArray[np.float64]) -> tuple[float, float, NDArray[np.float64]]:
    """Slope, start, and how far each beat is from the line; those far off count less and less."""
    trust = weights + 1e-6
    for _ in range(6):
        slope, start = np.polyfit(numbers, sharp, 1, w=np.sqrt(trust))
        apart = np.abs(sharp - (start + slope * numbers))
        trust = (weights + 1e-6) / (1.0 + np.square(apart / 0.004))
    return float(slope), float(start), apart


def _spread(start_s: float, period_s: float, frames: int) -> Grid:
    """Even beats from the start of the sound to its end."""
    first = start_s - np.floor((start_s + EDGE_S) / period_s) * period_s
    times = np.arange(first, frames / SAMPLE_RATE_HZ, period_s)
    return Grid(np.maximum(times, 0.0), 60.0 / period_s, is_steady=True)


def _filled(numbers: Times, sharp: Times, frames: int) -> Times:
    """Beats as played, the missing ones between them and to both ends put in evenly."""
    every = np.interp(np.arange(numbers[-1] + 1), numbers, sharp)
    first, last = np.diff(every[:5]).mean(), np.diff(every[-5:]).mean()
    before = np.arange(every[0] - first, -EDGE_S, -first)[::-1]
    after = np.arange(every[-1] + last, frames / SAMPLE_RATE_HZ, last)
    return np.asarray(np.maximum(np.concatenate([before, every, after]), 0.0))

"""Which beat is the first of its bar, told by what usually happens where in a bar of four."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from audio.dsp.analysis import onsets, pitches
from audio.dsp.analysis.beats import EDGE_S, Grid, Times
from audio.dsp.analysis.learned import learned, shares

BEATS_PER_BAR = 4
PLACES = 2 * BEATS_PER_BAR
"""A bar is looked at in half beats, since what pulses strongest may be the off-beat."""
WITNESSES = 5
_REACH_S = 0.035
_CHORD_S = 0.4


def counted(grid: Grid, found: onsets.Onsets, heard: pitches.Pitches) -> tuple[tuple[float, ...], int, float]:
    """The beats, moved by half a beat where that is where they are, the number of the first downbeat, and how sure."""
    confidences = shares(points(profile(happenings(grid.times_s, found, heard))))
    place = int(confidences.argmax())
    times, first = grid.times_s, place // 2
    if place % 2:
        times = _moved(times, len(found.low) / onsets.RATE_HZ)
        first += int(times[0] < grid.times_s[0])
    return tuple(np.round(times, 4).tolist()), first % BEATS_PER_BAR, float(confidences[place])


def points(bar: NDArray[np.float64]) -> NDArray[np.float64]:
    """Points of each place of a `profile` as the first of the bar."""
    return np.array([float((np.roll(bar, -place, axis=0) * learned().bar).sum()) for place in range(PLACES)])


def _moved(times_s: Times, duration_s: float) -> Times:
    """The times between the beats, and one more at each end where the sound has room for it."""
    if len(times_s) < 2:
        return times_s
    halves = np.diff(times_s) / 2.0
    between = np.concatenate([[times_s[0] - halves[0]], times_s[:-1] + halves, [times_s[-1] + halves[-1]]])
    return np.asarray(np.maximum(between[(between >= -EDGE_S) & (between < duration_s)], 0.0))


def happenings(times_s: Times, found: onsets.Onsets, heard: pitches.Pitches) -> NDArray[np.float64]:
    """What happens on each half beat from the first beat on, shape (half beats, witnesses).

    The witnesses are onsets in the three ranges, and how far bass and chord change.
    """
    halves = _halves(times_s)
    ranges = [_near(curve, halves) for curve in (found.low, found.middle, found.high)]
    return np.stack([*ranges, _change(heard.bass, halves), _change(heard.treble, halves)], axis=1)


def profile(happened: NDArray[np.float64]) -> NDArray[np.float64]:
    """The average bar, shape (places, witnesses): each witness has mean 0 and deviation 1 over the places."""
    bars = [happened[place::PLACES] for place in range(PLACES)]
    means = np.array([bar.mean(axis=0) if len(bar) else np.zeros(WITNESSES) for bar in bars])
    spread = means.std(axis=0)
    return np.asarray((means - means.mean(axis=0)) / np.where(spread > 1e-6, spread, 1.0))


def _halves(times_s: Times) -> Times:
    places = np.arange(2 * len(times_s) - 1) / 2.0
    return np.asarray(np.interp(places, np.arange(len(times_s)), times_s))


def _near(curve: NDArray[np.float32], times_s: Times) -> NDArray[np.float64]:
    """The highest onset around each time."""
    reach = round(_REACH_S * onsets.RATE_HZ)
    centres = np.rint(times_s * onsets.RATE_HZ).astype(int)
    places = np.clip(centres[:, None] + np.arange(-reach, reach + 1), 0, max(len(curve) - 1, 0))
    return np.asarray(curve[places].max(axis=1), dtype=np.float64)


def _change(classes: NDArray[np.float32], times_s: Times) -> NDArray[np.float64]:
    """How little the pitch classes after each time are those before it: 0 the same, 1 altogether others."""
    sums = np.concatenate([np.zeros((1, 12)), np.cumsum(classes, axis=0, dtype=np.float64)])
    before = _between(sums, times_s - _CHORD_S, times_s - 0.05)
    after = _between(sums, times_s + 0.05, times_s + _CHORD_S)
    sizes = np.linalg.norm(before, axis=1) * np.linalg.norm(after, axis=1)
    return np.asarray(1.0 - (before * after).sum(axis=1) / np.maximum(sizes, 1e-9))


def _between(sums: NDArray[np.float64], start_s: Times, end_s: Times) -> NDArray[np.float64]:
    low, high = (np.clip(np.rint(each * pitches.RATE_HZ), 0, len(sums) - 1).astype(int) for each in (start_s, end_s))
    return np.asarray(sums[np.maximum(high, low + 1).clip(max=len(sums) - 1)] - sums[low])

"""Halves of a sound at the same time: numpy and scipy let other threads run while they reckon."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import TypeVar

import numpy as np
from numpy.typing import NDArray

from audio.dsp.sound import SAMPLE_RATE_HZ, Sound

Result = TypeVar("Result")
Samples = TypeVar("Samples", bound=NDArray[np.float32])
_WORTH_A_THREAD_FRAMES = 2 * SAMPLE_RATE_HZ
STRETCH_FRAMES = 61_440
"""How much of a sound is worked on at a time where all of it would not stay in a processor's cache."""


def each(
    function: Callable[[NDArray[np.float32]], Result], sound: Sound, at_once: bool = True
) -> tuple[Result, Result]:
    """The function's results for both channels of a sound, which are handed over as views into it.

    Not `at_once` where other threads are at work already: a third only makes them wait for one another.
    """
    left, right = sound[:, 0], sound[:, 1]
    if not at_once or len(sound) < _WORTH_A_THREAD_FRAMES:
        return function(left), function(right)
    with ThreadPoolExecutor(1) as pool:
        other = pool.submit(function, right)
        return function(left), other.result()


def along(work: Callable[[slice], Result], frames: int, stretch_frames: int = STRETCH_FRAMES) -> list[Result]:
    """What comes of the work on each stretch of so many frames, in order; two stretches at the same time."""
    stretches = [slice(start, min(start + stretch_frames, frames)) for start in range(0, frames, stretch_frames)]
    if frames < _WORTH_A_THREAD_FRAMES:
        return [work(stretch) for stretch in stretches]
    half = len(stretches) // 2
    with ThreadPoolExecutor(1) as pool:
        later = pool.submit(lambda: [work(stretch) for stretch in stretches[half:]])
        return [work(stretch) for stretch in stretches[:half]] + later.result()


def joined(left: NDArray[np.float32], right: NDArray[np.float32]) -> Sound:
    """Two channels as one sound."""
    sound = np.empty((len(left), 2), dtype=np.float32)
    sound[:, 0], sound[:, 1] = left, right
    return sound


def scale(samples: Samples, gains: NDArray[np.float32]) -> Samples:
    """Samples, mono or stereo, times a gain per frame, in place.

    One side after the other: asked for rows of two, numpy takes three times as long.
    """
    for channel in samples.T if samples.ndim == 2 else (samples,):
        np.multiply(channel, gains, out=channel)
    return samples


def add(sound: Sound, more: Sound) -> Sound:
    """A sound with another laid over it, in place; one side after the other, in whatever order of memory they lie."""
    for side in (0, 1):
        sound[:, side] += more[:, side]
    return sound


def peak(sound: Sound) -> float:
    """The highest magnitude of any sample."""
    return float(max(sound.max(initial=0.0), -sound.min(initial=0.0)))

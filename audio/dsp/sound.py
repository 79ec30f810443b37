"""The one shape that sound has in BeatFlow."""

from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

from audio.dsp.rate import SAMPLE_RATE_HZ, frames_at

__all__ = ["SAMPLE_RATE_HZ", "Sound", "frames_at", "seconds_of", "silence"]

Sound: TypeAlias = NDArray[np.float32]
"""Samples of shape (frames, 2) at 44.1 kHz, full scale at ±1.0."""


def silence(frames: int) -> Sound:
    """A stereo sound of `frames` zeros."""
    return np.zeros((frames, 2), dtype=np.float32)


def seconds_of(sound: Sound) -> float:
    """How long a sound lasts."""
    return len(sound) / SAMPLE_RATE_HZ

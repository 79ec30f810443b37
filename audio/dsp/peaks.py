"""What a waveform display needs: the extremes of short stretches of a sound."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from audio.dsp.sound import Sound

FRAMES_PER_POINT = 256


def peaks(sound: Sound) -> bytes:
    """Pairs of int8 (lowest, highest over both channels, −127 … 127), one pair per started 256 frames."""
    points = -(-len(sound) // FRAMES_PER_POINT)
    padded = np.zeros((points * FRAMES_PER_POINT, 2), dtype=np.float32)
    padded[: len(sound)] = sound
    blocks = padded.reshape(points, FRAMES_PER_POINT * 2)
    extremes = np.stack([blocks.min(axis=1), blocks.max(axis=1)], axis=1) if points else np.zeros((0, 2))
    return np.clip(np.rint(extremes * 127), -127, 127).astype(np.int8).tobytes()


def overview(sound: Sound, points: int) -> NDArray[np.float32]:
    """The highest magnitude (0 … 1) in each of `points` equal stretches: for small drawings of a whole sound."""
    if not len(sound) or points < 1:
        return np.zeros(max(points, 0), dtype=np.float32)
    magnitude = np.abs(sound).max(axis=1)
    starts = (np.arange(points) * len(sound)) // points
    return np.minimum(np.maximum.reduceat(magnitude, starts), 1.0).astype(np.float32)

"""What a waveform display needs: the extremes of short stretches of a sound."""

from __future__ import annotations

import numpy as np

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

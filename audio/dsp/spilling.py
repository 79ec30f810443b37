"""Sound that lies on the disk and is read as if it were in memory."""

from __future__ import annotations

import tempfile
from pathlib import Path

import numpy as np

from audio.dsp.sound import Sound


def spilled(sound: Sound, folder: Path) -> Sound:
    """The same sound in a file that has no name and goes when nobody holds the sound any longer."""
    if not sound.size:
        return sound
    with tempfile.TemporaryFile(dir=folder) as file:
        kept = np.memmap(file, dtype=sound.dtype, mode="w+", shape=sound.shape)
        kept[:] = sound
        return np.asarray(kept)

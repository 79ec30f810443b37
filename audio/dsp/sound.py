"""The one shape that sound has in BeatFlow."""

from typing import TYPE_CHECKING, Any, TypeAlias

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Sound: TypeAlias = NDArray[np.float32]
    """Samples of shape (frames, 2) at 44.1 kHz, full scale at ±1.0."""
else:
    Sound = Any  # models and pages read the sample rate from here, and the web process never loads numpy

SAMPLE_RATE_HZ = 44_100


def silence(frames: int) -> Sound:
    """A stereo sound of `frames` zeros."""
    import numpy as np

    return np.zeros((frames, 2), dtype=np.float32)


def frames_at(seconds: float) -> int:
    """The frame nearest to a time: the only rounding from seconds to samples."""
    return round(seconds * SAMPLE_RATE_HZ)

"""The one sample rate, and how times become samples. Free of numpy, so that web processes may count too."""

SAMPLE_RATE_HZ = 44_100


def frames_at(seconds: float) -> int:
    """The frame nearest to a time: the only rounding from seconds to samples."""
    return round(seconds * SAMPLE_RATE_HZ)

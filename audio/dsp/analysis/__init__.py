"""What a sound tells about itself: tempo and beats, key, loudness."""

VERSION = 1
"""Rises when the same sound may be told otherwise; what an older method told is then found anew."""

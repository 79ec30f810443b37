"""What a blob can be made into: one table of names, media types and suffixes."""

from typing import NamedTuple


class Recipe(NamedTuple):
    """How a rendition is called in a URL, and what it is."""

    suffix: str
    media_type: str


FLAC = "flac"
RECIPES: dict[str, Recipe] = {
    FLAC: Recipe("flac", "audio/flac"),
    "wav-24": Recipe("wav", "audio/wav"),
    "wav-16": Recipe("wav", "audio/wav"),
    "mp3-320": Recipe("mp3", "audio/mpeg"),
    "mp3-192": Recipe("mp3", "audio/mpeg"),
    "mp3-128": Recipe("mp3", "audio/mpeg"),
    "ogg": Recipe("ogg", "audio/ogg"),
    "peaks-256": Recipe("peaks", "application/octet-stream"),
}

BY_SUFFIX = {"flac": FLAC, "wav": "wav-24", "mp3": "mp3-320", "ogg": "ogg", "peaks": "peaks-256"}
"""The recipe that a suffix in a URL stands for."""

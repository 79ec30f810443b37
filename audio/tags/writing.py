"""Tags for whatever format a file has."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from pathlib import Path
from typing import BinaryIO, TypeAlias

from audio.tags import flac, id3, ogg, riff
from audio.tags.words import Tags, Unsuitable
from beatflow_site.lib.splices import Spliced

_Writer: TypeAlias = Callable[[BinaryIO, int, Tags], Spliced]
WRITERS: Mapping[str, _Writer] = {
    "audio/wav": riff.spliced,
    "audio/flac": flac.spliced,
    "audio/mpeg": id3.spliced,
    "audio/ogg": ogg.spliced,
}


def tagged(path: Path, media_type: str, tags: Tags) -> Spliced:
    """A sound file with tags around its sound, which stays the same to the bit; without them where they don't fit.

    Raises FileNotFoundError.
    """
    whole, writer = Spliced.whole(path), WRITERS.get(media_type)
    if writer is None:
        return whole
    try:
        with path.open("rb") as file:
            return replace(writer(file, whole.size_bytes, tags), path=path)
    except Unsuitable:
        return whole

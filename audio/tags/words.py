"""What is written into a file, whatever its format calls it."""

from __future__ import annotations

from dataclasses import dataclass

ENCODER = "BeatFlow"


class Unsuitable(Exception):
    """The file is not built as its format has it, or would become too large: it is sent without tags."""


@dataclass(frozen=True, slots=True)
class Tags:
    """The words of one file; "" for what is not known."""

    title: str
    artist: str
    album: str
    date: str
    """As 2026-05-01."""
    genre: str = ""
    bpm: str = ""
    key: str = ""
    comment: str = ""
    licence: str = ""
    provenance: str = ""

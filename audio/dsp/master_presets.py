"""The places that masters are made for. Pages read it too."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

CEILING_DBTP = -1.0
TARGET_RANGE_LUFS = (-30.0, -6.0)


@dataclass(frozen=True, slots=True)
class Preset:
    """A place where music is heard."""

    title: str
    says: str
    target_lufs: float
    drive: float
    """How much it is saturated before the limiter: what is to be loud needs a shorter crest."""


PRESETS: Mapping[str, Preset] = {
    "streaming": Preset("Streaming", "As loud as streaming services play everything.", -14.0, 0.0),
    "cd": Preset("CD", "Loud and dense, as records are.", -9.0, 0.5),
    "club": Preset("Club", "As loud as a club wants it.", -8.0, 0.7),
}

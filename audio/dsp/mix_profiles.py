"""How mixes are made: a table for each kind of player, and what a profile changes of it. Pages read it too."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Part:
    """How one kind of player stands in a mix."""

    level_lu: float
    """Against the loudest kind."""
    lowest_hz: float
    """Nothing of it lies below."""
    bells: tuple[tuple[float, float, float], ...] = ()
    """(Hz, dB, q)."""
    ratio: float = 1.5
    reverb_db: float = -math.inf
    """How loud its answer from the room is, against itself."""
    spread: float = 0.0
    """How far from the middle it may be placed: 0 … 1."""


PARTS: Mapping[str, Part] = {
    "drums": Part(0.0, 28.0, ((380.0, -1.5, 0.9),), 1.9, -26.0),
    "bass": Part(-1.5, 28.0, ((240.0, -1.5, 0.8),), 2.2),
    "vocals": Part(0.5, 90.0, ((280.0, -2.0, 0.9), (3_200.0, 1.5, 0.8)), 2.4, -17.0),
    "hum": Part(-2.0, 90.0, ((280.0, -2.0, 0.9), (3_000.0, 1.0, 0.8)), 2.2, -17.0),
    "melody": Part(-3.0, 120.0, ((320.0, -1.0, 0.9), (2_800.0, 1.0, 0.8)), 1.6, -18.0, 0.25),
    "chords": Part(-5.0, 110.0, ((300.0, -2.0, 0.8), (2_600.0, -1.0, 0.8)), 1.5, -17.0, 0.45),
    "percussion": Part(-7.0, 160.0, (), 1.6, -18.0, 0.55),
    "other": Part(-6.0, 80.0, ((300.0, -1.0, 0.8),), 1.5, -18.0, 0.4),
}


@dataclass(frozen=True, slots=True)
class Profile:
    """What is different from a neutral mix."""

    title: str
    says: str
    levels_lu: Mapping[str, float] = field(default_factory=dict)
    """By kind."""
    low_db: float = 0.0
    """Around 75 Hz, on drums and bass."""
    body_db: float = 0.0
    """Around 220 Hz, on all but the bass."""
    air_db: float = 0.0
    """Above 6.5 kHz, on all but the bass."""
    drive: float = 1.0
    """Saturation: 1 is none."""
    reverb_db: float = 0.0
    decay_s: float = 1.3
    damping: float = 0.55


PROFILES: Mapping[str, Profile] = {
    "balanced": Profile("Balanced", "Neutral: every player in its place."),
    "bass-heavy": Profile(
        "Bass-heavy",
        "A larger low end, for hip hop and electronic music.",
        {"bass": 3.5, "drums": 0.5, "chords": -1.0, "melody": -1.0},
        low_db=3.0,
        reverb_db=-2.0,
    ),
    "bright": Profile(
        "Bright",
        "Open highs, for pop and radio.",
        {"vocals": 1.0, "melody": 1.5, "bass": -1.0},
        body_db=-1.0,
        air_db=4.0,
        damping=0.3,
    ),
    "warm": Profile(
        "Warm",
        "Soft and full, as from old tape.",
        {"chords": 1.0, "bass": 0.5},
        body_db=2.0,
        air_db=-4.0,
        drive=1.6,
        reverb_db=2.0,
        decay_s=1.7,
        damping=0.8,
    ),
}

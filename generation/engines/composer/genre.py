"""What a genre is: one value, kept in one file of `genres/`."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from generation.engines.composer.style import Style


@dataclass(frozen=True, slots=True)
class Mix:
    """How the stems of a genre sit together."""

    levels_lu: Mapping[str, float]
    """Loudness of each stem kind beside the drums (0)."""
    duck_db: float = 0.0
    """How far the kick pushes bass, chords and other down; 0 leaves them alone."""
    reverb_s: float = 1.2
    """Decay time of the room."""
    width: float = 1.0
    """Stereo width of chords and melody above 120 Hz."""
    drive: float = 0.1
    """Saturation on the mix bus, 0 … 1."""
    tilt_db: float = 0.0
    """Spectral tilt of the master: negative is darker, in dB from 100 Hz to 10 kHz."""
    lofi: float = 0.0
    """Tape wobble, dull top and grit, 0 … 1."""


@dataclass(frozen=True, slots=True)
class Genre:
    """The facts a listing shows, and everything the composer needs to write in this style."""

    name: str
    bpm_range: tuple[int, int]
    default_bpm: int
    character: str
    moods: tuple[str, ...]
    words: tuple[str, ...]
    """Other names and spellings a prompt may use for it, lower case."""
    modes: Mapping[str, float]
    """Modes of `theory.MODES` with how often they are chosen where nothing is asked."""
    kits: tuple[str, ...]
    palettes: Mapping[str, tuple[str, ...]]
    """Stem kind → the instruments that may play it; one named twice is twice as likely."""
    mix: Mix
    order: int = 1000
    """Where it stands in a listing; equal ones go by name."""
    kinds: tuple[str, ...] = ("drums", "percussion", "bass", "chords", "melody", "other")
    """The stems a beat of this genre has where the brief names none."""
    swing: float = 0.5
    """Where the second of two sixteenths (or `style.feel.swing_beats`) falls: 0.5 straight … 0.67 triplet."""
    style: Style = field(default_factory=Style)
    """Groove families, bass manners, comping, progressions, forms: read by the writers of each part."""

"""What every engine takes and gives: a brief in; progress and takes out."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Protocol

if TYPE_CHECKING:  # the web process reads briefs, and never loads numpy
    from audio.dsp.sound import Sound

BPM_RANGE = (20, 300)
DURATION_RANGE_S = (3, 300)
MAX_SEED = 2**31 - 1
STEM_KINDS = ("drums", "percussion", "bass", "chords", "melody", "other")
"""The stems that the composer makes, in the order in which they are shown."""


@dataclass(frozen=True, slots=True)
class Brief:
    """What is to be made, complete and checked: every value is set and within its range."""

    genre: str
    bpm: float
    key: str
    """Like "C minor"; `theory.parse_key` reads it."""
    mood: str
    duration_s: float
    seed: int
    prompt: str = ""
    looping: bool = False
    energy: float = 0.5
    """0 calm … 1 driving."""
    kinds: tuple[str, ...] = STEM_KINDS
    """The stems to make, out of `STEM_KINDS`."""
    instruments: tuple[str, ...] = ()
    """Instruments asked for, out of `composer.palette.INSTRUMENT_WORDS`."""
    without: tuple[str, ...] = ()
    """Instruments not wanted, out of the same words."""
    traits: tuple[str, ...] = ()
    """Sub-style words that shape the music: "phonk", "rage", "90s", "half-time"."""


@dataclass(frozen=True, slots=True)
class Progress:
    """How far the work is: 0–100, and a stage that a musician understands."""

    percent: int
    stage: str


@dataclass(frozen=True, slots=True)
class Take:
    """What came out. Every sound has the same number of frames; the stems sum to the mix."""

    brief: Brief
    engine: str
    stems: Mapping[str, Sound]
    mix: Sound
    master: Sound
    loudness_lufs: float
    true_peak_dbtp: float
    score: dict[str, Any] = field(default_factory=dict)
    """JSON: grid, chords, sections, notes; what regenerating a stem needs."""
    midi: bytes | None = None
    notices: tuple[str, ...] = ()
    """Sentences for the user: what was bent to make this possible."""
    timings_s: Mapping[str, float] = field(default_factory=dict)


class Refused(Exception):
    """This can't be made, however often it is tried. The code is for programs, the sentence for the user."""

    def __init__(self, code: str, sentence: str) -> None:
        super().__init__(sentence)
        self.code = code


class Passing(Exception):
    """It failed for now and may work later; the sentence is for the user."""


class Engine(Protocol):
    """Progress and takes come out of one stream; the last thing is always a take."""

    name: str

    def compose(self, brief: Brief) -> Iterator[Progress | Take]: ...

"""What every engine takes and gives: a brief in; progress and takes out."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, NamedTuple, Protocol, runtime_checkable

from generation.engines.structure import OPEN, Structure

if TYPE_CHECKING:  # the web process reads briefs, and never loads numpy
    from audio.dsp.sound import Sound

BPM_RANGE = (20, 300)
DURATION_RANGE_S = (3, 300)
MAX_SEED = 2**31 - 1
STEM_KINDS = ("drums", "percussion", "bass", "chords", "melody", "other")
"""The stems that the composer makes, in the order in which they are shown."""


class TuneNote(NamedTuple):
    """A note of a given melody, counted in beats of the brief's tempo from the start of the tune."""

    start_beats: float
    length_beats: float
    pitch: int
    """MIDI number."""
    velocity: float = 0.8


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
    """Sub-style words that shape the music: "phonk", "rage", "90s", "half-time"; and wishes: "busier", "darker"."""
    structure: Structure = OPEN
    """Wishes about the form."""
    tune: tuple[TuneNote, ...] = ()
    """A melody to harmonise and arrange; empty where the engine is to find its own."""


@dataclass(frozen=True, slots=True)
class Held:
    """A commit as an engine sees it: what was composed, and how it sounds now (stems may have been edited since)."""

    score: Mapping[str, Any]
    """What `Take.score` was."""
    stems: Mapping[str, Sound]
    """By name ("bass", "bass-2"), all equally long."""
    kinds: Mapping[str, str]
    """Name → stem kind."""


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
    kept: tuple[str, ...] = ()
    """The stems that are, sample for sample, those of the commit that was worked on."""
    notices: tuple[str, ...] = ()
    """Sentences for the user: what was bent to make this possible."""
    timings_s: Mapping[str, float] = field(default_factory=dict)
    model: str = ""
    """Which model of the engine made it, where it has several."""
    cost: Mapping[str, Any] | None = None
    """What a hosted engine charged, `{"amount": 12.5, "unit": "credits"}`; None where nothing is known."""


@dataclass(frozen=True, slots=True)
class Note:
    """Something to be remembered at once, whatever happens next: the job gives it back when it is tried again."""

    values: Mapping[str, Any]
    """JSON. Later notes add to earlier ones."""


@dataclass(frozen=True, slots=True)
class Done:
    """What a tool gives at last: JSON, with names of files within the folder of its job."""

    answer: Mapping[str, Any]


class Refused(Exception):
    """This can't be made, however often it is tried. The code is for programs, the sentence for the user."""

    def __init__(self, code: str, sentence: str) -> None:
        super().__init__(sentence)
        self.code = code


class Passing(Exception):
    """It failed for now and may work later, not before `wait_s`; the sentence is for the user."""

    def __init__(self, sentence: str, wait_s: float = 0.0) -> None:
        super().__init__(sentence)
        self.wait_s = wait_s


class Engine(Protocol):
    """Progress and takes come out of one stream; the last thing is always a take."""

    name: str

    def compose(self, brief: Brief) -> Iterator[Progress | Take]: ...


@runtime_checkable
class Resumer(Engine, Protocol):
    """An engine that must do nothing twice: somebody is paid for it. It gets back what it noted on earlier attempts."""

    def resume(self, brief: Brief, notes: Mapping[str, Any]) -> Iterator[Progress | Note | Take]: ...


@runtime_checkable
class Follower(Engine, Protocol):
    """An engine that can make a beat around a sound: a hum, or a track whose melody it takes."""

    def follow(self, brief: Brief, reference: Sound) -> Iterator[Progress | Take]: ...


@runtime_checkable
class Batcher(Engine, Protocol):
    """An engine that makes several takes of one brief in less time together than one after the other."""

    def compose_batch(
        self, briefs: Sequence[Brief], is_wanted: Callable[[int], bool]
    ) -> Iterator[tuple[int, Progress | Take]]:
        """Steps by the place of their brief, which differ in their seed alone; a take may come long before the next.

        `is_wanted` is asked before something is made for one take alone.
        """
        ...


@runtime_checkable
class Reviser(Engine, Protocol):
    """An engine that can also work on what a commit holds."""

    def regenerate(self, held: Held, stem: str, brief: Brief) -> Iterator[Progress | Take]:
        """A new take of one stem: same grid, chords, sections and length; the brief's seed and wishes are new."""
        ...

    def extend(self, held: Held, bars: int, place: str, brief: Brief) -> Iterator[Progress | Take]:
        """The beat, longer by so many bars "before" it or "after" it."""
        ...

"""The score: everything that is to sound, before it sounds. Positions count beats from the start."""

from __future__ import annotations

from dataclasses import dataclass, field

from audio.dsp.rate import SAMPLE_RATE_HZ

BEATS_PER_BAR = 4


@dataclass(frozen=True, slots=True)
class Note:
    """One pitched note."""

    start_beats: float
    length_beats: float
    pitch: int
    """MIDI number, 60 = middle C."""
    velocity: float
    """0 … 1."""
    offset_s: float = 0.0
    """Micro-timing: how far from the grid it sounds on purpose."""
    slide_to: int | None = None
    """The pitch it glides to over its last third (808s, leads)."""
    wobble_beats: float = 0.0
    """How long one turn of its filter takes, in step with the tempo (wobble and reese basses); 0 leaves it still."""


@dataclass(frozen=True, slots=True)
class Hit:
    """One stroke on a drum."""

    start_beats: float
    piece: str
    """Out of `palette.DRUM_PIECES`."""
    velocity: float
    offset_s: float = 0.0
    tune_semitones: float = 0.0
    length_beats: float | None = None
    """Choked after so long; None rings out. For effects (risers, sweeps): how long they last."""


@dataclass(frozen=True, slots=True)
class Sweep:
    """A filter that opens or closes over a stretch of a part; outside its sweeps a part sounds as it is."""

    start_beats: float
    length_beats: float
    kind: str
    """"low_pass" or "high_pass"."""
    from_hz: float
    to_hz: float


@dataclass(frozen=True, slots=True)
class Part:
    """A player: one instrument or kit within one stem."""

    name: str
    """"lead", "kit", "pad"; unique within a score; seeds its random stream."""
    kind: str
    """The stem it belongs to, out of `base.STEM_KINDS`."""
    instrument: str
    """A pitched instrument of `palette.INSTRUMENTS`, a kit of `palette.KITS`, or "effects"."""
    notes: tuple[Note, ...] = ()
    hits: tuple[Hit, ...] = ()
    level_db: float = 0.0
    """Beside the other parts of the same stem."""
    pan: float = 0.0
    """−1 left … 1 right."""
    brightness: float = 0.5
    """0 dark … 1 bright: filter cut-offs, hammer hardness."""
    space: float = 0.2
    """How much of it goes to the reverb, 0 … 1."""
    echo: float = 0.0
    """How much of it goes to the tempo-synced delay, 0 … 1."""
    sweeps: tuple[Sweep, ...] = ()
    """In time order, without overlaps."""


@dataclass(frozen=True, slots=True)
class Chord:
    """One harmony that sounds from `start_beats` on."""

    start_beats: float
    length_beats: float
    symbol: str
    """As a musician writes it: "Cm7"."""
    root: int
    """Pitch class 0 … 11."""
    pitches: tuple[int, ...]
    """The voicing, as MIDI numbers, lowest first."""


@dataclass(frozen=True, slots=True)
class Section:
    """A stretch of the form."""

    name: str
    """"intro", "verse", "hook", "drop", "break", "build", "outro", "ending"."""
    start_beats: float
    length_beats: float
    energy: float
    """0 … 1."""


@dataclass(frozen=True, slots=True)
class Score:
    """A whole piece. The audio is exactly `frames` long, also where that cuts the last bar short."""

    genre: str
    bpm: float
    key: str
    mood: str
    energy: float
    seed: int
    frames: int
    looping: bool
    sections: tuple[Section, ...]
    chords: tuple[Chord, ...]
    parts: tuple[Part, ...]
    traits: tuple[str, ...] = field(default=())

    def frame_at(self, beats: float, offset_s: float = 0.0) -> int:
        """The sample on which a position sounds."""
        return round((beats * 60.0 / self.bpm + offset_s) * SAMPLE_RATE_HZ)

    @property
    def length_beats(self) -> float:
        """How many beats fit into the audio; not always a whole number."""
        return self.frames / SAMPLE_RATE_HZ * self.bpm / 60.0

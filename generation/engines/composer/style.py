"""How a genre is played, as data: the vocabulary that genre files are written in.

Rhythms are rows of steps, sixteen to the bar, of one or more whole bars; spaces and bars (|) are for the eye.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Groove:
    """One family of beats: a row of steps per piece of `palette.DRUM_PIECES`.

    `X` accent, `x` stroke, `o` soft, `g` ghost, `?` a soft stroke that some takes have and others lack, `.` rest.
    """

    name: str
    lanes: Mapping[str, str]
    tags: tuple[str, ...] = ()
    """Moods and traits that ask for this family."""
    rare: bool = False
    """Whether it is played only where one of its tags asks for it."""
    is_break: bool = False
    """Whether it may be cut into slices that are put together anew."""


@dataclass(frozen=True, slots=True)
class Feel:
    """How players sit against the grid."""

    late_ms: Mapping[str, float] = field(default_factory=dict)
    """Piece, or "bass", "chords", "melody" → how late it plays; negative pushes."""
    loose_ms: float = 0.0
    """Standard deviation of the players' timing."""
    ghost_ms: float = 0.0
    """How much later still the softest strokes on the snare come."""
    dynamics: float = 0.05
    """Relative standard deviation of the players' force."""
    swing_beats: float = 0.25
    """The note value that swings: 0.25 sixteenths, 0.5 eighths."""


@dataclass(frozen=True, slots=True)
class Bass:
    """One manner of bass line.

    `manner` names a writer of `bass.MANNERS`. Where that writer reads `steps`: `r` root, `R` accented, `o` octave
    above, `5` fifth, `3` third, `7` seventh or sixth, `a` a step that leads to the next root,
    `.` rest.
    """

    manner: str
    steps: str = ""
    hold: float = 0.9
    """How much of the way to the next note it sounds."""
    tags: tuple[str, ...] = ()
    rare: bool = False
    """Whether it is played only where one of its tags asks for it."""
    wobbles: str = ""
    """How many turns the filter takes in a beat, bar by bar and beat by beat: "2 2 3 4 | 1 1 8 8"; empty: none."""


@dataclass(frozen=True, slots=True)
class Twist:
    """What a sub-style plays otherwise than its genre; whatever is None or empty stays as it is."""

    swing: float | None = None
    swing_beats: float | None = None
    hat_rolls: float | None = None
    crash: float | None = None
    loose_ms: float | None = None
    late_ms: Mapping[str, float] = field(default_factory=dict)
    """Beside or instead of what the genre says of a player."""
    fills: tuple[str, ...] = ()
    lifts: tuple[str, ...] = ()
    turns: tuple[str, ...] = ()
    gaps: tuple[float, ...] = ()
    kits: tuple[str, ...] = ()
    palettes: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """Stem kind → the instruments that play it in this sub-style."""


@dataclass(frozen=True, slots=True)
class Comp:
    """One manner of playing chords: `manner` names a writer of `comping.MANNERS`; steps as in `Groove`."""

    manner: str
    steps: str = "x..............."
    hold: float = 0.9
    """How much of the way to the next stroke it sounds."""
    tags: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Lead:
    """One manner of melody: `manner` names a writer of `melody.MANNERS`.

    Cells are one-bar rhythms: `x` starts a note, `-` holds it, `.` rests.
    """

    manner: str
    cells: tuple[str, ...]
    span: int = 9
    """How many scale steps the line ranges over."""
    tags: tuple[str, ...] = ()
    gapped: bool = False
    """Whether it keeps to five tones of the scale."""


SONG_FORMS = (
    "hook:4",
    "verse:2 hook:4",
    "intro:2 hook:4",
    "verse:4 hook:4",
    "intro:2 hook:6",
    "intro:2 verse:2 hook:4",
    "verse:4 hook:4 break:2 hook:2",
    "intro:2 hook:4 break:2 hook:4",
    "verse:2 hook:4 break:2 hook:2",
    "intro:2 hook:4 verse:2 hook:2",
    "intro:2 hook:4 verse:4 hook:4",
    "intro:2 verse:4 hook:8",
    "intro:2 hook:6 break:2 hook:6",
    "intro:2 hook:4 verse:4 break:2 hook:4",
    "intro:2 hook:8 verse:4 hook:4",
)
"""Shapes of up to twenty bars for what has verses: soon at the hook, and never one thing for long."""

DANCE_FORMS = (
    "drop:4",
    "build:2 drop:4",
    "intro:2 drop:6",
    "build:2 drop:6",
    "intro:2 build:2 drop:6",
    "build:2 drop:4 break:2 drop:4",
    "intro:2 drop:4 break:2 drop:4",
    "intro:2 build:2 drop:4 break:2 drop:4",
    "intro:2 verse:2 build:2 drop:8",
    "intro:2 drop:8 break:2 build:2 drop:4",
    "intro:2 build:2 drop:6 break:2 drop:6",
)
"""Shapes of up to twenty bars for what has drops."""


@dataclass(frozen=True, slots=True)
class Style:
    """Everything the writers ask a genre."""

    grooves: tuple[Groove, ...] = ()
    percussion: tuple[Groove, ...] = ()
    fills: tuple[str, ...] = ("snare", "drop")
    """Out of `fills.FILLS`."""
    hat_rolls: float = 0.0
    """How likely a bar has a roll on the hi-hat."""
    crash: float = 0.8
    """How likely a cymbal marks the start of a loud section."""
    comping: float = 0.0
    """How likely a bar's snare and bass drum answer the soloist with strokes of their own."""
    lifts: tuple[str, ...] = ("open", "sixteenths", "ghosts")
    """What the kit may gain where a section returns or goes on for long, out of `development.LIFTS`."""
    peaks: tuple[str, ...] = ()
    """What a hook or drop may have from its first bar on that calm sections lack; empty: any of the lifts."""
    turns: tuple[str, ...] = ("breath", "pickup", "hatless")
    """What the kit may do otherwise in the last bar of a phrase, out of `development.TURNS`."""
    twists: Mapping[str, Twist] = field(default_factory=dict)
    """Trait → what it changes."""
    feel: Feel = field(default_factory=Feel)
    forms: tuple[str, ...] = ()
    """Shapes such as "intro:4 verse:8 hook:8", scaled to the length."""
    layers: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """Section → alternatives of who plays, out of `form.ROLES`; what is missing is `form.LAYERS`."""
    held_back: Mapping[str, str] = field(default_factory=dict)
    """Section → who waits until it returns, in pieces where it does."""
    gaps: tuple[float, ...] = (0.0, 1.0, 2.0)
    """How many beats drums and bass may fall silent before a hook or drop."""
    progressions: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """"minor" and "major" → templates in the notation of `progressions`."""
    colours: Mapping[str, float] = field(default_factory=lambda: {"triad": 1.0})
    """Chord colours of `chords.COLOURS` with their weights."""
    bars_per_chord: tuple[float, ...] = (1.0,)
    substitutions: Mapping[str, float] = field(default_factory=dict)
    """Rules of `progressions.RULES` with how likely each applies to a chord."""
    grown: float = 0.25
    """How likely a progression grows from the rules of `grammar` where it is not one of the templates."""
    second_progression: float = 0.4
    """How likely hook and verse have harmonies of their own."""
    basses: tuple[Bass, ...] = ()
    second_bass: bool = False
    """Whether every other hook or drop has a line of its own, which answers itself an octave above."""
    comps: tuple[Comp, ...] = ()
    leads: tuple[Lead, ...] = ()
    counter: float = 0.4
    """How likely a second voice answers the lead where it rests."""
    beds: tuple[str, ...] = ()
    """Textures of `palette.EFFECTS` that lie under everything."""
    filters: float = 0.4
    """How likely a section that leads somewhere does so with a filter."""
    transitions: tuple[str, ...] = ("reverse_cymbal", "impact")
    """Effects of `palette.EFFECTS` that lead into sections."""

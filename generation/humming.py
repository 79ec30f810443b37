"""A hum as a melody: the notes that were heard, and what its hummer changed about them. Free of numpy."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from audio.dsp.humming import timing
from audio.dsp.humming.notes import GRIDS, HumNote, quantised, shifted, single, snapped
from generation.engines.base import TuneNote
from generation.engines.composer.tunes import likely_key
from generation.engines.theory import parse_key
from generation.melodies import Melody

LONGEST_S = 180.0
"""How long a hum may be."""
OCTAVES = range(-3, 4)
FIRST_BEATS = (0.0, 0.5, 1.0, 1.5, 2.0, 2.5, 3.0, 3.5)
"""Where in a bar the first note may fall."""
MOST_MOVED = 24


@dataclass(frozen=True, slots=True)
class Edits:
    """What is to be done with the notes that were heard."""

    bpm: float
    """How fast it is counted; a hum is never played faster or slower than it was hummed."""
    key: str = ""
    """Like "C minor"; "" for the key that its notes fit best."""
    grid: str = "16"
    """Out of `GRIDS`; "" leaves the notes where they are."""
    octave: int = 0
    first_beat: float = 0.0
    """Where in a bar its first note falls, out of `FIRST_BEATS`; where it was counted in that is known."""
    is_snapped: bool = False
    """Whether notes outside the key move into it."""
    removed: tuple[int, ...] = ()
    """Ids of notes."""
    moved: Mapping[int, int] = field(default_factory=dict)
    """Id of a note → semitones."""
    placed: Mapping[int, tuple[float, float]] = field(default_factory=dict)
    """Id of a note → the seconds of the recording at which it begins and ends, instead of those that were heard."""


@dataclass(frozen=True, slots=True)
class Line:
    """A hummed line as it is to be played."""

    notes: tuple[HumNote, ...]
    """In seconds of the recording."""
    zero_s: float
    """The second of the recording at which its first bar begins; it may lie before it."""
    bpm: float
    key: str
    """As chosen, else as heard."""

    @property
    def melody(self) -> Melody | None:
        """What a brief takes; None where no note is left."""
        notes = tuple(_counted(note, self.zero_s, self.bpm) for note in self.notes)
        return Melody(notes, round(self.bpm, 2)) if notes else None


def line_of(heard: Sequence[HumNote], edits: Edits, *, was_counted_in: bool = False) -> Line:
    """The notes with all that was changed. A hum that was counted in begins with a bar."""
    edited = [_edited(note, edits) for note in heard if note.id not in edits.removed]
    moved = sorted(edited, key=lambda note: note.start_s)
    zero_s = _zero_s(heard, edits, was_counted_in=was_counted_in)
    lined = quantised(moved, edits.bpm, GRIDS[edits.grid], zero_s) if edits.grid else single(moved)
    placed = shifted(lined, 12 * edits.octave)
    key = edits.key or str(likely_key([_counted(note, zero_s, edits.bpm) for note in placed]))
    if edits.is_snapped:
        placed = snapped(placed, scale_of(key))
    return Line(tuple(placed), zero_s, edits.bpm, key)


def _edited(note: HumNote, edits: Edits) -> HumNote:
    start_s, end_s = edits.placed.get(note.id, (note.start_s, note.end_s))
    return shifted([note._replace(start_s=start_s, end_s=end_s)], edits.moved.get(note.id, 0))[0]


def _zero_s(heard: Sequence[HumNote], edits: Edits, *, was_counted_in: bool) -> float:
    """Where the first bar begins; before the first note, which nobody hums before the bar that it leads into."""
    beat_s = 60.0 / edits.bpm
    if not heard:
        return 0.0
    if was_counted_in:
        zero_s = timing.zero_of(heard, edits.bpm, 0.0)
        return zero_s - (4 * beat_s if heard[0].start_s < zero_s - beat_s / 4 else 0.0)
    return timing.zero_of(heard, edits.bpm, heard[0].start_s) - edits.first_beat * beat_s


def scale_of(key: str) -> frozenset[int]:
    """The pitch classes of a key; a minor one has its leading tone too."""
    parsed = parse_key(key)
    return frozenset({*parsed.scale, *({(parsed.tonic + 11) % 12} if parsed.is_minor else set())})


def _counted(note: HumNote, zero_s: float, bpm: float) -> TuneNote:
    start, end = ((at_s - zero_s) * bpm / 60.0 for at_s in (note.start_s, note.end_s))
    return TuneNote(round(max(0.0, start), 4), round(max(end - start, 0.02), 4), note.pitch, note.velocity)


def with_notes(edits: Edits, ids: Sequence[int], semitones: int) -> Edits:
    """Some notes higher or lower than they are, within two octaves of what was heard."""
    moved = dict(edits.moved)
    for id in ids:
        moved[id] = max(-MOST_MOVED, min(MOST_MOVED, moved.get(id, 0) + semitones))
    return replace(edits, moved={id: steps for id, steps in moved.items() if steps})


def with_pitch(edits: Edits, note: HumNote, pitch: int) -> Edits:
    """A note as it was heard so moved that it is shown at a pitch, within two octaves of what was heard."""
    steps = max(-MOST_MOVED, min(MOST_MOVED, pitch - 12 * edits.octave - note.pitch))
    return replace(edits, moved={**{id: by for id, by in edits.moved.items() if id != note.id}, note.id: steps})


def with_place(edits: Edits, line: Line, id: int, start_beats: float, length_beats: float) -> Edits:
    """A note begun so many beats after the first bar, and held so long."""
    beat_s = 60.0 / line.bpm
    start_s = line.zero_s + start_beats * beat_s
    return replace(edits, placed={**edits.placed, id: (start_s, start_s + length_beats * beat_s)})


def without_notes(edits: Edits, ids: Sequence[int]) -> Edits:
    """The same with some notes taken out."""
    return replace(edits, removed=tuple(sorted({*edits.removed, *ids})))

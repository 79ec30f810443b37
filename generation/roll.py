"""A hummed line drawn as a piano roll: integers for an SVG, so that no page computes."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import ceil

from generation.engines.composer.score import BEATS_PER_BAR
from generation.engines.theory import parse_key, spell
from generation.humming import Line

BEAT_WIDTH, ROW_HEIGHT, GUTTER = 36, 12, 40
_LETTERS = {"C": 0, "D": 2, "E": 4, "F": 5, "G": 7, "A": 9, "B": 11}
_ACCIDENTALS = {"": 0, "#": 1, "♯": 1, "b": -1, "♭": -1}
_NOTE = re.compile(r"([A-G])([#♯b♭]?)(-?[0-9])")
_BLACK = {1, 3, 6, 8, 10}
_MARGIN_ROWS = 4
_LEAST_ROWS = 13
_LONGEST_BARS = 400
_SHORT_BARS = 4


@dataclass(frozen=True, slots=True)
class Bar:
    """A note as it is drawn; places in pixels."""

    id: int
    name: str
    """Like "A4"."""
    x: int
    y: int
    width: int
    opacity: str
    place: str
    """Where it begins, bar and beat: "2.3.5" is half-way through the third beat of the second bar."""
    pitch: int
    start_s: str
    length_s: str
    """Counted from the first bar, at the tempo of the line: what plays them reads these."""
    start_beats: str
    length_beats: str
    """The same in beats: what moves them reads and writes these."""


@dataclass(frozen=True, slots=True)
class Row:
    """A pitch of the roll."""

    y: int
    name: str
    """"" where it is not written."""
    is_black: bool
    is_home: bool
    """Whether it is the tonic of the key."""


@dataclass(frozen=True, slots=True)
class Roll:
    """All of a roll."""

    width: int
    height: int
    rows: Sequence[Row]
    lines: Sequence[Mapping[str, int]]
    """`{"x", "bar"}`: a line for each beat; "bar" is its number where one begins, else 0."""
    bars: Sequence[Bar]
    is_short: bool
    """Whether it can be drawn larger where there is room."""
    gutter: int = GUTTER
    beat_width: int = BEAT_WIDTH
    row_height: int = ROW_HEIGHT


def roll_of(line: Line) -> Roll:
    """The roll of a line; empty bars where no note is left."""
    melody = line.melody
    notes = melody.notes if melody else ()
    pitches = [note.pitch for note in notes] or [60]
    low, high = min(pitches) - _MARGIN_ROWS, max(pitches) + _MARGIN_ROWS
    high += max(0, _LEAST_ROWS - (high - low + 1))
    end = max([note.start_beats + note.length_beats for note in notes] or [1.0])
    beats = BEATS_PER_BAR * min(_LONGEST_BARS, max(2, ceil(end / BEATS_PER_BAR)))
    drawn = [
        Bar(
            id=heard.id,
            name=_named(note.pitch, line.key),
            x=_x(note.start_beats),
            y=(high - note.pitch) * ROW_HEIGHT,
            width=max(4, round(note.length_beats * BEAT_WIDTH) - 1),
            opacity=f"{0.45 + 0.55 * note.velocity:.2f}",
            place=_place(note.start_beats),
            pitch=note.pitch,
            start_s=f"{note.start_beats * 60 / line.bpm:.3f}",
            length_s=f"{note.length_beats * 60 / line.bpm:.3f}",
            start_beats=f"{round(note.start_beats, 3):g}",
            length_beats=f"{round(note.length_beats, 3):g}",
        )
        for heard, note in zip(line.notes, notes, strict=True)
    ]
    return Roll(
        width=GUTTER + beats * BEAT_WIDTH,
        height=(high - low + 1) * ROW_HEIGHT,
        rows=[_row(pitch, high, line.key) for pitch in range(high, low - 1, -1)],
        lines=[
            {"x": _x(beat), "bar": beat // BEATS_PER_BAR + 1 if beat % BEATS_PER_BAR == 0 else 0}
            for beat in range(beats)
        ],
        bars=drawn,
        is_short=beats <= _SHORT_BARS * BEATS_PER_BAR,
    )


def _x(beats: float) -> int:
    return GUTTER + round(beats * BEAT_WIDTH)


def _row(pitch: int, high: int, key: str) -> Row:
    parsed = parse_key(key)
    is_home = pitch % 12 == parsed.tonic
    name = _named(pitch, key) if is_home else ""
    return Row((high - pitch) * ROW_HEIGHT, name, pitch % 12 in _BLACK, is_home)


def _named(pitch: int, key: str) -> str:
    """The name of a note as the key spells it, with its octave; middle C is C4."""
    return f"{spell(pitch % 12, parse_key(key))}{pitch // 12 - 1}"


def pitch_of(said: str) -> int:
    """The MIDI number of a note like "A4" or "Eb3", or of such a number. Raises ValueError."""
    text = said.strip()
    if named := _NOTE.fullmatch(text[:1].upper() + text[1:]):
        letter, accidental, octave = named.groups()
        pitch = 12 * (int(octave) + 1) + _LETTERS[letter] + _ACCIDENTALS[accidental]
    else:
        pitch = int(text)
    if not 0 <= pitch <= 127:
        raise ValueError(f"There is no note “{said}”.")
    return pitch


def _place(beats: float) -> str:
    bar, beat = divmod(round(beats * 100) / 100, BEATS_PER_BAR)
    return f"{int(bar) + 1}.{beat + 1:g}"

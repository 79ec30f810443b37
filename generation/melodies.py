"""Melodies that come with a brief: read from a MIDI file, carried by a form, and what they say of tempo and key."""

from __future__ import annotations

import json
import math
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from generation.brief_errors import BriefError
from generation.engines.base import BPM_RANGE, Refused, TuneNote
from generation.engines.composer.score import BEATS_PER_BAR
from generation.engines.composer.tunes import likely_key, tune_from_midi

FILE_LIMIT_BYTES = 1_000_000
NOTES_LIMIT = 2000
BEATS_LIMIT = 2000
_NO_MELODY = "This melody cannot be read. Choose its MIDI file once more."


@dataclass(frozen=True, slots=True)
class Melody:
    """A tune to make a beat around."""

    notes: tuple[TuneNote, ...]
    """At least one, and at most `NOTES_LIMIT`."""
    bpm: float | None
    """The tempo that its file names, where that is one of a brief."""

    @property
    def key(self) -> str:
        """The key that its notes fit best."""
        return str(likely_key(self.notes))

    @property
    def bars(self) -> int:
        """How many bars it lasts, the last one also where it is not full."""
        return math.ceil(max(note.start_beats + note.length_beats for note in self.notes) / BEATS_PER_BAR - 1e-6)

    def __str__(self) -> str:
        """As a form carries it; `read` gives it back."""
        rows = [
            [round(start, 4), round(length, 4), pitch, round(force, 3)] for start, length, pitch, force in self.notes
        ]
        return json.dumps({"bpm": self.bpm, "notes": rows}, separators=(",", ":"))


def from_midi(data: bytes) -> Melody:
    """The melody of a MIDI file. Raises BriefError with a sentence for anything that has none."""
    if len(data) > FILE_LIMIT_BYTES:
        raise too_large()
    try:
        notes, bpm = tune_from_midi(data)
    except (Refused, ValueError) as error:
        raise BriefError("tune", "tune_invalid", str(error)) from error
    return _melody(notes, bpm)


def too_large() -> BriefError:
    """The refusal of a file that is too large to be a melody."""
    return BriefError("tune", "tune_too_large", "A melody is a MIDI file of at most 1 MB.")


def read(text: str) -> Melody:
    """The melody that a form carried. Raises BriefError for anything else, however hostile."""
    try:
        told = json.loads(text)
        notes = [
            TuneNote(float(start), float(length), int(pitch), float(force))
            for start, length, pitch, force in told["notes"]
        ]
        return _melody(notes, None if told["bpm"] is None else float(told["bpm"]))
    except (ValueError, TypeError, KeyError, OverflowError, RecursionError) as error:
        if isinstance(error, BriefError):
            raise
        raise BriefError("tune", "tune_invalid", _NO_MELODY) from error


def _melody(notes: Iterable[Any], bpm: float | None) -> Melody:
    found = tuple(notes)
    if not 0 < len(found) <= NOTES_LIMIT:
        told = f"This file has {len(found):,} notes; a melody has 1 to {NOTES_LIMIT:,}."
        raise BriefError("tune", "tune_too_long", told)
    if not all(map(_can_be, found)):
        raise BriefError("tune", "tune_invalid", _NO_MELODY)
    is_usable = bpm is not None and BPM_RANGE[0] <= bpm <= BPM_RANGE[1]
    return Melody(found, round(bpm, 2) if bpm is not None and is_usable else None)


def _can_be(note: TuneNote) -> bool:
    start, length, pitch, force = note
    return 0 <= start <= BEATS_LIMIT and 0 < length <= BEATS_LIMIT and 0 <= pitch <= 127 and 0 <= force <= 1

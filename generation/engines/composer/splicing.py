"""Splicing: a score opened at a bar line to take in more bars, and a stretch cut out of one."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TypeVar

from audio.dsp.rate import SAMPLE_RATE_HZ
from generation.engines.composer.score import Chord, Hit, Note, Part, Score, Section, Sweep

_NEAR = 1e-6
Event = TypeVar("Event", Note, Hit, Sweep, Chord, Section)
Lasting = TypeVar("Lasting", Chord, Section)


@dataclass(frozen=True, slots=True)
class Growth:
    """New bars, with positions counted in the longer piece."""

    at_beats: float
    length_beats: float
    sections: tuple[Section, ...]
    chords: tuple[Chord, ...]
    notes: dict[str, list[Note]] = field(default_factory=dict)
    """Part name → what it plays in the new bars."""
    hits: dict[str, list[Hit]] = field(default_factory=dict)

    @property
    def end_beats(self) -> float:
        """Where what was there goes on."""
        return self.at_beats + self.length_beats


def spliced(score: Score, growth: Growth, frames: int) -> Score:
    """The score with new bars taken in; everything from their place on moves back. It is to be `frames` long."""
    at, by = growth.at_beats, growth.length_beats
    return replace(
        score,
        frames=frames,
        sections=_in_order((*_opened(score.sections, at, by), *growth.sections)),
        chords=_in_order((*_opened(score.chords, at, by), *growth.chords)),
        parts=tuple(_grown(part, growth) for part in score.parts),
    )


def _grown(part: Part, growth: Growth) -> Part:
    """A part with its share of the new bars."""
    at, by = growth.at_beats, growth.length_beats
    hits = [half for hit in part.hits for half in _parted(part, hit, at)]
    return replace(
        part,
        notes=_in_order((*moved(part.notes, at, by), *growth.notes.get(part.name, ()))),
        hits=_in_order((*moved(tuple(hits), at, by), *growth.hits.get(part.name, ()))),
        sweeps=moved(part.sweeps, at, by),
    )


def moved(events: tuple[Event, ...], at: float, by: float) -> tuple[Event, ...]:
    """The events, those from a position on later by so many beats."""
    return tuple(
        replace(event, start_beats=round(event.start_beats + by, 6)) if event.start_beats >= at - _NEAR else event
        for event in events
    )


def _parted(part: Part, hit: Hit, at: float) -> tuple[Hit, ...]:
    """A bed that lies across a position, in two; anything else as it is."""
    if part.name != "bed" or hit.length_beats is None or not _spans(hit.start_beats, hit.length_beats, at):
        return (hit,)
    before = at - hit.start_beats
    return replace(hit, length_beats=before), replace(hit, start_beats=at, length_beats=hit.length_beats - before)


def _opened(lasting: tuple[Lasting, ...], at: float, by: float) -> tuple[Lasting, ...]:
    """Chords or sections with a hole: what lies across it is parted, what comes after it is later."""
    halves = [half for one in lasting for half in _halved(one, at)]
    return moved(tuple(halves), at, by)


def _halved(one: Lasting, at: float) -> tuple[Lasting, ...]:
    """A chord or section in two where a position lies within it."""
    if not _spans(one.start_beats, one.length_beats, at):
        return (one,)
    before = at - one.start_beats
    return replace(one, length_beats=before), replace(one, start_beats=at, length_beats=one.length_beats - before)


def _spans(start: float, length: float, at: float) -> bool:
    """Whether a position lies inside something that lasts."""
    return start < at - _NEAR and start + length > at + _NEAR


def _in_order(events: tuple[Event, ...]) -> tuple[Event, ...]:
    """In time order; what begins together stays in the order given."""
    return tuple(sorted(events, key=lambda event: round(event.start_beats, 6)))


def stretch(score: Score, start: float, end: float, *, ringing_s: float = 0.0) -> Score:
    """What sounds between two positions as a piece of its own, no loop, with so much time to ring at its end.

    What began before and still sounds, begins with it. Who has nothing to play in it, is not in it.
    """
    frames = score.frame_at(end - start) + round(ringing_s * SAMPLE_RATE_HZ)
    parts = [_part_within(part, start, end) for part in score.parts]
    return replace(
        score,
        frames=frames,
        looping=False,
        sections=tuple(_cut(one, start, end) for one in score.sections if _touches(one, start, end)),
        chords=tuple(_cut(one, start, end) for one in score.chords if _touches(one, start, end)),
        parts=tuple(part for part in parts if part.notes or part.hits),
    )


def _touches(one: Chord | Section | Note, start: float, end: float) -> bool:
    """Whether any of it sounds between two positions."""
    return one.start_beats < end - _NEAR and one.start_beats + one.length_beats > start + _NEAR


Cuttable = TypeVar("Cuttable", Chord, Section, Note)


def _cut(one: Cuttable, start: float, end: float) -> Cuttable:
    """The part of it after a position, counted from there."""
    begins = max(one.start_beats, start)
    return replace(one, start_beats=begins - start, length_beats=one.start_beats + one.length_beats - begins)


def _part_within(part: Part, start: float, end: float) -> Part:
    """A part between two positions."""
    sweeps = tuple(
        replace(sweep, start_beats=sweep.start_beats - start)
        for sweep in part.sweeps
        if sweep.start_beats >= start - _NEAR and sweep.start_beats < end - _NEAR
    )
    notes = tuple(_cut(note, start, end) for note in part.notes if _touches(note, start, end))
    hits = tuple(_hit_within(hit, start) for hit in part.hits if _hit_touches(hit, start, end))
    return replace(part, notes=notes, hits=hits, sweeps=sweeps)


def _hit_touches(hit: Hit, start: float, end: float) -> bool:
    """Whether a stroke begins between two positions, or a long effect reaches into them."""
    lasts = hit.start_beats + (hit.length_beats or 0.0) > start + 1.0
    return (hit.start_beats >= start - _NEAR or lasts) and hit.start_beats < end - _NEAR


def _hit_within(hit: Hit, start: float) -> Hit:
    """A stroke counted from a position; a long effect that began earlier is the rest of it."""
    missed = max(0.0, start - hit.start_beats)
    length = None if hit.length_beats is None else hit.length_beats - missed
    return replace(hit, start_beats=max(0.0, hit.start_beats - start), length_beats=length)

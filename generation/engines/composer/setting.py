"""Setting: where in the form a given tune is played, and what then sounds under every bar."""

from __future__ import annotations

from dataclasses import dataclass, replace
from itertools import groupby
from math import ceil

from numpy.random import Generator

from generation.engines.base import TuneNote
from generation.engines.composer.chords import Harmony, diatonic
from generation.engines.composer.form import Passage
from generation.engines.composer.harmonising import SEGMENT_BEATS, harmonised
from generation.engines.composer.harmony import Span, Timeline
from generation.engines.composer.progressions import Palette
from generation.engines.composer.score import BEATS_PER_BAR, Note
from generation.engines.composer.tunes import Notes, tidied

_CARRYING = ("verse", "hook", "drop")
_LONGEST_SPAN_BEATS = 2.0 * BEATS_PER_BAR
_LOOSE_END_BEATS = 0.5
"""How far a tune's last note may reach into a bar that then does not count."""


@dataclass(frozen=True, slots=True)
class Melody:
    """A tune by the bar: positions from its first whole bar on, those of a pick-up below 0."""

    notes: Notes
    bars: int
    """How many it takes until it can come again: an even number beyond one."""

    @property
    def beats(self) -> float:
        return float(self.bars * BEATS_PER_BAR)

    @property
    def has_pickup(self) -> bool:
        return self.notes[0].start_beats < 0


@dataclass(frozen=True, slots=True)
class Setting:
    """A form with the tune in it."""

    passages: tuple[Passage, ...]
    harmony: Timeline
    notes: tuple[Note, ...]


@dataclass(frozen=True, slots=True)
class Statement:
    """One time that the tune is played, from a bar line up to a limit."""

    start_beats: float
    end_beats: float


def barred(tune: tuple[TuneNote, ...]) -> Melody | None:
    """The tune by the bar; None where it has no note. What begins in the second half of a bar is a pick-up."""
    notes = tidied(tune)
    if not notes:
        return None
    first = notes[0].start_beats
    bar = BEATS_PER_BAR * (first // BEATS_PER_BAR)
    shift = bar + (BEATS_PER_BAR if first - bar >= BEATS_PER_BAR / 2 else 0.0)
    notes = tuple(note._replace(start_beats=round(note.start_beats - shift, 5)) for note in notes)
    end = max(note.start_beats + note.length_beats for note in notes)
    last = max(notes[-1].start_beats + 0.01, end - _LOOSE_END_BEATS)
    bars = max(1, ceil(last / BEATS_PER_BAR))
    return Melody(notes, bars if bars == 1 else bars + bars % 2)


def set_in(
    melody: Melody, form: tuple[Passage, ...], length_beats: float, palette: Palette, rng: Generator, *, looping: bool
) -> Setting:
    """The tune laid over the form from the first verse or hook on, and the harmony that it asks for under all of it."""
    statements = _statements(melody, form, looping=looping)
    notes = _played(melody, statements, length_beats, looping=looping)
    chords = harmonised(melody.notes, melody.bars, palette, rng)
    return Setting(
        tuple(_manned(passage, notes) for passage in form), _timeline(form, statements, chords, palette), notes
    )


def _statements(melody: Melody, form: tuple[Passage, ...], *, looping: bool) -> list[Statement]:
    """When the tune is played: over and over in every run of sections that carry it."""
    found: list[Statement] = []
    for run in _runs(melody, form):
        start, end = run[0].start_beats, run[-1].end_beats
        if start == 0 and melody.has_pickup and not looping and end > melody.beats:
            start += BEATS_PER_BAR  # there has to be time for what leads in
        while end - start >= min(melody.beats, max(melody.beats / 2, 4.0 * BEATS_PER_BAR)) - 1e-6 or not found:
            found.append(Statement(start, min(end, start + melody.beats)))
            start += melody.beats
    return found


def _runs(melody: Melody, form: tuple[Passage, ...]) -> list[list[Passage]]:
    """Neighbouring sections that carry the tune; the first of these runs is long enough for all of it if any can be."""
    body = [passage for passage in form if passage.name != "ending"] or list(form)
    carriers = [index for index, passage in enumerate(body) if passage.name in _CARRYING]
    first = carriers[0] if carriers else 0
    if any(not passage.roles - {"melody", "counter"} for passage in body[:first]):
        first = 0
    last = first
    while last + 1 < len(body) and (_carries(body[last + 1]) or _beats(body[first : last + 1]) < melody.beats):
        last += 1
    while first > 0 and _beats(body[first : last + 1]) < melody.beats:
        first -= 1
    rest = groupby(body[last + 1 :], key=_carries)
    return [body[first : last + 1], *(list(group) for carrying, group in rest if carrying)]


def _carries(passage: Passage) -> bool:
    return passage.name in _CARRYING


def _beats(passages: list[Passage]) -> float:
    """How long some neighbours are together."""
    return passages[-1].end_beats - passages[0].start_beats


def _played(melody: Melody, statements: list[Statement], length_beats: float, *, looping: bool) -> tuple[Note, ...]:
    """Every note of every statement; a loop's pick-up lies at its end."""
    found: dict[float, Note] = {}
    for statement in statements:
        for note in melody.notes:
            at = round(statement.start_beats + note.start_beats, 5)
            at = at + length_beats if at < 0 and looping else at
            if 0 <= at < statement.end_beats - 1e-6 or (looping and note.start_beats < 0):
                found[at] = Note(at, note.length_beats, note.pitch, note.velocity)
    return tuple(found[at] for at in sorted(found))


def _manned(passage: Passage, notes: tuple[Note, ...]) -> Passage:
    """The section with a singer where there is a tune to sing, and without one elsewhere."""
    sung = any(passage.start_beats <= note.start_beats < passage.end_beats for note in notes)
    roles = passage.roles | {"melody"} if sung else passage.roles - {"melody"}
    return replace(passage, roles=roles, late=passage.late - {"melody"})


def _timeline(
    form: tuple[Passage, ...], statements: list[Statement], chords: tuple[Harmony, ...], palette: Palette
) -> Timeline:
    """The tune's chords under it, its first ones over and over elsewhere, and home where the piece ends."""
    spans: list[Span] = []
    for passage in form:
        if passage.name == "ending":
            spans.append(Span(passage.start_beats, passage.length_beats, diatonic(palette.key, 1, "triad")))
            continue
        at = passage.start_beats
        while at < passage.end_beats - 1e-6:
            length = min(SEGMENT_BEATS, passage.end_beats - at)
            spans = _on(spans, Span(at, length, _under(at, passage, statements, chords)), passage.start_beats)
            at += length
    return Timeline(tuple(spans), tuple(span.start_beats for span in spans))


def _under(at: float, passage: Passage, statements: list[Statement], chords: tuple[Harmony, ...]) -> Harmony:
    """The chord at a position."""
    over = next((one for one in reversed(statements) if one.start_beats <= at + 1e-6), None)
    if over is not None and at < over.end_beats - 1e-6:
        return chords[int((at - over.start_beats) / SEGMENT_BEATS + 1e-6) % len(chords)]
    some = chords[: max(1, round(4 * BEATS_PER_BAR / SEGMENT_BEATS))]
    return some[int((at - passage.start_beats) / SEGMENT_BEATS + 1e-6) % len(some)]


def _on(spans: list[Span], span: Span, floor: float) -> list[Span]:
    """The spans with one more, which goes on the last where it is the same chord of the same section."""
    last = spans[-1] if spans else None
    same = last is not None and last.harmony == span.harmony and last.start_beats >= floor - 1e-6
    if last is None or not same or last.length_beats >= _LONGEST_SPAN_BEATS - 1e-6:
        return [*spans, span]
    return [*spans[:-1], replace(last, length_beats=last.length_beats + span.length_beats)]

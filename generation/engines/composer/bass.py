"""Bass lines: they follow the harmony and lock with the kick, each manner in its own way."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

from numpy.random import Generator

from generation.engines.composer.casting import cast
from generation.engines.composer.chords import Harmony
from generation.engines.composer.form import Passage
from generation.engines.composer.instruments import VOICES
from generation.engines.composer.plan import Plan
from generation.engines.composer.rhythm import STEP_BEATS, STEPS_PER_BAR, onsets, played_notes, steps_of
from generation.engines.composer.score import BEATS_PER_BAR, Note, Part
from generation.engines.composer.streams import pick
from generation.engines.composer.style import Bass
from generation.engines.composer.walking import walk

FLOOR = 28
"""E1: below it few loudspeakers follow."""


@dataclass(frozen=True, slots=True)
class Line:
    """What a manner is given: the plan, the section, the style's line, and its stream."""

    plan: Plan
    passage: Passage
    bass: Bass
    rng: Generator


def bass(plan: Plan) -> tuple[Part, ...]:
    """The bass stem: one part, or none where nothing of it is to play."""
    rng = plan.stream("bass")
    lines = _lines(plan, rng)
    notes = [
        note for passage in plan.playing("bass") for note in _section(Line(plan, passage, lines[passage.is_peak], rng))
    ]
    notes = _cut(
        plan, [note for note in notes if not plan.is_gap(note.start_beats) and note.start_beats < plan.length_beats]
    )
    if not notes:
        return ()
    instrument = cast(plan, "bass")
    played = played_notes([_within(note, instrument) for note in notes], plan.clock, rng, "bass")
    bright = round(min(1.0, max(0.0, 0.45 + 0.3 * plan.mood.brightness + 0.2 * (plan.brief.energy - 0.5))), 3)
    return (Part("bass", "bass", instrument, played, brightness=bright, space=0.03),)


def _lines(plan: Plan, rng: Generator) -> dict[bool, Bass]:
    """The manner of the peaks and that of the rest: as often as not the same one."""
    words, options = {plan.brief.mood, *plan.brief.traits}, plan.genre.style.basses
    weights = [4.0 if words & set(line.tags) else 1.0 for line in options]
    calm = _own(pick(options, rng, weights), rng)
    return {False: calm, True: calm if rng.random() < 0.5 else _own(pick(options, rng, weights), rng)}


def _own(line: Bass, rng: Generator) -> Bass:
    """The line with up to two of its roots off the bar's first beat turned into an octave, a fifth or a rest."""
    steps = list(steps_of(line.steps)) if line.manner == "cells" else []
    plain = [step for step, mark in enumerate(steps) if mark == "r" and step % STEPS_PER_BAR]
    for index in rng.permutation(len(plain))[: pick((0, 1, 2), rng)] if len(plain) > 3 else ():
        steps[plain[index]] = pick(("o", "5", "."), rng)
    return replace(line, steps="".join(steps)) if steps else line


def _section(line: Line) -> list[Note]:
    """One section of the line; sustained where it ends, or where there is no kick to lock with."""
    if line.passage.name == "ending":
        return _sustained(line)
    if "kick" not in line.passage.roles and line.bass.manner in ("808", "kick") and "kick" in _all_roles(line.plan):
        return _sustained(line)
    return MANNERS[line.bass.manner](line)


def _all_roles(plan: Plan) -> frozenset[str]:
    """Every role that plays somewhere in the piece."""
    return frozenset().union(*(passage.roles for passage in plan.passages))


def low(pitch_class: int) -> int:
    """The lowest pitch of a class that a bass plays."""
    return FLOOR + (pitch_class - FLOOR) % 12


def _sustained(line: Line) -> list[Note]:
    """One long root for each harmony."""
    spans = line.plan.harmony.between(line.passage.start_beats, line.passage.end_beats)
    return [Note(span.start_beats, span.length_beats, low(span.harmony.root), 0.8) for span in spans]


def _cells(line: Line) -> list[Note]:
    """The steps of the style's line, bar by bar, over whatever harmony sounds there."""
    marks, bars = onsets(line.bass.steps), len(steps_of(line.bass.steps)) // STEPS_PER_BAR
    notes = []
    for bar, start in enumerate(line.passage.bars):
        first = (bar % bars) * STEPS_PER_BAR
        for step, mark in marks:
            if first <= step < first + STEPS_PER_BAR:
                at = start + (step - first) * STEP_BEATS
                notes.append(Note(at, STEP_BEATS, _pitched(line, at, mark), 0.95 if mark == "R" else 0.8))
    return _held(_answered(line, notes), line.bass.hold, line.passage.end_beats)


def _pitched(line: Line, at: float, mark: str) -> int:
    """The pitch that a mark of a row means over the harmony at a position."""
    harmony = line.plan.harmony.at(at).harmony
    if mark == "a":
        return approach(line.plan, at, line.rng)
    root = low(harmony.root)
    above = {"5": harmony.fifth, "3": harmony.third, "7": harmony.seventh}
    if mark in above:
        return root + (above[mark] - harmony.root) % 12 - (12 if mark == "7" and root > 36 else 0)
    return root + (12 if mark == "o" else 0)


def approach(plan: Plan, at: float, rng: Generator) -> int:
    """A scale tone beside the next root, or the fifth of where one is."""
    target = low(plan.harmony.after(at).harmony.root)
    scale = [pitch for pitch in range(target - 2, target + 3) if pitch % 12 in plan.key.scale and pitch != target]
    here: Harmony = plan.harmony.at(at).harmony
    return pick(scale, rng) if scale and rng.random() < 0.8 else low(here.fifth)


def _answered(line: Line, notes: list[Note]) -> list[Note]:
    """The line with an octave or a hole here and there in every fourth bar, so that it does not run like a machine."""
    changed = []
    for note in notes:
        fourth = (note.start_beats - line.passage.start_beats) // BEATS_PER_BAR % 4 == 3
        chance = line.rng.random()
        if fourth and note.start_beats % 1 and chance < 0.12:
            continue
        leap = fourth and chance > 0.88 and note.pitch + 12 <= 48
        changed.append(replace(note, pitch=note.pitch + 12) if leap else note)
    return changed


def _held(notes: list[Note], hold: float, end_beats: float) -> list[Note]:
    """The notes drawn out over part of the way to the next one."""
    ends = [note.start_beats for note in notes[1:]] + [end_beats]
    return [
        replace(note, length_beats=max(0.1, round((end - note.start_beats) * hold, 4)))
        for note, end in zip(notes, ends, strict=False)
        if end > note.start_beats
    ]


def _kicks(line: Line, floor: float) -> list[float]:
    """Where the groove's kicks fall in the section, and where harmonies change without one."""
    passage = line.passage
    places = {at for at, force in line.plan.kicks if passage.start_beats <= at < passage.end_beats and force > floor}
    changes = {span.start_beats for span in line.plan.harmony.between(passage.start_beats, passage.end_beats)}
    return sorted(places | changes)


def _locked(line: Line) -> list[Note]:
    """A plucked line on the kicks, with a step towards the next harmony."""
    notes = [Note(at, 0.5, low(line.plan.harmony.at(at).harmony.root), 0.85) for at in _kicks(line, 0.4)]
    extra = []
    for span in line.plan.harmony.between(line.passage.start_beats, line.passage.end_beats):
        if line.rng.random() < 0.55 + 0.3 * line.plan.mood.density:
            at = span.end_beats - pick((0.5, 0.5, 0.25), line.rng)
            extra.append(Note(at, 0.25, approach(line.plan, at, line.rng), 0.7))
        if span.length_beats >= 4 and line.rng.random() < 0.6:
            at = span.start_beats + pick((1.5, 1.75, 2.5), line.rng)
            extra.append(Note(at, 0.25, _pitched(line, at, pick("o573", line.rng)), 0.68))
    return _held(_merged(notes, extra), line.bass.hold, line.passage.end_beats)


def _merged(notes: list[Note], extra: list[Note]) -> list[Note]:
    """Both in order; where two begin together, the first list's."""
    places = {note.start_beats: note for note in (*extra, *notes)}
    return [places[at] for at in sorted(places)]


def _eight_oh_eight(line: Line) -> list[Note]:
    """Long tuned kicks: on the groove's stronger kicks, tails into the next, with glides and leaps at phrase ends."""
    places = _spaced(_kicks(line, 0.5), 0.5)
    notes = _held(
        [Note(at, 0.5, low(line.plan.harmony.at(at).harmony.root), 0.9) for at in places], 0.97, line.passage.end_beats
    )
    notes = [replace(note, length_beats=min(note.length_beats, 3.5)) for note in notes]
    return [_glided(line, note, after) for note, after in zip(notes, [*notes[1:], None], strict=False)]


def _spaced(places: list[float], apart: float) -> list[float]:
    """The positions without those that follow another too closely."""
    kept: list[float] = []
    for at in places:
        if not kept or at - kept[-1] >= apart - 1e-6:
            kept.append(at)
    return kept


def _glided(line: Line, note: Note, after: Note | None) -> Note:
    """The note, perhaps an octave or fifth up, perhaps sliding into the next; more at the ends of phrases."""
    slides = line.bass.steps == "slides"
    late = (note.start_beats - line.passage.start_beats) % 8 >= 5.5
    chance = (0.55 if slides else 0.25) * (1.3 if late else 0.5) * (1 + 0.5 * line.plan.mood.density)
    if note.length_beats < 0.45 or line.rng.random() > chance:
        return note
    if after is not None and after.pitch != note.pitch and line.rng.random() < 0.5:
        return replace(note, slide_to=after.pitch)
    leaps = [note.pitch + leap for leap in (12, 7, -5) if FLOOR - 2 <= note.pitch + leap <= 48]
    inside = [pitch for pitch in leaps if pitch % 12 in line.plan.key.scale] or leaps[:1]
    target = pick(inside, line.rng)
    arrives = note.start_beats == line.plan.harmony.at(note.start_beats).start_beats
    return (
        replace(note, slide_to=target) if slides or arrives or line.rng.random() < 0.5 else replace(note, pitch=target)
    )


def _walking(line: Line) -> list[Note]:
    """Quarter notes that walk from root to root."""
    return walk(line.plan, line.passage, line.rng)


MANNERS: dict[str, Callable[[Line], list[Note]]] = {
    "cells": _cells, "kick": _locked, "808": _eight_oh_eight, "walk": _walking, "sustain": _sustained,
}  # fmt: skip


def _cut(plan: Plan, notes: list[Note]) -> list[Note]:
    """The notes without overlaps: each ends where the next one, a silence or the piece does."""
    ordered = sorted(notes, key=lambda note: note.start_beats)
    limits = [note.start_beats for note in ordered[1:]] + [plan.length_beats]
    gaps = [start for start, _ in plan.gaps]
    return [
        replace(note, length_beats=min([note.length_beats, limit - note.start_beats, *_until(note, gaps)]))
        for note, limit in zip(ordered, limits, strict=False)
        if limit - note.start_beats > 1e-6
    ]


def _until(note: Note, gaps: list[float]) -> list[float]:
    """How far each silence is that begins while the note sounds."""
    return [
        start - note.start_beats for start in gaps if note.start_beats < start < note.start_beats + note.length_beats
    ]


def _within(note: Note, instrument: str) -> Note:
    """The note in the instrument's register."""
    voice = VOICES[instrument]
    return replace(
        note,
        pitch=_folded(note.pitch, voice.low, voice.high),
        slide_to=note.slide_to and _folded(note.slide_to, voice.low, voice.high),
    )


def _folded(pitch: int, floor: int, top: int) -> int:
    """The pitch moved by octaves into a range."""
    while pitch > top:
        pitch -= 12
    while pitch < floor:
        pitch += 12
    return pitch

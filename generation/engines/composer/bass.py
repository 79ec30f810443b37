"""The bass stem: which line each section plays, and what keeps it one voice in its register."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from numpy.random import Generator

from generation.engines.composer.bass_lines import Line, cells, locked, sustained
from generation.engines.composer.casting import cast
from generation.engines.composer.choosing import offered, wanted
from generation.engines.composer.eight_oh_eight import eight_oh_eight
from generation.engines.composer.form import Passage
from generation.engines.composer.instruments import VOICES
from generation.engines.composer.plan import Plan
from generation.engines.composer.rhythm import STEPS_PER_BAR, played_notes, steps_of
from generation.engines.composer.score import BEATS_PER_BAR, Note, Part
from generation.engines.composer.shaping import swell
from generation.engines.composer.streams import pick
from generation.engines.composer.style import Bass
from generation.engines.composer.walking import two_feel, walk
from generation.engines.composer.wobbles import Turns, own_turns, turns_of, wobbled


def bass(plan: Plan) -> tuple[Part, ...]:
    """The bass stem: one part, or none where nothing of it is to play."""
    rng = plan.stream("bass")
    players = {False: _Player(plan, rng)}
    players[True] = players[False] if rng.random() < 0.5 else _Player(plan, rng)
    second = _second(plan, players[True])
    notes = [
        note
        for passage in plan.playing("bass")
        for note in (second if passage.is_peak and passage.turn % 2 else players[passage.is_peak]).section(passage)
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


class _Player:
    """A line chosen for some sections and made this take's own, with a variant of it to answer with."""

    def __init__(self, plan: Plan, rng: Generator, lines: tuple[Bass, ...] = (), *, lifted: bool = False) -> None:
        self.chosen = chosen = wanted(lines or plan.genre.style.basses, _words(plan), rng)
        self.plan, self.rng, self.lifted = plan, rng, lifted
        self.line = _own(chosen, rng)
        self.answer = _own(self.line, rng, (1, 2, 3))
        self.turns: Turns = own_turns(turns_of(chosen.wobbles), rng) if chosen.wobbles else ()

    def section(self, passage: Passage) -> list[Note]:
        """One section of the line, its force shaped."""
        notes = self._played(Line(self.plan, passage, self.line, self.answer, self.rng))
        if self.turns and passage.name != "ending":
            notes = wobbled(notes, self.turns, passage.start_beats)
        notes = _lifted(notes, passage) if self.lifted else notes
        return [replace(note, velocity=note.velocity * swell(passage, note.start_beats)) for note in notes]

    def _played(self, line: Line) -> list[Note]:
        """The notes of a section; sustained where it ends, or where there is no kick to lock with."""
        if line.passage.name == "ending":
            return sustained(line)
        roles = frozenset().union(*(passage.roles for passage in self.plan.passages))
        if "kick" not in line.passage.roles and self.line.manner in ("808", "kick") and "kick" in roles:
            return sustained(line)
        return MANNERS[self.line.manner](line)


def _second(plan: Plan, first: _Player) -> _Player:
    """Who plays every other peak: where the style has a second line, one that the first peak did not have."""
    style = plan.genre.style
    if not style.second_bass:
        return first
    others = tuple(line for line in offered(style.basses, _words(plan)) if line != first.chosen)
    return _Player(plan, plan.stream("bass/second"), others or style.basses, lifted=True)


def _words(plan: Plan) -> tuple[str, ...]:
    """What may ask for a line: the mood, then the traits."""
    return (plan.brief.mood, *plan.brief.traits)


def _lifted(notes: list[Note], passage: Passage) -> list[Note]:
    """The line with the second half of each bar an octave higher, so that it answers itself."""
    return [
        replace(note, pitch=note.pitch + 12)
        if (note.start_beats - passage.start_beats + 1e-6) % BEATS_PER_BAR >= BEATS_PER_BAR / 2
        else note
        for note in notes
    ]


def _own(line: Bass, rng: Generator, changes: tuple[int, ...] = (0, 1, 2)) -> Bass:
    """The line with some of its roots off the bar's first beat turned into an octave, a fifth or a rest."""
    steps = list(steps_of(line.steps)) if line.manner == "cells" else []
    plain = [step for step, mark in enumerate(steps) if mark == "r" and step % STEPS_PER_BAR]
    for index in rng.permutation(len(plain))[: pick(changes, rng)] if len(plain) > 3 else ():
        steps[plain[index]] = pick(("o", "5", "."), rng)
    return replace(line, steps="".join(steps)) if steps else line


def _walking(line: Line) -> list[Note]:
    """Quarters that walk from root to root; where the line says "two", halves until the first peak or return."""
    opening = not line.passage.is_peak and line.passage.turn == 0
    walked = two_feel if line.bass.steps == "two" and opening else walk
    return walked(line.plan, line.passage, line.rng)


MANNERS: dict[str, Callable[[Line], list[Note]]] = {
    "cells": cells, "kick": locked, "808": eight_oh_eight, "walk": _walking, "sustain": sustained,
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

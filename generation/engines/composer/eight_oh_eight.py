"""The 808: long tuned kicks with tails, glides and answers. What `Bass.steps` says is how it behaves.

"plain" seldom glides, "slides" glides as drill does, "answers" plays where the kick is silent in every second bar,
"short" stops before the next backbeat, "tails" lets each note ring to the next and fall at the end of a phrase.
"""

from __future__ import annotations

from dataclasses import replace

from numpy.random import Generator

from generation.engines.composer.bass_lines import FLOOR, Line, held, kick_places, low
from generation.engines.composer.rhythm import STEP_BEATS
from generation.engines.composer.score import BEATS_PER_BAR, Note
from generation.engines.composer.streams import pick

_TOP = 48
_ANSWERS = ("......x..x......", "...x..x.....x...", "..x...x...x.....", ".......x..x.x...", "...x...x..x.....")
"""Where an 808 answers in its bars of response."""
_GLIDING = {"slides": 0.42, "tails": 0.3, "answers": 0.3, "": 0.28, "short": 0.12, "plain": 0.1}
_RUNNING = {"slides": 0.85, "answers": 0.55, "": 0.45, "tails": 0.35, "short": 0.35, "plain": 0.2}
_RUNS = (((2.0, 0), (2.75, 12), (3.25, 7)), ((2.5, 0), (3.0, 12)), ((2.0, 12), (3.0, 0)), ((3.0, 7), (3.5, 12)))
"""Runs at phrase ends, as (beat of the bar, semitones above the root)."""


def eight_oh_eight(line: Line) -> list[Note]:
    """The section's 808s: on the groove's stronger kicks, with answers, and with runs that glide at phrase ends."""
    notes = [_rooted(line, at) for at in _places(line)]
    for bar, start in enumerate(line.passage.bars):
        if bar % 4 == 3 and line.rng.random() < _RUNNING.get(line.bass.steps, 0.4) * _liveliness(line):
            notes = _with_run(line, notes, start)
    notes = held(notes, 0.97, line.passage.end_beats)
    longest = {"short": 0.9, "tails": 6.0}.get(line.bass.steps, 3.5)
    notes = [replace(note, length_beats=min(note.length_beats, longest)) for note in notes]
    return [_glided(line, note, after) for note, after in zip(notes, [*notes[1:], None], strict=False)]


def _rooted(line: Line, at: float) -> Note:
    """A stroke on the root that sounds at a position."""
    return Note(at, 0.5, low(line.plan.harmony.at(at).harmony.root), 0.9)


def _liveliness(line: Line) -> float:
    """How much ornament the mood wants, about 1."""
    return 1 + 0.4 * line.plan.mood.density


def _places(line: Line) -> list[float]:
    """Where the 808 strikes."""
    kicks = spaced(kick_places(line, 0.5), 0.5)
    if line.bass.steps != "answers":
        return kicks
    row = pick(_ANSWERS, line.rng)
    replies = [start + step * STEP_BEATS for start in line.passage.bars[1::2] for step in range(16) if row[step] == "x"]
    calls = [at for at in kicks if (at - line.passage.start_beats) % 8 < BEATS_PER_BAR + 0.25]
    return spaced(sorted({*calls, *(at for at in replies if at < line.passage.end_beats - 0.1)}), 0.5)


def spaced(places: list[float], apart: float) -> list[float]:
    """The positions without those that follow another too closely."""
    kept: list[float] = []
    for at in places:
        if not kept or at - kept[-1] >= apart - 1e-6:
            kept.append(at)
    return kept


def _with_run(line: Line, notes: list[Note], start: float) -> list[Note]:
    """The notes with a run in the second half of a bar."""
    run = pick(_RUNS, line.rng)
    first, end = start + run[0][0], start + BEATS_PER_BAR
    if end > line.passage.end_beats + 1e-6:
        return notes
    strokes = [replace(_rooted(line, start + beat), velocity=0.85) for beat, _ in run]
    moved = [replace(note, pitch=_high(line, note.pitch, leap)) for note, (_, leap) in zip(strokes, run, strict=True)]
    before = [note for note in notes if note.start_beats < first - 1e-6]
    return before + moved + [note for note in notes if note.start_beats >= end - 1e-6]


def _high(line: Line, root: int, leap: int) -> int:
    """The root moved up by an interval, if that stays in the key and the register."""
    pitch = root + leap
    return pitch if pitch <= _TOP and pitch % 12 in line.plan.key.scale else root


def _glided(line: Line, note: Note, after: Note | None) -> Note:
    """The note, perhaps an octave or fifth up, perhaps sliding into the next; more at the ends of phrases."""
    within = (note.start_beats - line.passage.start_beats) % 16
    late = within >= 13.5
    chance = _GLIDING.get(line.bass.steps, 0.28) * (1.8 if late else 0.7) * _liveliness(line)
    if note.length_beats < 0.45 or line.rng.random() > chance:
        return note
    if line.bass.steps == "tails" and late:
        return replace(note, slide_to=max(FLOOR - 2, note.pitch - 12) if note.pitch - 12 >= FLOOR - 2 else None)
    if after is not None and after.pitch != note.pitch and line.rng.random() < 0.6:
        return replace(note, slide_to=after.pitch)
    return _leapt(line, note, line.rng)


def _leapt(line: Line, note: Note, rng: Generator) -> Note:
    """The note with a glide to its octave or fifth, or, where no harmony begins with it, up there from the start."""
    leaps = [note.pitch + leap for leap in (12, 7, -5) if FLOOR - 2 <= note.pitch + leap <= _TOP]
    inside = [pitch for pitch in leaps if pitch % 12 in line.plan.key.scale] or leaps[:1]
    if not inside:
        return note
    target = pick(inside, rng)
    arrives = note.start_beats == line.plan.harmony.at(note.start_beats).start_beats
    glides = line.bass.steps == "slides" or arrives or rng.random() < 0.5
    return replace(note, slide_to=target) if glides else replace(note, pitch=target)

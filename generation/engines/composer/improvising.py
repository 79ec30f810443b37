"""Improvised lines: eighths that run through the harmony and land on its tones, with breaths between phrases."""

from __future__ import annotations

from numpy.random import Generator

from generation.engines.composer.form import Passage
from generation.engines.composer.pitches import FIFTH, Ladder
from generation.engines.composer.plan import Plan
from generation.engines.composer.score import Note
from generation.engines.composer.streams import pick


def improvised(plan: Plan, passage: Passage, ladder: Ladder, rng: Generator) -> list[Note]:
    """A section of solo: phrases of two to five beats or so, each followed by a breath."""
    notes: list[Note] = []
    at, position = passage.start_beats + pick((0.0, 0.5, 1.0), rng), int(ladder.centre)
    while at < passage.end_beats - 0.5:
        length = pick((2.0, 3.0, 3.5, 5.0, 6.0), rng) * (1 + 0.4 * plan.mood.density)
        run = _run(plan, at, min(at + length, passage.end_beats), position, ladder, rng)
        notes += run
        position = run[-1].pitch
        at = round((at + length + pick((0.5, 1.0, 1.5, 2.5), rng) * (1 - 0.4 * plan.mood.density)) * 2) / 2
    return [note for note in notes if note.start_beats < passage.end_beats - 0.25]


def _run(plan: Plan, start: float, end: float, before: int, ladder: Ladder, rng: Generator) -> list[Note]:
    """One breath of eighths with some longer and triplet notes, keeping its direction until it turns."""
    notes: list[Note] = []
    at, direction = start, pick((-1, 1), rng)
    while at < end - 1e-6:
        direction = _turned(direction, before, ladder, rng)
        before = _next(plan, at, before, direction, ladder, rng)
        if len(notes) > 1 and abs(notes[-1].pitch - notes[-2].pitch) > FIFTH:
            before = ladder.pitch(before, plan.harmony.at(at).harmony, [note.pitch for note in notes[-2:]])
        length = pick((0.5, 0.5, 0.5, 1.0), rng) if at % 1 == 0 else 0.5
        notes.append(Note(at, length * 0.92, before, 0.62 + 0.15 * float(rng.random()) + (0.1 if at % 1 else 0.0)))
        at += length
    notes[-1] = Note(notes[-1].start_beats, 1.0, notes[-1].pitch, notes[-1].velocity)
    return notes


def _turned(direction: int, before: int, ladder: Ladder, rng: Generator) -> int:
    """The direction, turned at the edges of the register and now and then."""
    if before > ladder.high - 4 or before > ladder.centre + 11:
        return -1
    if before < ladder.low + 4 or before < ladder.centre - 11:
        return 1
    return -direction if rng.random() < 0.22 else direction


def _next(plan: Plan, at: float, before: int, direction: int, ladder: Ladder, rng: Generator) -> int:
    """The next pitch: chord tones on beats, the scale between, a semitone below the target at times."""
    harmony = plan.harmony.at(at).harmony
    options = ladder.tones(harmony) if at % 1 == 0 else ladder.passing(harmony)
    ahead = sorted(
        (pitch for pitch in options if (pitch - before) * direction > 0), key=lambda pitch: abs(pitch - before)
    )
    if not ahead:
        return min(options, key=lambda pitch: (abs(pitch - before), pitch))
    if at % 1 and rng.random() < 0.06:
        return ahead[0] - direction if abs(ahead[0] - direction - before) else ahead[0]
    return ahead[min(len(ahead) - 1, pick((0, 0, 0, 1, 2), rng) if at % 1 == 0 or rng.random() < 0.25 else 0)]

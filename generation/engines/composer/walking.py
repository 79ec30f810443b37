"""A walking bass: quarters that outline each harmony and arrive at the next root by step."""

from __future__ import annotations

from numpy.random import Generator

from generation.engines.composer.chords import Harmony
from generation.engines.composer.form import Passage
from generation.engines.composer.plan import Plan
from generation.engines.composer.score import Note
from generation.engines.composer.streams import pick

LOW, HIGH = 28, 50


def walk(plan: Plan, passage: Passage, rng: Generator) -> list[Note]:
    """The quarters of a section, with a skipped eighth now and then."""
    notes: list[Note] = []
    at, position = passage.start_beats, 36
    while at < passage.end_beats - 1e-6:
        position = _step(plan, at, position, rng)
        notes.append(Note(at, min(0.92, passage.end_beats - at), position, 0.85 if at % 2 else 0.78))
        if rng.random() < 0.07 + 0.05 * plan.mood.density and at + 1 < passage.end_beats:
            notes[-1] = Note(at, 0.45, position, 0.85)
            notes.append(Note(at + 0.5, 0.4, position, 0.55))
        at += 1.0
    return notes


def _step(plan: Plan, at: float, before: int, rng: Generator) -> int:
    """The pitch of one quarter: root on a change, a lead-in before one, else a tone on the way."""
    span, coming = plan.harmony.at(at), plan.harmony.after(at)
    if at - span.start_beats < 1 - 1e-6:
        return near(span.harmony.root, before)
    if span.end_beats - at <= 1 + 1e-6:
        return _lead_in(plan, near(coming.harmony.root, before), before, rng)
    return _between(plan, span.harmony, before, near(coming.harmony.root, before), rng)


def near(pitch_class: int, before: int) -> int:
    """The pitch of a class nearest to where the hand is, within the bass's range."""
    options = [pitch for pitch in range(LOW, HIGH + 1) if pitch % 12 == pitch_class % 12]
    return min(options, key=lambda pitch: (abs(pitch - before) + 0.3 * abs(pitch - 37), pitch))


def _lead_in(plan: Plan, target: int, before: int, rng: Generator) -> int:
    """A neighbour of the next root: of the scale mostly, chromatic at times, else its fifth."""
    steps = [pitch for pitch in (target - 2, target - 1, target + 1, target + 2) if pitch % 12 in plan.key.scale]
    chromatic = [target - 1, target + 1]
    choice = rng.random()
    options = chromatic if choice < 0.22 else steps if choice < 0.85 and steps else [near((target + 7) % 12, before)]
    fresh = [pitch for pitch in options if pitch != before and LOW - 1 <= pitch <= HIGH] or options
    return max(LOW, pick(fresh, rng))


def _between(plan: Plan, harmony: Harmony, before: int, target: int, rng: Generator) -> int:
    """A chord or scale tone within a fourth, sooner on the way to the target than away from it."""
    tones = set(harmony.tones) | set(plan.key.scale)
    options = [
        pitch
        for pitch in range(max(LOW, before - 5), min(HIGH, before + 5) + 1)
        if pitch % 12 in tones and pitch != before
    ]
    weights = [
        (3.0 if pitch % 12 in harmony.tones else 1.0)
        * (1.5 if abs(pitch - target) <= abs(before - target) + 2 else 0.7)
        for pitch in options
    ]
    return pick(options, rng, weights)

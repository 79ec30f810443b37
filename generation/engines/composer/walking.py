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
    """The quarters of a section, with skipped eighths and triplets now and then."""
    notes: list[Note] = []
    at, position, enclosed = passage.start_beats, 36, False
    while at < passage.end_beats - 1e-6:
        position, enclosed = _step(plan, at, position, enclosed, rng)
        notes.append(Note(at, min(0.92, passage.end_beats - at), position, 0.85 if at % 2 else 0.78))
        if rng.random() < 0.08 + 0.05 * plan.mood.density and at + 1 < passage.end_beats:
            notes = [*notes[:-1], *_skipped(notes[-1], rng)]
        at += 1.0
    return notes


def _skipped(note: Note, rng: Generator) -> list[Note]:
    """A quarter with a ghost after it: a swung eighth, or two strokes of a triplet, the first an octave up at times."""
    at, pitch = note.start_beats, note.pitch
    if rng.random() < 0.6:
        return [Note(at, 0.45, pitch, 0.85), Note(at + 0.5, 0.4, pitch, 0.55)]
    high = pitch + 12 if pitch + 12 <= HIGH and rng.random() < 0.4 else pitch
    return [Note(at, 0.3, pitch, 0.85), Note(at + 1 / 3, 0.28, high, 0.5), Note(at + 2 / 3, 0.28, pitch, 0.58)]


def two_feel(plan: Plan, passage: Passage, rng: Generator) -> list[Note]:
    """The halves of a section, root and fifth, with a lead-in before harmonies change: how a first chorus is played."""
    notes: list[Note] = []
    at, position = passage.start_beats, 36
    while at < passage.end_beats - 1e-6:
        span, coming = plan.harmony.at(at), plan.harmony.after(at)
        arrives = at - span.start_beats < 1 - 1e-6
        position = near(span.harmony.root if arrives else span.harmony.fifth, position)
        leads = span.end_beats - at <= 2 + 1e-6 and at + 2 < passage.end_beats and rng.random() < 0.55
        notes.append(Note(at, min(1.4 if leads else 1.85, passage.end_beats - at), position, 0.84))
        if leads:
            target = near(coming.harmony.root, position)
            notes.append(Note(at + 1.5, 0.42, _lead_in(plan, target, position, rng), 0.68))
        at += 2.0
    return notes


def _step(plan: Plan, at: float, before: int, enclosed: bool, rng: Generator) -> tuple[int, bool]:
    """The pitch of one quarter, and whether it is the first half of an enclosure.

    It is the root on a change, a lead-in before one (or a tone above and one below the target), else one on the way.
    """
    span, coming = plan.harmony.at(at), plan.harmony.after(at)
    target = near(coming.harmony.root, before)
    if at - span.start_beats < 1 - 1e-6:
        return near(span.harmony.root, before), False
    if span.end_beats - at <= 1 + 1e-6:
        return (max(LOW, target - 1), False) if enclosed else (_lead_in(plan, target, before, rng), False)
    if span.end_beats - at <= 2 + 1e-6 and span.length_beats > 2 and rng.random() < 0.25:
        above = [pitch for pitch in (target + 2, target + 1) if pitch % 12 in plan.key.scale and pitch != before]
        if above and above[0] <= HIGH:
            return above[0], True
    return _between(plan, span.harmony, before, target, rng), False


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

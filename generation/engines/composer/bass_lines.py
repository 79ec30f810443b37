"""Bass lines by rows and by the kick: what most manners share, and what they read of the harmony."""

from __future__ import annotations

from dataclasses import dataclass, replace

from numpy.random import Generator

from generation.engines.composer.chords import Harmony
from generation.engines.composer.form import Passage
from generation.engines.composer.plan import Plan
from generation.engines.composer.rhythm import STEP_BEATS, STEPS_PER_BAR, steps_of
from generation.engines.composer.score import BEATS_PER_BAR, Note
from generation.engines.composer.streams import pick
from generation.engines.composer.style import Bass

FLOOR = 28
"""E1: below it few loudspeakers follow."""
_TOP = 48


@dataclass(frozen=True, slots=True)
class Line:
    """What a manner is given: the plan, the section, the style's line, its variant, and its stream."""

    plan: Plan
    passage: Passage
    bass: Bass
    answer: Bass
    """The same line played otherwise, for the second halves of long phrases and for sections that return."""
    rng: Generator

    def at(self, bar: int) -> Bass:
        """The line of one bar of the section."""
        answered = bar // 4 % 2 == 1 or (self.passage.turn > 0 and bar % 4 >= 2)
        return self.answer if answered else self.bass


def low(pitch_class: int) -> int:
    """The lowest pitch of a class that a bass plays."""
    return FLOOR + (pitch_class - FLOOR) % 12


def sustained(line: Line) -> list[Note]:
    """One long root for each harmony."""
    spans = line.plan.harmony.between(line.passage.start_beats, line.passage.end_beats)
    return [Note(span.start_beats, span.length_beats, low(span.harmony.root), 0.8) for span in spans]


def cells(line: Line) -> list[Note]:
    """The steps of the style's line, bar by bar, over whatever harmony sounds there; runs where phrases end."""
    notes: list[Note] = []
    for bar, start in enumerate(line.passage.bars):
        notes += _bar(line, line.at(bar), bar, start)
        seam = line.plan.is_seam(line.passage) and bar == len(line.passage.bars) - 1
        ends = start + BEATS_PER_BAR > line.plan.length_beats - 1e-3 and not seam
        if (bar % 8 == 7 or (seam and bar)) and not ends and line.rng.random() < (1.0 if seam else 0.6):
            notes = _run(line, notes, start + BEATS_PER_BAR)
    return held(_answered(line, notes), line.bass.hold, line.passage.end_beats)


def _bar(line: Line, bass: Bass, bar: int, start: float) -> list[Note]:
    """One bar of a row."""
    row = steps_of(bass.steps)
    first = bar * STEPS_PER_BAR % len(row)
    marks = [(step, row[first + step]) for step in range(STEPS_PER_BAR) if row[first + step] not in ".-"]
    places = ((start + step * STEP_BEATS, mark) for step, mark in marks)
    return [Note(at, STEP_BEATS, pitched(line, at, mark), 0.95 if mark == "R" else 0.8) for at, mark in places]


def _run(line: Line, notes: list[Note], end: float) -> list[Note]:
    """The notes with a run of scale steps over the last beat before `end`, up or down to the root that follows."""
    count, way = pick((2, 2, 4), line.rng), pick((-1, 1), line.rng)
    target = low(line.plan.harmony.after(end - 0.25).harmony.root)
    scale = [pitch for pitch in range(FLOOR - 2, _TOP) if pitch % 12 in line.plan.key.scale]
    steps = [pitch for pitch in scale if (pitch < target if way > 0 else pitch > target)]
    steps = steps[-count:] if way > 0 else steps[:count][::-1]
    kept = [note for note in notes if note.start_beats < end - 1 - 1e-6]
    return kept + [Note(end - (len(steps) - index) / count, 0.25, pitch, 0.78) for index, pitch in enumerate(steps)]


def pitched(line: Line, at: float, mark: str) -> int:
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
        leap = fourth and chance > 0.88 and note.pitch + 12 <= _TOP
        changed.append(replace(note, pitch=note.pitch + 12) if leap else note)
    return changed


def held(notes: list[Note], hold: float, end_beats: float) -> list[Note]:
    """The notes drawn out over part of the way to the next one."""
    ends = [note.start_beats for note in notes[1:]] + [end_beats]
    return [
        replace(note, length_beats=max(0.1, round((end - note.start_beats) * hold, 4)))
        for note, end in zip(notes, ends, strict=False)
        if end > note.start_beats
    ]


def kick_places(line: Line, floor: float) -> list[float]:
    """Where the groove's kicks fall in the section, and where harmonies change without one."""
    passage = line.passage
    places = {at for at, force in line.plan.kicks if passage.start_beats <= at < passage.end_beats and force > floor}
    changes = {span.start_beats for span in line.plan.harmony.between(passage.start_beats, passage.end_beats)}
    return sorted(places | changes)


def locked(line: Line) -> list[Note]:
    """A plucked line on the kicks, with a step towards the next harmony."""
    notes = [Note(at, 0.5, low(line.plan.harmony.at(at).harmony.root), 0.85) for at in kick_places(line, 0.4)]
    extra = []
    for span in line.plan.harmony.between(line.passage.start_beats, line.passage.end_beats):
        if line.rng.random() < 0.55 + 0.3 * line.plan.mood.density:
            at = span.end_beats - pick((0.5, 0.5, 0.25), line.rng)
            extra.append(Note(at, 0.25, approach(line.plan, at, line.rng), 0.7))
        if span.length_beats >= 4 and line.rng.random() < 0.6:
            at = span.start_beats + pick((1.5, 1.75, 2.5), line.rng)
            extra.append(Note(at, 0.25, pitched(line, at, pick("o573", line.rng)), 0.68))
    return held(_merged(notes, extra), line.bass.hold, line.passage.end_beats)


def _merged(notes: list[Note], extra: list[Note]) -> list[Note]:
    """Both in order; where two begin together, the first list's."""
    places = {note.start_beats: note for note in (*extra, *notes)}
    return [places[at] for at in sorted(places)]

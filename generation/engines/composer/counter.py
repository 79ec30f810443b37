"""The counter-voice: it answers where the lead rests, walks below it, or holds a line of its own."""

from __future__ import annotations

from numpy.random import Generator

from generation.engines.composer.casting import cast
from generation.engines.composer.form import Passage
from generation.engines.composer.instruments import VOICES
from generation.engines.composer.pitches import Ladder
from generation.engines.composer.plan import Plan
from generation.engines.composer.rhythm import played_notes
from generation.engines.composer.score import Note, Part
from generation.engines.composer.streams import pick

_SHORTEST_REST = 1.5


def answers(plan: Plan, lead: list[Note], instrument: str, *, calls: bool = False) -> tuple[Part, ...]:
    """The second voice, or none where the style or this take has none; a lead that `calls` is mostly answered."""
    rng = plan.stream("counter")
    if rng.random() > plan.genre.style.counter * (1 + 0.5 * plan.mood.density) * (2.0 if calls else 1.0):
        return ()
    voice = cast(plan, "melody", beside=instrument)
    ladder = Ladder(plan.key, VOICES[voice].low, VOICES[voice].high, (VOICES[voice].low + VOICES[voice].high) / 2)
    habit = _replies if calls else pick((_replies, _below, _guiding), rng, (0.5, 0.25, 0.25))
    places = [passage for passage in plan.playing("counter") if passage.name != "ending"]
    notes = [
        note
        for passage in places
        for note in habit(plan, _inside(lead, passage.start_beats, passage.end_beats), passage, ladder, rng)
    ]
    if not notes:
        return ()
    side = pick((-0.35, 0.35), rng)
    played = played_notes(notes, plan.clock, rng, "melody")
    return (Part("counter", "melody", voice, played, level_db=-4.0, pan=side, space=0.4, echo=0.25),)


def _inside(notes: list[Note], start: float, end: float) -> list[Note]:
    """The notes that begin within a stretch."""
    return [note for note in notes if start <= note.start_beats < end]


def _below(plan: Plan, lead: list[Note], passage: Passage, ladder: Ladder, rng: Generator) -> list[Note]:
    """A chord tone a third to a sixth under each longer note of the lead."""
    found = []
    for note in lead:
        tones = ladder.tones(plan.harmony.at(note.start_beats).harmony)
        under = [pitch for pitch in tones if 3 <= note.pitch - pitch <= 9]
        if under and note.length_beats >= 0.5:
            found.append(Note(note.start_beats, note.length_beats, under[-1], note.velocity * 0.8))
    return found


def _guiding(plan: Plan, lead: list[Note], passage: Passage, ladder: Ladder, rng: Generator) -> list[Note]:
    """Long tones: of every harmony its third or seventh, whichever lies nearer to the tone before."""
    found: list[Note] = []
    for span in plan.harmony.between(passage.start_beats, passage.end_beats):
        tones = {span.harmony.third, span.harmony.seventh}
        options = [pitch for pitch in ladder.tones(span.harmony) if pitch % 12 in tones]
        aim = found[-1].pitch if found else ladder.centre
        pitch = min(options, key=lambda pitch: (abs(pitch - aim), pitch), default=round(aim))
        found.append(Note(span.start_beats, span.length_beats * 0.95, pitch, 0.5 + 0.15 * passage.energy))
    return found


def _replies(plan: Plan, lead: list[Note], passage: Passage, ladder: Ladder, rng: Generator) -> list[Note]:
    """In every rest of the lead, its last few notes come back: higher or lower, on the harmony's tones."""
    found: list[Note] = []
    for index, note in enumerate(lead):
        free = note.start_beats + note.length_beats
        until = lead[index + 1].start_beats if index + 1 < len(lead) else passage.end_beats
        if until - free >= _SHORTEST_REST and rng.random() < 0.75:
            found += _echo(plan, lead[max(0, index - 3) : index + 1], -(-free // 0.5) * 0.5, until, ladder)
    return found


def _echo(plan: Plan, said: list[Note], start: float, until: float, ladder: Ladder) -> list[Note]:
    """Some notes again from a new start, as far as there is time."""
    found: list[Note] = []
    for note in said:
        at = start + (note.start_beats - said[0].start_beats)
        if at >= until - 0.25:
            break
        harmony = plan.harmony.at(at).harmony
        aim = round(ladder.centre + (note.pitch - said[0].pitch))
        pitch = min(ladder.tones(harmony), key=lambda tone: (abs(tone - aim), tone))
        found.append(Note(at, min(note.length_beats, until - at, 2.0), pitch, note.velocity * 0.8))
    return found

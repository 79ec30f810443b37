"""The chords stem: how the harmony is played, from held pads to stabs, strums, riffs and arpeggios."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace

from numpy.random import Generator

from generation.engines.composer.arpeggio import FIGURES
from generation.engines.composer.casting import assigned, cast, wished
from generation.engines.composer.form import Passage
from generation.engines.composer.harmony import Span
from generation.engines.composer.instruments import VOICES, sustains
from generation.engines.composer.melody import lead_of
from generation.engines.composer.plan import Plan
from generation.engines.composer.rhythm import STEP_BEATS, STEPS_PER_BAR, at_bar, played_notes, settled, steps_of
from generation.engines.composer.score import BEATS_PER_BAR, Note, Part
from generation.engines.composer.streams import pick
from generation.engines.composer.style import Comp, Groove
from generation.engines.composer.voicing import nearest

_LOW, _HIGH = 50, 76
_ONE_STROKE = "x" + "." * (4 * STEPS_PER_BAR - 1)
_WEIGHTS = {0: 1.12, 3: 1.05, 4: 1.05, 7: 0.55}
"""Semitones above the tonic → how strongly a hand plays that tone beside the others of its chord."""
_STRETCH_BEATS = 16 * BEATS_PER_BAR
Voicings = dict[float, tuple[int, ...]]
"""Where a harmony begins → how the instrument holds it."""


@dataclass(frozen=True, slots=True)
class Hands:
    """What a manner is given: the section, the pattern as forces a bar, how chords lie, and its stream."""

    plan: Plan
    passage: Passage
    comp: Comp
    row: tuple[float, ...]
    varied: tuple[tuple[float, ...], tuple[float, ...]]
    """The row as it goes in the last bar of four, and in the last of eight."""
    shapes: Voicings
    rng: Generator
    fades: bool = False
    """Whether what is held dies away within a bar or two, as strings that were struck do."""


@dataclass(frozen=True, slots=True)
class Stroke:
    """One moment at which chords are touched."""

    at: float
    length: float
    force: float
    pitches: tuple[int, ...]


def chords(plan: Plan) -> tuple[Part, ...]:
    """The chords stem: one part, or none where nothing of it is to play."""
    rng, instrument = plan.stream("chords"), cast(plan, "chords")
    shapes = shapes_for(plan, instrument)
    comps, fades = _comps(plan, rng), not sustains(instrument)
    notes = [
        note
        for passage in plan.playing("chords")
        for number, stretch in enumerate(_stretches(passage))
        for note in _section(plan, stretch, comps, shapes, rng, fades, number)
    ]
    notes = [
        replace(note, length_beats=round(min(note.length_beats, plan.length_beats - note.start_beats), 5))
        for note in notes
    ]
    notes = [note for note in notes if note.length_beats > 1e-4]
    if not notes:
        return ()
    bright = round(min(1.0, max(0.0, 0.45 + 0.35 * plan.mood.brightness)), 3)
    played = played_notes(_weighted(notes, plan), plan.clock, rng, "chords")
    side = pick((-0.15, 0.0, 0.15), rng)
    return (Part("chords", "chords", instrument, played, brightness=bright, space=0.28, pan=side),)


def _weighted(notes: list[Note], plan: Plan) -> list[Note]:
    """The notes with home in front and its fifth behind: most chords of a key share that, and it rings by itself."""
    return [
        replace(note, velocity=note.velocity * _WEIGHTS.get((note.pitch - plan.key.tonic) % 12, 1.0)) for note in notes
    ]


def shapes_for(plan: Plan, instrument: str) -> Voicings:
    """How each harmony lies on an instrument, every one near the one before."""
    voice = VOICES[instrument]
    shift = round(4 * plan.mood.brightness + 3 * (plan.brief.energy - 0.5))
    register = (max(voice.low, _LOW + shift), min(voice.high, _HIGH + shift))
    voices = 3 if instrument.startswith("guitar_distorted") else 4
    found: Voicings = {}
    before: tuple[int, ...] | None = None
    for span in plan.harmony.spans:
        before = nearest(span.harmony, before, register, voices)
        is_home = span.harmony.root == plan.key.tonic and voices > len(before)
        found[span.start_beats] = _rooted(before, plan.key.tonic, register) if is_home else before
    return found


def _rooted(shape: tuple[int, ...], tonic: int, register: tuple[int, int]) -> tuple[int, ...]:
    """Home with its root once more, an octave off, where no other voice is close by."""
    able = [
        pitch
        for pitch in range(register[0], register[1] + 1)
        if pitch % 12 == tonic and all(abs(pitch - voice) > 2 for voice in shape)
    ]
    return tuple(sorted((*shape, able[-1]))) if able else shape


def _comps(plan: Plan, rng: Generator) -> dict[bool, Comp]:
    """The manner of the peaks and that of the rest; no arpeggios beside a lead that is one."""
    words, options = {plan.brief.mood, *plan.brief.traits}, plan.genre.style.comps
    if lead_of(plan).manner == "arpeggio":
        options = tuple(comp for comp in options if comp.manner != "arpeggio")
    weights = [(4.0 if words & set(comp.tags) else 1.0) * _busy(comp, plan.mood.density) for comp in options]
    calm = pick(options, rng, weights)
    return {False: calm, True: calm if rng.random() < 0.45 else pick(options, rng, weights)}


def _busy(comp: Comp, density: float) -> float:
    """How well a manner's strokes to the bar suit a mood's density, as a weight."""
    row = steps_of(comp.steps)
    strokes = sum(mark != "." for mark in row) * STEPS_PER_BAR / len(row)
    return math.exp(0.28 * density * (strokes - 4.0))


def _stretches(passage: Passage) -> list[Passage]:
    """A long section in stretches of sixteen bars, for hands that do not do one thing for minutes."""
    starts = [passage.start_beats + at for at in range(0, max(1, int(passage.length_beats - 16)), _STRETCH_BEATS)]
    ends = [*starts[1:], passage.end_beats]
    return [
        replace(passage, start_beats=start, length_beats=end - start) for start, end in zip(starts, ends, strict=True)
    ]


def _section(
    plan: Plan,
    passage: Passage,
    comps: dict[bool, Comp],
    shapes: Voicings,
    rng: Generator,
    fades: bool,
    number: int,
) -> list[Note]:
    """One section, or the stretch of that number in it, in its manner; the end is held, and quiet ones at times."""
    comp, ending = comps[passage.is_peak is (number % 2 == 0)], passage.name == "ending"
    if ending or (passage.name in ("break", "intro") and rng.random() < 0.4):
        comp = Comp("power" if comp.manner == "power" else "held", _ONE_STROKE if ending else Comp("").steps)
    own = plan.stream(f"comp/{passage.name}" + (f"/stretch {number}" if number else ""))
    row = settled(Groove("comp", {"row": comp.steps}), own)["row"]
    row = row if ending else _leaned(_own(row, own), plan.mood.density, own)
    again = plan.stream(f"comp/{passage.name}/{passage.turn}/{number}")
    varied = (row, row) if ending else (_varied(row, again), _varied(row, again))
    return MANNERS[comp.manner](Hands(plan, passage, comp, row, varied, shapes, rng, fades and not ending))


def _own(row: tuple[float, ...], rng: Generator) -> tuple[float, ...]:
    """The row with up to two strokes off the beat an eighth or a sixteenth elsewhere, in every bar alike."""
    steps = list(row)
    for _ in range(pick((0, 1, 2), rng)):
        loose = [step for step, force in enumerate(steps) if force and step % 4]
        step = pick(loose, rng) if len(loose) > 1 else 0
        place = step + pick((-2, -1, 1, 2), rng)
        if step and place % 4 and 0 < place < len(steps) and not any(steps[near] for near in (place, place ^ 1)):
            steps[place], steps[step] = steps[step], 0.0
    return tuple(steps)


def _leaned(row: tuple[float, ...], density: float, rng: Generator) -> tuple[float, ...]:
    """The row with strokes off the beat taken away or given as the mood is calm or busy: at most one in three."""
    struck = [step for step, force in enumerate(row) if force and step % STEPS_PER_BAR]
    free = [step for step in range(2, len(row), 2) if not any(row[step - 1 : step + 2])]
    options, count = free if density > 0 else struck, round(abs(density) * len(struck) / 3 * (0.5 + rng.random()))
    places = [options[int(place)] for place in rng.permutation(len(options))[:count]]
    changed = dict.fromkeys(places, 0.55 if density > 0 else 0.0)
    return tuple(changed.get(step, force) for step, force in enumerate(row))


def _varied(row: tuple[float, ...], rng: Generator) -> tuple[float, ...]:
    """The row with a late stroke more or less: no two phrases end alike."""
    steps, half = list(row), len(row) // 2
    struck = [step for step in range(half, len(row)) if row[step]]
    free = [step for step in range(half, len(row), 2) if not row[step] and not row[step - 1]]
    if free and (not struck or rng.random() < 0.6):
        steps[pick(free, rng)] = 0.6
    elif len(struck) > 1:
        steps[pick(struck, rng)] = 0.0
    return tuple(steps)


def _spans(hands: Hands) -> Iterator[tuple[Span, tuple[int, ...]]]:
    """Each harmony of the section with its voicing."""
    for span in hands.plan.harmony.between(hands.passage.start_beats, hands.passage.end_beats):
        whole = hands.plan.harmony.at(span.start_beats)
        yield span, hands.shapes[whole.start_beats]


def _strokes(hands: Hands, *, early: bool = False) -> list[Stroke]:
    """The pattern's strokes over the section's harmonies; `early` ones anticipate a change right after them."""
    places: list[tuple[float, float]] = []
    for bar, start in enumerate(hands.passage.bars):
        row = at_bar(hands.varied[bar // 4 % 2] if bar % 4 == 3 else hands.row, bar)
        places += [(start + step * STEP_BEATS, force) for step, force in enumerate(row) if force]
    places = [place for place in places if place[0] < hands.passage.end_beats - 1e-6]
    ends = [at for at, _ in places[1:]] + [hands.passage.end_beats]
    return [
        Stroke(
            at, _length(hands, at, end, early=early), force, hands.shapes[_span_at(hands, at, early=early).start_beats]
        )
        for (at, force), end in zip(places, ends, strict=False)
    ]


def _span_at(hands: Hands, at: float, *, early: bool) -> Span:
    """The harmony of a stroke, or the next one where the stroke runs ahead of it by an eighth."""
    span = hands.plan.harmony.at(at)
    ahead = early and span.end_beats - at <= 0.5 + 1e-6 and span.end_beats < hands.passage.end_beats - 1e-6
    return hands.plan.harmony.after(at) if ahead else span


def _length(hands: Hands, at: float, end: float, *, early: bool) -> float:
    """How long a stroke sounds: part of the way to the next, never into a foreign harmony."""
    span = _span_at(hands, at, early=early)
    return max(0.1, min((end - at) * hands.comp.hold, span.end_beats - at))


def _notes(stroke: Stroke, spread_s: float = 0.0, *, down: bool = False) -> list[Note]:
    """A stroke's notes together, or one after another by a small time; the top one a little louder."""
    order = stroke.pitches[::-1] if down else stroke.pitches
    top = max(stroke.pitches)
    return [
        Note(
            stroke.at, stroke.length, pitch, stroke.force * (0.95 if pitch == top else 0.85), round(spread_s * index, 4)
        )
        for index, pitch in enumerate(order)
    ]


def _block(hands: Hands) -> list[Note]:
    """All notes at once."""
    return [note for stroke in _strokes(hands) for note in _notes(stroke)]


def _comped(hands: Hands) -> list[Note]:
    """As a pianist or guitarist in a small band: strokes that run ahead of the harmony, some left out."""
    strokes = [
        stroke for stroke in _strokes(hands, early=True) if hands.rng.random() < 0.9 + 0.1 * hands.plan.mood.density
    ]
    return [note for stroke in strokes for note in _notes(stroke, 0.004)]


def _strummed(hands: Hands) -> list[Note]:
    """Spread like strings under a pick: down on the beat, up off it."""
    return [note for stroke in _strokes(hands) for note in _notes(stroke, 0.011, down=bool(stroke.at % 0.5))]


def _rolled(hands: Hands) -> list[Note]:
    """Spread slowly from below, as on a soft keyboard."""
    return [note for stroke in _strokes(hands) for note in _notes(stroke, 0.018 + 0.012 * float(hands.rng.random()))]


def _held(hands: Hands) -> list[Note]:
    """One long chord for each harmony, struck anew each bar where it would die away."""
    return [
        note
        for span, shape in _spans(hands)
        for at, length in _pieces(span, BEATS_PER_BAR if hands.fades else span.length_beats)
        for note in _notes(Stroke(at, length * 0.98, 0.62 if at == span.start_beats else 0.5, shape), 0.006)
    ]


def _pieces(span: Span, longest_beats: float) -> Iterator[tuple[float, float]]:
    """Where the pieces of a harmony begin, each no longer than so many beats, and how long they are."""
    at = span.start_beats
    while at < span.end_beats - 1e-6:
        yield at, min(longest_beats, span.end_beats - at)
        at += longest_beats


def _arpeggio(hands: Hands) -> list[Note]:
    """The voicing's tones one by one along a figure, on the pattern's strokes."""
    figure = pick(FIGURES, hands.plan.stream("chord figure"))
    notes = []
    for index, stroke in enumerate(_strokes(hands)):
        ladder = (*stroke.pitches, *(pitch + 12 for pitch in stroke.pitches))
        pitch = ladder[figure[index % len(figure)] % len(ladder)]
        notes.append(Note(stroke.at, stroke.length, pitch, stroke.force * 0.85))
    return notes


def _broken(hands: Hands) -> list[Note]:
    """The lowest tone on strong strokes, the others on weak ones: oom-pah, boom-chick."""
    notes: list[Note] = []
    for stroke in _strokes(hands):
        strong = stroke.force > 0.9
        pitches = stroke.pitches[:1] if strong else stroke.pitches[1:]
        notes += _notes(replace(stroke, pitches=pitches or stroke.pitches))
    return notes


def _power(hands: Hands) -> list[Note]:
    """Root, fifth and octave low on the strings."""
    notes: list[Note] = []
    for stroke in _strokes(hands):
        harmony = hands.plan.harmony.at(stroke.at).harmony
        root = 40 + (harmony.root - 40) % 12
        fifth = root + (harmony.fifth - harmony.root) % 12
        notes += _notes(replace(stroke, pitches=(root, fifth, root + 12)), 0.003)
    return notes


MANNERS: dict[str, Callable[[Hands], list[Note]]] = {
    "block": _block, "comp": _comped, "strum": _strummed, "rolled": _rolled, "held": _held, "arpeggio": _arpeggio,
    "broken": _broken, "power": _power,
}  # fmt: skip


def pad(plan: Plan) -> tuple[Part, ...]:
    """A held layer of the other stem behind the chords; none where this take has none."""
    rng, instrument = plan.stream("pad"), cast(plan, "other", beside=cast(plan, "chords"))
    shapes = shapes_for(plan, instrument)
    comp, row = Comp("held"), (0.0,) * STEPS_PER_BAR
    hands = [Hands(plan, passage, comp, row, (row, row), shapes, rng) for passage in plan.playing("pad")]
    notes = [note for each in hands for note in _held(each)]
    wanted = "other" in assigned(plan) or wished(plan, "other") or plan.brief.kinds == ("other",)
    if not notes or (not wanted and rng.random() > 0.75 + 0.25 * plan.mood.length):
        return ()
    played = played_notes(_weighted(notes, plan), plan.clock, rng, "chords")
    bright = round(min(1.0, max(0.0, 0.35 + 0.3 * plan.mood.brightness)), 3)
    return (Part("pad", "other", instrument, played, level_db=-2.0, brightness=bright, space=0.5),)

"""The melody stem: a lead that sings, turns or improvises, and a second voice that answers it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

from numpy.random import Generator

from generation.engines.composer import motif as motifs
from generation.engines.composer.arpeggio import arpeggiated
from generation.engines.composer.casting import cast
from generation.engines.composer.counter import answers
from generation.engines.composer.form import Passage
from generation.engines.composer.improvising import improvised
from generation.engines.composer.instruments import VOICES
from generation.engines.composer.motif import Motif, Tone
from generation.engines.composer.pitches import Ladder
from generation.engines.composer.plan import Plan
from generation.engines.composer.rhythm import given_notes, played_notes
from generation.engines.composer.score import Note, Part
from generation.engines.composer.streams import pick
from generation.engines.composer.style import Lead

GROUPS = {"hook": "hook", "drop": "hook", "build": "hook", "break": "break"}
"""Which melody a section has; what is missing has the verse's."""
_HABITS = {"riff": "riff", "chant": "riff", "call": "call"}
"""Manner of lead → its habit of `motif.PHRASES`; what is missing sings."""
_GOING_ON = "AaofsB"
"""Letters of a phrase after which more is expected."""
_STEPPING_BACK = "h.ob"
_LOWEST = 57
"""A3: below it a tune gets lost among the chords."""


_LIFTS = {"hook": 2.5, "break": 0.0, "verse": -2.5}
"""Group of sections → how many semitones above the middle its melody lies."""


@dataclass(frozen=True, slots=True)
class Tune:
    """What a manner is given: the section, the lead's habits, its ladder of pitches, motifs, phrase and stream."""

    plan: Plan
    passage: Passage
    lead: Lead
    ladder: Ladder
    motif: Motif
    other: Motif
    letters: list[str]
    """The phrase of four motifs that the group of sections has."""
    variants: Generator
    """What variations are drawn from: the same in every section of the group."""
    rng: Generator
    """What is this section's alone: ornaments, improvisation."""


def melody(plan: Plan) -> tuple[Part, ...]:
    """The melody stem: a lead, and where the style likes one a counter-voice; none where neither is to play."""
    instrument = cast(plan, "melody", beside=cast(plan, "chords"), reach=[note.pitch for note in plan.tune])
    notes = _clean(plan, list(plan.tune)) if plan.tune else _line(plan, ladder_of(plan, instrument))
    if not notes:
        return ()
    rng = plan.stream("lead timing")
    bright = round(min(1.0, max(0.0, 0.5 + 0.35 * plan.mood.brightness)), 3)
    echo = round(min(0.5, 0.15 + 0.15 * max(0.0, plan.mood.length) + 0.1 * float(rng.random())), 3)
    played = given_notes(notes, plan.clock) if plan.tune else played_notes(notes, plan.clock, rng, "melody")
    lead = Part("lead", "melody", instrument, played, brightness=bright, space=0.3, echo=echo, pan=0.0)
    return (lead, *answers(plan, notes, instrument, calls=lead_of(plan).manner == "call"))


def ladder_of(plan: Plan, instrument: str) -> Ladder:
    """The pitches of a lead: the middle of its instrument's range, higher in bright moods and where there is drive."""
    voice = VOICES[instrument]
    low = max(voice.low, _LOWEST)
    lift = 4 * plan.mood.brightness + 4 * (plan.brief.energy - 0.5)
    centre = (low + voice.high) / 2 + lift + plan.stream("register").integers(-3, 4)
    return Ladder(plan.key, low, voice.high, float(min(voice.high - 5, max(low + 5, centre))))


def _line(plan: Plan, ladder: Ladder) -> list[Note]:
    """All notes of the lead, section by section: what returns, returns recognisably."""
    lead = lead_of(plan)
    notes: list[Note] = []
    for passage in plan.playing("melody"):
        tune = _tune(plan, passage, lead, ladder)
        notes += _final(tune) if passage.name == "ending" else MANNERS[lead.manner](tune)
    return _clean(plan, notes)


def _tune(plan: Plan, passage: Passage, lead: Lead, ladder: Ladder) -> Tune:
    """What the manner of a lead is given for one section."""
    group = GROUPS.get(passage.name, "verse")
    motif, other = _motifs(plan, lead, group)
    habit = _habit(plan, passage, lead)
    letters = motifs.phrase(plan.stream(f"phrase/{group}/{habit}"), habit)
    variants, own = plan.stream(f"variants/{group}"), plan.stream(f"lead/{group}/{passage.turn}")
    lifted = replace(ladder, centre=ladder.centre + _LIFTS[group], gapped=lead.gapped)
    return Tune(plan, passage, lead, lifted, motif, other, letters, variants, own)


def lead_of(plan: Plan) -> Lead:
    """The manner of lead that this piece has."""
    words, options = {plan.brief.mood, *plan.brief.traits}, plan.genre.style.leads
    return pick(options, plan.stream("lead"), [4.0 if words & set(lead.tags) else 1.0 for lead in options])


def _habit(plan: Plan, passage: Passage, lead: Lead) -> str:
    """How phrases are built here: with long rests in quiet sections, with some in calm moods."""
    if passage.name in ("intro", "break", "outro") and passage.length_beats > 8:
        return "sparse"
    calm = plan.mood.density < -0.25 and lead.manner in ("song", "solo")
    return "calm" if calm else _HABITS.get(lead.manner, "song")


def _motifs(plan: Plan, lead: Lead, group: str) -> tuple[Motif, Motif]:
    """The motif of a group of sections and its contrast; a verse leaves more room than a hook, a break borrows its own.

    In strained or soft moods some tones sigh.
    """
    group = "verse" if group == "break" else group
    rng = plan.stream(f"motif/{group}")
    cells = _dense_enough(lead.cells, plan.mood.density - (0.3 if group == "verse" else 0.0))
    chance = 0.15 + 0.15 * (plan.mood.tension + plan.mood.length)
    first, second = (motifs.invented(cells, lead.span, rng, chant=lead.manner == "chant") for _ in range(2))
    return motifs.sighing(first, chance, rng), second


def _dense_enough(cells: tuple[str, ...], density: float) -> tuple[str, ...]:
    """The half of the cells that is busier or calmer, where the mood leans either way."""
    ordered = tuple(sorted(cells, key=lambda cell: cell.count("x")))
    half = max(2, (len(ordered) + 1) // 2)
    if abs(density) < 0.25:
        return cells
    return ordered[-half:] if density > 0 else ordered[:half]


def _sung(tune: Tune) -> list[Note]:
    """Phrases of eight bars made of the motif, its variations and rests; said again, they are ornamented."""
    notes: list[Note] = []
    for index, start in enumerate(tune.passage.bars[::2]):
        shape = motifs.developed(_letter(tune, index), tune.motif, tune.other, tune.variants)
        if index >= 4 or (index % 2 and (tune.passage.turn or tune.plan.mood.density > 0.6)):
            shape = motifs.ornamented(shape, tune.rng, 1 + min(2, index // 4 + tune.passage.turn))
        notes += realised(tune, motifs.breathing(shape) if index % 4 == 3 else shape, start, notes)
    return notes


def _letter(tune: Tune, index: int) -> str:
    """What becomes of the motif in the two bars so far into the section; the last ones before a section close.

    The third phrase of a long section steps back: half of it is silence. A loop's last phrase stays open.
    """
    letter = _STEPPING_BACK[index % 4] if index // 4 % 4 == 2 else tune.letters[index % 4]
    last = index == len(tune.passage.bars[::2]) - 1
    if last and letter in "b" + _GOING_ON and tune.plan.is_seam(tune.passage):
        return "o"
    return "b" if last and index % 4 and letter in _GOING_ON else letter


def realised(tune: Tune, shape: Motif, start: float, before: list[Note]) -> list[Note]:
    """A motif as notes: chord tones where it leans, scale tones between, and the goals of its phrase reached."""
    notes: list[Note] = []
    joined = [note.pitch for note in before[-2:]] if before and start - before[-1].start_beats < 2 else []
    for tone in shape:
        at = start + tone.at
        if at >= tune.passage.end_beats - 1e-6:
            break
        pitch = _pitch(tune, tone, at, [*joined, *(note.pitch for note in notes)][-2:])
        length = min(tone.length * _held(tune), tune.passage.end_beats - at)
        notes += _voiced(tune, tone, Note(at, length, pitch, _force(tone.at, tune.passage)))
    return notes


def _pitch(tune: Tune, tone: Tone, at: float, said: list[int]) -> int:
    """The pitch of one tone: the tonic at home, some other chord tone where the phrase stays open."""
    harmony, aim = tune.plan.harmony.at(at).harmony, tune.ladder.rung(tone.step)
    if tone.goal == "home":
        return tune.ladder.home(said[-1] if said else aim, harmony)
    leans = tone.at % 2 == 0 or tone.length >= 1.5 or bool(tone.goal)
    pitch = tune.ladder.pitch(aim, harmony, said, leans=leans)
    if tone.goal == "open" and pitch % 12 == tune.plan.key.tonic:
        others = [other for other in tune.ladder.tones(harmony) if other % 12 != tune.plan.key.tonic]
        return min(others, key=lambda other: (abs(other - pitch), other), default=pitch)
    return pitch


def _held(tune: Tune) -> float:
    """How much of its written length a note sounds: shorter in hard moods."""
    return min(1.0, max(0.55, 0.95 + 0.4 * tune.plan.mood.length))


def _voiced(tune: Tune, tone: Tone, note: Note) -> list[Note]:
    """The note, or where it sighs the tone above it and then itself."""
    upper = tune.ladder.above(note.pitch, tune.plan.harmony.at(note.start_beats).harmony)
    if tone.goal != "sigh" or not 0 < upper - note.pitch <= 2 or note.length_beats < 0.75:
        return [note]
    half = note.length_beats / 2
    late = replace(note, start_beats=note.start_beats + half, length_beats=half, velocity=note.velocity * 0.85)
    return [replace(note, pitch=upper, length_beats=half), late]


def _force(at: float, passage: Passage) -> float:
    """How strongly a note is played: down-beats and loud sections more."""
    return 0.55 + 0.2 * passage.energy + (0.1 if at % 2 == 0 else 0.04 if at % 1 == 0 else 0.0)


def _solo(tune: Tune) -> list[Note]:
    """The tune in hooks; in what comes between them improvisation on it."""
    if tune.passage.name in ("verse", "break") and tune.passage.start_beats > 0:
        return improvised(tune.plan, tune.passage, tune.ladder, tune.rng)
    return _sung(tune)


def _arpeggio(tune: Tune) -> list[Note]:
    """Chord tones in a pattern that keeps its shape while the harmony moves under it."""
    return arpeggiated(tune.plan, tune.passage, tune.ladder, tune.motif, tune.plan.stream("arpeggio"))


def _final(tune: Tune) -> list[Note]:
    """The last note: home, and held."""
    start, harmony = tune.passage.start_beats, tune.plan.harmony.at(tune.passage.start_beats).harmony
    return [Note(start, tune.passage.length_beats, tune.ladder.home(round(tune.ladder.centre), harmony), 0.7)]


MANNERS: dict[str, Callable[[Tune], list[Note]]] = {
    "song": _sung, "riff": _sung, "call": _sung, "chant": _sung, "solo": _solo, "arpeggio": _arpeggio,
}  # fmt: skip


def _clean(plan: Plan, notes: list[Note]) -> list[Note]:
    """One voice in time order: every note ends where the next begins, or with the piece."""
    places = {note.start_beats: note for note in notes if note.start_beats < plan.length_beats - 1e-6}
    ordered = [places[at] for at in sorted(places)]
    limits = [note.start_beats for note in ordered[1:]] + [plan.length_beats]
    return [
        replace(note, length_beats=round(min(note.length_beats, limit - note.start_beats), 5))
        for note, limit in zip(ordered, limits, strict=False)
    ]

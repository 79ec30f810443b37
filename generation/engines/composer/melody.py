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
from generation.engines.composer.motif import Motif
from generation.engines.composer.pitches import Ladder
from generation.engines.composer.plan import Plan
from generation.engines.composer.rhythm import played_notes
from generation.engines.composer.score import Note, Part
from generation.engines.composer.streams import pick
from generation.engines.composer.style import Lead

GROUPS = {"hook": "hook", "drop": "hook", "build": "hook", "break": "break"}
"""Which melody a section has; what is missing has the verse's."""
_LOWEST = 57
"""A3: below it a tune gets lost among the chords."""


@dataclass(frozen=True, slots=True)
class Tune:
    """What a manner is given: the section, the lead's habits, its ladder of pitches, motifs and stream."""

    plan: Plan
    passage: Passage
    lead: Lead
    ladder: Ladder
    motif: Motif
    other: Motif
    rng: Generator


def melody(plan: Plan) -> tuple[Part, ...]:
    """The melody stem: a lead, and where the style likes one a counter-voice; none where neither is to play."""
    instrument = cast(plan, "melody", beside=cast(plan, "chords"))
    ladder = ladder_of(plan, instrument)
    notes = _line(plan, ladder)
    if not notes:
        return ()
    rng = plan.stream("lead timing")
    bright = round(min(1.0, max(0.0, 0.5 + 0.35 * plan.mood.brightness)), 3)
    echo = round(min(0.5, 0.15 + 0.15 * max(0.0, plan.mood.length) + 0.1 * float(rng.random())), 3)
    played = played_notes(notes, plan.clock, rng, "melody")
    lead = Part("lead", "melody", instrument, played, brightness=bright, space=0.3, echo=echo, pan=0.0)
    return (lead, *answers(plan, notes, instrument))


def ladder_of(plan: Plan, instrument: str) -> Ladder:
    """The pitches of a lead: the middle of its instrument's range, higher in bright moods."""
    voice = VOICES[instrument]
    low = max(voice.low, _LOWEST)
    centre = (low + voice.high) / 2 + 3 * plan.mood.brightness + plan.stream("register").integers(-3, 4)
    return Ladder(plan.key, low, voice.high, float(min(voice.high - 5, max(low + 5, centre))))


def _line(plan: Plan, ladder: Ladder) -> list[Note]:
    """All notes of the lead, section by section: what returns, returns recognisably."""
    lead = lead_of(plan)
    notes: list[Note] = []
    for passage in plan.playing("melody"):
        group = GROUPS.get(passage.name, "verse")
        rng = plan.stream(f"lead/{group}/{passage.turn}")
        motif, other = _motifs(plan, lead, group)
        tune = Tune(plan, passage, lead, ladder, motif, other, rng)
        notes += _final(tune) if passage.name == "ending" else MANNERS[lead.manner](tune)
    return _clean(plan, notes)


def lead_of(plan: Plan) -> Lead:
    """The manner of lead that this piece has."""
    words, options = {plan.brief.mood, *plan.brief.traits}, plan.genre.style.leads
    return pick(options, plan.stream("lead"), [4.0 if words & set(lead.tags) else 1.0 for lead in options])


def _motifs(plan: Plan, lead: Lead, group: str) -> tuple[Motif, Motif]:
    """The motif of a group of sections and its contrast: the break borrows the verse's."""
    rng = plan.stream(f"motif/{'verse' if group == 'break' else group}")
    cells = _dense_enough(lead.cells, plan.mood.density)
    return motifs.invented(cells, lead.span, rng), motifs.invented(cells, lead.span, rng)


def _dense_enough(cells: tuple[str, ...], density: float) -> tuple[str, ...]:
    """The half of the cells that is busier or calmer, where the mood leans either way."""
    ordered = tuple(sorted(cells, key=lambda cell: cell.count("x")))
    half = max(2, (len(ordered) + 1) // 2)
    if abs(density) < 0.25:
        return cells
    return ordered[-half:] if density > 0 else ordered[:half]


def _sung(tune: Tune) -> list[Note]:
    """Phrases of eight bars made of the motif, its variations and rests."""
    sparse = tune.plan.mood.density < -0.2 or tune.passage.name in ("intro", "break", "outro")
    letters = motifs.phrase(tune.rng, sparse=sparse and tune.passage.length_beats > 8).split()
    notes: list[Note] = []
    for index, start in enumerate(tune.passage.bars[::2]):
        shape = motifs.developed(letters[index % 4], tune.motif, tune.other, tune.rng)
        notes += realised(tune, shape, start, rests=letters[index % 4] == "b")
    return notes


def _turning(tune: Tune) -> list[Note]:
    """A riff of two bars that goes round, bending to the harmony, with another tail every fourth time."""
    notes: list[Note] = []
    for index, start in enumerate(tune.passage.bars[::2]):
        letter = "a" if index % 4 == 3 else "A"
        notes += realised(tune, motifs.developed(letter, tune.motif, tune.other, tune.rng), start)
    return notes


def realised(tune: Tune, shape: Motif, start: float, *, rests: bool = False) -> list[Note]:
    """A motif as notes: chord tones where it leans, scale tones between, the last one a chord tone if it rests."""
    notes: list[Note] = []
    for index, tone in enumerate(shape):
        at = start + tone.at
        last = rests and index == len(shape) - 1
        if at >= tune.passage.end_beats - 1e-6:
            break
        leans = tone.at % 2 == 0 or tone.length >= 1.5 or last
        harmony = tune.plan.harmony.at(at).harmony
        pitch = tune.ladder.pitch(tone.step, harmony, notes[-1].pitch if notes else None, leans=leans)
        notes.append(Note(at, min(tone.length, tune.passage.end_beats - at), pitch, _force(tone.at, tune.passage)))
    return notes


def _force(at: float, passage: Passage) -> float:
    """How strongly a note is played: down-beats and loud sections more."""
    return 0.55 + 0.2 * passage.energy + (0.1 if at % 2 == 0 else 0.04 if at % 1 == 0 else 0.0)


def _solo(tune: Tune) -> list[Note]:
    """The tune first, then improvisation on it: verses after the first, and breaks."""
    if tune.passage.name in ("verse", "break") and (tune.passage.turn or tune.passage.name == "break"):
        return improvised(tune.plan, tune.passage, tune.ladder, tune.rng)
    return _sung(tune)


def _arpeggio(tune: Tune) -> list[Note]:
    """Chord tones in a pattern that keeps its shape while the harmony moves under it."""
    return arpeggiated(tune.plan, tune.passage, tune.ladder, tune.motif, tune.plan.stream("arpeggio"))


def _final(tune: Tune) -> list[Note]:
    """The last note: home, and held."""
    start, harmony = tune.passage.start_beats, tune.plan.harmony.at(tune.passage.start_beats).harmony
    return [Note(start, tune.passage.length_beats, tune.ladder.pitch(0, harmony, None, leans=True), 0.7)]


MANNERS: dict[str, Callable[[Tune], list[Note]]] = {
    "song": _sung, "riff": _turning, "solo": _solo, "arpeggio": _arpeggio,
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

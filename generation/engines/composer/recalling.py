"""Recalling: the plan behind a score that was written some time ago, read back from its notes.

The composer may have changed since, and the score may have been edited: what the notes say holds.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from itertools import pairwise

from generation.engines.base import STEM_KINDS, Brief
from generation.engines.composer import grooves
from generation.engines.composer.chords import Harmony
from generation.engines.composer.form import PHRASE_BEATS, ROLES_OF_KIND, Passage
from generation.engines.composer.grooves import ROLE_OF_PIECE
from generation.engines.composer.harmony import Span, Timeline
from generation.engines.composer.moods import mood_of
from generation.engines.composer.plan import Plan, bent
from generation.engines.composer.rhythm import STEP_BEATS
from generation.engines.composer.score import Chord, Note, Part, Score, Section
from generation.engines.composer.streams import stream
from generation.engines.composer.wishes import settled
from generation.engines.theory import parse_key

_GAPS_BEATS = (4.0, 2.0, 1.0)
_ORDER = (0, 4, 3, 7, 10, 11, 6, 8, 5, 2, 9, 1)
"""Intervals above a root by how much they say about a chord."""
Moment = tuple[str, float]
"""A role of the form and where it begins something."""


def recalled(score: Score, brief: Brief, kind: str) -> Plan:
    """The plan for a stem of a kind that is to be written anew; seed and traits alone are the brief's.

    KeyError for a genre that is no longer known, ValueError for a key that cannot be read.
    """
    brief = brief_for(score, brief)
    genre = bent(score.genre, brief.traits)
    mood = mood_of(score.mood, brief.traits, score.energy)
    words = (brief.mood, *brief.traits)
    form = _staffed(passages_of(score), kind)
    kit, percussion = (stream(brief.seed, f"{genre.name}/{name}") for name in ("groove", "percussion groove"))
    drumming = grooves.drummed(genre.style, form, words, mood, kit, percussion)
    return Plan(
        brief=brief,
        genre=genre,
        key=parse_key(score.key),
        mood=mood,
        frames=score.frames,
        length_beats=score.length_beats,
        passages=form,
        harmony=timeline_of(score),
        drumming=drumming,
        gaps=_gaps(score, form),
        tune=_given(score) if brief.tune else (),
        heard_kicks=kicks_of(score) or None,
        heard_players={
            part.kind: part.instrument for part in reversed(score.parts) if _plays(part) and part.kind != kind
        },
    )


def _given(score: Score) -> tuple[Note, ...]:
    """The lead as it is in the score: a tune that was given stays what it was."""
    lead = next((part.notes for part in score.parts if part.name == "lead"), ())
    return tuple(replace(note, offset_s=0.0) for note in lead)


def _plays(part: Part) -> bool:
    """Whether it is a player of notes."""
    return bool(part.notes)


def brief_for(score: Score, brief: Brief) -> Brief:
    """The brief as the score bears it out: its seed, instruments and wishes for a piece that is what it is."""
    present = {part.kind for part in score.parts}
    return replace(
        brief,
        genre=score.genre,
        bpm=score.bpm,
        key=score.key,
        mood=score.mood,
        energy=score.energy,
        looping=score.looping,
        traits=settled((*score.traits, *brief.traits)),
        kinds=tuple(kind for kind in STEM_KINDS if kind in present),
    )


def passages_of(score: Score) -> tuple[Passage, ...]:
    """The sections with who plays in each of them, and who comes in half-way."""
    turns: Counter[str] = Counter()
    found = []
    moments = sorted((at, role) for role, at in _moments(score))
    for section in score.sections:
        first: dict[str, float] = {}
        for at, role in moments:
            if section.start_beats - 1e-6 <= at < section.start_beats + section.length_beats - 1e-6:
                first.setdefault(role, at)
        found.append(_passage(section, first, turns[section.name]))
        turns[section.name] += 1
    return tuple(found)


def _passage(section: Section, first: dict[str, float], turn: int) -> Passage:
    """A section, given where each role is first heard in it."""
    start, length, players = section.start_beats, section.length_beats, frozenset(first)
    whole = Passage(section.name, start, length, section.energy, players, turn, late=players)
    waits = length >= 2 * PHRASE_BEATS and section.name not in ("build", "ending")
    late = frozenset(role for role, at in first.items() if waits and at >= whole.heard_from(role).start_beats - 1e-6)
    return replace(whole, late=late if players - late else frozenset())


def _moments(score: Score) -> Iterator[Moment]:
    """Every onset of the piece with the role that it belongs to."""
    for part in score.parts:
        for note in part.notes:
            yield _role(part), note.start_beats
        for hit in part.hits if part.instrument != "effects" else ():
            yield ROLE_OF_PIECE.get(hit.piece, "hats") if part.kind == "drums" else "percussion", hit.start_beats


def _role(part: Part) -> str:
    """The role that a pitched part plays."""
    if part.kind == "melody":
        return "counter" if part.name.startswith("counter") else "melody"
    return {"bass": "bass", "chords": "chords"}.get(part.kind, "pad")


def _staffed(form: tuple[Passage, ...], kind: str) -> tuple[Passage, ...]:
    """The form with a place for a kind that played nowhere: in every section that is loud."""
    roles = frozenset(ROLES_OF_KIND[kind])
    if any(passage.roles & roles for passage in form if passage.name != "ending"):
        return form
    middle = sorted(passage.energy for passage in form)[len(form) // 2]
    return tuple(
        replace(passage, roles=passage.roles | roles) if passage.energy >= middle else passage for passage in form
    )


def timeline_of(score: Score) -> Timeline:
    """The score's chords as harmony."""
    spans = tuple(Span(chord.start_beats, chord.length_beats, _harmony(chord)) for chord in score.chords)
    return Timeline(spans, tuple(span.start_beats for span in spans))


def _harmony(chord: Chord) -> Harmony:
    """A chord without its voicing, its tones in the order in which they matter."""
    classes = {pitch % 12 for pitch in chord.pitches} | {chord.root}
    tones = sorted(classes, key=lambda tone: _ORDER.index((tone - chord.root) % 12))
    return Harmony(chord.root, tuple(tones))


def kicks_of(score: Score) -> tuple[tuple[float, float], ...]:
    """Every kick on the grid of sixteenths as (position, force), as loud as the groove means it."""
    found = []
    for part in score.parts:
        for hit in part.hits if part.kind == "drums" else ():
            if hit.piece == "kick" and abs(hit.start_beats / STEP_BEATS - round(hit.start_beats / STEP_BEATS)) < 1e-6:
                found.append((hit.start_beats, hit.velocity / (0.8 + 0.2 * _energy_at(score, hit.start_beats))))
    return tuple(sorted(found))


def _energy_at(score: Score, beats: float) -> float:
    """The energy of the section at a position."""
    energies = [section.energy for section in score.sections if section.start_beats <= beats + 1e-6]
    return energies[-1] if energies else 0.5


def _gaps(score: Score, form: tuple[Passage, ...]) -> tuple[tuple[float, float], ...]:
    """Where drums and bass, having played, stand still right before a peak."""
    ends = [hit.start_beats + STEP_BEATS for part in score.parts if part.kind == "drums" for hit in part.hits]
    ends += [note.start_beats + note.length_beats for part in score.parts if part.kind == "bass" for note in part.notes]
    found = []
    for before, passage in pairwise(form):
        heard = [end for end in ends if before.start_beats < end <= passage.start_beats + 1e-6]
        silent = passage.start_beats - max(heard) if heard and passage.is_peak else 0.0
        beats = next((gap for gap in _GAPS_BEATS if gap <= silent + 1e-6), 0.0)
        if beats:
            found.append((passage.start_beats - beats, passage.start_beats))
    return tuple(found)

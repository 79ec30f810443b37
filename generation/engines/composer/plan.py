"""The plan: what every writer knows before the first note: form, harmony, groove, mood, and where it stands still."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property
from itertools import pairwise

from numpy.random import Generator

from generation.engines.base import Brief
from generation.engines.composer import grooves
from generation.engines.composer.form import Passage, passages, staffed, unfolding
from generation.engines.composer.genre import Genre
from generation.engines.composer.genres import GENRES
from generation.engines.composer.granting import swinging
from generation.engines.composer.grooves import Drumming
from generation.engines.composer.harmony import Timeline, timeline
from generation.engines.composer.moods import Mood, mood_of
from generation.engines.composer.palette import DRUM_PIECES, INSTRUMENT_WORDS
from generation.engines.composer.progressions import Palette
from generation.engines.composer.rhythm import Clock
from generation.engines.composer.score import Note
from generation.engines.composer.setting import barred, set_in
from generation.engines.composer.streams import pick, stream
from generation.engines.composer.twists import twisted
from generation.engines.composer.wishes import ALL_WISHES
from generation.engines.theory import Key, parse_key


@dataclass(frozen=True)
class Plan:
    """Everything that is settled before the parts are written; writers read it and draw from their own streams."""

    brief: Brief
    genre: Genre
    key: Key
    mood: Mood
    frames: int
    length_beats: float
    passages: tuple[Passage, ...]
    harmony: Timeline
    drumming: Drumming
    gaps: tuple[tuple[float, float], ...]
    """Stretches before a hook or drop where drums and bass fall silent."""
    heard_kicks: tuple[tuple[float, float], ...] | None = None
    """The kicks of drums that are there already; None where the groove has them."""
    heard_players: Mapping[str, str] = field(default_factory=dict)
    """Stem kind → the instrument that plays it already."""
    tune: tuple[Note, ...] = ()
    """The lead where it is given: every note of it in its place."""

    @cached_property
    def clock(self) -> Clock:
        """Tempo, swing and feel."""
        return Clock(self.brief.bpm, self.genre.swing, self.genre.style.feel)

    @cached_property
    def palette(self) -> Palette:
        """What the harmony is made of."""
        return Palette(self.key, self.genre.style, self.mood)

    @cached_property
    def kicks(self) -> tuple[tuple[float, float], ...]:
        """Every kick as (position, force): what the bass locks with, whether drums are wanted or not."""
        return grooves.kicks(self.drumming, self.passages) if self.heard_kicks is None else self.heard_kicks

    def stream(self, name: str) -> Generator:
        """The random stream of one part of this piece."""
        return stream(self.brief.seed, f"{self.genre.name}/{name}")

    def playing(self, role: str) -> tuple[Passage, ...]:
        """The sections in which a role plays, each from where it comes in."""
        return tuple(passage.heard_from(role) for passage in self.passages if role in passage.roles)

    def is_seam(self, passage: Passage) -> bool:
        """Whether a section of a loop is the last, after which the first comes again."""
        return self.brief.looping and passage.end_beats > self.length_beats - 1e-3

    def is_gap(self, beats: float) -> bool:
        """Whether drums and bass are silent at a position."""
        return any(start - 1e-6 <= beats < end - 1e-6 for start, end in self.gaps)

    def gap_before(self, end_beats: float) -> float:
        """How many silent beats come right before a position."""
        return next((end - start for start, end in self.gaps if abs(end - end_beats) < 1e-6), 0.0)


def planned(brief: Brief, frames: int, length_beats: float) -> Plan:
    """Settle form, harmony and groove of a brief, each from its own stream."""
    genre, key = bent(brief.genre, brief.traits), parse_key(brief.key)
    mood = mood_of(brief.mood, brief.traits, brief.energy)
    form = passages(
        genre.style,
        length_beats,
        brief.bpm / 60,
        _stream(brief, "form"),
        energy=brief.energy,
        looping=brief.looping,
        structure=brief.structure,
    )
    form = staffed(unfolding(form, _stream(brief, "entrances")), brief.kinds, _asked_roles(brief), brief.energy)
    chords = Palette(key, genre.style, mood), _stream(brief, f"harmony/{brief.mood}")
    harmony = timeline(form, *chords, looping=brief.looping)
    tune: tuple[Note, ...] = ()
    if melody := barred(brief.tune):
        chords = chords[0], _stream(brief, "harmony")
        setting = set_in(melody, form, length_beats, *chords, looping=brief.looping)
        form, harmony, tune = setting.passages, setting.harmony, setting.notes
    words = (brief.mood, *brief.traits)
    drumming = grooves.drummed(
        genre.style, form, words, mood, _stream(brief, "groove"), _stream(brief, "percussion groove")
    )
    gaps = _gaps(form, genre, _stream(brief, "gaps"))
    return Plan(brief, genre, key, mood, frames, length_beats, form, harmony, drumming, gaps, tune=tune)


def bent(genre: str, words: tuple[str, ...]) -> Genre:
    """A genre by its name, as sub-style words and wishes bend it."""
    return swinging(twisted(GENRES[genre], words), words)


def without_wishes(plan: Plan) -> Plan:
    """The plan as it were if its brief wished for nothing: what a wish is measured against."""
    brief = replace(plan.brief, traits=tuple(word for word in plan.brief.traits if word not in ALL_WISHES))
    mood = mood_of(brief.mood, brief.traits, brief.energy)
    return replace(plan, brief=brief, genre=bent(brief.genre, brief.traits), mood=mood)


def _asked_roles(brief: Brief) -> frozenset[str]:
    """The roles that instruments of the brief stand for by themselves: drum pieces want a percussionist."""
    names = {name for word in brief.instruments for name in INSTRUMENT_WORDS.get(word, (word,))}
    return frozenset(("percussion",)) if names & set(DRUM_PIECES) else frozenset()


def _stream(brief: Brief, name: str) -> Generator:
    """The stream of a step of planning."""
    return stream(brief.seed, f"{brief.genre}/{name}")


def _gaps(form: tuple[Passage, ...], genre: Genre, rng: Generator) -> tuple[tuple[float, float], ...]:
    """A silence of drums and bass before each peak but the first thing heard, as the genre likes it."""
    found = []
    for before, passage in pairwise(form):
        beats = pick(genre.style.gaps, rng)
        if passage.is_peak and beats and before.length_beats >= 8:
            found.append((passage.start_beats - beats, passage.start_beats))
    return tuple(found)

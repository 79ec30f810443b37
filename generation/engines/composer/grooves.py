"""The beat of a piece: the families chosen for its sections, made this take's own, and laid out bar by bar."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from numpy.random import Generator

from generation.engines.composer.breaks import recut
from generation.engines.composer.choosing import offered, wanted
from generation.engines.composer.development import LIFTS, TURNS, order
from generation.engines.composer.form import Passage
from generation.engines.composer.moods import Mood
from generation.engines.composer.paces import paced
from generation.engines.composer.rhythm import STEP_BEATS, rows_at, settled
from generation.engines.composer.streams import pick
from generation.engines.composer.style import Groove, Style
from generation.engines.composer.variation import BACKBEATS, Rows, answering, comped, crossed, last_of_four, own, ticked

ROLE_OF_PIECE = {"kick": "kick"} | dict.fromkeys(BACKBEATS, "snare")
"""Which role of the form a piece plays; what is missing belongs to the hats."""
_CROSSED = 0.5
"""How likely a family's hats are played to another one's kick and snare."""
_HATS = ("hat_closed", "hat_open")
_CRESTED = 0.4
"""How likely peaks have something from their first bar on although their family differs from that of the verse."""


@dataclass(frozen=True, slots=True)
class Beat:
    """A family as this take plays it, with a variation for the last bar of four."""

    name: str
    rows: Rows
    varied: Rows
    is_break: bool = False


@dataclass(frozen=True, slots=True)
class Drumming:
    """What kit and percussion play in every bar, whether or not they are wanted there: the bass locks with it."""

    names: Mapping[str, str]
    """Section group → the family's name."""
    kit: Mapping[float, Rows]
    """Where a bar begins, in beats → the force of its sixteen steps for each piece."""
    percussion: Mapping[float, Rows]


def group(passage: Passage) -> str:
    """Which of the groove families a passage plays."""
    return "peak" if passage.is_peak or passage.name == "ending" else "calm"


def drummed(
    style: Style,
    form: tuple[Passage, ...],
    words: tuple[str, ...],
    mood: Mood,
    kit_rng: Generator,
    percussion_rng: Generator,
) -> Drumming:
    """Every bar of kit and percussion, each from its own stream."""
    beats = _beats(style, words, mood, kit_rng)
    names = {name: beat.name for name, beat in beats.items()}
    return Drumming(names, _kit(style, form, beats, kit_rng), _percussion(style, form, words, mood, percussion_rng))


def _beats(style: Style, words: tuple[str, ...], mood: Mood, rng: Generator) -> dict[str, Beat]:
    """One family for the calm sections and, half of the time, another for the peaks."""
    calm = _beat(style.grooves, words, mood, rng)
    return {"calm": calm, "peak": calm if rng.random() < 0.5 else _beat(style.grooves, words, mood, rng)}


def _beat(families: tuple[Groove, ...], words: tuple[str, ...], mood: Mood, rng: Generator) -> Beat:
    """A family made this take's own, at times with another one's hats."""
    family = wanted(families, words, rng)
    rows = settled(family, rng)
    if family.is_break:
        rows = ticked(rows, mood.density, rng)
        return Beat(family.name, rows, rows, is_break=True)
    rows = _with_other_hats(rows, families, words, rng)
    alone = len(offered(families, words)) == 1
    nudges = (1, 2) if alone else (0, 0, 1) if family.rare else (1, 2, 2, 3)
    rows = own(paced(rows, words, family.tags), mood.density, rng, nudges=nudges)
    return Beat(family.name, rows, last_of_four(rows, rng))


def _with_other_hats(rows: Rows, families: tuple[Groove, ...], words: tuple[str, ...], rng: Generator) -> Rows:
    """The rows, at times with the hats of another family; where a sub-style has but one, with a common one's.

    Bells, toms and shakers of a sub-style's only family stay: they are what it is known by.
    """
    alone = len(offered(families, words)) == 1
    other = wanted(families, words[:1] if alone else words, rng)
    if rng.random() >= _CROSSED or other.is_break:
        return rows
    hats = settled(other, rng)
    if not alone:
        return crossed(rows, hats)
    return {piece: hats.get(piece, row) if piece in _HATS else row for piece, row in rows.items()}


def _kit(style: Style, form: tuple[Passage, ...], beats: Mapping[str, Beat], rng: Generator) -> dict[float, Rows]:
    """Every bar of the kit: the section's beat, what it has gained by then, and turns where phrases end."""
    lifts, turns = order(style.lifts, rng), order(style.turns, rng)
    crest = (pick(style.peaks or lifts, rng),) if beats["calm"] is beats["peak"] or rng.random() < _CRESTED else ()
    bars: dict[float, Rows] = {}
    for passage in form:
        beat = beats[group(passage)]
        rows = recut(beat.rows, rng) if beat.is_break else beat.rows
        for bar, start in enumerate(passage.bars):
            source = beat.varied if bar % 4 == 3 and not beat.is_break else rows
            gained = (crest if passage.is_peak else ()) + lifts[: _gained(passage, bar)]
            bars[start] = _lifted(rows_at(source, bar), gained)
            if rng.random() < style.comping:
                bars[start] = comped(bars[start], rng)
            if rng.random() < _turning(passage, bar):
                bars[start] = TURNS[pick(turns, rng)](bars[start])
    return bars


def _lifted(rows: Rows, lifts: tuple[str, ...]) -> Rows:
    """The bar with some lifts, one after the other."""
    for lift in dict.fromkeys(lifts):
        rows = LIFTS[lift](rows)
    return rows


def _gained(passage: Passage, bar: int) -> int:
    """How many lifts a bar has: one for each time the section returned, one in the second half of a long one.

    A quiet section has none or one, whatever came before it.
    """
    long = len(passage.bars) >= (8 if passage.is_peak else 12)
    most = 0 if passage.energy < 0.35 else 1 if passage.energy < 0.7 else 3
    return min(most, passage.turn + (long and bar >= len(passage.bars) / 2))


def _turning(passage: Passage, bar: int) -> float:
    """How likely a bar is played otherwise because a phrase ends with it; a peak that goes on always turns."""
    if passage.name in ("build", "ending") or len(passage.bars) < 4:
        return 0.0
    if passage.is_peak and bar % 8 == 7 and bar < len(passage.bars) - 1:
        return 1.0
    if bar % 8 == 7 or bar == len(passage.bars) - 1:
        return 0.7
    return 0.25 if bar % 4 == 3 else 0.0


def _percussion(
    style: Style, form: tuple[Passage, ...], words: tuple[str, ...], mood: Mood, rng: Generator
) -> dict[float, Rows]:
    """Every bar of the percussion: one family in calm sections, perhaps another at peaks, more of it as they return."""
    calm = _percussed(style, words, mood, rng)
    rows = {"calm": calm, "peak": calm if rng.random() < 0.35 else _percussed(style, words, mood, rng)}
    varied = [{name: answering(own(each, mood.density, rng), rng) for name, each in rows.items()} for _ in range(3)]
    extra = _percussed(style, words, mood, rng)
    bars: dict[float, Rows] = {}
    for passage in form:
        name, long = group(passage), len(passage.bars) >= 8
        gains = min(4, len(passage.bars) // 2)
        sparse, rich = long and rng.random() < 0.5, passage.turn > 0 or (long and rng.random() < 0.5)
        for bar, start in enumerate(passage.bars):
            played = rows_at((varied[int(start) // 16 % 3] if bar % 4 == 3 else rows)[name], bar)
            played = _thin(played) if sparse and bar < 4 else played
            bars[start] = {**_thin(rows_at(extra, bar)), **played} if rich and bar >= gains else played
    return bars


def _percussed(style: Style, words: tuple[str, ...], mood: Mood, rng: Generator) -> Rows:
    """A family of percussion made this take's own."""
    return own(settled(wanted(style.percussion, words, rng), rng), mood.density, rng)


def _thin(rows: Rows) -> Rows:
    """The first piece alone."""
    return dict(list(rows.items())[:1])


def kicks(drumming: Drumming, form: tuple[Passage, ...]) -> tuple[tuple[float, float], ...]:
    """Every kick of the piece as (position in beats, force)."""
    found: list[tuple[float, float]] = []
    for passage in form:
        if passage.name == "ending":
            found.append((passage.start_beats, 0.98))
            continue
        for start in passage.bars:
            row = drumming.kit[start].get("kick", ())
            found += [(start + step * STEP_BEATS, force) for step, force in enumerate(row) if force]
    return tuple(found)

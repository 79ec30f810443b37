"""Textures and transitions: what lies under the music, and what leads from one section to the next."""

from __future__ import annotations

from itertools import pairwise

from numpy.random import Generator

from generation.engines.composer.casting import asked_effects, unwanted
from generation.engines.composer.form import Passage
from generation.engines.composer.plan import Plan
from generation.engines.composer.score import BEATS_PER_BAR, Hit, Part

_RISING = ("riser", "sweep_up", "reverse_cymbal")
_ARRIVING = ("impact", "noise_hit", "sub_drop")
_FALLING = ("downlifter", "sweep_down")
BEDS = ("vinyl", "tape_hiss", "rain")
_BED_BEATS = 4 * BEATS_PER_BAR


def textures(plan: Plan) -> tuple[Part, ...]:
    """The effects of the other stem: a bed under everything, and transitions into sections."""
    return (*_bed(plan), *_transitions(plan))


def _bed(plan: Plan) -> tuple[Part, ...]:
    """Vinyl, tape or rain from beginning to end, in stretches of four bars."""
    asked = [name for name in asked_effects(plan) if name in BEDS]
    beds = [name for name in (*plan.genre.style.beds, *asked) if name not in unwanted(plan)]
    hits = [
        Hit(start, name, 0.7, length_beats=min(_BED_BEATS, plan.length_beats - start))
        for name in dict.fromkeys(beds)
        for start in _every(plan.length_beats, _BED_BEATS)
    ]
    return (
        (Part("bed", "other", "effects", hits=tuple(sorted(hits, key=_place)), level_db=-6.0, space=0.0),)
        if hits
        else ()
    )


def _place(hit: Hit) -> tuple[float, str]:
    """Time order, then name."""
    return hit.start_beats, hit.piece


def _every(length_beats: float, step: float) -> list[float]:
    """Positions a step apart, as far as the piece goes."""
    return [index * step for index in range(int(-(-(length_beats - 1e-6) // step)))]


def _transitions(plan: Plan) -> tuple[Part, ...]:
    """Risers into peaks, impacts on them, falls out of them; out of what the genre uses."""
    rng = plan.stream("transitions")
    hits: list[Hit] = []
    for before, passage in pairwise(plan.passages):
        hits += _into(plan, before, passage, rng)
    hits = [hit for hit in hits if hit.piece not in unwanted(plan) and hit.start_beats >= 0]
    ordered = tuple(sorted(hits, key=_place))
    return (Part("transitions", "other", "effects", hits=ordered, space=0.4),) if ordered else ()


def _into(plan: Plan, before: Passage, passage: Passage, rng: Generator) -> list[Hit]:
    """What leads from one section into the next."""
    offered = plan.genre.style.transitions
    rising = [name for name in offered if name in _RISING]
    arriving = [name for name in offered if name in _ARRIVING]
    falling = [name for name in offered if name in _FALLING]
    hits: list[Hit] = []
    if passage.energy > before.energy + 0.1 and rising:
        hits += [_rise(name, before, passage) for name in _risers(rising, before, passage, rng)]
    if (passage.is_peak or passage.name == "ending") and arriving:
        hits.append(Hit(passage.start_beats, str(rng.choice(arriving)), 0.8, length_beats=_tail(passage)))
    if before.is_peak and not passage.is_peak and falling:
        hits.append(Hit(passage.start_beats, str(rng.choice(falling)), 0.6, length_beats=_tail(passage)))
    return hits


def _risers(rising: list[str], before: Passage, passage: Passage, rng: Generator) -> list[str]:
    """What swells: a breath of cymbal, or towards a peak after a longer way something broad with it."""
    first = str(rng.choice(rising))
    broad = passage.is_peak and before.length_beats >= 16 and first != "reverse_cymbal"
    return [first, "reverse_cymbal"] if broad and "reverse_cymbal" in rising else [first]


def _tail(passage: Passage) -> float:
    """How long an effect that begins a section may last."""
    return min(4.0, passage.length_beats)


def _rise(name: str, before: Passage, passage: Passage) -> Hit:
    """An effect that swells up to the first beat of a section: over a build wholly, else over a bar or so."""
    longest = 4.0 if name == "reverse_cymbal" else before.length_beats if before.name == "build" else 8.0
    length = min(longest, before.length_beats, 32.0)
    return Hit(passage.start_beats - length, name, 0.7, length_beats=length)

"""Harmonising: chords for a given tune, found by dynamic programming over what the genre likes."""

from __future__ import annotations

import math
from collections import Counter
from dataclasses import dataclass

from numpy.random import Generator

from generation.engines.base import TuneNote
from generation.engines.composer.chords import Harmony, diatonic
from generation.engines.composer.progressions import Palette, realised, templates
from generation.engines.composer.score import BEATS_PER_BAR
from generation.engines.composer.streams import pick_key

SEGMENT_BEATS = BEATS_PER_BAR / 2
_BROKEN = ((0, 3, 6), (0, 4, 8))
_FUNCTIONS = {"T": ("1", "6"), "S": ("4", "2"), "D": ("5", "7")}
_TONIC, _SUB, _DOMINANT = "T", "S", "D"
_STEPS = {(_SUB, _DOMINANT): 0.35, (_DOMINANT, _TONIC): 0.5, (_DOMINANT, _SUB): -0.5, (_SUB, _TONIC): 0.1}


@dataclass(frozen=True, slots=True)
class Offer:
    """A chord that the genre has: its mark in the notation of `progressions`, and how much it is liked."""

    mark: str
    harmony: Harmony
    liking: float


def harmonised(notes: tuple[TuneNote, ...], bars: int, palette: Palette, rng: Generator) -> tuple[Harmony, ...]:
    """A chord for each half of each bar of a tune, so many bars long; notes before 0 are a pick-up."""
    offers = _offers(palette, rng)
    segments = [_inside(notes, SEGMENT_BEATS * index) for index in range(2 * bars)]
    best = [[_begin(offer, palette) + _fit(offer, segments[0]) for offer in offers]]
    before: list[list[int]] = []
    for index, segment in enumerate(segments[1:], 1):
        moves = [_coming(best[-1], offers, offer, index, palette) for offer in offers]
        before.append([place for place, _ in moves])
        arriving = zip(offers, moves, strict=True)
        best.append(
            [score + _fit(offer, segment) + _arrived(offer, index, bars, palette) for offer, (_, score) in arriving]
        )
    return tuple(offers[place].harmony for place in _traced(best[-1], before))


def _traced(last: list[float], before: list[list[int]]) -> list[int]:
    """The best path, read back from its end."""
    path = [max(range(len(last)), key=lambda place: last[place])]
    for places in reversed(before):
        path.append(places[path[-1]])
    return path[::-1]


def _coming(scores: list[float], offers: list[Offer], offer: Offer, index: int, palette: Palette) -> tuple[int, float]:
    """From which chord one is best reached at a segment, and how good that is."""
    reached = [score + _step(one, offer, index, palette) for score, one in zip(scores, offers, strict=True)]
    place = max(range(len(reached)), key=lambda number: reached[number])
    return place, reached[place]


def _offers(palette: Palette, rng: Generator) -> list[Offer]:
    """The chords of the key that are no broken ones, and those that the genre's progressions have besides."""
    counts = Counter(mark for template in templates(palette) for mark in _marks(template))
    usual = pick_key(palette.colours, rng)
    whole = [str(degree) for degree in range(1, 8) if palette.is_rich or _is_whole(palette, degree)]
    marks = list(dict.fromkeys((*whole, *(mark for mark in sorted(counts) if not mark.isdigit()))))
    most = max(counts.values(), default=1)
    return [
        Offer(mark, realised(mark, palette, rng, usual), 0.5 * math.log((0.2 + counts[mark] / most) / 1.2))
        for mark in marks
    ]


def _marks(template: str) -> list[str]:
    """The settled marks that a template can have."""
    choices = [choice for mark in template.split() for choice in mark.split("|")]
    return [mark for choice in choices for mark in _FUNCTIONS.get(choice, (choice,))]


def _is_whole(palette: Palette, degree: int) -> bool:
    """Whether the degree's triad is a major or a minor one."""
    return diatonic(palette.key, degree, "triad").intervals not in _BROKEN


def _inside(notes: tuple[TuneNote, ...], start: float) -> list[tuple[int, float]]:
    """What of a tune sounds in a segment: pitch class and weight; what begins on its beat weighs most."""
    found = []
    for note in notes:
        begins, ends = max(note.start_beats, start), min(note.start_beats + note.length_beats, start + SEGMENT_BEATS)
        if ends > begins + 1e-6:
            stress = 1.6 if note.start_beats <= start + 1e-6 else 1.15 if note.start_beats % 1 < 1e-6 else 0.8
            found.append((note.pitch % 12, stress * (ends - begins)))
    return found


def _fit(offer: Offer, segment: list[tuple[int, float]]) -> float:
    """How well a chord lies under what sounds."""
    return offer.liking + sum(weight * _suits(pitch, offer.harmony) for pitch, weight in segment)


def _suits(pitch_class: int, harmony: Harmony) -> float:
    """A tone of the triad, a colour of the chord, a passing tone, or one that rubs against it."""
    if pitch_class in (harmony.root, harmony.third, harmony.fifth):
        return 1.1 if pitch_class == harmony.root else 1.0
    if pitch_class in harmony.tones:
        return 0.55
    if (pitch_class - 1) % 12 in harmony.tones:
        return -1.2
    return -0.6 if (pitch_class + 1) % 12 in harmony.tones else -0.35


def _function(offer: Offer, palette: Palette) -> str:
    """Tonic, subdominant or dominant."""
    if offer.mark in ("V", "t2", "5", "7", "b7"):
        return _DOMINANT
    if offer.mark == "2" and palette.key.mode in ("phrygian", "locrian"):
        return _DOMINANT
    return _TONIC if offer.mark in ("1", "3", "6") else _SUB


def _step(one: Offer, other: Offer, index: int, palette: Palette) -> float:
    """How well one chord follows another: by function, by a fall of the root, and at its time in the bar."""
    at_bar, pace = index % 2 == 0, min(palette.style.bars_per_chord)
    if one is other:
        return 0.0 if not at_bar else (-0.5 if pace <= 1 else 0.0)
    score = _STEPS.get((_function(one, palette), _function(other, palette)), 0.0)
    score += 0.3 if (other.harmony.root - one.harmony.root) % 12 == 5 else 0.0
    if one.mark.startswith(">"):
        score += 0.6 if other.mark == one.mark[1:] else -2.0
    return score if at_bar else score - (0.5 if pace <= 0.5 else 1.2)


def _begin(offer: Offer, palette: Palette) -> float:
    """How well a chord opens."""
    return 0.8 if offer.mark == "1" else 0.2 if _function(offer, palette) == _TONIC else -0.3


def _arrived(offer: Offer, index: int, bars: int, palette: Palette) -> float:
    """What phrases ask for where they end: home in the last bar, before it a dominant; after four bars a question."""
    bar = index // 2
    if bar == bars - 1:
        return 1.6 if offer.mark == "1" else -0.6
    if bar == bars - 2 and index % 2:
        return 0.6 if _function(offer, palette) == _DOMINANT else 0.1 if _function(offer, palette) == _SUB else 0.0
    if bar % 4 == 3 and index % 2:
        return 0.4 if _function(offer, palette) == _DOMINANT or offer.mark == "1" else 0.0
    return 0.0

"""Hi-hat rolls: a stretch of a bar in thirty-seconds or triplets, swelling or falling, often bent in pitch.

A take has a few rolls of its own that come back at their places, and a long one where a phrase ends.
"""

from __future__ import annotations

from dataclasses import dataclass

from numpy.random import Generator

from generation.engines.composer.score import Hit
from generation.engines.composer.streams import pick

_RATES = (1 / 8, 1 / 8, 1 / 6, 1 / 12, 1 / 16)
"""Beats per stroke: thirty-seconds, sixteenth triplets, thirty-second triplets, sixty-fourths."""
_LONG_RATES = (1 / 8, 1 / 6, 1 / 6, 1 / 3)
_PLACES = (1.5, 3.5, 3.0, 2.5, 1.0, 0.5)
_LONG_PLACES = (2.0, 3.0, 2.5, 1.0)
_BENDS = (0.0, 3.0, 5.0, -5.0, 7.0, -7.0)


@dataclass(frozen=True, slots=True)
class Roll:
    """One roll of a take."""

    place: float
    """Beats from the start of the bar."""
    length: float
    rate: float
    """Beats per stroke."""
    bend: float
    """Semitones up or down by its end."""
    swells: bool


def habits(rng: Generator) -> tuple[Roll, Roll, Roll]:
    """The rolls that a take comes back to: two short ones, and a long one for the ends of phrases."""
    return _short(rng), _short(rng), _long(rng)


def _short(rng: Generator) -> Roll:
    """A roll of an eighth to a quarter."""
    rate = pick(_RATES, rng)
    length = 0.25 if rate < 1 / 10 else pick((0.5, 0.5, 1.0), rng)
    return Roll(pick(_PLACES, rng), length, rate, pick(_BENDS, rng), bool(rng.random() < 0.6))


def _long(rng: Generator) -> Roll:
    """A roll of one to two beats."""
    place = pick(_LONG_PLACES, rng)
    length = min(4.0 - place, pick((1.0, 1.0, 2.0), rng))
    return Roll(place, length, pick(_LONG_RATES, rng), pick(_BENDS, rng), bool(rng.random() < 0.7))


def due(rolls: tuple[Roll, Roll, Roll], bar: int, likely: float, rng: Generator) -> tuple[Roll, ...]:
    """The rolls of one bar: the long one at the ends of phrases, the others where they have their place."""
    first, second, long = rolls
    if bar % 4 == 3 and rng.random() < likely:
        return (long,)
    chosen = ((first, likely), (second, 0.55 * likely)) if bar % 2 else ((first, 0.45 * likely),)
    return tuple(roll for roll, chance in chosen if rng.random() < chance)


def rolled(hits: list[Hit], start: float, roll: Roll) -> list[Hit]:
    """A bar's hits with one roll on the closed hat in place of what was there."""
    first, last = start + roll.place, start + min(4.0, roll.place + roll.length)
    if not any(hit.piece == "hat_closed" for hit in hits):
        return hits
    kept = [hit for hit in hits if hit.piece != "hat_closed" or not first - 1e-6 <= hit.start_beats < last - 1e-6]
    return kept + _strokes(first, round((last - first) / roll.rate), roll)


def _strokes(first: float, count: int, roll: Roll) -> list[Hit]:
    """The strokes of one roll."""
    return [
        Hit(
            first + index * roll.rate,
            "hat_closed",
            0.4 + 0.4 * (index if roll.swells else count - 1 - index) / max(1, count - 1),
            tune_semitones=round(roll.bend * index / count, 2),
        )
        for index in range(count)
    ]

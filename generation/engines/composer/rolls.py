"""Hi-hat rolls: a stretch of a bar played in thirty-seconds or triplets, swelling or falling, often bent in pitch."""

from __future__ import annotations

from numpy.random import Generator

from generation.engines.composer.score import Hit
from generation.engines.composer.streams import pick

_RATES = (1 / 8, 1 / 8, 1 / 6, 1 / 12, 1 / 16)
"""Beats per stroke: thirty-seconds, sixteenth triplets, thirty-second triplets, sixty-fourths."""
_PLACES = (1.5, 3.5, 3.0, 2.5, 1.0, 0.5)
_BENDS = (0.0, 0.0, 4.0, -5.0, 7.0)


def rolled(hits: list[Hit], start: float, rng: Generator) -> list[Hit]:
    """A bar's hits with one roll on the closed hat in place of what was there."""
    if not any(hit.piece == "hat_closed" for hit in hits):
        return hits
    rate, place = pick(_RATES, rng), start + pick(_PLACES, rng)
    length = 0.25 if rate < 1 / 10 else pick((0.5, 0.5, 1.0), rng)
    kept = [
        hit for hit in hits if hit.piece != "hat_closed" or not place - 1e-6 <= hit.start_beats < place + length - 1e-6
    ]
    return kept + _strokes(place, min(length, start + 4 - place), rate, rng)


def _strokes(place: float, length: float, rate: float, rng: Generator) -> list[Hit]:
    """The strokes of one roll."""
    count, bend, swells = round(length / rate), pick(_BENDS, rng), rng.random() < 0.6
    return [
        Hit(
            place + index * rate,
            "hat_closed",
            0.4 + 0.4 * (index if swells else count - 1 - index) / max(1, count - 1),
            tune_semitones=round(bend * index / count, 2),
        )
        for index in range(count)
    ]

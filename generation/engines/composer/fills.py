"""Fills: what a drummer does at the end of a phrase, and how tension builds up. Each returns hits over some beats."""

from __future__ import annotations

from collections.abc import Callable

from numpy.random import Generator

from generation.engines.composer.score import Hit
from generation.engines.composer.streams import pick

Fill = Callable[[float, float, Generator], list[Hit]]
"""(start, length in beats, stream) → hits."""


def _run(start: float, length: float, step: float, piece: str, forces: tuple[float, float]) -> list[Hit]:
    """Strokes on one piece in even steps, from one force to another."""
    count = max(1, round(length / step))
    low, high = forces
    return [Hit(start + index * step, piece, low + (high - low) * index / max(1, count - 1)) for index in range(count)]


def snare(start: float, length: float, rng: Generator) -> list[Hit]:
    """Sixteenths on the snare with holes in them, growing."""
    hits = _run(start, length, 0.25, "snare", (0.45, 0.95))
    return [hit for index, hit in enumerate(hits) if index == 0 or rng.random() < 0.75]


def toms(start: float, length: float, rng: Generator) -> list[Hit]:
    """Down the toms."""
    pieces = ("snare", "tom_high", "tom_mid", "tom_low")
    step = 0.25 if length <= 2 or rng.random() < 0.5 else 0.5
    count = max(2, round(length / step))
    return [
        Hit(start + index * step, pieces[min(3, index * 4 // count)], 0.7 + 0.25 * index / count)
        for index in range(count)
        if index % 4 != 3 or rng.random() < 0.7
    ] + [Hit(start, "kick", 0.8)]


def roll(start: float, length: float, rng: Generator) -> list[Hit]:
    """A snare roll that tightens from eighths or triplets to thirty-seconds, rising."""
    half = length / 2
    hits = _run(start, half, pick((0.25, 1 / 3), rng), "snare", (0.45, 0.65)) + _run(
        start + half, half, 0.125, "snare", (0.6, 0.95)
    )
    rise = pick((0.0, 3.0, -4.0), rng)
    return [
        Hit(hit.start_beats, hit.piece, hit.velocity, tune_semitones=round(rise * index / len(hits), 2))
        for index, hit in enumerate(hits)
    ]


def triplets(start: float, length: float, rng: Generator) -> list[Hit]:
    """Triplets shared between snare and kick."""
    count = max(3, round(length * 3))
    pieces = pick((("snare", "snare", "kick"), ("snare", "kick", "kick"), ("rim", "snare", "kick")), rng)
    return [Hit(start + index / 3, pieces[index % 3], 0.6 + 0.35 * index / count) for index in range(count)]


def drop(start: float, length: float, rng: Generator) -> list[Hit]:
    """Almost nothing: the beat stops, one stroke leads back."""
    last = start + length - pick((0.25, 0.5, 1.0) if length > 1 else (0.25, 0.5), rng)
    return [Hit(start, "kick", 0.85), Hit(last, pick(("snare", "clap"), rng), 0.7)]


def kicks(start: float, length: float, rng: Generator) -> list[Hit]:
    """Double kicks under the snare."""
    hits = [Hit(start + beat, "kick", 0.8) for beat in (0.0, 0.25, 0.75)] + [Hit(start + length - 0.5, "snare", 0.85)]
    return [*hits, Hit(start + length - 0.25, "snare", 0.6)] if rng.random() < 0.6 else hits


def shuffle(start: float, length: float, rng: Generator) -> list[Hit]:
    """A break cut into pieces and put back in another order."""
    cells = (
        ("kick", "hat_closed"),
        ("snare", "snare"),
        ("hat_closed", "snare"),
        ("kick", "kick"),
        ("snare", "hat_open"),
    )
    hits = []
    for index in range(max(1, round(length * 2))):
        first, second = pick(cells, rng)
        place = start + index * 0.5
        hits += [Hit(place, first, 0.85), Hit(place + 0.25, second, 0.55)]
    return hits


def claps(start: float, length: float, rng: Generator) -> list[Hit]:
    """Claps closing in: an eighth, then sixteenths."""
    hits = _run(start, length / 2, 0.5, "clap", (0.6, 0.75)) + _run(
        start + length / 2, length / 2, 0.25, "clap", (0.7, 0.9)
    )
    return [*hits, Hit(start, "kick", 0.9)] if rng.random() < 0.5 else hits


def hats(start: float, length: float, rng: Generator) -> list[Hit]:
    """An open hat that is choked, and a small run on the closed one."""
    run = _run(start + length / 2, length / 2, pick((0.125, 1 / 6, 0.25), rng), "hat_closed", (0.4, 0.85))
    return [Hit(start, "kick", 0.85), Hit(start, "hat_open", 0.8, length_beats=length / 2), *run]


def brushes(start: float, length: float, rng: Generator) -> list[Hit]:
    """A jazz drummer's answer: snare, toms and bass drum in triplets with air between them."""
    pieces = ("snare", "tom_high", "snare", "tom_low", "kick")
    return [
        Hit(start + index / 3, pick(pieces, rng), 0.45 + 0.35 * float(rng.random()))
        for index in range(max(2, round(length * 3)))
        if rng.random() < 0.65 or index == 0
    ]


def linear(start: float, length: float, rng: Generator) -> list[Hit]:
    """Hands and foot take turns, never two at once."""
    cell = pick(
        (
            ("kick", "hat_closed", "snare", "snare"),
            ("snare", "kick", "hat_closed", "snare"),
            ("kick", "snare", "kick", "hat_open"),
            ("snare", "hat_closed", "kick", "tom_low"),
        ),
        rng,
    )
    count = max(4, round(length * 4))
    return [Hit(start + index * 0.25, cell[index % 4], 0.6 + 0.3 * index / count) for index in range(count)]


def stutter(start: float, length: float, rng: Generator) -> list[Hit]:
    """One stroke caught and repeated, ever faster, its pitch falling or rising."""
    piece, bend = pick(("snare", "snare", "kick", "clap"), rng), pick((-7.0, -5.0, 5.0, 7.0), rng)
    half = length / 2
    hits = _run(start, half, 0.25, piece, (0.8, 0.7)) + _run(start + half, half, 0.125, piece, (0.6, 0.85))
    return [
        Hit(hit.start_beats, piece, hit.velocity, tune_semitones=round(bend * index / len(hits), 2))
        for index, hit in enumerate(hits)
    ]


def flams(start: float, length: float, rng: Generator) -> list[Hit]:
    """Quarter or dotted strokes on the snare, each with a grace note before it, over the kick."""
    step = pick((0.5, 0.75), rng)
    places = [start + index * step for index in range(max(1, int(length / step)))]
    graces = [Hit(at - 1 / 24, "snare", 0.35) for at in places if at > start]
    return [Hit(at, "snare", 0.85) for at in places] + graces + [Hit(start, "kick", 0.85)]


def bells(start: float, length: float, rng: Generator) -> list[Hit]:
    """Latin: timbale-like toms against a wood block."""
    toms = _run(start, length, 0.25, "tom_high", (0.5, 0.85))
    kept = [hit for index, hit in enumerate(toms) if index % 4 in (0, 3) or rng.random() < 0.45]
    return [*kept, Hit(start, "kick", 0.8), Hit(start + length - 0.5, "woodblock", 0.7)]


FILLS: dict[str, Fill] = {
    "snare": snare, "toms": toms, "roll": roll, "triplets": triplets, "drop": drop, "kicks": kicks, "shuffle": shuffle,
    "claps": claps, "hats": hats, "brushes": brushes, "linear": linear, "stutter": stutter, "flams": flams,
    "bells": bells,
}  # fmt: skip


def build_up(start: float, length: float, piece: str) -> list[Hit]:
    """A roll over a whole build: quarters, eighths, sixteenths, at last thirty-seconds, louder and higher."""
    parts = ((0.0, 0.5, 1.0), (0.5, 0.75, 0.5), (0.75, 0.9375, 0.25), (0.9375, 1.0, 0.125))
    hits: list[Hit] = []
    for begins, ends, step in parts:
        first, last = _on_grid(start + begins * length, step), start + ends * length
        hits += (
            _run(first, last - first, step, piece, (0.3 + 0.6 * begins, 0.3 + 0.6 * ends))
            if last - first >= step
            else []
        )
    return [
        Hit(hit.start_beats, piece, hit.velocity, tune_semitones=round(5 * (hit.start_beats - start) / length, 2))
        for hit in hits
    ]


def _on_grid(beats: float, step: float) -> float:
    """The nearest grid position at or after."""
    return -(-beats // step) * step

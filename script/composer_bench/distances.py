"""How different beats are: two seeds of one brief in each genre, and all genres under one seed."""

from __future__ import annotations

import statistics
from collections.abc import Iterable
from concurrent.futures import ProcessPoolExecutor
from functools import partial
from itertools import combinations
from multiprocessing import get_context
from pathlib import Path

from generation.engines.base import Brief
from generation.engines.composer.genres import GENRES
from script.composer_bench.beats import take_of
from tests.generation.composer.measuring.distance import ASPECTS, Portrait, distances, portrait

WORKERS, SECONDS, SEEDS, KEY = 2, 30.0, (11, 12), "C minor"
LEAST_SHARE = 0.2
"""Two seeds have to be this far apart in every aspect, beside what lies between two genres."""

Distances = dict[str, float]


def run(genres: list[str], sounds: Path) -> None:
    """Print the distances between seeds in each genre, and beside them those between genres."""
    found = _portraits(genres, sounds)
    seeds = {genre: distances(*(found[genre, seed] for seed in SEEDS)) for genre in genres}
    pairs = [distances(found[one, SEEDS[0]], found[other, SEEDS[0]]) for one, other in combinations(genres, 2)]
    between = medians(pairs) if pairs else dict.fromkeys(ASPECTS, 0.0)
    print(f"seeds {SEEDS[0]} and {SEEDS[1]} of {SECONDS:g} s in {KEY}, at the genre's tempo and first mood")
    print(f"{'':22}" + "".join(f"{aspect:>10}" for aspect in ASPECTS))
    for genre, each in seeds.items():
        print(_line(genre, each, [aspect for aspect in ASPECTS if each[aspect] < LEAST_SHARE * between[aspect]]))
    print(_line("median of seeds", medians(seeds.values()), []))
    print(_line("median of genres", between, []))
    if pairs:
        ratio = statistics.mean(between[aspect] / medians(seeds.values())[aspect] for aspect in ASPECTS)
        print(f"genres are {ratio:.2f} times as far apart as seeds are, over all four{'' if ratio > 1 else '  ✗'}")


def _portraits(genres: list[str], sounds: Path) -> dict[tuple[str, int], Portrait]:
    """The beats' portraits, drawn in worker processes."""
    wanted = [(genre, seed) for genre in genres for seed in SEEDS]
    with ProcessPoolExecutor(WORKERS, mp_context=get_context("spawn")) as pool:
        return dict(zip(wanted, pool.map(partial(_portrait, sounds), wanted), strict=True))


def _portrait(sounds: Path, wanted: tuple[str, int]) -> Portrait:
    name, seed = wanted
    genre = GENRES[name]
    brief = Brief(name, float(genre.default_bpm), KEY, genre.moods[0], SECONDS, seed, kinds=genre.kinds)
    return portrait(take_of(brief, sounds))


def medians(found: Iterable[Distances]) -> Distances:
    """Per aspect."""
    rows = list(found)
    return {aspect: statistics.median(row[aspect] for row in rows) for aspect in ASPECTS}


def _line(name: str, found: Distances, near: list[str]) -> str:
    mark = f"  ✗ hardly another {' or '.join(near)}" if near else ""
    return f"{name:22}" + "".join(f"{found[aspect]:>10.3f}" for aspect in ASPECTS) + mark

"""What analysis is measured on, and learns from: beats of the composer and clicks, whose tempo and key are known."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import product
from pathlib import Path

import numpy as np

from audio.dsp.sound import SAMPLE_RATE_HZ, Sound, frames_at
from generation.engines.composer.genres import GENRES
from generation.engines.theory import parse_key
from script.composer_bench.beats import brief_of, take_of

MEASURED_SEEDS = (1, 2, 3, 4, 5, 6)
"""Six beats of each of fourteen genres, of which nothing was learnt."""
LEARNT_SEEDS = (11, 12, 13, 14, 15, 16)
_SECONDS = (60.0, 30.0)
"""Of even and odd seeds."""
CLICKS_S = 20.0


@dataclass(frozen=True)
class Case:
    """A sound whose first beat, which begins a bar, is at `first_s`."""

    name: str
    sound: Sound
    bpm: float
    tonic: int = 0
    is_minor: bool | None = None
    """None for what has no key."""
    first_s: float = 0.0


def beat(genre: str, seed: int, sounds: Path) -> Case:
    """A finished beat. Dorian and phrygian count as minor, mixolydian and lydian as major."""
    brief = brief_of(genre, seed, _SECONDS[seed % 2])
    key = parse_key(brief.key)
    return Case(f"{genre} {seed}", take_of(brief, sounds).master, brief.bpm, key.tonic, key.is_minor)


def beats(seeds: tuple[int, ...]) -> list[tuple[str, int]]:
    """Which beats there are: genre and seed of each."""
    return list(product(GENRES, seeds))


def clicks(tempi: tuple[float, ...]) -> Iterator[Case]:
    """Click tracks at these tempi: plain, and with every third or fourth click louder and higher."""
    for bpm, accent in product(tempi, (1, 3, 4)):
        rng = np.random.default_rng([round(bpm * 100), accent])
        yield Case(f"{accent} clicks", _clicks(bpm, accent, rng), bpm)


def _clicks(bpm: float, accent: int, rng: np.random.Generator) -> Sound:
    mono = rng.normal(0.0, 1e-4, frames_at(CLICKS_S)).astype(np.float32)
    for number, at_s in enumerate(np.arange(rng.uniform(0.0, 0.5), CLICKS_S - 0.1, 60.0 / bpm)):
        is_loud = accent > 1 and number % accent == 0
        start, click = frames_at(float(at_s)), _click(1_500.0 if is_loud else 1_000.0, 0.9 if is_loud else 0.5)
        mono[start : start + len(click)] += click
    return np.repeat(mono[:, None], 2, axis=1)


def _click(pitch_hz: float, level: float) -> np.ndarray:
    times = np.arange(1_500)
    click = level * np.sin(2.0 * np.pi * pitch_hz * times / SAMPLE_RATE_HZ) * np.exp(-times / 300.0)
    return click.astype(np.float32)

"""Every musical part draws from its own stream, so changing one leaves the others as they were."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TypeVar
from zlib import crc32

import numpy as np
from numpy.random import Generator

T = TypeVar("T")


def stream(seed: int, name: str) -> Generator:
    """The random stream of one part: the same for the same seed and name, unrelated to every other."""
    return np.random.default_rng([seed, crc32(name.encode())])


def pick(options: Sequence[T], rng: Generator, weights: Sequence[float] | None = None) -> T:
    """One of the options, by weight where weights are given."""
    if weights is None:
        return options[int(rng.integers(len(options)))]
    marks = np.cumsum(weights)
    return options[min(int(np.searchsorted(marks, rng.random() * marks[-1], side="right")), len(options) - 1)]


def pick_key(weights: Mapping[str, float], rng: Generator) -> str:
    """One key of the mapping, by its weight."""
    return pick(tuple(weights), rng, tuple(weights.values()))

"""What was learnt from beats whose tempo, key and bars are known: weights of three small models, in `learned.json`.

Each of them gives points to every answer that is possible; the answer's confidence is its share of exp(points).
`script/bench analysis --learn` finds the weights anew.
"""

from __future__ import annotations

import json
from functools import lru_cache
from pathlib import Path
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

FILE = Path(__file__).with_name("learned.json")


class Learned(NamedTuple):
    """The weights of each model."""

    tempo: NDArray[np.float64]
    """One for each of `tempo.evidence`."""
    key: NDArray[np.float64]
    """Shape (2, witnesses · 12 + 1): major and minor; the last is a bias."""
    bar: NDArray[np.float64]
    """Shape (places, witnesses) of a bar that begins at the first place."""


@lru_cache(maxsize=1)
def learned() -> Learned:
    """The weights, read once."""
    found = json.loads(FILE.read_text())
    return Learned(*(np.array(found[name]) for name in Learned._fields))


def shares(points: NDArray[np.float64]) -> NDArray[np.float64]:
    """Points as confidences that sum to one."""
    powers = np.exp(points - points.max())
    return np.asarray(powers / powers.sum())

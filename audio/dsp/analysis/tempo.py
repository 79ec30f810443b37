"""How fast: the tempi that fit what repeats in a sound, and which of them people would tap."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from audio.dsp.analysis.learned import learned, shares
from audio.dsp.analysis.periods import LONGEST_S, Likeness, at

SLOWEST_BPM, FASTEST_BPM = 40.0, 220.0
_USUAL_BPM = 110.0
_GRID = np.exp(np.arange(np.log(SLOWEST_BPM * 0.98), np.log(FASTEST_BPM * 1.02), 0.004))
_PEAKS, _CANDIDATES = 6, 12
_RELATIONS = (1.0, 2.0, 0.5, 1.5, 2.0 / 3.0)
"""How what is tapped relates to what repeats most: the same, twice, half, and by threes."""
_MULTIPLES = (1 / 4, 1 / 3, 1 / 2, 2 / 3, 1.0, 1.5, 2.0, 3.0, 4.0)
"""The parts and multiples of a beat after which a sound is asked whether it repeats."""
_COMB_BEATS = 8
_SAME = 0.02
_FAINTEST = 0.02
"""Below this likeness nothing repeats."""
_CLEAR = 0.25
"""Noise is like itself by 0.06, a beat by 0.4 or more."""


@dataclass(frozen=True, slots=True)
class Guess:
    """A tempo and how sure it is, 0 to 1; the confidences of all guesses sum to one where something clearly repeats."""

    bpm: float
    confidence: float


def guesses(alike: Likeness) -> list[Guess]:
    """Tempi that fit, the best first; none where nothing repeats."""
    tempi = candidates(alike)
    if not tempi:
        return []
    points = np.array([evidence(alike, bpm) for bpm in tempi]) @ learned().tempo
    clarity = min(1.0, max(float(_comb(alike["every"], np.array(bpm))) for bpm in tempi) / _CLEAR)
    return sorted(map(Guess, tempi, (shares(points) * clarity).tolist()), key=lambda guess: -guess.confidence)


def candidates(alike: Likeness) -> list[float]:
    """The tempi at which a sound repeats most, and what they may be half or double of."""
    curve = alike["every"]
    fits = _comb(curve, _GRID)
    inner = fits[1:-1]
    peaks = 1 + np.flatnonzero((inner >= fits[:-2]) & (inner > fits[2:]) & (inner > _FAINTEST))
    best = _GRID[peaks[np.argsort(-fits[peaks])][:_PEAKS]]
    every = [bpm * relation for bpm in best for relation in _RELATIONS]
    exact = [_refined(curve, bpm) for bpm in every if SLOWEST_BPM <= bpm <= FASTEST_BPM]
    kept: list[float] = []
    for bpm in sorted(exact, key=lambda bpm: -float(_comb(curve, np.array(bpm)))):
        if all(abs(bpm / other - 1.0) > _SAME for other in kept):
            kept.append(bpm)
    return kept[:_CANDIDATES]


def evidence(alike: Likeness, bpm: float) -> NDArray[np.float64]:
    """What speaks for and against a tempo: how usual it is, and how each range repeats after parts of its beat."""
    octaves = np.log2(bpm / _USUAL_BPM)
    repeats = [_near(alike[name], 60.0 / bpm * part) for name in ("low", "middle", "high") for part in _MULTIPLES]
    rows = [octaves, octaves**2, *repeats, float(_comb(alike["every"], np.array(bpm)))]
    return np.asarray(np.clip(rows, -2.0, 2.0))


def _comb(curve: NDArray[np.float64], bpm: NDArray[np.float64]) -> NDArray[np.float64]:
    """The mean likeness after one to eight beats, as far as it is known."""
    lags_s = (60.0 / bpm)[..., None] * np.arange(1, _COMB_BEATS + 1)
    is_known = lags_s < LONGEST_S - 0.1
    return np.asarray((at(curve, lags_s) * is_known).sum(axis=-1) / is_known.sum(axis=-1))


def _refined(curve: NDArray[np.float64], bpm: float) -> float:
    """The tempo next to this one that fits best over all beats that are known."""
    for span, steps in ((0.008, 33), (0.002, 21)):
        near = bpm * np.exp(np.linspace(-span, span, steps))
        beats = np.arange(1, int((LONGEST_S - 0.1) * near.min() / 60.0) + 1)
        bpm = float(near[at(curve, 60.0 / near[:, None] * beats).sum(axis=1).argmax()])
    return bpm


def _near(curve: NDArray[np.float64], lag_s: float) -> float:
    """The highest likeness around a lag: swing and loose playing shift it."""
    width_s = max(0.012, lag_s * 0.008)
    return float(at(curve, lag_s + width_s * np.linspace(-1.0, 1.0, 5)).max())

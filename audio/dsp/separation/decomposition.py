"""A spectrogram as a sum of drum hits that come back and of notes that hold.

Drums are short patterns in time and frequency, laid wherever they are hit (non-negative matrix factor deconvolution,
Smaragdis 2004, begun from rough shapes of a kick, a snare and cymbals). Notes are combs of harmonics, a semitone apart,
whose levels may change but not flicker: a running median takes from them what is too short for a note, as in harmonic-
percussive separation (Fitzgerald 2010). Both learn from the sound itself, by the Kullback-Leibler divergence.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.ndimage import median_filter

Matrix = NDArray[np.float32]
"""Bands by frames, or bands by players, or players by frames."""

_ITERATIONS = 30
_LEARNT_FROM = 3
"""The iteration from which shapes are learnt as well as levels."""
_FREE_AT_THE_END = 2
"""Iterations in which notes may flicker, so that their attacks are theirs."""
_HIT_FRAMES = 12
_NOTE_FRAMES = 13
_LOWEST_PITCH, _HIGHEST_PITCH = 28, 96
_BASS_BELOW_PITCH = 57
_HARMONICS = 24
_HARMONIC_FALL = 1.2
_COMB_WIDTH, _COMB_WIDTH_HZ = 0.03, 9.0
_FAINT = 1e-9
_DRUMS: tuple[tuple[float, float, float], ...] = (
    (40.0, 110.0, 0.12), (45.0, 70.0, 0.2), (1_000.0, 6_000.0, 0.02), (170.0, 5_000.0, 0.09),
    (1_500.0, 9_000.0, 0.12), (7_000.0, 16_000.0, 0.03), (7_000.0, 16_000.0, 0.15), (4_000.0, 16_000.0, 0.5),
)  # fmt: skip
"""Lowest and highest frequency, and seconds of decay: kick, its boom and its click, snare, clap, hats, cymbal."""


@dataclass(slots=True)
class Parts:
    """How much of each band and frame is whose."""

    drums: Matrix
    bass: Matrix
    other: Matrix


@dataclass(slots=True)
class _Model:
    hits: list[Matrix]
    """For each frame after a hit: bands by drums."""
    hit_at: Matrix
    combs: Matrix
    notes: Matrix

    def drums(self) -> Matrix:
        return _sum([shape @ _later(self.hit_at, frame) for frame, shape in enumerate(self.hits)])

    def ratio(self, levels: Matrix) -> Matrix:
        """Where there is more (above 1) or less than the model says."""
        said = self.drums() + self.combs @ self.notes + np.float32(_FAINT)
        return np.divide(levels, said, dtype=np.float32)


def decompose(levels: Matrix, centres_hz: NDArray[np.float64], hop_s: float) -> Parts:
    """Take levels of shape (bands, frames) apart; `centres_hz` says where the bands lie."""
    model = _begun(levels, centres_hz, hop_s)
    for iteration in range(_ITERATIONS):
        _learn_levels(model, levels)
        if iteration < _ITERATIONS - _FREE_AT_THE_END:
            model.notes = median_filter(model.notes, (1, _NOTE_FRAMES)) + np.float32(_FAINT)
        if iteration >= _LEARNT_FROM:
            _learn_shapes(model, levels)
    low = _BASS_BELOW_PITCH - _LOWEST_PITCH
    bass, other = (model.combs[:, these] @ model.notes[these] for these in (slice(low), slice(low, None)))
    return Parts(model.drums(), bass, other)


def _begun(levels: Matrix, centres_hz: NDArray[np.float64], hop_s: float) -> _Model:
    """Rough shapes at the levels that the sound has: hits where it grows, notes where it lies."""
    hits, combs = _hit_shapes(centres_hz, hop_s), _comb_shapes(centres_hz)
    hit_at = np.maximum(levels.mean() * np.float32(1e-3), _sum(hits).T @ _growth(levels))
    notes = combs.T @ levels + np.float32(1e-6)
    half = levels.sum() / 2
    return _Model(hits, hit_at * (half / hit_at.sum()), combs, notes * (half / notes.sum()))


def _hit_shapes(centres_hz: NDArray[np.float64], hop_s: float) -> list[Matrix]:
    octaves, at_s = np.log2(centres_hz + 5.0), np.arange(_HIT_FRAMES) * hop_s
    shapes = np.stack([_hit(octaves, low, high)[:, None] * np.exp(-at_s / decay) for low, high, decay in _DRUMS], 1)
    shapes /= shapes.sum((0, 2), keepdims=True)
    return [np.ascontiguousarray(shapes[:, :, frame], np.float32) for frame in range(_HIT_FRAMES)]


def _hit(octaves: NDArray[np.float64], low_hz: float, high_hz: float) -> NDArray[np.float64]:
    width = np.log2(high_hz / low_hz) / 2.0 + 0.35
    return np.asarray(np.exp(-0.5 * ((octaves - np.log2(low_hz * high_hz) / 2.0) / width) ** 2))


def _comb_shapes(centres_hz: NDArray[np.float64]) -> Matrix:
    combs = np.stack([_comb(centres_hz, pitch) for pitch in range(_LOWEST_PITCH, _HIGHEST_PITCH)], 1)
    combs[combs < 1e-4] = 0.0  # what is nothing stays nothing, so a comb stays a comb
    return np.asarray(combs / combs.sum(0), np.float32)


def _comb(centres_hz: NDArray[np.float64], pitch: int) -> NDArray[np.float64]:
    lowest_hz = 440.0 * 2.0 ** ((pitch - 69) / 12.0)
    width_hz, numbers = max(lowest_hz * _COMB_WIDTH, _COMB_WIDTH_HZ), np.arange(1, _HARMONICS + 1)
    away = (centres_hz[:, None] - numbers * lowest_hz) / width_hz
    return np.asarray((np.exp(-0.5 * away**2) / numbers**_HARMONIC_FALL).sum(1))


def _growth(levels: Matrix) -> Matrix:
    before = np.maximum(_later(levels, 1), _later(levels, 2))
    return np.maximum(levels - before, 0.0)


def _learn_levels(model: _Model, levels: Matrix) -> None:
    ratio = model.ratio(levels)
    model.hit_at *= _sum([shape.T @ _earlier(ratio, frame) for frame, shape in enumerate(model.hits)])
    model.notes *= model.combs.T @ ratio


def _learn_shapes(model: _Model, levels: Matrix) -> None:
    """Every shape sums to one afterwards, as it did before; the levels make up for it."""
    ratio, faint = model.ratio(levels), np.float32(_FAINT)
    for frame, shape in enumerate(model.hits):
        then = _later(model.hit_at, frame)
        np.multiply(shape, (ratio @ then.T) / (then.sum(1) + faint), out=shape)
    model.combs *= (ratio @ model.notes.T) / (model.notes.sum(1) + faint)
    hit_sums, comb_sums = _sum(model.hits).sum(0) + faint, model.combs.sum(0) + faint
    for shape in model.hits:
        np.divide(shape, hit_sums, out=shape)
    model.combs /= comb_sums
    model.hit_at *= hit_sums[:, None]
    model.notes *= comb_sums[:, None]


def _sum(matrices: list[Matrix]) -> Matrix:
    return np.asarray(np.sum(matrices, axis=0), np.float32)


def _later(matrix: Matrix, frames: int) -> Matrix:
    return matrix if not frames else np.pad(matrix[:, :-frames], ((0, 0), (frames, 0)))[:, : matrix.shape[1]]


def _earlier(matrix: Matrix, frames: int) -> Matrix:
    return matrix if not frames else np.pad(matrix[:, frames:], ((0, 0), (0, frames)))[:, -matrix.shape[1] :]

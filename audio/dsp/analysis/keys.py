"""Key and mode, told by the pitch classes of bass and chords, throughout, at the beginning and at the end."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from audio.dsp.analysis.learned import learned, shares
from audio.dsp.analysis.pitches import Pitches
from audio.dsp.camelot import code_of

_MAJORS = ("C", "Db", "D", "Eb", "E", "F", "F#", "G", "Ab", "A", "Bb", "B")
_MINORS = ("C", "C#", "D", "Eb", "E", "F", "F#", "G", "G#", "A", "Bb", "B")
WITNESSES = 6
_EDGE_FRAMES = 30
_LEAST = 1e-6
_LEAST_FRAMES = 10


@dataclass(frozen=True, slots=True)
class Key:
    """A key and how sure it is, 0 to 1; the confidences of all 24 sum to one."""

    name: str
    """Like "F# minor"."""
    camelot: str
    confidence: float


def guesses(heard: Pitches) -> list[Key]:
    """All keys, the likeliest first; none where nothing has a pitch, or for less than a second."""
    if len(heard.bass) < _LEAST_FRAMES or heard.treble.sum() + heard.bass.sum() <= _LEAST:
        return []
    confidences = shares(points(witnesses(heard.bass, heard.treble)).ravel())
    found = [_key(*divmod(place, 2), float(confidence)) for place, confidence in enumerate(confidences)]
    return sorted(found, key=lambda key: -key.confidence)


def witnesses(bass: NDArray[np.float32], treble: NDArray[np.float32]) -> NDArray[np.float64]:
    """What is asked, shape (6, 12), each row a share of the pitch classes.

    The chords and the bass throughout, the lowest notes alone, bass and chords at the end, bass at the beginning.
    """
    edge = min(_EDGE_FRAMES, max(1, len(bass) // 6))
    chords, lows = _evened(treble), _evened(bass)
    rows = (chords, lows, _strongest(bass), bass[-edge:], chords[-edge:], bass[:edge])
    return np.array([_share(row.mean(axis=0)) for row in rows])


def points(asked: NDArray[np.float64]) -> NDArray[np.float64]:
    """Points of each tonic as major and as minor, shape (12, 2)."""
    turned = np.stack([np.roll(asked, -tonic, axis=1).ravel() for tonic in range(12)])
    weights = learned().key
    return np.asarray(turned @ weights[:, :-1].T + weights[:, -1])


def _key(tonic: int, is_minor: int, confidence: float) -> Key:
    name = f"{_MINORS[tonic]} minor" if is_minor else f"{_MAJORS[tonic]} major"
    return Key(name, str(code_of(name)), confidence)


def _evened(classes: NDArray[np.float32]) -> NDArray[np.float64]:
    """Loud moments count hardly more than others; quiet ones less."""
    sums = classes.sum(axis=1, keepdims=True, dtype=np.float64)
    return np.asarray(classes / (sums + 0.3 * sums.mean() + 1e-9))


def _strongest(classes: NDArray[np.float32]) -> NDArray[np.float64]:
    """One for the strongest class of each moment, where there is any to speak of."""
    peaks = classes.max(axis=1)
    sounding = np.flatnonzero(peaks > 0.3 * peaks.mean() + 1e-9)
    only = np.zeros(classes.shape)
    only[sounding, classes[sounding].argmax(axis=1)] = 1.0
    return only


def _share(classes: NDArray[np.floating]) -> NDArray[np.float64]:
    total = float(classes.sum())
    return classes.astype(np.float64) / total if total > 0.0 else np.full(12, 1.0 / 12.0)

"""How fast somebody hums: the tempo whose grid the beginnings of the notes fall on. Free of numpy."""

from __future__ import annotations

from collections.abc import Sequence
from math import atan2, cos, exp, log2, pi, sin
from typing import NamedTuple

from audio.dsp.humming.notes import HumNote

SLOWEST_BPM, FASTEST_BPM = 60.0, 180.0
_USUAL_BPM, _SPREAD_OCTAVES = 85.0, 0.9
"""Wide, for people hum slowly as well as fast: it decides only where gaps fit two tempi alike. Chosen on the rhythms of
ten known tunes and tried on ten others, at 60 to 156 bpm."""
_STEP = 1.004
_PARTS = ((1.0, 0.4), (0.5, 0.9), (0.25, 0.35))
"""Of a beat, and how much it counts that gaps between notes are multiples of it."""
_REACH = 4
"""Over how many notes gaps are looked at: what one hums drifts."""
_DEFAULT = 100.0


class Tempo(NamedTuple):
    """How fast, and how sure that is, 0 to 1."""

    bpm: float
    confidence: float


def tempo_of(notes: Sequence[HumNote]) -> Tempo:
    """The tempo, 60 to 180 bpm; 100 without any confidence where fewer than three notes tell none."""
    starts = [note.start_s for note in notes]
    gaps = [
        later - earlier
        for index, earlier in enumerate(starts)
        for later in starts[index + 1 : index + 1 + _REACH]
        if later - earlier > 0.05
    ]
    if len(starts) < 3 or not gaps:
        return Tempo(_DEFAULT, 0.0)
    best = max(_candidates(), key=lambda bpm: _fit(gaps, bpm) * _usual(bpm))
    return Tempo(round(_refined(gaps, best), 1), round(max(0.0, min(1.0, _fit(gaps, best))), 3))


def _candidates() -> list[float]:
    found = [SLOWEST_BPM]
    while found[-1] * _STEP <= FASTEST_BPM:
        found.append(found[-1] * _STEP)
    return found


def _fit(gaps: Sequence[float], bpm: float) -> float:
    """How nearly the gaps are whole numbers of beats, halves and quarters of them: 1 where all are."""
    weight = sum(weight for _, weight in _PARTS)
    told = sum(weight * _alike(gaps, 60.0 / bpm * part) for part, weight in _PARTS)
    return told / weight


def _alike(gaps: Sequence[float], period_s: float) -> float:
    return sum(cos(2 * pi * gap / period_s) for gap in gaps) / len(gaps)


def _usual(bpm: float) -> float:
    return exp(-0.5 * (log2(bpm / _USUAL_BPM) / _SPREAD_OCTAVES) ** 2)


def _refined(gaps: Sequence[float], bpm: float) -> float:
    """The tempo by which the gaps, rounded to quarters of a beat, come out in all."""
    quarter_s = 15.0 / bpm
    pairs = [(gap, round(gap / quarter_s)) for gap in gaps]
    counted = sum(count * count for _, count in pairs)
    exact = sum(gap * count for gap, count in pairs) / counted if counted else quarter_s
    near = 15.0 / exact
    return near if abs(near / bpm - 1) < 0.03 else bpm


def zero_of(notes: Sequence[HumNote], bpm: float, anchor_s: float) -> float:
    """The second near an anchor from which half beats are counted, so that notes begin on them as nearly as can be."""
    period_s = 30.0 / bpm
    turns = [2 * pi * (note.start_s - anchor_s) / period_s for note in notes]
    return anchor_s + period_s / (2 * pi) * atan2(sum(map(sin, turns)), sum(map(cos, turns))) if turns else anchor_s

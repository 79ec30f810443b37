"""Finds the weights of `audio/dsp/analysis/learned.json` from beats and clicks whose tempo, key and bars are known.

Each model is a softmax over the possible answers with a penalty on large weights; keys start from Krumhansl's profiles.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from concurrent.futures import ProcessPoolExecutor
from functools import partial
from multiprocessing import get_context
from pathlib import Path
from typing import NamedTuple

import numpy as np
from scipy.optimize import minimize

from audio.dsp.analysis import bars, beats, keys, learned, onsets, periods, pitches, tempo
from audio.dsp.sound import SAMPLE_RATE_HZ
from script.analysis_bench import cases
from script.analysis_bench.cases import Case

_TEMPO_PENALTY, _KEY_PENALTY, _BAR_PENALTY = 1.0, 0.03, 3.0
_CLICK_WEIGHT = 0.35
_NEAR_HALVES = 0.1
_RIGHT = 0.005
_PARTS = ((0.0, 1.0), (0.0, 0.67), (0.33, 1.0), (0.2, 0.8))
"""Besides the whole beat its parts are learnt from: what people analyse is often a piece of something."""
_TEMPI = tuple(float(bpm) for bpm in np.linspace(50.0, 200.0, 31))
_PROFILES = np.array(
    [
        [6.35, 2.23, 3.48, 2.33, 4.38, 4.09, 2.52, 5.19, 2.39, 3.66, 2.29, 2.88],
        [6.33, 2.68, 3.52, 5.38, 2.60, 3.53, 2.54, 4.75, 3.98, 2.69, 3.34, 3.17],
    ]
)


Mono = np.ndarray


class Lesson(NamedTuple):
    """The evidence for each possible answer, which of them is right, and how much that counts."""

    evidence: np.ndarray
    answer: int
    weight: float = 1.0


class Lessons(NamedTuple):
    """What one sound teaches each model."""

    tempo: list[Lesson]
    key: list[Lesson]
    bar: list[Lesson]


def learn(sounds: Path, processes: int) -> None:
    """Write `learned.json` anew."""
    with ProcessPoolExecutor(processes, mp_context=get_context("spawn")) as pool:
        found = list(pool.map(partial(_of_beat, sounds), cases.beats(cases.LEARNT_SEEDS)))
    found += [Lessons(tempo_lessons(_mono(case), case.bpm, _CLICK_WEIGHT), [], []) for case in cases.clicks(_TEMPI)]
    learned.FILE.write_text(json.dumps(weights_of(found)) + "\n")


def _of_beat(sounds: Path, which: tuple[str, int]) -> Lessons:
    return lessons_of(cases.beat(*which, sounds))


def _mono(case: Case) -> Mono:
    return case.sound.mean(axis=1).astype(np.float32)


def lessons_of(case: Case) -> Lessons:
    """What a beat teaches: as a whole and in parts."""
    whole = _mono(case)
    taught = Lessons([], [], [])
    for low, high in _PARTS:
        first, last = round(low * len(whole)), round(high * len(whole))
        start_s = case.first_s - first / SAMPLE_RATE_HZ
        for kept, more in zip(taught, _of_part(whole[first:last], case, start_s), strict=True):
            kept.extend(more)
    return taught


def _of_part(mono: Mono, case: Case, first_s: float) -> Lessons:
    found, heard = onsets.onsets(mono), pitches.pitches(mono)
    grid = beats.grid(mono, found, case.bpm)
    return Lessons(
        tempo_lessons(mono, case.bpm),
        [_key_lesson(heard, case)],
        _bar_lessons(bars.profile(bars.happenings(grid.times_s, found, heard)), grid, case.bpm, first_s),
    )


def tempo_lessons(mono: Mono, bpm: float, weight: float = 1.0) -> list[Lesson]:
    """Which of the candidates is right; nothing where none is."""
    alike = periods.likeness(onsets.onsets(mono))
    found = tempo.candidates(alike)
    distances = [abs(candidate / bpm - 1.0) for candidate in found]
    if not found or min(distances) > _RIGHT:
        return []
    return [Lesson(np.array([tempo.evidence(alike, each) for each in found]), int(np.argmin(distances)), weight)]


def _key_lesson(heard: pitches.Pitches, case: Case) -> Lesson:
    asked = keys.witnesses(heard.bass, heard.treble)
    turned = [np.append(np.roll(asked, -tonic, axis=1).ravel(), 1.0) for tonic in range(12)]
    nothing = np.zeros(len(turned[0]))
    rows = [np.concatenate(pair) for each in turned for pair in ((each, nothing), (nothing, each))]
    return Lesson(np.array(rows), 2 * case.tonic + int(bool(case.is_minor)))


def _bar_lessons(bar: np.ndarray, grid: beats.Grid, bpm: float, first_s: float) -> list[Lesson]:
    """Which half beat of the average bar is its first; nothing where the beats found aren't the true ones."""
    halves = (grid.times_s[0] - first_s) * bpm / 30.0
    if abs(halves - round(halves)) > _NEAR_HALVES or not grid.is_steady:
        return []
    rows = np.array([np.roll(bar, -place, axis=0).ravel() for place in range(bars.PLACES)])
    return [Lesson(rows, -round(halves) % bars.PLACES)]


def weights_of(found: Iterable[Lessons]) -> dict[str, list[object]]:
    """The weights that explain all lessons best."""
    tempi, key_lessons, bar_lessons = (
        [lesson for each in kind for lesson in each] for kind in zip(*found, strict=True)
    )
    size = keys.WITNESSES * 12
    start = np.zeros((2, size + 1))
    start[:, :12] = 8.0 * (_PROFILES - _PROFILES.mean(axis=1, keepdims=True))
    start[:, 12:24] = start[:, :12] / 2.0
    return {
        "tempo": _fitted(tempi, _TEMPO_PENALTY).round(3).tolist(),
        "key": _fitted(key_lessons, _KEY_PENALTY, start.ravel()).reshape(2, -1).round(3).tolist(),
        "bar": _fitted(bar_lessons, _BAR_PENALTY).reshape(bars.PLACES, -1).round(3).tolist(),
    }


def _fitted(lessons: list[Lesson], penalty: float, start: np.ndarray | None = None) -> np.ndarray:
    """Weights near `start` (zero) under which the right answers are likeliest; all evidence weighs the same."""
    if start is None:
        spread = np.concatenate([lesson.evidence for lesson in lessons]).std(axis=0) + 1e-6
        alike = [lesson._replace(evidence=lesson.evidence / spread) for lesson in lessons]
        return _fitted(alike, penalty, np.zeros(len(spread))) / spread
    rough: np.ndarray = start

    def cost(weights: np.ndarray) -> tuple[float, np.ndarray]:
        apart = weights - rough
        total, slope = penalty * float(apart @ apart), 2.0 * penalty * apart
        for evidence, answer, weight in lessons:
            confidences = learned.shares(evidence @ weights)
            total -= weight * float(np.log(confidences[answer] + 1e-12))
            slope = slope + weight * (evidence.T @ confidences - evidence[answer])
        return total, slope

    return np.asarray(minimize(cost, rough, jac=True, method="L-BFGS-B", options={"maxiter": 500}).x)

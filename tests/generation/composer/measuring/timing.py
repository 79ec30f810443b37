"""Where drums sound, beside where the score says: played dry, and in the finished stem."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray
from scipy.signal import correlate

from audio.dsp.sound import SAMPLE_RATE_HZ, Sound, frames_at, silence
from generation.engines.composer import render
from generation.engines.composer.palette import KITS
from generation.engines.composer.score import Hit, Part, Score

GRID_PER_BEAT = 96
"""Every stroke is on a 96th of a beat: all straight and triplet values down to 1/128 and 1/96 notes are."""
_APART_S, _CUT_S = 0.3, 0.18
_BEFORE_S, _STROKE_S = 0.02, 0.08
_SOLO_RISE = 0.025
"""A stroke has begun where it reaches a fortieth of its peak: what comes before is 32 dB softer than the blow."""
_LEAD_S, _REACH_S, _AUDIBLE = 0.002, 0.012, 0.003
_ALIKE = 0.9
"""The least correlation at which a stretch of a stem counts as the same stroke: below it the room speaks louder."""

_AS_HIGH = 0.98
"""The share of the best agreement from which on the ringing of a stroke is not told from its repetition."""


class Onset(NamedTuple):
    """A stroke that was looked for in sound."""

    piece: str
    at_s: float
    """Where the score puts it, micro-timing included."""
    error_s: float
    """How much later it sounds; infinite where nothing was found."""


def declared_s(score: Score, hit: Hit) -> float:
    """Grid position plus micro-timing, in seconds from the start."""
    return hit.start_beats * 60.0 / score.bpm + hit.offset_s


def off_grid(score: Score) -> list[Hit]:
    """The drum strokes whose position is on no straight or triplet grid."""
    steps = ((hit, hit.start_beats * GRID_PER_BEAT) for part in _kits(score) for hit in part.hits)
    return [hit for hit, step in steps if abs(step - round(step)) > 1e-3]


def solo_onsets(score: Score, sounds: Path) -> list[Onset]:
    """Every drum stroke of a score, played dry and a few at a time, so that no two run together."""
    return [
        onset
        for part in _kits(score)
        for group in _apart(score, part.hits)
        for onset in _solo(score, part, group, sounds)
    ]


def _kits(score: Score) -> Iterator[Part]:
    return (part for part in score.parts if part.instrument in KITS and part.hits)


def _apart(score: Score, hits: Sequence[Hit]) -> list[list[Hit]]:
    """The strokes dealt out so that within a group they are far enough from each other to be told apart."""
    groups: list[list[Hit]] = []
    for hit in sorted(hits, key=lambda hit: declared_s(score, hit)):
        at_s = declared_s(score, hit)
        free = (group for group in groups if declared_s(score, group[-1]) + _APART_S <= at_s)
        group = next(free, None)
        if group is None:
            groups.append([hit])
        else:
            group.append(hit)
    return groups


def _solo(score: Score, part: Part, hits: list[Hit], sounds: Path) -> list[Onset]:
    """Some strokes in sound, each cut off before the next begins."""
    longest = _CUT_S * score.bpm / 60.0
    short = tuple(replace(hit, length_beats=min(hit.length_beats or longest, longest)) for hit in hits)
    sound = render.render_part(score, replace(part, hits=short), sounds, score.frames + frames_at(1.0))
    height = _height(sound)
    return [_found(height, hit, declared_s(score, hit)) for hit in hits]


def _height(sound: Sound) -> NDArray[np.float32]:
    """The magnitude of the louder channel."""
    return np.asarray(np.abs(sound).max(axis=1))


def _found(height: NDArray[np.float32], hit: Hit, at_s: float) -> Onset:
    """Where the sound around a position first reaches a given share of the stroke's peak."""
    first, last = max(frames_at(at_s - _BEFORE_S), 0), frames_at(at_s + _STROKE_S)
    around = height[first:last]
    risen = np.flatnonzero(around >= max(_SOLO_RISE * around.max(initial=0.0), 1e-7))
    error_s = (first + int(risen[0])) / SAMPLE_RATE_HZ - at_s if len(risen) else np.inf
    return Onset(hit.piece, at_s, float(error_s))


def stem_onsets(score: Score, stems: Mapping[str, Sound], sounds: Path) -> list[Onset]:
    """How far the mixer has moved each stroke of the finished drum stems from where the players put it.

    Found by laying the players' dry sound around a stroke over the stem, and seeing where the two agree best.
    """
    kinds = [kind for kind in ("drums", "percussion") if kind in stems]
    return [onset for kind in kinds for onset in _in_stem(score, kind, stems[kind], sounds)]


def _in_stem(score: Score, kind: str, stem: Sound, sounds: Path) -> list[Onset]:
    parts = [part for part in _kits(score) if part.kind == kind]
    played = sum((render.render_part(score, part, sounds, len(stem)) for part in parts), silence(len(stem)))
    dry, wet = _edges(played), _edges(stem)
    least = _AUDIBLE * float(np.abs(dry).max(initial=0.0))
    found = ((hit, declared_s(score, hit)) for part in parts for hit in part.hits)
    lags = ((hit, at_s, _lag_s(dry, wet, at_s, least)) for hit, at_s in found)
    return [Onset(hit.piece, at_s, lag_s) for hit, at_s, lag_s in lags if lag_s is not None]


def _edges(sound: Sound) -> NDArray[np.float32]:
    """The middle channel's steps from sample to sample: what is sharp in it counts more."""
    return np.diff(sound.mean(axis=1), prepend=np.float32(0.0))


def _lag_s(dry: NDArray[np.float32], wet: NDArray[np.float32], at_s: float, least: float) -> float | None:
    """By how much a stretch of the dry sound comes later in the wet one; None where it is too soft, blurred, or cut."""
    first, last, reach = frames_at(at_s - _LEAD_S), frames_at(at_s + _STROKE_S), frames_at(_REACH_S)
    stroke = dry[max(first, 0) : last]
    if first < reach or last + reach > len(dry) or np.abs(stroke).max() < least:
        return None
    agreement = correlate(wet[first - reach : last + reach], stroke, mode="valid")
    lag = _nearest_peak(agreement) - reach
    there = wet[first + lag : last + lag]
    likeness = float(agreement[lag + reach]) / float(np.linalg.norm(there) * np.linalg.norm(stroke) + 1e-12)
    return lag / SAMPLE_RATE_HZ if likeness >= _ALIKE else None


def _nearest_peak(agreement: NDArray[np.float32]) -> int:
    """Of the peaks as high as any, the one nearest the middle.

    What rings on with a few partials (a triangle) agrees with itself a common period later all but as well.
    """
    padded = np.pad(agreement, 1, constant_values=-np.inf)
    peaks = (agreement >= padded[:-2]) & (agreement >= padded[2:]) & (agreement >= _AS_HIGH * agreement.max())
    places = np.flatnonzero(peaks)
    return int(places[np.argmin(np.abs(places - len(agreement) // 2))])

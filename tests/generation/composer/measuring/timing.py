"""Where drums sound, beside where the score says: played dry, and in the finished stem."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from audio.dsp.sound import SAMPLE_RATE_HZ, Sound, frames_at
from generation.engines.composer import render
from generation.engines.composer.palette import KITS
from generation.engines.composer.score import Hit, Part, Score

GRID_PER_BEAT = 96
"""Every stroke is on a 96th of a beat: all straight and triplet values down to 1/128 and 1/96 notes are."""
_APART_S, _CUT_S = 0.3, 0.18
_BEFORE_S, _AFTER_S, _STROKE_S = 0.02, 0.06, 0.08
_SOLO_RISE = 0.025
"""A stroke has begun where it reaches a fortieth of its peak: what comes before is 32 dB softer than the blow."""
_STEM_RISE = 0.1
_QUIET_BEFORE = 0.05
_ALONE_S, _TOGETHER_S = 0.03, 0.0002


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


def stem_onsets(score: Score, stems: Mapping[str, Sound]) -> list[Onset]:
    """Those strokes that stand free enough in the finished drum stems for their beginning to be seen there."""
    return [onset for kind in ("drums", "percussion") if kind in stems for onset in _in_stem(score, kind, stems[kind])]


def _in_stem(score: Score, kind: str, stem: Sound) -> list[Onset]:
    hits = sorted(
        ((declared_s(score, hit), hit) for part in _kits(score) if part.kind == kind for hit in part.hits),
        key=lambda pair: pair[0],
    )
    times, height = np.array([at_s for at_s, _ in hits]), _height(stem)
    found = (_risen(height, hit, at_s) for at_s, hit in hits if _is_alone(times, at_s))
    return [onset for onset in found if onset is not None]


def _is_alone(times: NDArray[np.float64], at_s: float) -> bool:
    """Whether no other stroke begins near a position, but for those at the very same moment."""
    distances = np.abs(times - at_s)
    return not bool(((distances > _TOGETHER_S) & (distances < _ALONE_S)).any())


def _risen(height: NDArray[np.float32], hit: Hit, at_s: float) -> Onset | None:
    """Where a stroke rises out of a stem; None where it does not stand clear of what rings before it."""
    first, middle, last = (frames_at(at_s + shift_s) for shift_s in (-_BEFORE_S, -0.002, _AFTER_S))
    if first < 0 or last > len(height):
        return None
    peak, before = height[middle:last].max(), height[first:middle].max()
    if peak < 1e-3 or before > _QUIET_BEFORE * peak:
        return None
    risen = first + int(np.argmax(height[first:last] >= _STEM_RISE * peak))
    return Onset(hit.piece, at_s, risen / SAMPLE_RATE_HZ - at_s)

"""A drummer: hits placed on their frames, hats that choke each other, no stroke twice the same in a row."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import lru_cache
from itertools import pairwise
from math import ceil
from pathlib import Path

import numpy as np

from audio.dsp import effects
from audio.dsp.sound import Sound, frames_at
from generation.engines.composer.score import Hit
from generation.engines.composer.sound import drum_samples, kits
from generation.engines.composer.sound.drum_synthesis import Stroke
from generation.engines.composer.sound.tone import Mono

HATS = ("hat_closed", "hat_open", "hat_pedal")
_TIMBRES = 5
_VARIANTS = 3
_CHOKE_FRAMES = frames_at(0.012)
_KICK_FULL, _KICK_GONE = 0.35, 0.85
"""The parts of the way to the next kick at which a kick begins to be let go, and at which nothing is left of it."""
_KICK_RELEASE_FRAMES = frames_at(0.06)
"""How quickly it is let go at the least: quicker would click."""


@lru_cache(maxsize=320)
def one_shot(sounds: Path, kit: str, piece: str, timbre: int, variant: int, tune: float) -> Mono:
    """A stroke at full scale; `timbre` 1 … 5 is how hard it is struck. Not to be written to."""
    blow = kits.KITS[kit][piece](Stroke(sounds, timbre / _TIMBRES, variant))
    return drum_samples.tuned(drum_samples.heard(drum_samples.normal(blow)), tune)


def play(
    sounds: Path, kit: str, hits: Sequence[tuple[int, Hit, int | None]], frames: int, shifts: Mapping[str, float]
) -> Sound:
    """Lay hits (their frame, the hit, the frames after which it is choked) into a stereo sound.

    `shifts` tunes pieces by semitones.
    """
    stereo = np.zeros((frames, 2), dtype=np.float32)
    rooms = _rooms(hits)
    for number, (start, hit, length) in enumerate(_choked(hits)):
        blow = _let_go(_stroke(sounds, kit, hit, number, shifts), rooms.get(start) if hit.piece == "kick" else None)
        blow = blow if length is None or length >= len(blow) else _cut(blow, length)
        _lay(stereo, blow, start, hit)
    return stereo


def gain_of(hit: Hit) -> float:
    """How loud a piece is at this velocity."""
    return kits.LEVELS[hit.piece] * float(hit.velocity**1.5)


def _stroke(sounds: Path, kit: str, hit: Hit, number: int, shifts: Mapping[str, float]) -> Mono:
    timbre = min(max(ceil(hit.velocity * _TIMBRES), 1), _TIMBRES)
    variant = 0 if hit.piece == "kick" else number % _VARIANTS
    tune = round(hit.tune_semitones * 4) / 4 + shifts.get(hit.piece, 0.0)
    return one_shot(sounds, kit, hit.piece, timbre, variant, tune)


def _choked(hits: Sequence[tuple[int, Hit, int | None]]) -> list[tuple[int, Hit, int | None]]:
    """Each hat ends where the next one begins."""
    hats = sorted(start for start, hit, _ in hits if hit.piece in HATS)
    ends = dict(pairwise(hats))
    return [(start, hit, _sooner(length, _gap(ends, start, hit))) for start, hit, length in hits]


def _gap(ends: dict[int, int], start: int, hit: Hit) -> int | None:
    return ends[start] - start if hit.piece in HATS and ends.get(start, start) > start else None


def _sooner(one: int | None, other: int | None) -> int | None:
    return min((length for length in (one, other) if length is not None), default=None)


def _rooms(hits: Sequence[tuple[int, Hit, int | None]]) -> dict[int, int]:
    """How many frames each kick has to itself, by where it falls; the last has no end."""
    kicks = sorted({start for start, hit, _ in hits if hit.piece == "kick"})
    return {start: after - start for start, after in pairwise(kicks)}


def _let_go(blow: Mono, room: int | None) -> Mono:
    """A kick whose tail is gone before the next one: two tails over each other are mud, and a bar without a pulse."""
    gone = len(blow) if room is None else max(int(room * _KICK_GONE), _KICK_RELEASE_FRAMES)
    if gone >= len(blow):
        return blow
    release = max(gone - int(gone * _KICK_FULL / _KICK_GONE), _KICK_RELEASE_FRAMES)
    short = blow[:gone].copy()
    short[-release:] *= _closing(release)
    return short


def _cut(blow: Mono, length: int) -> Mono:
    """Choked after `length` frames, within twelve milliseconds."""
    cut = blow[: length + _CHOKE_FRAMES].copy()
    fade = min(_CHOKE_FRAMES, len(cut))
    cut[-fade:] *= _closing(fade)
    return cut


@lru_cache(maxsize=32)
def _closing(frames: int) -> Mono:
    """From just below 1 to just above 0; not to be written to."""
    return effects.raised_cosine(frames)[::-1]


def _lay(stereo: Sound, blow: Mono, start: int, hit: Hit) -> None:
    first, last = max(start, 0), min(start + len(blow), len(stereo))
    if first < last:
        gain = np.float32(gain_of(hit))
        for side, share in enumerate(effects.pan_gains(kits.PLACES.get(hit.piece, 0.0))):
            stereo[first:last, side] += blow[first - start : last - start] * (share * gain)

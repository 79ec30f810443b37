"""The end of a beat that came as sound: stems on the grid, summed, mastered and measured."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

import numpy as np

from audio.dsp.codec import quantise
from audio.dsp.sound import SAMPLE_RATE_HZ, Sound
from generation.engines.base import Brief, Progress, Take
from generation.engines.composer import takes
from generation.engines.composer.drive import leaning
from generation.engines.composer.genre import Mix
from generation.engines.composer.genres import GENRES
from generation.engines.composer.takes import Stopwatch

_ENDING_FRAMES = SAMPLE_RATE_HZ // 20
_PEAK = np.float32(0.98)
_SCORE_VERSION = 1


def fitted(sound: Sound, frames: int) -> Sound:
    """Exactly so many frames, faded out where there were more and silent where there were fewer; within full scale."""
    whole = np.zeros((frames, 2), dtype=np.float32)
    kept = min(frames, len(sound))
    whole[:kept] = sound[:kept]
    fade = min(_ENDING_FRAMES, kept)
    whole[kept - fade : kept] *= np.linspace(1.0, 0.0, fade, dtype=np.float32)[:, None]
    peak = np.abs(whole).max(initial=np.float32(0.0))
    if peak > _PEAK:
        whole *= _PEAK / peak
    return whole


def looped(sound: Sound, frames: int) -> Sound:
    """The same, with no end: what sounded after the last frame is faded into the first ones."""
    whole, over = sound[:frames].copy(), sound[frames:][:frames]
    turn = np.linspace(0.0, np.pi / 2, len(over), dtype=np.float32)[:, None]
    whole[: len(over)] = whole[: len(over)] * np.sin(turn) + over * np.cos(turn)
    peak = np.abs(whole).max(initial=np.float32(0.0))
    return whole * (_PEAK / peak) if peak > _PEAK else whole


def finished(
    brief: Brief, engine: str, stems: Mapping[str, Sound], watch: Stopwatch, **further: Any
) -> Iterator[Progress | Take]:
    """Sum and master stems; the last thing is the take. `further` are more fields of it."""
    stems = {name: quantise(stem) for name, stem in stems.items()}
    grid = grid_of(brief, max(map(len, stems.values())))
    told = {"brief": brief, "engine": engine, "score": grid, **further}
    yield from takes.summed(stems, mix_of(brief), watch, looping=brief.looping, at_percent=95, **told)


def grid_of(brief: Brief, frames: int) -> dict[str, Any]:
    """All that is known of music that nobody here wrote: the grid that was asked for."""
    return {
        "version": _SCORE_VERSION,
        "genre": brief.genre,
        "bpm": brief.bpm,
        "key": brief.key,
        "mood": brief.mood,
        "energy": brief.energy,
        "seed": brief.seed,
        "frames": frames,
        "looping": brief.looping,
        "traits": list(brief.traits),
        "sections": [],
        "chords": [],
        "parts": [],
    }


def mix_of(brief: Brief) -> Mix:
    """How records of its genre are mixed."""
    genre = GENRES.get(brief.genre)
    return leaning(genre.mix if genre else Mix({}), brief.energy)

"""Recorded drums: the CC0 samples and the drum presets of the SoundFont, trimmed so that they begin with the blow."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

import numpy as np

from audio.dsp import codec, effects, filters
from audio.dsp.sound import SAMPLE_RATE_HZ, frames_at
from generation.engines.composer.sound import soundfont
from generation.engines.composer.sound.drum_synthesis import Recipe, Stroke
from generation.engines.composer.sound.packages import SAMPLES
from generation.engines.composer.sound.tone import Mono, decay, fall

STANDARD, ROOM, POWER, JAZZ, BRUSH = 0, 8, 16, 32, 40
"""Drum presets of the SoundFont."""


def sampled(name: str, tune: float = 0.0, high_hz: float = 20_000.0, life_s: float = 0.0) -> Recipe:
    """A CC0 sample, tuned by semitones, darkened, and shortened to a life of `life_s` where that is given."""

    def strike(stroke: Stroke) -> Mono:
        blow = tuned(recording(stroke.sounds, name), tune + 0.06 * (stroke.variant - 1))
        shorter = blow * decay(len(blow), life_s) if life_s else blow.copy()
        return _soft(_ended(shorter), high_hz, stroke.velocity)

    return strike


def font(preset: int, key: int, high_hz: float = 20_000.0, length_s: float = 1.6) -> Recipe:
    """A key of one of the SoundFont's drum presets."""

    def strike(stroke: Stroke) -> Mono:
        press = soundfont.Press(0, frames_at(length_s), key, 0.45 + 0.55 * stroke.velocity)
        sound = soundfont.perform(stroke.sounds, "general", soundfont.DRUM_BANK, preset, [press], frames_at(length_s))
        return _soft(_ended(_trimmed(effects.middle(sound))), high_hz, stroke.velocity)

    return strike


def layered(*layers: tuple[Recipe, float]) -> Recipe:
    """Recipes at levels, each brought to full scale first."""

    def strike(stroke: Stroke) -> Mono:
        blows = [(normal(recipe(stroke)), level) for recipe, level in layers]
        total = np.zeros(max(len(blow) for blow, _ in blows), dtype=np.float32)
        for blow, level in blows:
            total[: len(blow)] += blow * np.float32(level)
        return total

    return strike


def driven(recipe: Recipe, drive: float) -> Recipe:
    """Through an overdriven channel."""
    return lambda stroke: effects.saturate(normal(recipe(stroke)), drive)


def dusty(recipe: Recipe, high_hz: float = 7_500.0) -> Recipe:
    """As an old twelve-bit sampler gives it back: coarse, and dull above `high_hz`."""

    def strike(stroke: Stroke) -> Mono:
        blow = filters.low_pass(normal(recipe(stroke)), high_hz)
        return _ended(np.rint(blow * np.float32(700.0)) / np.float32(700.0))

    return strike


def normal(blow: Mono) -> Mono:
    """Brought to full scale."""
    peak = float(np.abs(blow).max(initial=0.0))
    return np.asarray(blow / np.float32(peak), dtype=np.float32) if peak else blow


def heard(blow: Mono) -> Mono:
    """Up to where it has sunk by 66 dB, at most 3.5 s, with a faded end."""
    last = int(np.flatnonzero(np.abs(blow) > 5e-4)[-1]) + 1 if blow.any() else 1
    return _ended(blow[: min(last + 441, frames_at(3.5))].copy())


def tuned(blow: Mono, semitones: float) -> Mono:
    """Played faster or slower."""
    if abs(semitones) < 0.005:
        return blow
    ratio = 2.0 ** (semitones / 12.0)
    position = np.arange(0.0, len(blow) - 1.0, ratio)
    return np.interp(position, np.arange(len(blow)), blow).astype(np.float32)


@lru_cache(maxsize=64)
def recording(sounds: Path, name: str) -> Mono:
    """A CC0 sample in mono, from the blow on, without offset."""
    sound = effects.middle(codec.read(sounds / SAMPLES / f"{name}.flac"))
    return _trimmed(filters.high_pass(sound, 22.0))


def _trimmed(blow: Mono) -> Mono:
    """From where it reaches a twenty-fifth of its peak, faded in over half a millisecond before that."""
    onset = int(np.argmax(np.abs(blow) > 0.04 * np.abs(blow).max(initial=1e-9)))
    start = max(onset - SAMPLE_RATE_HZ // 2000, 0)
    trimmed = blow[start:].copy()
    trimmed[: onset - start] *= effects.raised_cosine(onset - start)
    return trimmed


def _soft(blow: Mono, high_hz: float, velocity: float) -> Mono:
    """Duller the softer it is struck."""
    return filters.low_pass(blow, min(high_hz, 3_500.0 + 18_000.0 * velocity), 1)


def _ended(blow: Mono) -> Mono:
    end = min(882, len(blow))
    blow[-end:] *= fall(end)
    return blow

"""Drum machines: strokes made of sines that fall, metal made of squares, and noise."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TypeAlias

import numpy as np

from audio.dsp import effects, filters
from audio.dsp.sound import frames_at
from generation.engines.composer.sound import wavetable
from generation.engines.composer.sound.tone import Mono, decay, fall, phase, sine, times

_METAL_HZ = (205.3, 304.4, 369.6, 522.7, 540.0, 800.0)


@dataclass(frozen=True, slots=True)
class Stroke:
    """One blow: `velocity` 0 … 1 shapes the timbre (how loud it is comes later); `variant` picks the noise."""

    sounds: Path
    velocity: float
    variant: int = 0

    def noise(self, frames: int, stream: int = 0) -> Mono:
        """White noise of its own."""
        return np.random.default_rng([self.variant, stream, 909]).standard_normal(frames).astype(np.float32)


Recipe: TypeAlias = Callable[[Stroke], Mono]
"""A stroke in; mono samples out that begin with the blow and end in silence."""


def kick(
    hz: float = 50.0,
    from_hz: float = 260.0,
    bend_s: float = 0.02,
    life_s: float = 0.22,
    click: float = 0.4,
    drive: float = 1.5,
    length_s: float = 0.7,
    chest: float = 0.0,
) -> Recipe:
    """A sine that falls from the beater's slap to the shell's tone; `chest` is how loud its octave sounds above it."""

    def strike(stroke: Stroke) -> Mono:
        frames = frames_at(length_s)
        reach = (from_hz - hz) * (0.5 + 0.5 * stroke.velocity)
        path = hz + reach * decay(frames, bend_s).astype(np.float64) + 0.5 * reach * decay(frames, bend_s * 0.2)
        cycles, fading = phase(path), decay(frames, life_s)
        tone = sine(cycles) + np.float32(chest) * fading * sine(2.0 * cycles) if chest else sine(cycles)
        body = effects.saturate(tone * fading, drive)
        slap = filters.band_pass(stroke.noise(frames) * decay(frames, 0.0025), 1_200.0, 9_000.0, 1)
        return _ended(body + slap * np.float32(click * stroke.velocity * 0.5))

    return strike


def snare(
    hz: float = 185.0,
    tone_s: float = 0.07,
    noise_s: float = 0.13,
    low_hz: float = 900.0,
    high_hz: float = 12_000.0,
    noise: float = 0.8,
    drive: float = 1.4,
    length_s: float = 0.5,
) -> Recipe:
    """Two tuned modes of the head, and the wires."""

    def strike(stroke: Stroke) -> Mono:
        frames = frames_at(length_s)
        bend = 1.0 + 0.5 * decay(frames, 0.008).astype(np.float64)
        head = (sine(phase(hz * bend)) + 0.6 * sine(phase(hz * 1.78 * bend))) * decay(frames, tone_s)
        wires = stroke.noise(frames) * (0.6 * decay(frames, noise_s) + 0.7 * decay(frames, 0.012))
        bright = high_hz * (0.55 + 0.45 * stroke.velocity)
        rattle = filters.band_pass(wires, low_hz, bright) * np.float32(noise)
        return _ended(effects.saturate(0.6 * head + rattle, drive))

    return strike


def clap(
    low_hz: float = 700.0, high_hz: float = 7_000.0, tail_s: float = 0.11, hands: int = 4, gap_s: float = 0.0095
) -> Recipe:
    """A few hands, one after the other, and the room they are in."""

    def strike(stroke: Stroke) -> Mono:
        frames = frames_at(0.5)
        shape = decay(frames, tail_s) * np.float32(0.55)
        for hand in range(hands):
            start = frames_at(hand * gap_s)
            life_s = 0.004 if hand < hands - 1 else 0.03
            shape[start:] = np.maximum(shape[start:] * (hand == hands - 1 or 0.8), decay(frames - start, life_s))
        return _ended(filters.bell(filters.band_pass(stroke.noise(frames) * shape, low_hz, high_hz), 1_250.0, 5.0, 1.2))

    return strike


def metal(
    life_s: float, low_hz: float = 7_000.0, noise: float = 0.25, pitch: float = 1.0, length_s: float = 0.0
) -> Recipe:
    """Six squares that agree in nothing, and some noise: hats and cymbals."""

    def strike(stroke: Stroke) -> Mono:
        frames = frames_at(length_s or max(0.09, life_s * 5.0))
        ring = sum(_square(hz * pitch, frames, 0.13 * n) for n, hz in enumerate(_METAL_HZ))
        raw = np.asarray(ring, dtype=np.float32) * np.float32(0.4) + stroke.noise(frames) * np.float32(noise)
        shape = 0.75 * decay(frames, life_s * (0.7 + 0.3 * stroke.velocity)) + 0.25 * decay(frames, life_s * 0.2)
        return _ended(filters.low_pass(filters.high_pass(raw, low_hz, 4), 11_000.0 + 6_000.0 * stroke.velocity) * shape)

    return strike


def tom(hz: float, life_s: float = 0.22, noise: float = 0.08) -> Recipe:
    """A head that is struck and falls by a third."""

    def strike(stroke: Stroke) -> Mono:
        frames = frames_at(life_s * 4.0)
        path = hz * (1.0 + 0.45 * decay(frames, 0.05).astype(np.float64) * stroke.velocity)
        skin = filters.low_pass(stroke.noise(frames) * decay(frames, 0.015), 4_000.0, 1) * np.float32(noise * 3.0)
        return _ended(effects.saturate(sine(phase(path)) * decay(frames, life_s) + skin, 1.5))

    return strike


def hand_drum(hz: float, life_s: float = 0.09, slap: float = 0.3) -> Recipe:
    """Congas and bongos: a pure tone with an overtone and fingers."""

    def strike(stroke: Stroke) -> Mono:
        frames = frames_at(max(life_s * 5.0, 0.2))
        path = hz * (1.0 + 0.08 * decay(frames, 0.02).astype(np.float64))
        tone = sine(phase(path)) * decay(frames, life_s) + 0.25 * sine(phase(path * 2.1)) * decay(frames, life_s * 0.35)
        fingers = filters.band_pass(stroke.noise(frames) * decay(frames, 0.005), 800.0, 6_000.0, 1)
        return _ended(tone + fingers * np.float32(slap * (0.3 + stroke.velocity)))

    return strike


def ping(modes: tuple[tuple[float, float, float], ...], click: float = 0.1) -> Recipe:
    """Small hard things: sines of (Hz, level, life in s) and a tick."""

    def strike(stroke: Stroke) -> Mono:
        frames = frames_at(max(life for _, _, life in modes) * 6.0 + 0.05)
        ring = sum(
            sine(times(frames) * np.float32(hz)) * decay(frames, life) * np.float32(level) for hz, level, life in modes
        )
        tick = filters.band_pass(stroke.noise(frames) * decay(frames, 0.002), 1_500.0, 9_000.0, 1)
        return _ended(np.asarray(ring, dtype=np.float32) + tick * np.float32(click * (0.4 + stroke.velocity)))

    return strike


def cowbell(hz: float = 540.0) -> Recipe:
    """Two squares a fifth and a bit apart through a band-pass."""

    def strike(stroke: Stroke) -> Mono:
        frames = frames_at(0.4)
        pair = _square(hz, frames, 0.0) + _square(hz * 1.48, frames, 0.3)
        shape = 0.6 * decay(frames, 0.012) + 0.4 * decay(frames, 0.09)
        return _ended(filters.band_pass(pair * shape, 500.0, 4_500.0))

    return strike


def shake(low_hz: float = 4_500.0, rise_s: float = 0.012, life_s: float = 0.035, jingle: float = 0.0) -> Recipe:
    """Beads that gather and fall; with `jingle`, small plates ring along."""

    def strike(stroke: Stroke) -> Mono:
        frames = frames_at(0.12 + life_s * 4.0)
        swell = np.minimum(times(frames) / np.float32(rise_s) + 0.25, 1.0) * decay(frames, life_s)
        beads = filters.band_pass(stroke.noise(frames), low_hz, 14_000.0) * swell
        plates = sum(sine(times(frames) * np.float32(hz)) for hz in (5_210.0, 6_690.0, 8_130.0, 9_870.0))
        return _ended(
            beads + np.asarray(plates, dtype=np.float32) * decay(frames, life_s * 2.2) * np.float32(jingle * 0.25)
        )

    return strike


def snap() -> Recipe:
    """Two fingers: a dry crack with a little hollow."""

    def strike(stroke: Stroke) -> Mono:
        frames = frames_at(0.2)
        crack = filters.band_pass(stroke.noise(frames) * decay(frames, 0.009), 1_400.0, 9_000.0)
        hollow = filters.bell(
            filters.band_pass(stroke.noise(frames, 1) * decay(frames, 0.03), 1_200.0, 4_000.0), 2_300.0, 9.0, 4.0
        )
        return _ended(crack + 0.4 * hollow)

    return strike


def swish(life_s: float = 0.16) -> Recipe:
    """A brush drawn over the head."""

    def strike(stroke: Stroke) -> Mono:
        frames = frames_at(life_s * 3.0)
        stir = np.minimum(times(frames) / np.float32(0.02) + 0.2, 1.0) * decay(frames, life_s)
        return _ended(filters.band_pass(stroke.noise(frames), 700.0, 6_500.0, 1) * stir)

    return strike


def _square(hz: float, frames: int, start: float) -> Mono:
    table = wavetable.filtered("square", hz, 0.0)
    rows = np.full(frames, len(table) - 1.01, dtype=np.float32)
    return wavetable.Walk(table, rows).read(wavetable.steady_phase(hz, frames, start))


def _ended(samples: Mono) -> Mono:
    """With the last hundredth of a second faded to nothing."""
    end = min(441, len(samples))
    samples[-end:] *= fall(end)
    return samples

"""A subtractive synthesiser: a stack of detuned waves through a filter with its own envelope."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from audio.dsp import effects
from generation.engines.composer.sound import wavetable
from generation.engines.composer.sound.tone import (
    Mono,
    Samples,
    Tone,
    bends,
    envelope,
    glide,
    phase,
    sine,
    times,
    wobble,
)


@dataclass(frozen=True, slots=True)
class Patch:
    """The knobs."""

    wave: str = "saw"
    voices: int = 1
    detune_cents: float = 0.0
    """From the lowest to the highest voice."""
    spread: float = 0.0
    """How far the voices lie apart in stereo; 0 is mono."""
    octave_down: float = 0.0
    """Level of a sine an octave below."""
    sub: float = 0.0
    """Level of a sine on the fundamental."""
    cutoff_octaves: float = 3.0
    """The filter at rest, in octaves above the fundamental (follows the key by half)."""
    sweep_octaves: float = 0.0
    """How far the envelope opens it."""
    sweep_attack_s: float = 0.002
    sweep_s: float = 0.2
    resonance: float = 0.1
    attack_s: float = 0.005
    decay_s: float = 0.3
    sustain: float = 0.8
    release_s: float = 0.12
    vibrato_cents: float = 0.0
    vibrato_hz: float = 5.2
    noise: float = 0.0
    """Breath at the onset."""
    drive: float = 1.0
    wobble_octaves: float = 2.4
    """How far the filter closes within each turn of a note that wobbles."""
    level: float = 0.5


def waves(patch: Patch, tone: Tone) -> Samples:
    """What sounds while a tone is held and dies away, a row per side, before its envelope.

    A shorter tone that is the same otherwise and does not glide sounds as the beginning of this one does.
    """
    frames = len(_envelope(patch, tone))
    rng = np.random.default_rng([tone.variant, round(tone.pitch * 8)])
    cycles = phase(_bent(patch, tone, frames)) if _bends(patch, tone) else None
    sides = _stack(patch, tone, _reader(patch, tone, frames), cycles, frames, rng)
    extra = _extras(patch, tone, frames, rng)
    if extra is not None:
        sides += extra
    return sides


def shaped(patch: Patch, tone: Tone, waves: Samples) -> Samples:
    """A tone out of its waves, or of those of a longer one: mono where the patch has no spread, else stereo."""
    shape, level = _envelope(patch, tone), np.float32(patch.level * loudness_of(tone.velocity))
    gate = shape if patch.drive > 1.0 else shape * level
    body = np.empty((len(shape), len(waves)), dtype=np.float32)
    for side, wave in enumerate(waves):
        np.multiply(wave[: len(shape)], gate, out=body[:, side])
    if patch.drive > 1.0:
        body = effects.saturate(body, patch.drive) * level
    return body if patch.spread else body[:, 0]


def _envelope(patch: Patch, tone: Tone) -> Mono:
    return envelope(tone.frames, patch.attack_s, patch.decay_s, patch.sustain, patch.release_s)


def loudness_of(velocity: float) -> float:
    """Gain of a key's velocity."""
    return float((0.25 + 0.75 * velocity) * velocity**0.6)


def _table(patch: Patch, tone: Tone) -> NDArray[np.float32]:
    top = max(tone.hz, 0.0 if tone.slide_to is None else tone.hz * 2 ** ((tone.slide_to - tone.pitch) / 12))
    return wavetable.filtered(patch.wave, float(top), patch.resonance)


def _reader(patch: Patch, tone: Tone, frames: int) -> wavetable.Reader:
    """The wave through the filter, which stands or moves: envelope and wobble move it."""
    table, base = _table(patch, tone), np.full(1, _open_octaves(patch, tone), dtype=np.float32)
    if not (patch.sweep_octaves or tone.wobble_beats):
        return wavetable.Stand(table, float(wavetable.row_at(tone.hz, base)[0]))
    seconds = times(frames)
    octaves = 1.0 - np.exp(seconds * np.float32(-1.0 / patch.sweep_attack_s))
    octaves *= np.exp(seconds * np.float32(-1.0 / patch.sweep_s)) * np.float32(patch.sweep_octaves)
    if tone.wobble_beats:
        octaves += np.float32(patch.wobble_octaves) * (wobble(tone, frames) - np.float32(0.6))
    return wavetable.Walk(table, wavetable.row_at(tone.hz, octaves + base))


def _open_octaves(patch: Patch, tone: Tone) -> float:
    """Where the filter rests, in octaves above the note: key, velocity and brightness open it."""
    keyed = patch.cutoff_octaves - (tone.pitch - 60.0) / 24.0
    return keyed + 2.4 * (tone.brightness - 0.5) + 0.8 * (tone.velocity - 0.7)


def _bends(patch: Patch, tone: Tone) -> bool:
    return bends(tone) or patch.vibrato_cents > 0.0


def _bent(patch: Patch, tone: Tone, frames: int) -> NDArray[np.float64]:
    """Frequencies with slides and a vibrato that sets in late."""
    hz = glide(tone, frames)
    if patch.vibrato_cents:
        hz *= _vibrato(patch.vibrato_cents, patch.vibrato_hz, frames)
    return hz


@lru_cache(maxsize=8)
def _vibrato(cents: float, rate_hz: float, frames: int) -> Mono:
    """What it multiplies frequencies with; kept, because the notes of a chord share it. Not to be written to."""
    seconds = times(frames)
    onset = np.clip((seconds - np.float32(0.25)) * np.float32(2.5 * cents / 1731.0), 0.0, None)
    np.minimum(onset, np.float32(cents / 1731.0), out=onset)
    swayed = np.asarray(1.0 + onset * np.sin(seconds * np.float32(2 * np.pi * rate_hz)), dtype=np.float32)
    swayed.setflags(write=False)
    return swayed


def _stack(
    patch: Patch,
    tone: Tone,
    reader: wavetable.Reader,
    cycles: NDArray[np.float64] | None,
    frames: int,
    rng: np.random.Generator,
) -> Samples:
    """The detuned voices, a row per side; the middle one keeps the pitch and the middle place."""
    places = np.linspace(-1.0, 1.0, patch.voices) if patch.voices > 1 else np.zeros(1)
    sides, share = np.zeros((2 if patch.spread else 1, frames), dtype=np.float32), np.empty(frames, dtype=np.float32)
    for number, place in enumerate(places):
        ratio = 2.0 ** (place * patch.detune_cents / 2400.0)
        start = float(rng.random()) if patch.voices > 1 else 0.0
        voice = reader.read(_turn(tone.hz, ratio, start, cycles, frames))
        pan = place * (1.0 if number % 2 else -1.0) * patch.spread
        for side, gain in enumerate(effects.pan_gains(pan) if patch.spread else (np.float32(1.0),)):
            sides[side] += np.multiply(voice, gain / np.float32(np.sqrt(patch.voices)), out=share)
    return sides


def _turn(hz: float, ratio: float, start: float, cycles: NDArray[np.float64] | None, frames: int) -> NDArray[np.uint32]:
    if cycles is None:
        return wavetable.steady_phase(hz * ratio, frames, start)
    return wavetable.moving_phase(cycles, ratio, start)


def _extras(patch: Patch, tone: Tone, frames: int, rng: np.random.Generator) -> Mono | None:
    """Sub oscillators and breath in the middle, where the patch has them."""
    if not (patch.sub or patch.octave_down or patch.noise):
        return None
    cycles = phase(glide(tone, frames))
    extra = np.float32(patch.sub) * sine(cycles) + np.float32(patch.octave_down) * sine(cycles / 2.0)
    if patch.noise:
        burst = rng.standard_normal(frames).astype(np.float32) * np.exp(-times(frames) * 40.0)
        extra += np.float32(patch.noise) * burst
    return np.asarray(extra, dtype=np.float32)

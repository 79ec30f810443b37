"""Effects that make up a record's air and joints: vinyl, tape and rain; risers, falls, impacts, sweeps."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import numpy as np

from audio.dsp import effects, filters, space
from audio.dsp.sound import Sound, frames_at
from generation.engines.composer.sound import drum_samples, wavetable
from generation.engines.composer.sound.tone import Mono, decay, hz_of, phase, sine


@dataclass(frozen=True, slots=True)
class Cue:
    """An effect to be made: how long it lasts, and a tonic for what has a pitch."""

    sounds: Path
    frames: int
    tonic: int
    """Pitch class 0 … 11."""
    variant: int

    def rng(self, name: str) -> np.random.Generator:
        """Its own stream of chance."""
        return np.random.default_rng([self.variant, len(name), self.frames])


def make(piece: str, cue: Cue) -> Sound:
    """Stereo samples: as long as the cue for textures and movements, with a tail of their own for blows."""
    sound = _carpet(piece, cue) if piece in TEXTURES else _MAKERS[piece](cue)
    edge = frames_at(0.25) if piece in TEXTURES else frames_at(0.004)
    return effects.fade_ends(
        sound, 1 if piece in _BLOWS else min(edge, len(sound) // 3), min(edge * 4, len(sound) // 3)
    )


def _carpet(piece: str, cue: Cue) -> Sound:
    """A texture of any length, out of a strip whose end runs over into its start."""
    strip = _strip(piece, cue.sounds, cue.variant)
    return np.tile(strip, (-(-cue.frames // len(strip)), 1))[: cue.frames].copy()


@lru_cache(maxsize=4)
def _strip(piece: str, sounds: Path, variant: int) -> Sound:
    overlap = frames_at(0.5)
    raw = _MAKERS[piece](Cue(sounds, frames_at(_STRIP_S) + overlap, 0, variant))
    weight = np.sqrt(effects.raised_cosine(overlap))[:, None]
    raw[:overlap] = raw[:overlap] * weight + raw[-overlap:] * weight[::-1]
    return raw[:-overlap]


_STRIP_S = 9.0
TEXTURES = ("vinyl", "tape_hiss", "rain")
"""Effects that lie under the music and go on as long as they are told to."""
_BLOWS = ("impact", "sub_drop", "noise_hit", "downlifter", "sweep_down")

LEVELS: dict[str, float] = {
    "vinyl": 0.12,
    "tape_hiss": 0.03,
    "rain": 0.08,
    "riser": 0.3,
    "downlifter": 0.3,
    "impact": 0.6,
    "sub_drop": 0.6,
    "reverse_cymbal": 0.35,
    "sweep_up": 0.22,
    "sweep_down": 0.22,
    "noise_hit": 0.4,
}
"""Peak of each effect at full velocity."""


def _vinyl(cue: Cue) -> Sound:
    """A groove's rumble and hiss with clicks: many faint ones, few loud ones."""
    rng = cue.rng("vinyl")
    clicks = np.stack([_crackle(cue.frames, rng) for _ in "LR"], axis=1)
    shared = _crackle(cue.frames, rng)[:, None]
    hiss = filters.band_pass(_noise(cue, rng), 900.0, 7_000.0, 1) * np.float32(0.012)
    rumble = filters.band_pass(_noise(cue, rng), 25.0, 90.0, 1) * np.float32(0.05)
    return _peaking(clicks * np.float32(0.6) + shared + hiss + rumble)


def _crackle(frames: int, rng: np.random.Generator) -> Mono:
    """Impulses of very unequal strength through the needle's resonance."""
    count = max(int(frames / 44_100 * 14), 1)
    train = np.zeros(frames, dtype=np.float32)
    train[rng.integers(0, max(frames, 1), count)] = rng.choice([-1.0, 1.0], count) * rng.pareto(2.2, count).clip(
        0.0, 6.0
    )
    return filters.band_pass(train, 1_100.0, 7_500.0, 1)


def _tape_hiss(cue: Cue) -> Sound:
    return _peaking(filters.tilt(filters.band_pass(_noise(cue, cue.rng("tape_hiss")), 300.0, 13_000.0, 1), 4.0))


def _rain(cue: Cue) -> Sound:
    """A shower far off and drops near by."""
    rng = cue.rng("rain")
    shower = filters.band_pass(_noise(cue, rng), 500.0, 9_000.0, 1) * np.float32(0.12)
    drops = np.zeros((cue.frames, 2), dtype=np.float32)
    count = max(int(cue.frames / 44_100 * 90), 1)
    drops[rng.integers(0, cue.frames, count), rng.integers(0, 2, count)] = rng.gamma(0.8, 0.7, count)
    return _peaking(shower + filters.band_pass(drops, 1_800.0, 6_500.0, 1) * np.float32(1.5))


def _riser(cue: Cue) -> Sound:
    """Noise that opens while a stack of saws climbs an octave."""
    climb = np.linspace(0.0, 1.0, cue.frames, dtype=np.float32)
    saws = _climbing_saws(cue, climb)
    return _peaking((_opened_noise(cue, climb, "riser") * np.float32(0.6) + saws) * (climb**1.6)[:, None])


def _climbing_saws(cue: Cue, climb: Mono) -> Sound:
    base_hz = hz_of(48 + cue.tonic)
    table = wavetable.filtered("saw", base_hz * 2.1, 0.15)
    walk = wavetable.Walk(table, wavetable.row_of(np.asarray(300.0 * np.exp2(5.0 * climb), dtype=np.float32)))
    cycles = phase(base_hz * np.exp2(climb.astype(np.float64) ** 1.5))
    sides = [walk.read(wavetable.moving_phase(cycles * detune)) for detune in (0.996, 1.004)]
    return np.stack(sides, axis=1) * np.float32(0.35)


def _downlifter(cue: Cue) -> Sound:
    """A crash of noise that closes."""
    climb = np.linspace(1.0, 0.0, cue.frames, dtype=np.float32)
    return _peaking(_opened_noise(cue, climb**2, "downlifter") * (climb**1.5)[:, None])


def _sweep_up(cue: Cue) -> Sound:
    climb = np.linspace(0.0, 1.0, cue.frames, dtype=np.float32)
    return _peaking(_opened_noise(cue, climb, "sweep_up") * (climb**2)[:, None])


def _sweep_down(cue: Cue) -> Sound:
    climb = np.linspace(1.0, 0.0, cue.frames, dtype=np.float32)
    return _peaking(_opened_noise(cue, climb, "sweep_down") * (climb**2)[:, None])


def _opened_noise(cue: Cue, openness: Mono, name: str) -> Sound:
    """Noise between filters: 0 is a dull rush, 1 is bright. Four fixed bands are faded in one after another."""
    noise = _noise(cue, cue.rng(name))
    bands = ((150.0, 900.0), (900.0, 2_700.0), (2_700.0, 7_000.0), (7_000.0, 15_000.0))
    total = np.zeros_like(noise)
    for number, (low_hz, high_hz) in enumerate(bands):
        gain = np.clip(openness * 4.0 - number + 0.6, 0.0, 1.0) * np.clip(2.6 - openness * 3.0 + number, 0.25, 1.0)
        total += filters.band_pass(noise, low_hz, high_hz) * gain[:, None]
    return total


def _impact(cue: Cue) -> Sound:
    """A boom, a crack and the room that they shake."""
    frames = frames_at(3.0)
    boom = sine(phase(42.0 + 70.0 * decay(frames, 0.06).astype(np.float64))) * decay(frames, 0.5)
    crack = filters.low_pass(
        cue.rng("impact").standard_normal(frames).astype(np.float32) * decay(frames, 0.05), 3_000.0
    )
    dry = effects.saturate(boom + crack * np.float32(0.7), 2.0)
    return _peaking(dry[:, None] + space.reverb(dry * np.float32(0.5), 2.4, 0.6))


def _sub_drop(cue: Cue) -> Sound:
    """A sine that sinks from the tonic by an octave and a half."""
    frames = max(cue.frames, frames_at(1.0))
    start_hz = hz_of(36 + cue.tonic)
    fallen = sine(phase(start_hz * np.exp2(-1.5 * np.linspace(0.0, 1.0, frames)))) * decay(
        frames, frames / 44_100 / 2.5
    )
    return _peaking(np.repeat(effects.saturate(fallen, 1.8)[:, None], 2, axis=1))


def _reverse_cymbal(cue: Cue) -> Sound:
    """A splash played backwards, ending on the beat."""
    splash = drum_samples.recording(cue.sounds, "drum_splash_hard")
    stretched = np.zeros(cue.frames, dtype=np.float32)
    length = min(len(splash), cue.frames)
    stretched[-length:] = splash[:length][::-1] * np.linspace(0.0, 1.0, length, dtype=np.float32)
    swell = space.reverb(stretched[::-1].copy(), 2.0, 0.2)[::-1] * np.float32(0.7)
    return _peaking(stretched[:, None] + swell)


def _noise_hit(cue: Cue) -> Sound:
    frames = frames_at(0.9)
    noise = cue.rng("noise_hit").standard_normal((frames, 2)).astype(np.float32)
    return _peaking(filters.band_pass(noise, 600.0, 12_000.0, 1) * decay(frames, 0.16)[:, None])


_MAKERS: dict[str, Callable[[Cue], Sound]] = {
    "vinyl": _vinyl,
    "tape_hiss": _tape_hiss,
    "rain": _rain,
    "riser": _riser,
    "downlifter": _downlifter,
    "impact": _impact,
    "sub_drop": _sub_drop,
    "reverse_cymbal": _reverse_cymbal,
    "sweep_up": _sweep_up,
    "sweep_down": _sweep_down,
    "noise_hit": _noise_hit,
}


def _noise(cue: Cue, rng: np.random.Generator) -> Sound:
    return rng.standard_normal((cue.frames, 2), dtype=np.float32)


def _peaking(sound: Sound) -> Sound:
    """At full scale."""
    return np.asarray(sound / np.float32(max(float(np.abs(sound).max(initial=0.0)), 1e-9)), dtype=np.float32)

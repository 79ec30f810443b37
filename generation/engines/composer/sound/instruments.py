"""Every pitched instrument of the palette: who plays it, and how it stands on the stage."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

import numpy as np

from generation.engines.composer.sound import struck, synth
from generation.engines.composer.sound.synth import Patch
from generation.engines.composer.sound.tone import Samples, Tone, Voice


@dataclass(frozen=True, slots=True)
class Sampled:
    """A preset of a SoundFont, and what is done to it."""

    preset: int
    font: str = "general"
    hold_s: float = 0.0
    """How much longer than written a key is held, as a player's pedal or bow would."""
    cents: float = 0.0
    """What sharpens or flattens the recording into tune."""
    high_hz: float = 20_000.0
    drive: float = 0.0
    soft: float = 1.0
    """Scales velocities: lower takes gentler recordings."""
    chorus: float = 0.0
    tremolo: float = 0.0
    double: float = 0.0
    """Spread to stereo by a copy on the other side a few milliseconds late."""
    breath: float = 0.0
    """How far singers and bows close and open within each bar."""
    wide: bool = False
    """Recorded in stereo; the others in mono."""
    amp: bool = False
    """Through a guitar amplifier and its speaker."""
    level_db: float = 0.0
    """What makes it as loud as its neighbours."""


SYNTHS: dict[str, Patch] = {
    "bass_sub": Patch(
        wave="triangle",
        sub=0.7,
        cutoff_octaves=1.6,
        attack_s=0.008,
        decay_s=0.4,
        sustain=0.85,
        release_s=0.07,
        drive=1.3,
    ),
    "bass_reese": Patch(
        voices=3,
        detune_cents=42,
        sub=0.75,
        cutoff_octaves=2.4,
        sweep_octaves=0.6,
        sweep_s=0.5,
        resonance=0.15,
        release_s=0.08,
        drive=1.8,
    ),
    "bass_wobble": Patch(
        voices=3,
        detune_cents=18,
        sub=0.7,
        cutoff_octaves=2.7,
        resonance=0.55,
        release_s=0.06,
        drive=2.6,
        wobble_octaves=3.2,
    ),
    "bass_saw": Patch(
        voices=2,
        detune_cents=9,
        sub=0.45,
        cutoff_octaves=2.2,
        sweep_octaves=1.6,
        sweep_s=0.14,
        resonance=0.2,
        sustain=0.7,
        release_s=0.06,
        drive=1.5,
    ),
    "bass_acid": Patch(
        cutoff_octaves=1.5,
        sweep_octaves=3.2,
        sweep_s=0.13,
        resonance=0.85,
        decay_s=0.2,
        sustain=0.55,
        release_s=0.04,
        drive=2.4,
    ),
    "bass_growl": Patch(
        wave="growl",
        voices=2,
        detune_cents=10,
        sub=0.7,
        cutoff_octaves=2.9,
        resonance=0.6,
        release_s=0.06,
        drive=2.8,
        wobble_octaves=3.0,
    ),
    "bass_organ": Patch(
        wave="organ",
        sub=0.35,
        cutoff_octaves=2.6,
        sweep_octaves=1.0,
        sweep_s=0.06,
        decay_s=0.35,
        sustain=0.5,
        release_s=0.06,
        drive=1.4,
    ),
    "bass_moog": Patch(
        wave="pulse",
        voices=2,
        detune_cents=8,
        sub=0.4,
        cutoff_octaves=1.3,
        sweep_octaves=1.8,
        sweep_s=0.18,
        resonance=0.4,
        decay_s=0.5,
        sustain=0.75,
        release_s=0.07,
        drive=1.8,
    ),
    "strings_synth": Patch(
        voices=5,
        detune_cents=20,
        spread=0.9,
        cutoff_octaves=3.0,
        attack_s=0.09,
        sustain=0.95,
        release_s=0.35,
        vibrato_cents=4,
        vibrato_hz=5.8,
    ),
    "stab_hoover": Patch(
        wave="hollow",
        voices=5,
        detune_cents=26,
        spread=0.9,
        cutoff_octaves=3.0,
        sweep_octaves=1.5,
        sweep_s=0.16,
        resonance=0.2,
        decay_s=0.3,
        sustain=0.45,
        release_s=0.12,
        drive=1.2,
    ),
    "lead_rage": Patch(
        voices=5,
        detune_cents=24,
        spread=0.8,
        cutoff_octaves=4.0,
        sweep_octaves=1.2,
        sweep_s=0.12,
        resonance=0.3,
        decay_s=0.3,
        sustain=0.6,
        release_s=0.14,
        drive=1.3,
    ),
    "lead_hoover": Patch(
        wave="hollow",
        voices=5,
        detune_cents=30,
        spread=0.8,
        cutoff_octaves=3.4,
        sweep_octaves=0.8,
        sweep_s=0.25,
        resonance=0.2,
        release_s=0.16,
        vibrato_cents=14,
    ),
    "lead_whistle": Patch(
        wave="triangle",
        cutoff_octaves=1.6,
        attack_s=0.02,
        sustain=0.95,
        release_s=0.14,
        vibrato_cents=16,
        noise=0.03,
    ),
    "organ": Patch(
        wave="organ",
        voices=2,
        detune_cents=5,
        spread=0.7,
        cutoff_octaves=5.5,
        attack_s=0.006,
        sustain=1.0,
        release_s=0.05,
        vibrato_cents=6,
        vibrato_hz=6.4,
        noise=0.03,
    ),
    "stab_saw": Patch(
        voices=5,
        detune_cents=22,
        spread=0.8,
        cutoff_octaves=2.4,
        sweep_octaves=2.2,
        sweep_s=0.11,
        resonance=0.25,
        decay_s=0.22,
        sustain=0.35,
        release_s=0.12,
    ),
    "stab_house": Patch(
        wave="pulse",
        voices=3,
        detune_cents=10,
        spread=0.6,
        octave_down=0.12,
        cutoff_octaves=2.6,
        sweep_octaves=1.8,
        sweep_s=0.09,
        resonance=0.2,
        decay_s=0.18,
        sustain=0.3,
        release_s=0.1,
        drive=1.4,
    ),
    "pad_warm": Patch(
        voices=4,
        detune_cents=16,
        spread=0.9,
        cutoff_octaves=2.1,
        sweep_octaves=0.7,
        sweep_attack_s=0.8,
        sweep_s=3.0,
        attack_s=0.22,
        decay_s=1.5,
        sustain=0.8,
        release_s=0.6,
    ),
    "pad_dark": Patch(
        wave="pulse",
        voices=4,
        detune_cents=20,
        spread=0.9,
        octave_down=0.2,
        cutoff_octaves=1.3,
        sweep_octaves=0.6,
        sweep_attack_s=1.2,
        sweep_s=4.0,
        attack_s=0.3,
        decay_s=2.0,
        sustain=0.8,
        release_s=0.8,
    ),
    "pad_glass": Patch(
        wave="glass",
        voices=4,
        detune_cents=12,
        spread=1.0,
        cutoff_octaves=4.2,
        attack_s=0.12,
        decay_s=1.2,
        sustain=0.7,
        release_s=0.9,
        vibrato_cents=4,
        vibrato_hz=4.2,
    ),
    "lead_saw": Patch(
        voices=3,
        detune_cents=12,
        spread=0.4,
        cutoff_octaves=3.4,
        sweep_octaves=1.0,
        sweep_s=0.2,
        resonance=0.15,
        release_s=0.12,
        vibrato_cents=9,
    ),
    "lead_square": Patch(
        wave="square",
        voices=2,
        detune_cents=7,
        spread=0.4,
        cutoff_octaves=3.3,
        sweep_octaves=0.6,
        release_s=0.1,
        vibrato_cents=10,
    ),
    "lead_super": Patch(
        voices=7,
        detune_cents=34,
        spread=1.0,
        cutoff_octaves=4.4,
        sweep_octaves=0.8,
        sweep_s=0.3,
        attack_s=0.006,
        release_s=0.2,
    ),
    "lead_soft": Patch(
        wave="reed",
        voices=2,
        detune_cents=6,
        spread=0.4,
        cutoff_octaves=2.9,
        attack_s=0.03,
        release_s=0.22,
        vibrato_cents=12,
        noise=0.02,
    ),
    "pluck": Patch(
        voices=3,
        level=0.75,
        detune_cents=12,
        spread=0.7,
        cutoff_octaves=1.7,
        sweep_octaves=3.0,
        sweep_s=0.09,
        resonance=0.2,
        attack_s=0.001,
        decay_s=0.24,
        sustain=0.06,
        release_s=0.2,
    ),
}

STRUCK: dict[str, Voice] = {
    "bass_808": struck.bass_808,
    "bass_808_hard": struck.bass_808_hard,
    "bass_fm": struck.bass_fm,
    "bass_log": struck.bass_log,
    "bass_donk": struck.bass_donk,
    "ep_fm": struck.ep_fm,
    "rhodes": struck.rhodes,
    "wurlitzer": struck.wurlitzer,
    "pluck_string": struck.pluck_string,
    "bell": struck.bell,
    "bell_fm": struck.bell_fm,
    "kalimba": struck.kalimba,
}

SAMPLED: dict[str, Sampled] = {
    "bass_electric": Sampled(33, hold_s=0.02, high_hz=4_200.0, level_db=6),
    "bass_picked": Sampled(34, hold_s=0.02, drive=1.3),
    "bass_upright": Sampled(32, hold_s=0.05, level_db=8),
    "piano": Sampled(0, font="fluid", hold_s=0.12, double=0.35, level_db=17),
    "piano_felt": Sampled(0, font="fluid", hold_s=0.2, high_hz=2_400.0, soft=0.6, double=0.35, level_db=22),
    "harpsichord": Sampled(6, hold_s=0.05, double=0.3, level_db=18),
    "clavinet": Sampled(7, cents=-3.9, drive=1.6, high_hz=7_000.0, double=0.25, level_db=7),
    "strings": Sampled(48, hold_s=0.1, double=0.3, breath=0.5, level_db=14, wide=True),
    "choir": Sampled(52, hold_s=0.15, breath=0.8, level_db=18, wide=True),
    "brass": Sampled(61, cents=-2.6, double=0.4, level_db=4),
    "guitar_nylon": Sampled(24, hold_s=0.15, double=0.3, level_db=14),
    "guitar_clean": Sampled(27, hold_s=0.1, chorus=0.35, double=0.3, level_db=4),
    "guitar_muted": Sampled(28, double=0.4, level_db=7),
    "guitar_distorted": Sampled(27, hold_s=0.03, drive=9.0, amp=True, double=0.8, level_db=-10),
    "vibraphone": Sampled(11, hold_s=0.4, tremolo=0.3, level_db=13),
    "marimba": Sampled(12, hold_s=0.3, double=0.25, level_db=14),
    "flute": Sampled(73, hold_s=0.02, cents=-5.0, level_db=9),
    "trumpet": Sampled(56, hold_s=0.02, level_db=3),
    "trumpet_muted": Sampled(59, hold_s=0.02, level_db=8),
    "sax": Sampled(66, hold_s=0.02, level_db=7),
    "violin": Sampled(40, hold_s=0.03, level_db=10),
    "celesta": Sampled(8, hold_s=0.3, double=0.25, level_db=19),
    "harp": Sampled(46, hold_s=0.5, double=0.3, level_db=16),
    "steel_pan": Sampled(114, hold_s=0.3, double=0.2, level_db=6),
    "sitar": Sampled(104, hold_s=0.2, double=0.2, level_db=9),
}

MONO = tuple(name for name in (*SYNTHS, *STRUCK, *SAMPLED) if name.startswith("bass_"))
"""Basses stand in the middle, whatever their part says."""


def voiced(instrument: str, tones: Sequence[Tone]) -> Iterator[Samples]:
    """Each of some tones on a synthesised instrument, the longest first, which differ in nothing but their length.

    Their variant turns the knobs a little, as no two synths are alike.
    """
    if instrument in STRUCK:
        yield from map(STRUCK[instrument], tones)
        return
    patch = _nudged(SYNTHS[instrument], tones[0].variant)
    waves = synth.waves(patch, tones[0])
    for tone in tones:
        yield synth.shaped(patch, tone, waves)


@lru_cache(maxsize=64)
def _nudged(patch: Patch, variant: int) -> Patch:
    if not variant:
        return patch
    rng = np.random.default_rng([variant, 77])
    return replace(
        patch,
        detune_cents=patch.detune_cents * float(rng.uniform(0.75, 1.25)),
        cutoff_octaves=patch.cutoff_octaves + float(rng.uniform(-0.35, 0.35)),
        sweep_octaves=patch.sweep_octaves * float(rng.uniform(0.75, 1.25)),
        sweep_s=patch.sweep_s * float(rng.uniform(0.8, 1.3)),
        resonance=min(patch.resonance * float(rng.uniform(0.7, 1.3)), 0.9),
        release_s=patch.release_s * float(rng.uniform(0.85, 1.2)),
    )

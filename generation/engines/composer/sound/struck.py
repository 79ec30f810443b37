"""Sounds that are struck or plucked and left to die away: electric pianos, bells, strings, bars; and the 808."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from audio.dsp import channels, effects, filters
from audio.dsp.sound import frames_at
from generation.engines.composer.sound import wavetable
from generation.engines.composer.sound.synth import loudness_of
from generation.engines.composer.sound.tone import (
    Mono,
    Samples,
    Tone,
    bends,
    decay,
    envelope,
    fall,
    glide,
    phase,
    sine,
    times,
    wobble,
)

LONGEST_S = 6.0


def _ringing(tone: Tone, release_s: float) -> Mono:
    """Open while the key is held, then let go; 1 ms to open."""
    return envelope(min(tone.frames, frames_at(LONGEST_S)), 0.001, 1.0, 1.0, release_s)


def rhodes(tone: Tone) -> Samples:
    """Frequency modulation: a warm body that barks with velocity, and a tine above it; swaying in stereo."""
    gate = _ringing(tone, 0.16)
    cycles = phase(glide(tone, len(gate)))
    bark = (0.25 + 1.5 * tone.velocity**2) * (0.5 + tone.brightness)
    index = np.float32(bark) * (0.35 + 0.65 * decay(len(gate), 0.28)) * np.float32(0.28)
    body = sine(cycles + index * sine(cycles) / 2.0)
    tine = sine(cycles * 14.0) * decay(len(gate), 0.045) * np.float32(0.07 * tone.velocity * min(1.0, 900.0 / tone.hz))
    shape = gate * (0.35 * decay(len(gate), 0.5) + 0.65 * decay(len(gate), _life_s(tone, 2.2)))
    sound = effects.saturate(shape * (body + tine), 1.5) * np.float32(0.5 * loudness_of(tone.velocity))
    return effects.tremolo(channels.joined(sound, sound), 4.6, 0.35)


def wurlitzer(tone: Tone) -> Samples:
    """A reed: odd harmonics that sing when pressed, hollow when soft."""
    gate = _ringing(tone, 0.1)
    cutoff = tone.hz * np.exp2(1.2 + 2.0 * tone.brightness + 1.6 * tone.velocity * decay(len(gate), 0.35))
    walk = wavetable.Walk(wavetable.filtered("reed", tone.hz, 0.12), wavetable.row_of(cutoff.astype(np.float32)))
    reed = walk.read(_turning(tone, len(gate)))
    shape = gate * (0.3 * decay(len(gate), 0.25) + 0.7 * decay(len(gate), _life_s(tone, 1.6)))
    sound = effects.saturate(shape * reed, 2.2) * np.float32(0.5 * loudness_of(tone.velocity))
    return effects.tremolo(channels.joined(sound, sound), 5.4, 0.2)


def bell_fm(tone: Tone) -> Samples:
    """An inharmonic pair of operators: glassy strike, long pure tail."""
    gate = _ringing(tone, 0.7)
    cycles = phase(glide(tone, len(gate)))
    index = (
        np.float32(0.12 + 0.3 * tone.brightness + 0.25 * tone.velocity)
        * decay(len(gate), 0.35)
        * np.float32(min(1.0, 1200.0 / tone.hz))
    )
    strike = sine(cycles + index * sine(cycles * 3.5)) * decay(len(gate), _life_s(tone, 0.9))
    pure = sine(cycles) * decay(len(gate), _life_s(tone, 1.6)) * 0.5
    side = sine(cycles * 2.003 + 0.2 * index * sine(cycles * 7.0)) * decay(len(gate), 0.5) * np.float32(0.22)
    sound = gate * np.float32(0.42 * loudness_of(tone.velocity))
    return channels.joined(sound * (strike + pure + side), sound * (strike + pure - side))


def pluck_string(tone: Tone) -> Samples:
    """A plucked string: the treble dies first, the fundamental lingers."""
    return _plucked(tone, "string", _life_s(tone, 1.1), 0.5 - 0.22 * tone.brightness - 0.22 * tone.velocity, 0.12)


def kalimba(tone: Tone) -> Samples:
    """A tongue of metal: a round fundamental and two clinks that are not in its series."""
    return _modal(tone, ((1.0, 1.0, 0.7), (2.0, 0.06, 0.4), (5.43, 0.14, 0.06), (9.2, 0.05, 0.025)), click=0.1)


def marimba(tone: Tone) -> Samples:
    """Rosewood: the fundamental with its double octave, and a mallet."""
    return _modal(tone, ((1.0, 1.0, 0.32), (4.0, 0.28, 0.08), (9.9, 0.06, 0.03)), click=0.16)


def bell(tone: Tone) -> Samples:
    """A music-box bell: bright partials over a clear pitch."""
    return _modal(
        tone, ((1.0, 0.8, 1.1), (2.0, 0.35, 0.6), (3.0, 0.18, 0.35), (5.4, 0.16, 0.22), (8.9, 0.07, 0.1)), click=0.03
    )


def bass_808(tone: Tone) -> Samples:
    """The long kick as a bass: a punch that falls into the note, a sine that saturates, slides and tails away."""
    gate = envelope(tone.frames, 0.001, 1.0, 1.0, 0.09)
    hz = glide(tone, len(gate)) * (1.0 + 2.2 * decay(len(gate), 0.013) * tone.velocity)
    life_s = 0.7 + 0.55 * max(0.0, (48.0 - tone.pitch) / 12.0)
    shape = gate * (0.15 * decay(len(gate), 0.05) + 0.85 * decay(len(gate), life_s))
    drive = 1.6 + 3.2 * tone.brightness * tone.velocity
    cycles = phase(hz)
    warmth = np.float32(0.36) * sine(2.0 * cycles) + np.float32(0.18) * sine(3.0 * cycles)
    body = effects.saturate(shape * (sine(cycles) + warmth), drive)
    grown = body + np.float32(0.25 + 0.3 * tone.brightness) * filters.band_pass(
        effects.saturate(body, 4.0), 120.0, 2_500.0, 1
    )
    return grown * gate_end(gate) * np.float32(0.55 * loudness_of(tone.velocity))


def bass_808_hard(tone: Tone) -> Samples:
    """The same long kick through an overdriven channel: clipped, with the growl of its overtones in front."""
    clean = bass_808(tone)
    bite = filters.through(effects.saturate(clean, 9.0), filters.cut_below(90.0, 1), filters.cut_above(3_200.0))
    return effects.saturate(clean + np.float32(0.35 + 0.4 * tone.velocity) * bite, 2.5) * np.float32(0.42)


def bass_log(tone: Tone) -> Samples:
    """A log drum: hollow wood that falls into its note, knocks, and dies away within half a second."""
    gate = _ringing(tone, 0.12)
    hz = glide(tone, len(gate)) * (1.0 + 0.55 * decay(len(gate), 0.018) * (0.4 + 0.6 * tone.velocity))
    cycles = phase(hz)
    grip = np.float32(0.1 + 0.25 * tone.velocity * (0.5 + tone.brightness)) * decay(len(gate), 0.06)
    wood = sine(cycles + grip * sine(cycles * 1.0)) + np.float32(0.22) * sine(cycles * 2.0) * decay(len(gate), 0.07)
    knock = _knock(tone, len(gate)) * np.float32(0.15 * tone.velocity)
    sound = effects.saturate(wood * decay(len(gate), _life_s(tone, 0.3)) + knock, 2.0) * gate
    return sound * np.float32(0.55 * loudness_of(tone.velocity))


def bass_donk(tone: Tone) -> Samples:
    """A donk: a hard strike of two operators that rings hollow, as if on a pipe."""
    gate = envelope(tone.frames, 0.001, 0.16, 0.35, 0.06)
    cycles = phase(glide(tone, len(gate)))
    index = np.float32(0.16 + 0.5 * tone.velocity * (0.4 + tone.brightness)) * decay(len(gate), 0.05)
    pipe = sine(cycles + index * sine(cycles * 3.0)) + np.float32(0.35) * sine(cycles * 2.0 + index * sine(cycles))
    return effects.saturate(gate * pipe, 1.5) * np.float32(0.5 * loudness_of(tone.velocity))


def ep_fm(tone: Tone) -> Samples:
    """The electric piano of the eighties: two pairs of operators, one for the body, one for the chime."""
    gate = _ringing(tone, 0.18)
    cycles = phase(glide(tone, len(gate)))
    index = np.float32((0.05 + 0.2 * tone.velocity) * (0.5 + tone.brightness)) * decay(len(gate), 0.9)
    body = sine(cycles + index * sine(cycles)) * decay(len(gate), _life_s(tone, 1.8))
    bright = min(1.0, 700.0 / tone.hz) * tone.velocity
    strike = np.float32(0.3 * bright) * decay(len(gate), 0.16)
    chime = sine(cycles + strike * sine(cycles * 14.0)) * decay(len(gate), _life_s(tone, 0.8)) * np.float32(0.5)
    sound = gate * (body + chime) * np.float32(0.42 * loudness_of(tone.velocity))
    return effects.chorus(channels.joined(sound, sound), rate_hz=0.9, mix=0.4)


def bass_fm(tone: Tone) -> Samples:
    """A hard, rubbery bass: the modulator's grip loosens within a tenth of a second."""
    gate = envelope(tone.frames, 0.002, 0.5, 0.75, 0.06)
    cycles = phase(glide(tone, len(gate)))
    index = (0.12 + (0.25 + 0.35 * tone.brightness) * tone.velocity * decay(len(gate), 0.09)).astype(np.float32)
    if tone.wobble_beats:
        index *= np.float32(0.25) + np.float32(1.75) * wobble(tone, len(gate))
    growl = sine(cycles + index * sine(cycles * 2.0) + np.float32(0.5) * index * sine(cycles))
    return effects.saturate(gate * growl, 1.6) * np.float32(0.5 * loudness_of(tone.velocity))


def _turning(tone: Tone, frames: int, ratio: float = 1.0) -> NDArray[np.uint32]:
    """The phase of a wave that keeps its pitch or glides; `ratio` detunes it."""
    if not bends(tone):
        return wavetable.steady_phase(tone.hz * ratio, frames)
    return wavetable.moving_phase(phase(glide(tone, frames)) * ratio)


def gate_end(gate: Mono) -> Mono:
    """Makes sure that what was filtered after its gate still ends in silence."""
    end = np.ones(len(gate), dtype=np.float32)
    end[-133:] = fall(133)
    return end


def _life_s(tone: Tone, at_middle_c_s: float) -> float:
    """High notes die sooner."""
    return float(at_middle_c_s * 2.0 ** ((60.0 - tone.pitch) / 24.0))


def _plucked(tone: Tone, wave: str, life_s: float, treble: float, release_s: float) -> Samples:
    gate = _ringing(tone, release_s)
    row_s = 0.03
    rows = int(len(gate) / 44_100 / row_s) + 3
    table = wavetable.decaying(wave, tone.hz, round(life_s, 3), round(treble, 3), 64, row_s * max(rows / 64.0, 1.0))
    ages = times(len(gate)) / np.float32(row_s * max(rows / 64.0, 1.0))
    strings = [wavetable.Walk(table, ages).read(_turning(tone, len(gate), ratio)) for ratio in (0.9996, 1.0004)]
    return channels.scale(channels.joined(*strings), gate * np.float32(0.55 * loudness_of(tone.velocity)))


def _modal(tone: Tone, modes: Sequence[tuple[float, float, float]], click: float) -> Samples:
    """Sines of (ratio, level, life at middle C), and the mallet's knock."""
    gate = _ringing(tone, 0.25)
    cycles = phase(glide(tone, len(gate)))
    total = np.zeros(len(gate), dtype=np.float32)
    for ratio, level, life_s in modes:
        if tone.hz * ratio < wavetable.HIGHEST_HZ:
            keen = 1.0 if ratio == 1.0 else 0.4 + tone.brightness * 0.6 + 0.5 * tone.velocity
            total += sine(cycles * ratio) * decay(len(gate), _life_s(tone, life_s)) * np.float32(level * keen)
    return gate * (total + _knock(tone, len(gate)) * np.float32(click)) * np.float32(0.5 * loudness_of(tone.velocity))


def _knock(tone: Tone, frames: int) -> Mono:
    noise = np.random.default_rng([tone.variant, round(tone.pitch)]).standard_normal(frames).astype(np.float32)
    return filters.band_pass(noise * decay(frames, 0.004), 500.0, 5_000.0, 1)

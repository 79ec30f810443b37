"""Players: a whole part's notes in, a stereo sound out."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from scipy.ndimage import uniform_filter1d

from audio.dsp import channels, effects, filters
from audio.dsp.sound import Sound, frames_at
from generation.engines.composer.sound import instruments, soundfont, tuning
from generation.engines.composer.sound.instruments import Sampled
from generation.engines.composer.sound.tone import Mono, Samples, Tone, bends, wobble

_VELOCITY_STEPS = 12
_DULL = (filters.shelved(700.0, -7.0), filters.shelved(2_400.0, -9.0))
_SHADE, _SHADE_SMOOTH = 1.15, 133
_CLOSED = (filters.raised(850.0, -11.0, 0.6), filters.shelved(1_800.0, -7.0))
"""From an open vowel to a closed one."""
_BREATH_BEATS = 4.0
"""How long one closing and opening takes: a bar, so that loops and extensions meet without a seam."""
_REACH, _MAKE_UP = 0.6, 0.3
"""How much less an amplifier that is turned down is driven, and how much of that its volume gives back."""
_RINGING_AMP = 0.2
"""Up to here an amplifier is clean enough for strings to ring on."""
_DAMPED_FRAMES = frames_at(0.014)
"""In which a hand takes away two thirds of what rings."""
_WOBBLE_FLOOR = 0.25
_WOBBLE_SMOOTH = 221
"""Frames over which a wobble that is broken off by the next note is rounded."""


@dataclass(frozen=True, slots=True)
class Placed:
    """A tone on its frame."""

    start: int
    tone: Tone


def play(sounds: Path, instrument: str, notes: Sequence[Placed], frames: int) -> Sound:
    """The notes on their frames, `frames` long; what rings on beyond is cut."""
    if instrument in instruments.SAMPLED:
        return _sampled(sounds, instrument, notes, frames)
    stereo = np.zeros((frames, 2), dtype=np.float32)
    places = _equal(notes)
    for tones in _alike(places):
        for tone, voiced in zip(tones, _voiced(instrument, tones), strict=True):
            for start in places[tone]:
                _lay(stereo, voiced, start)
    return stereo


def _equal(notes: Sequence[Placed]) -> dict[Tone, list[int]]:
    """Where each tone is played: repeated chords and loops are voiced once, and no longer held than it takes."""
    places: dict[Tone, list[int]] = {}
    for placed in notes:
        places.setdefault(_rounded(placed.tone), []).append(placed.start)
    return places


def _alike(tones: Iterable[Tone]) -> list[list[Tone]]:
    """Tones that differ in nothing but their length, the longest first: the others are its beginning."""
    families: dict[Tone, list[Tone]] = {}
    for tone in tones:
        families.setdefault(tone if bends(tone) else replace(tone, frames=0), []).append(tone)
    return [sorted(family, key=lambda tone: -tone.frames) for family in families.values()]


def _lay(stereo: Sound, voiced: Samples, start: int) -> None:
    """Add a voiced note from a frame on."""
    first, last = max(start, 0), min(start + len(voiced), len(stereo))
    if first < last:
        stretch = voiced[first - start : last - start]
        if stretch.ndim == 2:
            stereo[first:last] += stretch
        else:
            for side in (0, 1):
                stereo[first:last, side] += stretch


def _voiced(instrument: str, tones: Sequence[Tone]) -> Iterator[Samples]:
    """Notes of a synthesised instrument that are alike."""
    for tone, voiced in zip(tones, instruments.voiced(instrument, tones), strict=True):
        wobbles = instrument in instruments.STRUCK and tone.wobble_beats
        yield channels.scale(voiced.copy(), _swell(tone, len(voiced))) if wobbles else voiced


def _swell(tone: Tone, frames: int) -> Mono:
    """The wobble of what has no filter to turn: it swells and sinks."""
    return np.asarray(_WOBBLE_FLOOR + (1.0 - _WOBBLE_FLOOR) * wobble(tone, frames), dtype=np.float32)


def _rounded(tone: Tone) -> Tone:
    """Velocity on a scale of twelve, so that notes repeat."""
    velocity = max(round(tone.velocity * _VELOCITY_STEPS), 1) / _VELOCITY_STEPS
    return replace(tone, velocity=velocity)


def _sampled(sounds: Path, instrument: str, notes: Sequence[Placed], frames: int) -> Sound:
    """One recording throughout: in mono for as long as it was recorded so, then spread."""
    sampled = instruments.SAMPLED[instrument]
    heard = [placed for placed in notes if 0 <= placed.start < frames]
    brightness = float(np.mean([placed.tone.brightness for placed in notes])) if notes else 0.5
    if sampled.amp:
        sound = _through_amps(sounds, instrument, heard, frames, brightness)
    else:
        sound = _performed(sounds, instrument, heard, frames)
        sound = effects.saturate(sound * np.float32(1.5), sampled.drive) if sampled.drive else sound
    sound = _shaded(_toned(sound, sampled, brightness), heard)
    sound = _breathing(sound, sampled.breath, heard[0].tone.beat_s) if sampled.breath and heard else sound
    sound *= np.float32(10.0 ** (sampled.level_db / 20.0))
    return _spread(sound, sampled)


def _through_amps(sounds: Path, instrument: str, notes: Sequence[Placed], frames: int, brightness: float) -> Mono:
    """What a guitarist plays, each stretch with the amplifier turned up as far as its notes ask."""
    total, drive = np.zeros(frames, dtype=np.float32), instruments.SAMPLED[instrument].drive
    for amp in sorted({placed.tone.amp for placed in notes}):
        own = [placed for placed in notes if placed.tone.amp == amp]
        sound = _overdriven(_performed(sounds, instrument, own, frames), drive, amp, brightness)
        total += sound * _damped(own, frames) if amp > _RINGING_AMP else sound
    return total


def _performed(sounds: Path, instrument: str, notes: Sequence[Placed], frames: int) -> Samples:
    """Some notes as recorded, with the wobble that is asked of them."""
    sampled = instruments.SAMPLED[instrument]
    presses = [_press(placed, instrument, sampled) for placed in notes]
    sound = _recorded(sounds, sampled, presses, frames)
    wobbling = [placed for placed in notes if placed.tone.wobble_beats]
    return _wobbled(sound, wobbling) if wobbling else sound


def _recorded(sounds: Path, sampled: Sampled, presses: Sequence[soundfont.Press], frames: int) -> Samples:
    """What the SoundFont gives: stereo only where the recording is."""
    if sampled.wide:
        return soundfont.perform(sounds, sampled.font, 0, sampled.preset, presses, frames, sampled.cents)
    return soundfont.perform_mono(sounds, sampled.font, sampled.preset, presses, frames, sampled.cents)


def _shaded(sound: Samples, notes: Sequence[Placed]) -> Samples:
    """Soft notes are duller than loud ones, though one recording serves for both."""
    if not notes:
        return sound
    order = sorted(notes, key=lambda placed: placed.start)
    starts = np.array([0, *(placed.start for placed in order[1:]), len(sound)])
    velocities = np.array([placed.tone.velocity for placed in order])
    shades = np.clip(_SHADE * (1.0 - velocities), 0.0, 1.0).astype(np.float32)
    return _towards(filters.through(sound, *_DULL), sound, _rounded_steps(shades, starts))


def _rounded_steps(values: Mono, starts: NDArray[np.int64]) -> Mono:
    """Values from their starts on, up to the last of these, smoothed: only where they change is there work to do."""
    steps = np.repeat(values, np.diff(starts))
    smooth, half = steps.copy(), _SHADE_SMOOTH // 2
    for start in starts[1:-1]:
        first = max(start - 2 * half, 0)
        around = uniform_filter1d(steps[first : start + 2 * half], _SHADE_SMOOTH)
        smooth[max(start - half, 0) : start + half] = around[max(start - half, 0) - first : start + half - first]
    return smooth


def _towards(other: Samples, sound: Samples, share: Mono) -> Samples:
    """From a sound to another, frame by frame as far as a share says; the other is written over."""
    other -= sound
    channels.scale(other, share)
    other += sound
    return other


def _damped(notes: Sequence[Placed], frames: int) -> Mono:
    """The hand on the strings: open while a note is held, closed soon after it, or an amplifier would sing on."""
    held = np.zeros(frames, dtype=np.bool_)
    for placed in notes:
        held[placed.start : placed.start + placed.tone.frames] = True
    places = np.arange(frames, dtype=np.int32)
    since = places - np.maximum.accumulate(np.where(held, places, 0))
    return uniform_filter1d(np.exp(since.astype(np.float32) * np.float32(-1.0 / _DAMPED_FRAMES)), _SHADE_SMOOTH)


def _breathing(sound: Samples, depth: float, beat_s: float) -> Samples:
    """What is held closes towards each bar line and opens within the bar, as singers do who breathe together."""
    turns = np.arange(len(sound), dtype=np.float32) * np.float32(1.0 / frames_at(_BREATH_BEATS * beat_s))
    closing = np.float32(depth) * (np.float32(0.5) + np.float32(0.5) * np.cos(np.float32(2.0 * np.pi) * turns))
    return _towards(filters.through(sound, *_CLOSED), sound, closing)


def _wobbled(sound: Samples, notes: Sequence[Placed]) -> Samples:
    """Each note from its start on to the end of a turn."""
    gains = np.ones(len(sound), dtype=np.float32)
    for placed in notes:
        turn = max(frames_at(placed.tone.wobble_beats * placed.tone.beat_s), 1)
        stretch = gains[max(placed.start, 0) : max(placed.start + -(-placed.tone.frames // turn) * turn, 0)]
        stretch[:] = _swell(placed.tone, len(stretch))
    return channels.scale(sound, uniform_filter1d(gains, _WOBBLE_SMOOTH))


def _press(placed: Placed, instrument: str, sampled: Sampled) -> soundfont.Press:
    tone, start, key = placed.tone, placed.start, round(placed.tone.pitch)
    held = max(tone.frames + frames_at(sampled.hold_s), frames_at(0.03))
    velocity = min(max(tone.velocity * sampled.soft, 0.05), 1.0)
    slide = (start + tone.frames * 2 // 3, start + tone.frames)
    cents = tuning.cents_of(instrument, key)
    return soundfont.Press(start, start + held, key, velocity, tone.slide_to, slide, cents)


def _toned(sound: Samples, sampled: Sampled, brightness: float) -> Samples:
    """Through its tone controls."""
    high_hz = sampled.high_hz * 2.0 ** (1.6 * (brightness - 0.5))
    lean = filters.leaning(8.0 * (brightness - 0.5) if abs(brightness - 0.5) > 0.02 else 0.0)
    return filters.through(sound, filters.cut_above(high_hz), lean)


def _overdriven(sound: Mono, drive: float, amp: float, brightness: float) -> Mono:
    """Tight at the bottom, overdriven in two stages as far as it is turned up, through a speaker that ends at 5 kHz."""
    reach = amp**_REACH
    pushed = filters.high_pass(sound, 110.0) * np.float32(3.0 * reach)
    crunch = effects.saturate(pushed, 1.0 + (drive * (0.6 + 0.8 * brightness) - 1.0) * amp)
    crunch = effects.saturate(crunch, 1.0 + amp)
    speaker = (filters.cut_below(85.0), filters.cut_above(4_600.0 + 1_400.0 * brightness, 4))
    mouth = (filters.raised(2_600.0, 3.0, 1.2), filters.raised(420.0, -3.0, 0.9))
    return filters.through(crunch, *speaker, *mouth) * np.float32(0.5 / reach**_MAKE_UP)


def _spread(sound: Samples, sampled: Sampled) -> Sound:
    """The width that a mono recording lacks."""
    wide = sound if sound.ndim == 2 else channels.joined(sound, sound)
    if sampled.double:
        _double(wide, effects.middle(sound) if sound.ndim == 2 else sound, sampled.double)
    wide = effects.chorus(wide, mix=sampled.chorus) if sampled.chorus else wide
    return effects.tremolo(wide, 5.2, sampled.tremolo) if sampled.tremolo else wide


def _double(wide: Sound, one: Mono, amount: float) -> None:
    """Add a second player: late by 11 ms on the left, 17 ms on the right, darker and softer."""
    copy = filters.through(one, filters.cut_below(180.0), filters.cut_above(6_500.0, 1))
    copy *= np.float32(0.5 * amount)
    for side, late_s, sign in ((0, 0.011, 1.0), (1, 0.017, -1.0)):
        late = frames_at(late_s)
        wide[late:, side] += copy[:-late] * np.float32(sign)

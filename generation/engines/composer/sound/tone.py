"""What every voice is asked for, and the small shapes that voices are made of."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

from audio.dsp.sound import SAMPLE_RATE_HZ, frames_at

Mono: TypeAlias = NDArray[np.float32]
Samples: TypeAlias = NDArray[np.float32]
"""Mono of shape (frames,) or stereo of shape (frames, 2)."""


@dataclass(frozen=True, slots=True)
class Tone:
    """One note to be voiced. Equal tones sound equal, sample for sample: that is what makes them keepable."""

    pitch: float
    frames: int
    """How long the key is held; the release follows."""
    velocity: float
    brightness: float = 0.5
    slide_to: int | None = None
    variant: int = 0
    """Which of a part's slightly different copies of the instrument plays; a stream of chance."""
    beat_s: float = 0.5
    """The length of a beat, for what moves with the tempo."""
    wobble_beats: float = 0.0
    """How long one turn of its wobble takes; 0 is still."""
    amp: float = 1.0
    """How far a guitar's amplifier is turned up: 1 all the way, less for crunch, near 0 for a clean tone."""

    @property
    def hz(self) -> float:
        """The frequency at the start."""
        return hz_of(self.pitch)


Voice: TypeAlias = Callable[[Tone], Samples]
"""Samples from the onset to the end of the release, peaking near 0.5 at full velocity."""


def hz_of(pitch: float) -> float:
    """Equal temperament, A4 = 440 Hz."""
    return float(440.0 * 2.0 ** ((pitch - 69.0) / 12.0))


def times(frames: int) -> Mono:
    """Seconds since the start."""
    return np.arange(frames, dtype=np.float32) / np.float32(SAMPLE_RATE_HZ)


def decay(frames: int, time_s: float) -> Mono:
    """Exponential, to a third (1/e) after `time_s`."""
    return np.asarray(np.exp(times(frames) * np.float32(-1.0 / time_s)), dtype=np.float32)


@lru_cache(maxsize=8)
def envelope(held: int, attack_s: float, decay_s: float, sustain: float, release_s: float) -> Mono:
    """Attack, decay, sustain and release, with no corner sharp enough to click; `held` + release frames long.

    Kept, because the notes of a chord share it: not to be written to.
    """
    attack, release = max(frames_at(attack_s), 24), max(frames_at(release_s), 133)
    shape = np.full(held + release, sustain, dtype=np.float32)
    shape += np.float32(1.0 - sustain) * decay(len(shape), max(decay_s, 0.005))
    shape[:attack] *= rise(attack)[: len(shape)]
    shape[held:] *= fall(release)
    shape.setflags(write=False)
    return shape


def rise(frames: int) -> Mono:
    """From 0 to 1 along a half cosine."""
    return (0.5 - 0.5 * np.cos(np.pi * np.arange(frames) / frames)).astype(np.float32)


def fall(frames: int) -> Mono:
    """From 1 to 0: exponential in character, without a corner where it begins, zero at its end."""
    position = np.linspace(0.0, 1.0, frames, dtype=np.float32)
    return np.asarray(np.exp(-5.0 * position * np.sqrt(position)) * np.cos(np.pi / 2 * position) ** 2, dtype=np.float32)


def glide(tone: Tone, frames: int) -> NDArray[np.float64]:
    """Frequencies per frame: steady, or sliding to `slide_to` over the last third of the held note."""
    hz = np.full(frames, tone.hz)
    if tone.slide_to is not None:
        start, end = tone.frames * 2 // 3, tone.frames
        curve = 0.5 - 0.5 * np.cos(np.pi * np.linspace(0.0, 1.0, max(end - start, 1)))
        hz[start:end] = tone.hz * 2.0 ** ((tone.slide_to - tone.pitch) / 12.0 * curve[: end - start])
        hz[end:] = hz_of(tone.slide_to)
    return hz


def bends(tone: Tone) -> bool:
    """Whether it glides anywhere."""
    return tone.slide_to is not None and tone.slide_to != tone.pitch


def wobble(tone: Tone, frames: int) -> Mono:
    """From 1 (open) at the note's start down to 0 (closed) and back, once in each turn."""
    turns = times(frames) * np.float32(1.0 / (tone.wobble_beats * tone.beat_s))
    return np.asarray(0.5 + 0.5 * np.cos(turns * np.float32(2.0 * np.pi)), dtype=np.float32)


def phase(hz: NDArray[np.float64]) -> NDArray[np.float64]:
    """Cycles since the start, for a frequency that moves."""
    cycles = np.cumsum(hz)
    cycles -= hz[:1]
    cycles /= SAMPLE_RATE_HZ
    return cycles


def sine(cycles: NDArray[np.float64] | Mono) -> Mono:
    """The sine of a phase in cycles."""
    turned = np.asarray(cycles - np.rint(cycles), dtype=np.float32)
    turned *= np.float32(2.0 * np.pi)
    return np.sin(turned, out=turned)

"""Movement, grit and place: effects over a whole sound."""

from __future__ import annotations

from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from audio.dsp import channels, filters
from audio.dsp.sound import SAMPLE_RATE_HZ, Sound, frames_at

Mono = NDArray[np.float32]
MONO_BELOW_HZ = 120.0
_WIDEST = 0.75
_STRETCH = 1 << 16
_MARK = 64
"""How many frames apart slow movements are reckoned."""


def chorus(sound: Sound, depth_s: float = 0.0022, rate_hz: float = 0.6, mix: float = 0.5) -> Sound:
    """Doubled by a copy whose delay sways, in opposite directions left and right."""
    sway = _drawn(np.sin(_turns(_marks(len(sound)), rate_hz)), len(sound)) * np.float32(depth_s * SAMPLE_RATE_HZ)
    centre = np.float32(frames_at(depth_s) + 0.009 * SAMPLE_RATE_HZ)
    copies = [_delayed(sound[:, side], centre + sign * sway) for side, sign in ((0, 1), (1, -1))]
    return sound * np.float32(1.0 - mix / 2) + channels.joined(*copies) * np.float32(mix)


def tremolo(sound: Sound, rate_hz: float, depth: float) -> Sound:
    """Panned softly from side to side, as a suitcase piano does."""
    sway = _drawn(np.sin(_turns(_marks(len(sound)), rate_hz)), len(sound)) * np.float32(depth / 2)
    swayed = sound.copy()
    swayed[:, 0] *= 1 + sway
    swayed[:, 1] *= 1 - sway
    return swayed


def saturate(sound: Mono, drive: float) -> Mono:
    """Warm overload, even and odd: `drive` 1 is clean, 10 is a fuzz; peaks stay near where they were."""
    bias = np.float32(0.12)
    shaped = np.tanh(sound * np.float32(drive) + bias) - np.tanh(bias)
    return np.asarray(shaped / np.float32(np.tanh(drive)), dtype=np.float32)


def duck(frames: int, hits: list[int], depth_db: float, release_s: float) -> Mono:
    """Gains per frame that dip by `depth_db` at each hit and come back within `release_s`: side-chain pumping."""
    shape = _dip(depth_db, release_s)
    gains = np.ones(frames, dtype=np.float32)
    for hit in hits:
        start, end = max(hit, 0), min(hit + len(shape), frames)
        if start < end:
            gains[start:end] = np.minimum(gains[start:end], shape[start - hit : end - hit])
    return gains


def imaged(sound: Sound, width: float = 1.0, *stages: filters.Stage, mono_below_hz: float = MONO_BELOW_HZ) -> Sound:
    """With its bass in the middle and its width, above that, multiplied; `stages` filter the whole along the way.

    It gets no wider than 2.5 dB below what the sides have in common, so that one loudspeaker still tells the whole.
    """
    centre = filters.through(middle(sound), *stages)
    side = (sound[:, 0] - sound[:, 1]) * np.float32(0.5)
    if side.any():
        side = filters.through(side, filters.cut_below(mono_below_hz, 4), *stages)
        side *= np.float32(min(width, _WIDEST * _level(centre) / max(_level(side), 1e-12)))
    wide = np.empty_like(sound, order="C")
    np.add(centre, side, out=wide[:, 0])
    np.subtract(centre, side, out=wide[:, 1])
    return wide


def _level(channel: Mono) -> float:
    """Root mean square."""
    return float(np.sqrt(np.dot(channel, channel) / len(channel))) if len(channel) else 0.0


def middle(sound: Sound) -> Mono:
    """Both sides folded to one."""
    return np.asarray((sound[:, 0] + sound[:, 1]) * np.float32(0.5), dtype=np.float32)


def panned(mono: Mono, pan: float) -> Sound:
    """A mono sound placed from −1 (left) to 1 (right) at constant power."""
    left, right = pan_gains(pan)
    return channels.joined(mono * left, mono * right)


@lru_cache(maxsize=64)
def pan_gains(pan: float) -> tuple[np.float32, np.float32]:
    """Left and right at constant power; 1 and 1 in the middle."""
    angle = (pan + 1.0) * np.pi / 4.0
    return np.float32(np.sqrt(2.0) * np.cos(angle)), np.float32(np.sqrt(2.0) * np.sin(angle))


def balanced(sound: Sound, pan: float) -> Sound:
    """A stereo sound moved to one side by turning the other down."""
    if not pan:
        return sound
    moved = np.empty_like(sound, order="C")
    for side, gain in enumerate((min(1.0, 1.0 - pan), min(1.0, 1.0 + pan))):
        np.multiply(sound[:, side], np.float32(gain), out=moved[:, side])
    return moved


def tape(sound: Sound, amount: float, seed: int) -> Sound:
    """Worn tape: slow wow within 0.8 ms, a duller top, a soft knee."""
    if amount <= 0.0:
        return sound
    rng = np.random.default_rng([seed, 7])
    offsets = _wow(len(sound), rng) * np.float32(0.0008 * min(amount, 1.0) * SAMPLE_RATE_HZ)
    dull = filters.low_pass(_delayed(sound, offsets), 16_000.0 - 9_500.0 * min(amount, 1.0), order=1)
    return saturate(dull, 1.0 + 0.8 * amount)


def fade_ends(sound: Sound, in_frames: int, out_frames: int) -> Sound:
    """With raised-cosine fades at its ends, in place."""
    for count, edge in ((min(in_frames, len(sound)), sound), (min(out_frames, len(sound)), sound[::-1])):
        edge[:count] *= raised_cosine(count)[:, None]
    return sound


def raised_cosine(frames: int) -> Mono:
    """From just above 0 to just below 1 without corners."""
    return (0.5 - 0.5 * np.cos(np.pi * (np.arange(frames) + 0.5) / max(frames, 1))).astype(np.float32)


def _marks(frames: int) -> NDArray[np.float64]:
    """The frames between which slow movements run in straight lines, past the last one."""
    return np.arange(0, frames + 2 * _MARK, _MARK, dtype=np.float64)


def _drawn(values: NDArray[np.float64], frames: int) -> Mono:
    """Values at the marks, drawn out to values per frame."""
    marked = values.astype(np.float32)
    ramp = np.arange(_MARK, dtype=np.float32) / np.float32(_MARK)
    lines = marked[:-1, None] + (marked[1:] - marked[:-1])[:, None] * ramp
    return np.asarray(lines.reshape(-1)[:frames])


def _turns(marks: NDArray[np.float64], rate_hz: float) -> NDArray[np.float64]:
    return marks * (2.0 * np.pi * rate_hz / SAMPLE_RATE_HZ)


def _wow(frames: int, rng: np.random.Generator) -> Mono:
    """A displacement from 0 to 1 and back at the pace of a reel, with a little flutter; starts at 0."""
    marks = _marks(frames)
    slow = sum(
        np.sin(_turns(marks, rate) * (1.0 + 0.1 * rng.random())) * part for rate, part in ((0.55, 0.5), (0.9, 0.3))
    )
    return np.abs(_drawn(slow + 0.03 * np.sin(_turns(marks, 6.5)), frames))


def _delayed(samples: NDArray[np.float32], delay_frames: Mono) -> NDArray[np.float32]:
    """Read `delay_frames` behind, between samples where need be; before the start there is silence."""
    furthest = int(delay_frames.max(initial=0.0)) + 2
    padded = np.concatenate([np.zeros((furthest, *samples.shape[1:]), dtype=np.float32), samples])
    delayed = np.empty(samples.shape, dtype=np.float32)
    for start in range(0, len(samples), _STRETCH):
        delays = delay_frames[start : start + _STRETCH]
        whole = delays.astype(np.int32)
        part = (delays - whole).reshape(-1, *(1 for _ in samples.shape[1:]))
        index = np.arange(furthest + start, furthest + start + len(delays), dtype=np.int32) - whole
        near = padded.take(index, axis=0)
        far = padded.take(index - 1, axis=0)
        far -= near
        far *= part
        np.add(near, far, out=delayed[start : start + _STRETCH])
    return delayed


def _dip(depth_db: float, release_s: float) -> Mono:
    """Down within 4 ms, held for a moment, back along a cosine."""
    floor = np.float32(10.0 ** (-depth_db / 20.0))
    fall, hold, rise = (
        raised_cosine(frames_at(0.004)),
        frames_at(0.25 * release_s),
        raised_cosine(frames_at(0.75 * release_s)),
    )
    depth = np.concatenate([fall, np.ones(hold, dtype=np.float32), 1.0 - rise])
    return np.asarray(1.0 - (1.0 - floor) * depth, dtype=np.float32)

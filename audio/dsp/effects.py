"""Space, movement and grit: effects over a whole sound."""

from __future__ import annotations

from functools import lru_cache

import numpy as np
from numpy.typing import NDArray
from scipy.fft import irfft, next_fast_len, rfft

from audio.dsp import filters
from audio.dsp.sound import SAMPLE_RATE_HZ, Sound, frames_at

Mono = NDArray[np.float32]
MONO_BELOW_HZ = 120.0
_WIDEST = 0.75
_STRETCH = 1 << 18


def reverb(send: Mono, decay_s: float, damping: float = 0.5) -> Sound:
    """The room's answer alone, as long as the send: stereo with no correlation between the sides.

    `decay_s` is the time to −60 dB in the middle of the spectrum; `damping` 0 … 1 shortens the treble.
    """
    size, step, spectrum = _room_spectrum(round(decay_s, 2), round(damping, 2))
    answer = np.zeros((len(send) + size, 2), dtype=np.float32)
    for start in range(0, len(send), step):
        piece = rfft(send[start : start + step], size)
        for side in (0, 1):
            answer[start : start + size, side] += irfft(piece * spectrum[side], size)
    return answer[: len(send)]


def echo(send: Mono, period_frames: int, feedback: float = 0.45, repeats: int = 6) -> Sound:
    """Repeats alone, darker each time, alternating from the left to the right."""
    answer = np.zeros((len(send), 2), dtype=np.float32)
    repeated = filters.high_pass(send, 250.0)
    for turn in range(1, repeats + 1):
        start = turn * period_frames
        if start >= len(send):
            break
        repeated = filters.low_pass(repeated, 5_200.0, order=1) * np.float32(feedback)
        near, far = (0, 1) if turn % 2 else (1, 0)
        answer[start:, near] += repeated[: len(send) - start]
        answer[start:, far] += np.float32(0.35) * repeated[: len(send) - start]
    return answer


def chorus(sound: Sound, depth_s: float = 0.0022, rate_hz: float = 0.6, mix: float = 0.5) -> Sound:
    """Doubled by a copy whose delay sways, in opposite directions left and right."""
    sway = np.sin(_turns(len(sound), rate_hz)) * (depth_s * SAMPLE_RATE_HZ)
    centre = frames_at(depth_s) + 0.009 * SAMPLE_RATE_HZ
    copies = [_delayed(sound[:, side], centre + sign * sway) for side, sign in ((0, 1.0), (1, -1.0))]
    return np.asarray(sound * np.float32(1.0 - mix / 2) + np.stack(copies, axis=1) * np.float32(mix), dtype=np.float32)


def tremolo(sound: Sound, rate_hz: float, depth: float) -> Sound:
    """Panned softly from side to side, as a suitcase piano does."""
    sway = (np.sin(_turns(len(sound), rate_hz)) * (depth / 2)).astype(np.float32)
    gains = np.stack([1.0 + sway, 1.0 - sway], axis=1)
    return np.asarray(sound * gains, dtype=np.float32)


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


def mono_bass(sound: Sound, width: float = 1.0, below_hz: float = MONO_BELOW_HZ) -> Sound:
    """The difference between the sides without its bass, and `width` times as strong above."""
    centre = middle(sound)
    side = filters.high_pass((sound[:, 0] - sound[:, 1]) * np.float32(0.5 * width), below_hz, order=4)
    return np.stack([centre + side, centre - side], axis=1)


def contained(sound: Sound) -> Sound:
    """No wider than 2.5 dB below what the sides have in common, so that one loudspeaker still tells the whole."""
    centre, side = middle(sound), (sound[:, 0] - sound[:, 1]) * np.float32(0.5)
    level, most = _level(side), _WIDEST * _level(centre)
    if level <= most:
        return sound
    side *= np.float32(most / level)
    return np.stack([centre + side, centre - side], axis=1)


def _level(channel: Mono) -> float:
    """Root mean square."""
    return float(np.sqrt(np.mean(np.square(channel), dtype=np.float64))) if len(channel) else 0.0


def middle(sound: Sound) -> Mono:
    """Both sides folded to one."""
    return np.asarray((sound[:, 0] + sound[:, 1]) * np.float32(0.5), dtype=np.float32)


def panned(mono: Mono, pan: float) -> Sound:
    """A mono sound placed from −1 (left) to 1 (right) at constant power."""
    left, right = pan_gains(pan)
    return np.stack([mono * left, mono * right], axis=1)


def pan_gains(pan: float) -> tuple[np.float32, np.float32]:
    """Left and right at constant power; 1 and 1 in the middle."""
    angle = (pan + 1.0) * np.pi / 4.0
    return np.float32(np.sqrt(2.0) * np.cos(angle)), np.float32(np.sqrt(2.0) * np.sin(angle))


def balanced(sound: Sound, pan: float) -> Sound:
    """A stereo sound moved to one side by turning the other down."""
    return sound * np.array([min(1.0, 1.0 - pan), min(1.0, 1.0 + pan)], dtype=np.float32) if pan else sound


def tape(sound: Sound, amount: float, seed: int) -> Sound:
    """Worn tape: slow wow within 0.8 ms, a duller top, a soft knee."""
    if amount <= 0.0:
        return sound
    rng = np.random.default_rng([seed, 7])
    offsets = _wow(len(sound), rng) * (0.0008 * min(amount, 1.0) * SAMPLE_RATE_HZ)
    wavering = np.stack([_delayed(channel, offsets) for channel in sound.T], axis=1)
    dull = filters.low_pass(wavering, 16_000.0 - 9_500.0 * min(amount, 1.0), order=1)
    return saturate(dull, 1.0 + 0.8 * amount)


def fade_ends(sound: Sound, in_frames: int, out_frames: int) -> Sound:
    """With raised-cosine fades at its ends, in place."""
    for count, edge in ((min(in_frames, len(sound)), sound), (min(out_frames, len(sound)), sound[::-1])):
        edge[:count] *= raised_cosine(count)[:, None]
    return sound


def raised_cosine(frames: int) -> Mono:
    """From just above 0 to just below 1 without corners."""
    return (0.5 - 0.5 * np.cos(np.pi * (np.arange(frames) + 0.5) / max(frames, 1))).astype(np.float32)


def _turns(frames: int, rate_hz: float) -> NDArray[np.float64]:
    return np.arange(frames, dtype=np.float64) * (2.0 * np.pi * rate_hz / SAMPLE_RATE_HZ)


def _wow(frames: int, rng: np.random.Generator) -> NDArray[np.float64]:
    """A displacement from 0 to −1 and back at the pace of a reel, with a little flutter; starts at 0."""
    slow = sum(
        np.sin(_turns(frames, rate) * (1.0 + 0.1 * rng.random())) * part for rate, part in ((0.55, 0.5), (0.9, 0.3))
    )
    return np.abs(slow + 0.03 * np.sin(_turns(frames, 6.5)))


def _delayed(channel: Mono, delay_frames: NDArray[np.float64]) -> Mono:
    """Read `delay_frames` behind, between samples where need be."""
    delayed = np.empty_like(channel)
    for start in range(0, len(channel), _STRETCH):
        end = min(start + _STRETCH, len(channel))
        position = np.clip(np.arange(start, end) - delay_frames[start:end], 0.0, len(channel) - 1.0)
        index = np.minimum(position.astype(np.int32), max(len(channel) - 2, 0))
        part = (position - index).astype(np.float32)
        after = channel[np.minimum(index + 1, len(channel) - 1)]
        delayed[start:end] = channel[index] * (1.0 - part) + after * part
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


@lru_cache(maxsize=12)
def _room_spectrum(decay_s: float, damping: float) -> tuple[int, int, NDArray[np.complex64]]:
    """The size of the transform, how much sound it takes at a time, and the room as spectra of shape (2, bins)."""
    response = _room(decay_s, damping)
    size = next_fast_len(max(3 * len(response), 1 << 17), real=True)
    return size, size - len(response), rfft(response.T, size, axis=1)


def _room(decay_s: float, damping: float) -> Sound:
    """An impulse response of unit energy: early reflections, then noise whose bands die away each at its own pace."""
    frames = frames_at(min(decay_s * 1.1 + 0.03, 5.0))
    rng = np.random.default_rng(1_926)
    noise = rng.standard_normal((frames, 2)).astype(np.float32)
    times = np.arange(frames, dtype=np.float32) / np.float32(SAMPLE_RATE_HZ)
    bands = ((200.0, 900.0, 1.05), (900.0, 3_500.0, 1.0 - 0.25 * damping), (3_500.0, 11_000.0, 0.8 - 0.55 * damping))
    tails = [_band_tail(noise, times, low, high, decay_s * share) for low, high, share in bands]
    response = fade_ends(np.sum(tails, axis=0, dtype=np.float32), frames_at(0.018), frames_at(0.02)) + _early(
        frames, rng
    )
    return np.asarray(response / np.sqrt(np.square(response).sum() / 2.0), dtype=np.float32)


def _band_tail(noise: Sound, times: Mono, low_hz: float, high_hz: float, decay_s: float) -> Sound:
    envelope = np.exp(times * np.float32(-6.908 / max(decay_s, 0.05)))
    return np.asarray(filters.band_pass(noise, low_hz, high_hz) * envelope[:, None], dtype=np.float32)


def _early(frames: int, rng: np.random.Generator) -> Sound:
    """A dozen reflections within 60 ms, scattered differently on each side."""
    response = np.zeros((frames, 2), dtype=np.float32)
    for side in (0, 1):
        places = np.minimum(frames_at(0.008) + rng.integers(0, frames_at(0.055), 12), frames - 1)
        np.add.at(
            response[:, side], places, (rng.choice([-1.0, 1.0], 12) * np.linspace(2.2, 0.6, 12)).astype(np.float32)
        )
    return filters.low_pass(response, 7_000.0, order=1)

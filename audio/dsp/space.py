"""The room and the echo that players are sent to."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray
from scipy.fft import irfft, next_fast_len, rfft
from scipy.signal import sosfilt

from audio.dsp import channels, filters, recursion
from audio.dsp.effects import Mono, fade_ends
from audio.dsp.sound import SAMPLE_RATE_HZ, Sound, frames_at

_ECHO_LOW_HZ, _ECHO_HIGH_HZ = 250.0, 5_200.0
_ACROSS = np.float32(0.35)
"""How much of each repeat is heard on the far side."""
_AT_LEAST = 1 << 18
"""The size of the transforms in which a room answers."""
_TOGETHER = 4
"""How many of them are made at a time: four at once take four fifths of the time that they take one by one."""


def reverb(send: Mono, decay_s: float, damping: float = 0.5, low_hz: float = 0.0) -> Sound:
    """The room's answer alone, as long as the send: stereo with no correlation between the sides.

    `decay_s` is the time to −60 dB in the middle of the spectrum; `damping` 0 … 1 shortens the treble; below
    `low_hz` the room hears nothing.
    """
    size, step, spectrum = _room_spectrum(round(decay_s, 2), round(damping, 2), low_hz)
    answer = np.zeros((2, len(send) + size), dtype=np.float32)
    starts = [start for start in range(0, len(send), step) if send[start : start + step].any()]
    for together in (starts[first : first + _TOGETHER] for first in range(0, len(starts), _TOGETHER)):
        heard = rfft(_pieces(send, together, step, size), overwrite_x=True)
        for start, sides in zip(together, irfft(heard[:, None] * spectrum, size, overwrite_x=True), strict=True):
            answer[:, start : start + size] += sides
    return answer[:, : len(send)].T


def _pieces(send: Mono, starts: Sequence[int], step: int, size: int) -> NDArray[np.float32]:
    """What is sent from each start on, a row per start, followed by silence."""
    rows = np.zeros((len(starts), size), dtype=np.float32)
    for row, start in zip(rows, starts, strict=True):
        piece = send[start : start + step]
        row[: len(piece)] = piece
    return rows


def echo(send: Mono, period_frames: int, feedback: float = 0.45) -> Sound:
    """Repeats alone, darker each time, alternating from the left to the right."""
    frames = len(send)
    lines = np.zeros((frames, 2), dtype=np.float32)
    tone = np.concatenate([filters.cut_below(_ECHO_LOW_HZ), filters.cut_above(_ECHO_HIGH_HZ, 1)])
    darker = filters.cut_above(_ECHO_HIGH_HZ, 1)
    first = filters.through(send, tone)
    state = np.zeros((len(darker), 2), dtype=np.complex128)
    for start in range(period_frames, frames, period_frames):
        end = min(start + period_frames, frames)
        before = slice(start - period_frames, end - period_frames)
        crossed = filters.paired(lines[before, ::-1])
        filters.paired(lines)[start:end], state = sosfilt(darker, recursion.awake(crossed), zi=state)
        lines[start:end, 0] += first[before]
        lines[start:end] *= np.float32(feedback)
    left, right = lines.T
    return channels.joined(left + _ACROSS * right, right + _ACROSS * left)


@lru_cache(maxsize=12)
def _room_spectrum(decay_s: float, damping: float, low_hz: float) -> tuple[int, int, NDArray[np.complex64]]:
    """The size of the transform, how much sound it takes at a time, and the room as spectra of shape (2, bins)."""
    response = _room(decay_s, damping)
    heard = filters.high_pass(response, low_hz) if low_hz else response
    size = next_fast_len(max(3 * len(heard), _AT_LEAST), real=True)
    return size, size - len(heard), rfft(heard.T, size, axis=1)


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

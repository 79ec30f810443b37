"""The room and the echo that players are sent to."""

from __future__ import annotations

from functools import lru_cache

import numpy as np
from numpy.lib.stride_tricks import sliding_window_view
from numpy.typing import NDArray
from scipy.fft import irfft, rfft
from scipy.signal import sosfilt

from audio.dsp import channels, filters, recursion
from audio.dsp.effects import Mono, fade_ends
from audio.dsp.sound import SAMPLE_RATE_HZ, Sound, frames_at

_ECHO_LOW_HZ, _ECHO_HIGH_HZ = 250.0, 5_200.0
_ACROSS = np.float32(0.35)
"""How much of each repeat is heard on the far side."""
_BLOCK = 1 << 14
"""How much of a sound a room hears at a time: few enough frames that transforms stay in a processor's cache."""
_TOGETHER = 4
"""How many blocks are transformed at once, which takes half of the time that they take one by one."""


def reverb(send: Mono, decay_s: float, damping: float = 0.5, low_hz: float = 0.0) -> Sound:
    """The room's answer alone, as long as the send: stereo with no correlation between the sides.

    `decay_s` is the time to −60 dB in the middle of the spectrum; `damping` 0 … 1 shortens the treble; below
    `low_hz` the room hears nothing.
    """
    room = _room_spectra(round(decay_s, 2), round(damping, 2), low_hz)
    padded = np.zeros((-(-len(send) // _BLOCK) + 1) * _BLOCK, dtype=np.float32)
    padded[_BLOCK : _BLOCK + len(send)] = send
    sounding = [bool(block.any()) for block in padded.reshape(-1, _BLOCK)]
    heard = np.zeros((len(room) - 1, _BLOCK + 1), dtype=np.complex64)
    answer = np.zeros((2, len(sounding) - 1, _BLOCK), dtype=np.float32)
    for first in range(0, answer.shape[1], _TOGETHER):
        together = slice(first, min(first + _TOGETHER, answer.shape[1]))
        if any(sounding[max(0, first - len(room)) : together.stop + 1]):
            heard = np.concatenate([heard[len(heard) - len(room) + 1 :], rfft(_windows(padded)[together])])
            answer[:, together] = _answered(heard, room).swapaxes(0, 1)
    return answer.reshape(2, -1)[:, : len(send)].T


def _windows(padded: Mono) -> NDArray[np.float32]:
    """Each block after the one before it."""
    return sliding_window_view(padded, 2 * _BLOCK)[::_BLOCK]


def _answered(heard: NDArray[np.complex64], room: NDArray[np.complex64]) -> NDArray[np.float32]:
    """What the room says, of shape (blocks, 2, frames), to the last blocks of those that it has heard."""
    before = len(room) - 1
    answered = heard[before:, None] * room[0]
    for late in range(1, len(room)):
        answered += heard[before - late : len(heard) - late, None] * room[late]
    return np.asarray(irfft(answered, 2 * _BLOCK, overwrite_x=True)[..., _BLOCK:], dtype=np.float32)


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
def _room_spectra(decay_s: float, damping: float, low_hz: float) -> NDArray[np.complex64]:
    """The room in blocks, one after the other, as spectra of shape (blocks, 2, bins)."""
    response = _room(decay_s, damping)
    heard = filters.high_pass(response, low_hz) if low_hz else response
    blocks = [heard[start : start + _BLOCK].T for start in range(0, len(heard), _BLOCK)]
    return np.stack([rfft(block, 2 * _BLOCK, axis=1) for block in blocks])


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

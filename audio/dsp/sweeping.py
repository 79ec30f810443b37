"""A filter that moves: low- or high-pass, 24 dB per octave, whose cut-off glides without a click.

The sound is cut into overlapping windows that sum to one; each goes through the filter that its moment asks for, and
what rings on is laid over the next. So every step from one cut-off to another is a cross-fade.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.fft import irfft, rfft

from audio.dsp import channels
from audio.dsp.effects import raised_cosine
from audio.dsp.sound import SAMPLE_RATE_HZ, Sound

_HOP, _SIZE = 1_024, 4_096
_LAPS = _SIZE // _HOP
Hops = NDArray[np.float32]
_EDGE = 441
_TOGETHER = 64
"""How many windows are filtered at a time."""
_QUALITIES = (0.54, 1.31)
"""Of the two sections that make up a Butterworth filter of the fourth order."""


@dataclass(frozen=True, slots=True)
class Glide:
    """A filter's way over a stretch of frames, even in octaves."""

    kind: str
    """"low_pass" or "high_pass"."""
    start: int
    frames: int
    from_hz: float
    to_hz: float

    def cutoffs_hz(self, frames: NDArray[np.float64]) -> NDArray[np.float64]:
        """The cut-off at some frames after the start."""
        way = np.clip(frames / max(self.frames, 1), 0.0, 1.0)
        return np.asarray(np.clip(self.from_hz * (self.to_hz / self.from_hz) ** way, 20.0, 0.45 * SAMPLE_RATE_HZ))


def swept(sound: Sound, glide: Glide) -> Sound:
    """The sound with a filter gliding over one stretch, and as it was everywhere else; changed in place.

    What falls on the first frame is filtered, what falls on the first frame after it is not: the hundredths of a
    second in which the filter comes and goes lie before both.
    """
    first, last = max(glide.start - _EDGE, 0), min(glide.start + glide.frames, len(sound))
    if last <= first:
        return sound
    taken = channels.scale(sound[first:last].copy(), _gate(last - first, comes=first > 0, goes=last < len(sound)))
    sound[first:last] -= taken
    answer = _filtered(taken, glide, first - glide.start)[: len(sound) - first]
    channels.add(sound[first : first + len(answer)], answer)
    return sound


def _gate(frames: int, comes: bool, goes: bool) -> NDArray[np.float32]:
    """One, with a hundredth of a second to come in and to go out."""
    edge = min(_EDGE, frames // 2)
    gate = np.ones(frames, dtype=np.float32)
    if comes:
        gate[:edge] = raised_cosine(edge)
    if goes:
        gate[frames - edge :] = raised_cosine(edge)[::-1]
    return gate


def _filtered(taken: Sound, glide: Glide, offset: int) -> Sound:
    """The stretch and what rings on after it; `offset` is how far into the glide it begins."""
    count = -(-len(taken) // _HOP) + 1
    hops = np.zeros((2, count + 1, _HOP), dtype=np.float32)
    hops.reshape(2, -1)[:, _HOP : _HOP + len(taken)] = taken.T
    answer = np.zeros((2, count + _LAPS, _HOP), dtype=np.float32)
    for first in range(0, count, _TOGETHER):
        together = slice(first, min(first + _TOGETHER, count))
        starts = np.arange(together.start, together.stop) * _HOP
        responses = _responses(glide.kind, glide.cutoffs_hz((starts + offset).astype(np.float64)))
        for side in (0, 1):
            _overlap(answer[side], together, hops[side], responses)
    return answer.reshape(2, -1)[:, _HOP:].T


def _overlap(answer: Hops, windows: slice, heard: Hops, responses: NDArray[np.complex64]) -> None:
    """Add what comes of some windows, each of two hops, to the hops over which it rings."""
    window = np.hanning(2 * _HOP + 1)[:-1].astype(np.float32)
    pieces = np.concatenate([heard[windows], heard[windows.start + 1 : windows.stop + 1]], axis=1) * window
    ringing = irfft(rfft(pieces, _SIZE) * responses, _SIZE).reshape(-1, _LAPS, _HOP)
    for lap in reversed(range(_LAPS)):
        answer[windows.start + lap : windows.stop + lap] += ringing[:, lap]


def _responses(kind: str, cutoffs_hz: NDArray[np.float64]) -> NDArray[np.complex64]:
    """What the filter does to each bin of a transform, a row per cut-off."""
    bins = np.tan(np.pi * np.minimum(np.arange(_SIZE // 2 + 1) / _SIZE, 0.4999))
    ratio = bins[None, :] / np.tan(np.pi * cutoffs_hz / SAMPLE_RATE_HZ)[:, None]
    square = np.square(ratio)
    rest, turn = 1.0 - square, ratio * sum(1.0 / quality for quality in _QUALITIES)
    real, imaginary = np.square(rest) - square / np.prod(_QUALITIES), rest * turn
    gain = (1.0 if kind == "low_pass" else np.square(square)) / (np.square(real) + np.square(imaginary))
    response = np.empty(ratio.shape, dtype=np.complex64)
    response.real, response.imag = real * gain, imaginary * -gain
    return response

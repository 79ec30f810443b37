"""Joining: new sound set into what is there, which stays sample for sample but for short cross-fades."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from audio.dsp.sound import Sound, frames_at, silence

FADE_FRAMES = frames_at(0.012)
EARLY_FRAMES = frames_at(0.012)
"""How long before the bar line a cross-fade is over: strokes that push ahead of the beat stay whole."""
_END_EARLY_FRAMES = frames_at(0.045)
"""The same at the very end of what is there, which was faded out there."""
RING_FRAMES = frames_at(0.05)
"""How long an opening rings over the first samples of what it leads to."""


def inserted(old: Sound, new: Sound, at: int, frames: int, *, lead: int) -> Sound:
    """`old` with `frames` of `new` set in at a frame.

    `new` begins `lead` frames before that, with what it goes on from, and may ring beyond its end.
    """
    if at == 0:
        return _before(old, new[lead:], frames)
    early = EARLY_FRAMES if at < len(old) else _END_EARLY_FRAMES
    early, fade = min(early, lead, at), min(FADE_FRAMES, max(0, min(lead, at) - early))
    joined = silence(len(old) + frames)
    first, second = at - early, at + frames - early
    joined[:first] = old[:first]
    middle = new[lead - early : lead + frames - early] if at < len(old) else new[lead - early : lead + frames]
    joined[first : first + len(middle)] = middle
    ramp = _ramp(fade)
    before = new[lead - early - fade : lead - early]
    joined[first - fade : first] = old[first - fade : first] * (1 - ramp) + before * ramp
    if at < len(old):
        joined[second:] = old[first:]
        inside = joined[second - fade : second]
        inside[:] = inside * (1 - ramp) + old[first - fade : first] * ramp
    return joined


def _ramp(frames: int) -> NDArray[np.float32]:
    """From 0 to 1, for both channels: what is joined is alike, so a straight line keeps its level."""
    return np.linspace(0.0, 1.0, frames, dtype=np.float32)[:, None]


def _before(old: Sound, new: Sound, frames: int) -> Sound:
    """New sound in front, which rings a moment over the start of the old one."""
    joined = np.concatenate([new[:frames], old])
    ringing = new[frames : frames + min(RING_FRAMES, len(old))]
    joined[frames : frames + len(ringing)] += ringing * _ramp(len(ringing))[::-1]
    return joined


def repeated(old: Sound, at: int, frames: int) -> Sound:
    """What comes before a frame, once more, as long as it takes: for stems that nobody wrote, in a loop."""
    turns = -(-frames // max(1, at))
    return np.tile(old[:at], (turns, 1))[-frames:]

"""What a hosted engine sends, as a take: exactly as long as was asked, with stems that sum to the mix, and a master."""

from __future__ import annotations

import io
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

import numpy as np
import soundfile

from audio.dsp import channels
from audio.dsp.codec import read
from audio.dsp.sound import SAMPLE_RATE_HZ, Sound, frames_at
from generation.engines import finishing
from generation.engines.base import Brief, Passing, Progress, Take
from generation.engines.composer.takes import Stopwatch

LONGEST_S = 900.0
REST = "other"
"""The stem for what the others leave of the mix."""
_FADE_S, _LOOP_FADE_S = 0.25, 0.01
_MISSING_S = 0.5
_SILENT = 10.0 ** (-66.0 / 20.0)
_CEILING = 0.99


@dataclass(frozen=True, slots=True)
class Made:
    """What came from a service, decoded, and what is known of it."""

    engine: str
    title: str
    mix: Sound
    stems: Mapping[str, Sound] = field(default_factory=dict)
    """By kind; what they leave of the mix goes into `REST`."""
    model: str = ""
    cost: Mapping[str, Any] | None = None
    notices: tuple[str, ...] = ()


def decoded(data: bytes, title: str) -> Sound:
    """The sound of a file that came from a service. Raises Passing for what is none, or far too long."""
    try:
        with soundfile.SoundFile(io.BytesIO(data)) as file:
            length_s = file.frames / max(file.samplerate, 1)
        if not 0 < length_s <= LONGEST_S:
            raise ValueError
        return read(data)
    except (ValueError, RuntimeError, TypeError, OverflowError, MemoryError):  # libsndfile's errors are RuntimeErrors
        raise Passing(f"{title} sent something that is no sound which can be read.") from None


def finished(brief: Brief, made: Made) -> Iterator[Progress | Take]:
    """Fit, sum, master and measure; the last thing is the take."""
    yield Progress(88, "Fitting it to its length…")
    watch = Stopwatch()
    frames = frames_at(brief.duration_s)
    fade_s = _LOOP_FADE_S if brief.looping else _FADE_S
    stems = _summing(
        {kind: _fitted(stem, frames, fade_s) for kind, stem in made.stems.items()},
        _fitted(made.mix, frames, fade_s),
    )
    watch.lap("fit")
    further = {"notices": (*made.notices, *_notices(brief, made)), "model": made.model, "cost": made.cost}
    yield from finishing.finished(brief, made.engine, stems, watch, **further)


def _fitted(sound: Sound, frames: int, fade_s: float) -> Sound:
    """Cut, or followed by silence; it fades out where either ends it."""
    if len(sound) == frames:
        return sound
    kept = sound[:frames].copy()
    fade = min(frames_at(fade_s), len(kept))
    kept[len(kept) - fade :] *= np.linspace(1.0, 0.0, fade, dtype=np.float32)[:, np.newaxis]
    return np.concatenate([kept, np.zeros((frames - len(kept), 2), dtype=np.float32)])


def _summing(stems: Mapping[str, Sound], mix: Sound) -> dict[str, Sound]:
    """The stems with what they leave of the mix. Neither they nor their sum is over full scale.

    What can't be heard beside the mix is no stem of its own.
    """
    silent = _SILENT * max(channels.peak(mix), 1e-6)
    full = {kind: stem for kind, stem in stems.items() if channels.peak(stem) > silent}
    rest = mix - sum(full.values(), np.zeros_like(mix))
    if not full or channels.peak(rest) > silent:
        full[REST] = full[REST] + rest if REST in full else rest
    gain = np.float32(min(1.0, _CEILING / max(channels.peak(mix), *map(channels.peak, full.values()), 1e-9)))
    return {kind: stem * gain for kind, stem in full.items()}


def _notices(brief: Brief, made: Made) -> Iterator[str]:
    yield f"{made.title} only aims at {brief.bpm:g} BPM and {brief.key}; what it plays may differ."
    came_s = len(made.mix) / SAMPLE_RATE_HZ
    if came_s < brief.duration_s - _MISSING_S:
        yield f"{made.title} sent {came_s:.1f} of {brief.duration_s:g} seconds; the rest is silent."
    if brief.tune:
        yield f"{made.title} takes no melody, so the one that was given is not in it."

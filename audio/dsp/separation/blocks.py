"""A long sound in blocks that overlap and are faded into one another, so that memory stays bounded."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

import numpy as np

from audio.dsp.sound import Sound, silence

Separator = Callable[[Sound], Mapping[str, Sound]]
"""From a sound to stems of its length."""


@dataclass(frozen=True, slots=True)
class Span:
    """Where a block lies, and how many of its first frames it shares with the block before."""

    start: int
    stop: int
    shared: int


def spans(frames: int, block: int, overlap: int) -> list[Span]:
    """Blocks of at most `block` frames that cover all frames, each sharing `overlap` frames with the one before.

    They are equally long, but for the last frames, so that none is too short to be worked on.
    """
    count = max(1, -(-(frames - overlap) // (block - overlap)))
    step = -(-(frames - overlap) // count) if count > 1 else frames
    starts = range(0, step * count, step)
    return [Span(start, min(start + step + overlap, frames), overlap if start else 0) for start in starts]


def each(separator: Separator, sound: Sound, block: int, overlap: int, stems: dict[str, Sound]) -> Iterator[float]:
    """Separate block by block into `stems`, which is filled on the way; yields the share that is done."""
    for span in spans(len(sound), block, overlap):
        for name, estimate in separator(sound[span.start : span.stop]).items():
            if name not in stems:
                stems[name] = silence(len(sound))
            _lay(stems[name], estimate, span)
        yield span.stop / max(1, len(sound))


def _lay(stem: Sound, estimate: Sound, span: Span) -> None:
    fade = np.linspace(0.0, 1.0, span.shared, endpoint=False, dtype=np.float32)[:, None]
    shared = slice(span.start, span.start + span.shared)
    stem[shared] = stem[shared] * (1.0 - fade) + estimate[: span.shared] * fade
    stem[span.start + span.shared : span.stop] = estimate[span.shared :]

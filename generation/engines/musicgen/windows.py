"""Beats longer than the model's memory: it goes on from the codes that it wrote last."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple


class Window(NamedTuple):
    """Frames of the beat that are in the model's sight at once."""

    start: int
    known: int
    """How many of them are written already."""
    frames: int


def windows(frames: int, sight: int, kept: int) -> Iterator[Window]:
    """Cover so many frames by windows of at most `sight`, each beginning with the `kept` last frames before it."""
    yield Window(0, 0, min(frames, sight))
    written = min(frames, sight)
    while written < frames:
        start = written - kept
        end = min(frames, start + sight)
        yield Window(start, kept, end - start)
        written = end

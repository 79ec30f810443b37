"""What is said of work that goes step by step."""

from __future__ import annotations

from collections.abc import Generator
from typing import TypeVar

from audio.dsp.steps import Steps, retold
from generation.engines.base import Progress

T = TypeVar("T")


def within(steps: Steps[T], first: int, last: int) -> Generator[Progress, None, T]:
    """The steps as progress from one percent to another; gives what came of the work."""
    return retold(steps, lambda step: Progress(round(first + (last - first) * step.share), step.stage))

"""Work that says how far it is: a generator of steps that returns what came of it, so that any step can be its last."""

from __future__ import annotations

from collections.abc import Callable, Generator
from typing import NamedTuple, TypeAlias, TypeVar

T = TypeVar("T")
Told = TypeVar("Told")


class Step(NamedTuple):
    """How far it is: 0–1, and a stage that a musician understands."""

    share: float
    stage: str


Steps: TypeAlias = Generator[Step, None, T]


def finished(steps: Steps[T], on_step: Callable[[float, str], None] | None = None) -> T:
    """What comes of it, at once. `on_step` hears every step; raising in it calls the work off."""
    while True:
        try:
            step = next(steps)
        except StopIteration as done:
            came: T = done.value
            return came
        if on_step is not None:
            on_step(*step)


def retold(steps: Steps[T], tell: Callable[[Step], Told]) -> Generator[Told, None, T]:
    """The same work, each of its steps told in another way."""
    while True:
        try:
            step = next(steps)
        except StopIteration as done:
            came: T = done.value
            return came
        yield tell(step)


def part(steps: Steps[T], first: float, last: float) -> Steps[T]:
    """The same work as a part of a greater one, which it brings from one share to another."""
    return retold(steps, lambda step: Step(first + (last - first) * step.share, step.stage))

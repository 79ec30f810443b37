"""What tests draw of what is too much to walk: another part every day. `BEATFLOW_SAMPLE_SEED` brings a day's back."""

from __future__ import annotations

import os
import random
from collections.abc import Iterable, Sequence
from datetime import UTC, datetime
from typing import TypeVar

T = TypeVar("T")
SAMPLE_SEED = int(os.environ.get("BEATFLOW_SAMPLE_SEED") or datetime.now(UTC).strftime("%Y%m%d"))
IS_WHOLE = SAMPLE_SEED == 0
"""With the seed 0 nothing is left out."""


def some(things: Iterable[T], count: int, *about: object) -> Sequence[T]:
    """That many of some things (all, where there are fewer), drawn by the day and by what it is about."""
    every = list(things)
    if IS_WHOLE or count >= len(every):
        return every
    return random.Random(f"{SAMPLE_SEED} {about}").sample(every, count)

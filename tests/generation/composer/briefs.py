"""Briefs for the composer's tests."""

from __future__ import annotations

from functools import cache
from typing import Any

from generation.engines.base import Brief
from generation.engines.composer.genres import GENRES
from generation.engines.composer.score import Score
from generation.engines.composer.write import compose_score

KEYS = ("C minor", "F# dorian", "Bb major")


def brief(genre: str = "trap", seed: int = 1, duration_s: float = 30.0, **changes: Any) -> Brief:
    """A brief of a genre with its defaults; the key and mood go round with the seed."""
    known = GENRES[genre]
    values: dict[str, Any] = {
        "genre": genre,
        "bpm": float(known.default_bpm),
        "key": KEYS[seed % len(KEYS)],
        "mood": known.moods[seed % len(known.moods)],
        "duration_s": duration_s,
        "seed": seed,
    }
    return Brief(**{**values, **changes})


@cache
def score_of(genre: str, seed: int, duration_s: float) -> Score:
    """The score of `brief` with nothing changed; composed once."""
    return compose_score(brief(genre, seed, duration_s))[0]

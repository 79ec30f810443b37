"""The beats that are measured: briefs that follow from genre, seed and length, and the takes made of them."""

from __future__ import annotations

from pathlib import Path

import numpy as np

from generation.engines.base import Brief, Take
from generation.engines.composer.engine import Composer
from generation.engines.composer.genres import GENRES
from generation.engines.composer.streams import pick, pick_key, stream
from generation.engines.theory import TONICS

SEEDS, SECONDS = (1, 2, 3), (10.0, 30.0, 90.0)


def brief_of(genre: str, seed: int, seconds: float) -> Brief:
    """The genre's default tempo for seed 1, another of its range for others; key, mood and mode go with the seed."""
    known, rng = GENRES[genre], stream(seed, f"bench/{genre}")
    low, high = known.bpm_range
    bpm = known.default_bpm if seed == 1 else int(rng.integers(low, high + 1))
    key = f"{pick(TONICS, rng)} {pick_key(known.modes, rng)}"
    return Brief(genre, float(bpm), key, pick(known.moods, rng), seconds, seed, kinds=known.kinds)


def take_of(brief: Brief, sounds: Path) -> Take:
    """The beat, made."""
    *_, take = Composer(sounds).compose(brief)
    assert isinstance(take, Take)
    return take


def sounding(take: Take) -> dict[str, np.ndarray]:
    """Every sound of a take by its name."""
    return {**take.stems, "mix": take.mix, "master": take.master}

"""A few beats of the day, held to what every beat must meet. `BEATFLOW_SAMPLE_SEED` brings a day's beats back."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from generation.engines.base import Brief, Take
from generation.engines.composer.engine import Composer
from generation.engines.composer.genres import GENRES
from generation.engines.theory import TONICS
from tests.generation.composer.measuring.criteria import findings
from tests.sampling import SAMPLE_SEED

SOUNDS = Path(__file__).resolve().parents[3] / "node_modules"
COUNT = 4


def sample() -> list[Brief]:
    """Briefs of different genres, 10 to 30 seconds long, one of them a loop."""
    rng = np.random.default_rng(SAMPLE_SEED)
    genres = [list(GENRES)[index] for index in rng.permutation(len(GENRES))[:COUNT]]
    return [drawn(genre, rng, looping=number == 0) for number, genre in enumerate(genres)]


def drawn(name: str, rng: np.random.Generator, *, looping: bool) -> Brief:
    genre = GENRES[name]
    return Brief(
        genre=name,
        bpm=round(float(rng.uniform(*genre.bpm_range)), 1),
        key=f"{rng.choice(TONICS)} {rng.choice(list(genre.modes))}",
        mood=str(rng.choice(genre.moods)),
        duration_s=round(float(rng.uniform(10.0, 30.0)), 2),
        seed=int(rng.integers(2**31)),
        looping=looping,
        energy=round(float(rng.uniform(0.2, 0.9)), 2),
        kinds=genre.kinds,
    )


@pytest.mark.parametrize("brief", sample(), ids=lambda brief: brief.genre)
def test_a_beat_of_the_day_measures_up(brief: Brief) -> None:
    *_, take = Composer(SOUNDS).compose(brief)
    assert isinstance(take, Take)
    missed = [each for each in findings(take, SOUNDS, sampled_only=True) if not each.holds]
    assert not missed, f"BEATFLOW_SAMPLE_SEED={SAMPLE_SEED}: {brief}"

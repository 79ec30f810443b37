"""audiocraft as the second runtime: in a process of its own, by the protocol that its host speaks.

A stand-in with audiocraft's names and manners takes its place. Where BEATFLOW_AUDIOCRAFT_DIR names a folder that
script/setup-audiocraft has made, the real one is played too, on a tiny checkpoint of the published layout.
"""

import os
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

pytest.importorskip("torch")

from audio.dsp.sound import frames_at
from generation.engines import models
from generation.engines.base import Passing, Refused, Take, TuneNote
from generation.engines.facilities import Facilities
from generation.engines.musicgen import weights
from generation.engines.musicgen.engine import MusicGen
from tests.generation.engines.musicgen import standing_in
from tests.generation.engines.musicgen.test_beats import BRIEF, composed, halves
from tests.sites import ROOT

pytestmark = pytest.mark.ml
REAL = os.environ.get("BEATFLOW_AUDIOCRAFT_DIR", "")


@pytest.fixture(scope="module")
def here(tmp_path_factory):
    return standing_in.facilities(tmp_path_factory.mktemp("audiocraft"))


@pytest.fixture(scope="module")
def engine(here):
    yield MusicGen(here, halves)
    models.forget()


def test_a_beat_comes_as_long_as_was_asked_with_both_sides(engine):
    steps, take = composed(engine, BRIEF)
    assert len(take.mix) == frames_at(3.0)
    assert take.model == "musicgen-small (audiocraft)"
    assert not np.array_equal(take.mix[:, 0], take.mix[:, 1])
    assert "Writing the music: 2 of 3 s…" in [step.stage for step in steps]
    assert "audiocraft-small" in models.loaded()


def test_takes_are_those_of_their_seeds_alone_and_one_after_the_other(engine):
    briefs = [replace(BRIEF, seed=seed) for seed in (4, 5)]
    steps = list(engine.compose_batch(briefs, lambda index: True))
    takes = [step for _, step in steps if isinstance(step, Take)]
    assert "Writing take 2: 1 of 3 s…" in [step.stage for _, step in steps if not isinstance(step, Take)]
    for brief, take in zip(briefs, takes, strict=True):
        assert np.array_equal(composed(engine, brief)[1].mix, take.mix)
    assert not np.array_equal(takes[0].mix, takes[1].mix)


def test_who_wants_no_more_stops_it_and_the_next_beat_is_whole(engine):
    _, before = composed(engine, BRIEF)
    steps = engine.compose(BRIEF)
    for _ in range(20):
        next(steps)
    steps.close()
    assert np.array_equal(composed(engine, BRIEF)[1].mix, before.mix)


def test_what_goes_wrong_is_told_and_the_next_beat_is_made(engine):
    cases = [("explode", Refused, "no such words"), ("vanish", Passing, "ended"), ("fill", Refused, "shorter beat")]
    for word, kind, sentence in cases:
        with pytest.raises(kind, match=sentence):
            composed(engine, replace(BRIEF, prompt=word))
        composed(engine, BRIEF)


def test_a_melody_goes_by_the_other_runtime(here, weights_dir):
    engine = MusicGen(replace(here, models=weights_dir), halves)
    _, take = composed(engine, replace(BRIEF, tune=(TuneNote(0, 4, 60),)))
    assert take.model == "musicgen-melody"


@pytest.mark.skipif(not REAL, reason="BEATFLOW_AUDIOCRAFT_DIR names no folder of script/setup-audiocraft")
def test_the_real_audiocraft_plays_a_checkpoint_of_the_published_layout(tmp_path):
    models.forget()
    cache = tmp_path / "audiocraft-small"
    told = {**os.environ, "HF_HUB_CACHE": str(cache), "HF_HUB_OFFLINE": "1"}
    for part in ("others", "musicgen"):
        command = [sys.executable, "-m", "tests.generation.engines.musicgen.tiny_audiocraft", part, str(cache), REAL]
        subprocess.run(command, cwd=ROOT, env=told, check=True)
    real = Facilities(
        sounds=tmp_path, models=tmp_path, threads=1, musicgen_runtime="audiocraft", audiocraft=Path(REAL),
        musicgen_top_k=50,
    )  # fmt: skip
    assert weights.lacks(real) is None
    engine = MusicGen(real, halves)
    _, take = composed(engine, BRIEF)
    assert np.array_equal(composed(engine, BRIEF)[1].mix, take.mix)
    assert not np.array_equal(composed(engine, replace(BRIEF, seed=2))[1].mix, take.mix)
    steps, longer = composed(engine, replace(BRIEF, duration_s=35.0))
    assert len(longer.mix) == frames_at(35.0)
    percents = [step.percent for step in steps]
    assert percents == sorted(percents)
    models.forget()

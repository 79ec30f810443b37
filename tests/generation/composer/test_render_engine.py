"""The engine says how far it is, keeps its word on length and loudness, and repeats itself to the byte."""

import hashlib
import os
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest

from audio.dsp import codec
from generation.engines import registry
from generation.engines.base import Brief, Progress, Take
from generation.engines.composer.engine import Composer
from generation.engines.facilities import Facilities

SOUNDS = Path(__file__).parents[3] / "node_modules"
BRIEF = Brief(genre="lo-fi", bpm=80.0, key="D dorian", mood="dreamy", duration_s=6.0, seed=11)

_DIGEST = """
from tests.generation.composer.test_render_engine import BRIEF, SOUNDS, digest_of, take_of
print(digest_of(take_of(BRIEF)))
"""


def take_of(brief: Brief) -> Take:
    """The last thing that the engine gives."""
    last = list(Composer(SOUNDS).compose(brief))[-1]
    assert isinstance(last, Take)
    return last


def digest_of(take: Take) -> str:
    """Of everything that can be heard."""
    sounds = [*take.stems.values(), take.mix, take.master]
    return hashlib.sha256(b"".join(codec.encode(sound, "flac24") for sound in sounds) + (take.midi or b"")).hexdigest()


@pytest.fixture(scope="module")
def take() -> Take:
    return take_of(BRIEF)


def test_progress_rises_from_0_to_100_and_names_what_is_being_made() -> None:
    *progress, last = Composer(SOUNDS).compose(BRIEF)
    assert isinstance(last, Take)
    assert all(isinstance(step, Progress) for step in progress)
    percents = [step.percent for step in progress if isinstance(step, Progress)]
    assert percents[0] == 0
    assert percents[-1] == 100
    assert percents == sorted(percents)
    stages = {step.stage for step in progress if isinstance(step, Progress)}
    assert {"Writing the chords…", "Creating bassline…", "Mixing…", "Mastering…"} <= stages


def test_a_take_has_its_length_to_the_sample_and_its_stems_sum_to_the_mix(take: Take) -> None:
    for sound in (*take.stems.values(), take.mix, take.master):
        assert sound.shape == (6 * 44_100, 2)
    total = np.sum([stem.astype(np.float64) for stem in take.stems.values()], axis=0)
    assert np.array_equal(total, take.mix)


def test_a_take_is_a_record_and_tells_how_it_was_made(take: Take) -> None:
    assert take.engine == "composer"
    assert take.loudness_lufs == pytest.approx(-14.0, abs=0.3)
    assert take.true_peak_dbtp <= -1.0
    assert set(take.timings_s) == {"compose", "render", "mix", "master"}
    assert take.score
    assert take.midi
    assert take.midi.startswith(b"MThd")


def test_the_same_brief_gives_the_same_bytes_here_and_in_another_process(take: Take) -> None:
    here = digest_of(take)
    assert digest_of(take_of(BRIEF)) == here
    environment = {**os.environ, "PYTHONPATH": str(SOUNDS.parent)}
    elsewhere = subprocess.run(
        [sys.executable, "-c", _DIGEST], capture_output=True, text=True, check=True, env=environment
    )
    assert elsewhere.stdout.strip() == here


def test_only_the_kinds_asked_for_are_made() -> None:
    take = take_of(Brief("house", 124.0, "A minor", "deep", 4.0, 5, kinds=("drums", "bass")))
    assert tuple(take.stems) == ("drums", "bass")


def test_engines_that_cannot_run_say_what_they_lack(tmp_path: Path) -> None:
    assert registry.names()[0] == "composer"
    assert registry.availability(Facilities(SOUNDS))["composer"] is None
    assert registry.engines(Facilities(SOUNDS))["composer"].name == "composer"
    assert "script/setup" in (registry.availability(Facilities(tmp_path))["composer"] or "")
    assert "composer" not in registry.engines(Facilities(tmp_path))

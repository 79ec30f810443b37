"""MusicGen makes a beat from words: whole, as long as was asked, the same for the same seed."""

from dataclasses import replace

import numpy as np
import pytest

pytest.importorskip("torch")

from audio.dsp.codec import quantise
from audio.dsp.separation.separating import Separated
from audio.dsp.separation.weights import BUILTIN
from audio.dsp.sound import frames_at
from audio.dsp.steps import Step
from generation.engines import models
from generation.engines.base import Brief, Progress, Refused, Take, TuneNote
from generation.engines.facilities import Facilities
from generation.engines.musicgen import loading
from generation.engines.musicgen.engine import MusicGen

pytestmark = pytest.mark.ml
BRIEF = Brief(genre="trap", bpm=140, key="C minor", mood="dark", duration_s=3.0, seed=1)


def halves(sound, preset, means):
    """A quick separator: two stems that sum to the sound."""
    yield Step(0.5, "Halving…")
    mix = quantise(sound)
    drums = quantise(mix * np.float32(0.25))
    return Separated({"drums": drums, "other": mix - drums}, BUILTIN)


@pytest.fixture
def engine(weights_dir):
    yield MusicGen(Facilities(sounds=weights_dir, models=weights_dir, threads=1), halves)
    models.forget()


def composed(engine, brief=BRIEF, reference=None):
    *steps, take = engine.compose(brief) if reference is None else engine.follow(brief, reference)
    assert isinstance(take, Take)
    assert all(isinstance(step, Progress) for step in steps)
    return steps, take


def test_a_beat_has_stems_that_sum_to_its_mix_and_a_master(engine):
    steps, take = composed(engine)
    assert (take.engine, take.model, set(take.stems)) == ("musicgen", "musicgen-small", {"drums", "other"})
    assert {len(sound) for sound in (take.mix, take.master, *take.stems.values())} == {frames_at(3.0)}
    assert np.array_equal(sum(take.stems.values()), take.mix)
    assert -15.0 < take.loudness_lufs < -13.0
    assert take.true_peak_dbtp <= -1.0
    assert (take.score["bpm"], take.score["parts"]) == (140, [])
    percents = [step.percent for step in steps]
    assert percents == sorted(percents)
    assert any("of 3 s" in step.stage for step in steps)


def test_its_stems_are_found_by_the_separator_that_is_here(weights_dir):
    _, take = composed(MusicGen(Facilities(sounds=weights_dir, models=weights_dir, threads=1)))
    assert tuple(take.stems) == ("drums", "bass", "other")
    assert np.array_equal(sum(take.stems.values()), take.mix)
    assert any("found by" in notice for notice in take.notices)


@pytest.mark.parametrize("duration_s", [3.0, 4.321, 5.5])
def test_a_beat_is_as_long_as_was_asked_to_the_sample(engine, duration_s):
    _, take = composed(engine, replace(BRIEF, duration_s=duration_s))
    assert len(take.mix) == frames_at(duration_s)
    assert np.abs(take.mix[-1]).max() < 1e-3, "it ends without a click"


def test_the_same_seed_gives_the_same_samples_and_another_seed_others(engine):
    (_, once), (_, again) = composed(engine), composed(engine)
    _, other = composed(engine, replace(BRIEF, seed=2))
    assert np.array_equal(once.mix, again.mix)
    assert not np.array_equal(once.mix, other.mix)


def test_other_words_give_another_beat(engine):
    _, once = composed(engine)
    _, other = composed(engine, replace(BRIEF, genre="jazz", mood="calm"))
    assert not np.array_equal(once.mix, other.mix)


def test_a_looping_beat_leads_back_to_its_beginning(engine):
    _, take = composed(engine, replace(BRIEF, looping=True))
    mix = take.mix[:, 0]
    steps = np.abs(np.diff(mix))
    assert abs(mix[0] - mix[-1]) <= 2 * steps.max()
    assert len(mix) == frames_at(3.0)


def test_more_than_thirty_seconds_go_on_from_the_codes_before(engine):
    steps, take = composed(engine, replace(BRIEF, duration_s=35.0))
    assert len(take.mix) == frames_at(35.0)
    stages = [step.stage for step in steps]
    assert "Writing the music: 34 of 35 s…" in stages
    loud = np.abs(take.mix[: 34 * 44_100, 0]).reshape(34, -1).max(axis=1)
    assert loud.min() > 0.0, "there is sound in every second"


def test_who_wants_no_more_stops_between_two_steps_and_the_next_beat_is_whole(engine):
    _, before = composed(engine)
    steps = engine.compose(BRIEF)
    for _ in range(20):
        assert isinstance(next(steps), Progress)
    steps.close()
    assert models.loaded() == ("musicgen-small",)
    _, after = composed(engine)
    assert np.array_equal(before.mix, after.mix)


def test_the_model_stays_loaded_between_beats(engine, monkeypatch):
    composed(engine)
    monkeypatch.setattr(loading, "load", None)
    composed(engine)


def test_running_out_of_memory_is_told_with_advice_and_the_next_beat_is_made(engine, monkeypatch):
    from generation.engines.musicgen import decoding

    def full(*_):
        raise RuntimeError("CUDA out of memory. Tried to allocate 3.91 GiB")

    with monkeypatch.context() as patch:
        patch.setattr(decoding, "waveform", full)
        with pytest.raises(Refused, match="choose a shorter beat"):
            composed(engine)
    assert models.loaded() == ()
    composed(engine)


def test_two_models_that_do_not_fit_are_never_loaded_together(engine, monkeypatch):
    composed(engine)
    need = loading.bytes_needed(engine._here.models / "musicgen-melody", "int8", "cpu")
    monkeypatch.setattr(models, "free_bytes", lambda device: need + 1 if models.loaded() == () else 0)
    _, take = composed(engine, replace(BRIEF, tune=(TuneNote(0, 2, 60),)))
    assert take.model == "musicgen-melody"
    assert models.loaded() == ("musicgen-melody",)

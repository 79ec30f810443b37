"""The stereo models: codebooks of left and right in turns, as they are published, in both layouts of folders."""

from dataclasses import replace

import numpy as np
import pytest

torch = pytest.importorskip("torch")

import transformers as hf  # noqa: E402

from generation.engines import models  # noqa: E402
from generation.engines.base import TuneNote  # noqa: E402
from generation.engines.facilities import Facilities  # noqa: E402
from generation.engines.musicgen import decoding, delay, loading, weights  # noqa: E402
from generation.engines.musicgen.engine import MusicGen  # noqa: E402
from generation.engines.musicgen.loading import Following  # noqa: E402
from generation.engines.musicgen.sampling import Sampling  # noqa: E402
from generation.engines.musicgen.writing import Sight, write  # noqa: E402
from tests.generation.engines.musicgen import tiny  # noqa: E402
from tests.generation.engines.musicgen.test_beats import BRIEF, composed, halves  # noqa: E402
from tests.generation.engines.musicgen.test_same_as_stock import TEXT, ended  # noqa: E402

pytestmark = pytest.mark.ml
FRAMES = 24
CLASSES = {
    "stereo-small": hf.MusicgenForConditionalGeneration,
    "stereo-melody": hf.MusicgenMelodyForConditionalGeneration,
}


@pytest.fixture(scope="module")
def stereo_dir(tmp_path_factory):
    folder = tmp_path_factory.mktemp("stereo")
    tiny.save_local(folder / "musicgen-stereo-small", "stereo-small")
    tiny.save_in_hub_cache(folder / "hub", "stereo-melody")
    return folder


@pytest.fixture
def here(stereo_dir, monkeypatch):
    monkeypatch.setenv("HF_HUB_CACHE", str(stereo_dir / "hub"))
    yield Facilities(sounds=stereo_dir, models=stereo_dir, threads=1, musicgen_model="stereo-small")
    models.forget()


def test_left_and_right_of_a_codebook_are_equally_late():
    assert delay.delays(8, 2) == (0, 0, 1, 1, 2, 2, 3, 3)
    known = torch.arange(16).view(1, 8, 2)
    grid, is_open = delay.columns(known, 5, 64, delay.delays(8, 2))
    assert grid.shape == (1, 8, 9)
    assert torch.equal(delay.frames_of(grid, 5, delay.delays(8, 2))[..., :2], known)
    assert is_open.sum() == 8 * 3


@pytest.mark.parametrize("kind", CLASSES)
def test_the_likeliest_sound_is_that_of_stock_transformers_on_both_sides(here, kind):
    folder = weights.found(here.models, kind)
    stock, ours = CLASSES[kind].from_pretrained(folder).eval(), loading.load(folder, "float32", "cpu")
    ids = hf.AutoTokenizer.from_pretrained(folder)(TEXT, return_tensors="pt")["input_ids"]
    made = stock.generate(
        input_ids=ids, attention_mask=torch.ones_like(ids), do_sample=False, guidance_scale=3.0, max_length=FRAMES + 4
    )[0]
    wish = Following(ours, TEXT, None)
    codes = ended(write(ours.decoder, wish, FRAMES, Sampling(top_k=1), [1], Sight()))[0]
    sides = decoding.channels(ours.codec, codes, ours.channels)
    assert made.shape[0] == ours.channels == 2
    assert torch.allclose(sides, made, atol=1e-5)
    assert (sides[0] - sides[1]).abs().max() > 1e-3


def test_a_stereo_beat_has_two_sides_that_differ(here):
    _, take = composed(MusicGen(here, halves))
    assert take.model == "musicgen-stereo-small"
    left, right = take.mix.T
    assert np.abs(left - right).max() > 0.001


def test_a_melody_is_followed_in_stereo_where_the_stereo_melody_model_is_here(here, weights_dir):
    _, take = composed(MusicGen(here, halves), replace(BRIEF, tune=(TuneNote(0, 8, 60),)))
    assert take.model == "musicgen-stereo-melody"
    assert weights.melody_model(replace(here, musicgen_model="small")) == "melody"

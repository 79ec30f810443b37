"""Stems sum to their mix to the last bit, however bad the estimates are."""

import numpy as np
import pytest

from audio.dsp.codec import encode, quantise, read
from audio.dsp.separation.residual import summing
from audio.dsp.sound import Sound


def _noise(level: float, seed: int, frames: int = 5_000) -> Sound:
    return (np.random.default_rng(seed).standard_normal((frames, 2)) * level).astype(np.float32)


def _stored(sound: Sound) -> Sound:
    return read(encode(sound, "flac24"))


@pytest.mark.parametrize("level", [0.01, 0.3, 2.0])
def test_what_is_stored_sums_to_the_mix_exactly(level: float) -> None:
    mix = quantise(_noise(level, 1))
    stems = summing({"drums": _noise(level, 2), "bass": _noise(level, 3)}, mix, "other")
    total = sum(_stored(stem).astype(np.float64) for stem in stems.values())
    np.testing.assert_array_equal(total, mix)


def test_a_rest_beyond_full_scale_goes_back_to_the_stems() -> None:
    mix = np.full((10, 2), 0.9, np.float32)
    stems = summing({"vocals": np.full((10, 2), -0.9, np.float32)}, mix, "instrumental")
    assert stems["instrumental"].max() < 1.0
    np.testing.assert_array_equal(sum(stem.astype(np.float64) for stem in stems.values()), quantise(mix))


def test_an_estimate_that_is_no_number_counts_as_silence() -> None:
    mix = quantise(_noise(0.2, 5, 100))
    stems = summing({"vocals": np.full((100, 2), np.nan, np.float32)}, mix, "instrumental")
    np.testing.assert_array_equal(stems["instrumental"], mix)

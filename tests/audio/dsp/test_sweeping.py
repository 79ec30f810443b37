"""A moving filter does what a still one does at each moment, clicks nowhere, and leaves everything else alone."""

import numpy as np
import pytest

from audio.dsp import filters, sweeping
from audio.dsp.sound import SAMPLE_RATE_HZ, Sound
from audio.dsp.sweeping import Glide


def _noise(seconds: float = 4.0) -> Sound:
    rng = np.random.default_rng(8)
    return (rng.standard_normal((round(seconds * SAMPLE_RATE_HZ), 2)) * 0.1).astype(np.float32)


def _tone(hz: float, seconds: float = 4.0) -> Sound:
    wave = 0.5 * np.sin(2 * np.pi * hz * np.arange(round(seconds * SAMPLE_RATE_HZ)) / SAMPLE_RATE_HZ)
    return np.stack([wave, wave], axis=1).astype(np.float32)


def _level_db(sound: np.ndarray) -> float:
    return float(20 * np.log10(np.abs(sound).max() + 1e-12))


@pytest.mark.parametrize("kind", ["low_pass", "high_pass"])
@pytest.mark.parametrize("hz", [120.0, 900.0, 6_000.0])
def test_a_sweep_that_stands_still_is_the_filter_of_its_name(kind: str, hz: float) -> None:
    swept = sweeping.swept(_noise(), Glide(kind, SAMPLE_RATE_HZ, 2 * SAMPLE_RATE_HZ, hz, hz))
    still = getattr(filters, kind)(_noise(), hz, 4)
    within = slice(round(1.4 * SAMPLE_RATE_HZ), round(2.9 * SAMPLE_RATE_HZ))
    assert _level_db(swept[within] - still[within]) < _level_db(still[within]) - 45


def test_outside_its_stretch_a_part_sounds_as_it_is() -> None:
    swept = sweeping.swept(_noise(), Glide("low_pass", SAMPLE_RATE_HZ, SAMPLE_RATE_HZ, 200.0, 9_000.0))
    assert np.array_equal(swept[: SAMPLE_RATE_HZ - 441], _noise()[: SAMPLE_RATE_HZ - 441])
    assert np.array_equal(swept[round(2.2 * SAMPLE_RATE_HZ) :], _noise()[round(2.2 * SAMPLE_RATE_HZ) :])


def test_the_stroke_on_which_a_sweep_begins_is_filtered_and_the_one_after_it_is_not() -> None:
    strokes = np.zeros((3 * SAMPLE_RATE_HZ, 2), dtype=np.float32)
    strokes[[SAMPLE_RATE_HZ, 2 * SAMPLE_RATE_HZ]] = 0.9
    swept = np.abs(sweeping.swept(strokes.copy(), Glide("low_pass", SAMPLE_RATE_HZ, SAMPLE_RATE_HZ, 200.0, 200.0)))
    assert swept[SAMPLE_RATE_HZ : SAMPLE_RATE_HZ + 400].max() < 0.05
    assert np.array_equal(swept[2 * SAMPLE_RATE_HZ], strokes[2 * SAMPLE_RATE_HZ])


@pytest.mark.parametrize(("kind", "start_hz", "end_hz"), [("low_pass", 100.0, 18_000.0), ("high_pass", 20.0, 200.0)])
def test_a_sweep_neither_clicks_nor_steps(kind: str, start_hz: float, end_hz: float) -> None:
    """A pure tone through it stays pure: nothing above 3 kHz, also where the filter sets in and ends."""
    swept = sweeping.swept(_tone(220.0), Glide(kind, SAMPLE_RATE_HZ, 2 * SAMPLE_RATE_HZ, start_hz, end_hz))
    above = filters.high_pass(swept, 3_000.0, 4)[4_000:-4_000]
    assert _level_db(above) < _level_db(swept) - 75


def test_an_opening_filter_gets_brighter_all_the_way() -> None:
    swept = sweeping.swept(_noise(), Glide("low_pass", 0, 4 * SAMPLE_RATE_HZ, 200.0, 16_000.0))
    treble = filters.high_pass(swept, 2_000.0)
    levels = [float(np.square(stretch).mean()) for stretch in np.array_split(treble, 6)]
    assert levels == sorted(levels)


@pytest.mark.parametrize("start", [-SAMPLE_RATE_HZ, 3 * SAMPLE_RATE_HZ, 9 * SAMPLE_RATE_HZ])
def test_a_sweep_that_reaches_beyond_the_sound_takes_what_is_there(start: int) -> None:
    swept = sweeping.swept(_noise(), Glide("high_pass", start, 2 * SAMPLE_RATE_HZ, 100.0, 2_000.0))
    assert swept.shape == _noise().shape
    assert np.isfinite(swept).all()

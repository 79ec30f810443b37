"""A master is as loud as it should be and never over, whatever comes in."""

from typing import Any

import numpy as np
import pytest

from audio.dsp import loudness
from audio.dsp.master import master
from audio.dsp.sound import SAMPLE_RATE_HZ, Sound, silence


def _sound(sound: Sound, **wishes: Any) -> Sound:
    return master(sound, **wishes).sound


def _times(seconds: float) -> np.ndarray:
    return np.arange(round(seconds * SAMPLE_RATE_HZ)) / SAMPLE_RATE_HZ


def _noise(seconds: float, level: float) -> Sound:
    return (np.random.default_rng(4).standard_normal((round(seconds * SAMPLE_RATE_HZ), 2)) * level).astype(np.float32)


def _boom() -> Sound:
    sound = silence(3 * SAMPLE_RATE_HZ)
    times = _times(1.2)
    sound[1_000 : 1_000 + len(times)] = (0.9 * np.sin(2 * np.pi * 48 * times) * np.exp(-3 * times))[:, None]
    return sound


def _beat(seconds: float = 8.0) -> Sound:
    sound = _noise(seconds, 0.01)
    kick = np.sin(2 * np.pi * 55 * _times(0.4)) * np.exp(-9 * _times(0.4))
    for start in range(0, len(sound) - len(kick), 20_000):
        sound[start : start + len(kick)] += kick[:, None].astype(np.float32)
    return sound


def _dense() -> Sound:
    return np.tanh(_noise(6.0, 0.6) + np.sin(2 * np.pi * 50 * _times(6.0))[:, None]).astype(np.float32)


SOUNDS = {
    "one 808": _boom,
    "a beat": _beat,
    "a dense mix": _dense,
    "far too loud": lambda: _noise(4.0, 3.0),
    "nearly silent": lambda: _noise(4.0, 0.0008),
    "three seconds": lambda: _beat(3.0),
    "loud at the end only": lambda: np.concatenate([_noise(3.0, 0.001), _noise(3.0, 0.3)]),
}


@pytest.mark.parametrize("looping", [False, True])
@pytest.mark.parametrize("name", list(SOUNDS))
def test_a_master_meets_its_loudness_and_its_ceiling(name: str, looping: bool) -> None:
    sound = SOUNDS[name]()
    result = _sound(sound, drive=0.3, tilt_db=-1.0, looping=looping)
    assert result.shape == sound.shape
    assert result.dtype == np.float32
    assert loudness.integrated_lufs(result) == pytest.approx(-14.0, abs=0.3)
    assert loudness.true_peak_dbtp(result) <= -1.0
    assert np.abs(result).max() <= 1.0


@pytest.mark.parametrize("target_lufs", [-23.0, -18.0, -9.0])
def test_other_targets_are_met_too(target_lufs: float) -> None:
    result = _sound(_dense(), target_lufs=target_lufs)
    assert loudness.integrated_lufs(result) == pytest.approx(target_lufs, abs=0.3)
    assert loudness.true_peak_dbtp(result) <= -1.0


def test_silence_stays_silence() -> None:
    assert np.abs(_sound(silence(SAMPLE_RATE_HZ))).max() < 1e-15
    assert len(_sound(silence(0))) == 0


def test_a_bare_click_is_raised_as_far_as_the_ceiling_allows() -> None:
    click = silence(SAMPLE_RATE_HZ)
    click[5_000] = 0.5
    result = _sound(click)
    assert -3.0 < loudness.true_peak_dbtp(result) <= -1.0
    assert np.isfinite(result).all()


def test_mastering_repeats_to_the_byte() -> None:
    assert _sound(_beat()).tobytes() == _sound(_beat()).tobytes()


def test_the_limiter_does_not_smear_the_moment_of_a_beat() -> None:
    before, after = _beat(), _sound(_beat())
    for start in range(20_000, len(before) - 20_000, 20_000):
        assert np.abs(after[start - 400 : start - 40]).max() < 0.35 * np.abs(after[start : start + 1_000]).max()


def test_a_looping_master_joins_its_end_to_its_start() -> None:
    hum = np.sin(2 * np.pi * 100 * _times(4.0)).astype(np.float32)
    loop = _sound(np.stack([hum, hum], axis=1), looping=True)
    steps = np.abs(np.diff(np.concatenate([loop, loop]), axis=0))
    assert steps[len(loop) - 1].max() <= steps[: len(loop) - 1].max() * 1.02

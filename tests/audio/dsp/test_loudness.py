"""Loudness agrees with the standard and with its reference implementation."""

import numpy as np
import pyloudnorm
import pytest
from scipy.signal import resample_poly

from audio.dsp import loudness
from audio.dsp.sound import SAMPLE_RATE_HZ, Sound, silence


def _noise(seconds: float, level: float = 0.1) -> Sound:
    frames = round(seconds * SAMPLE_RATE_HZ)
    return (np.random.default_rng(1).standard_normal((frames, 2)) * level).astype(np.float32)


@pytest.mark.parametrize("seconds", [0.4, 1.0, 7.3])
def test_integrated_loudness_agrees_with_the_reference(seconds: float) -> None:
    sound = _noise(seconds)
    sound[len(sound) // 2 :] *= 0.05
    expected = pyloudnorm.Meter(SAMPLE_RATE_HZ).integrated_loudness(sound)
    assert loudness.integrated_lufs(sound) == pytest.approx(expected, abs=0.05)


def test_a_sine_at_minus_23_dbfs_on_both_sides_is_minus_23_lufs() -> None:
    """EBU Tech 3341, test signal 1."""
    sine = 10 ** (-23 / 20) * np.sin(2 * np.pi * 1_000 * np.arange(20 * SAMPLE_RATE_HZ) / SAMPLE_RATE_HZ)
    assert loudness.integrated_lufs(np.stack([sine, sine], axis=1).astype(np.float32)) == pytest.approx(-23.0, abs=0.1)


def test_silence_has_no_loudness_and_a_blink_has_one() -> None:
    assert loudness.integrated_lufs(silence(44_100)) == -np.inf
    assert loudness.integrated_lufs(silence(0)) == -np.inf
    assert loudness.true_peak_dbtp(silence(0)) == -np.inf
    assert loudness.integrated_lufs(_noise(0.1)) == pytest.approx(loudness.integrated_lufs(_noise(5.0)), abs=0.5)


@pytest.mark.parametrize("hz", [997.0, 5_000.0, 11_025.0, 15_000.0])
def test_a_peak_between_samples_is_found(hz: float) -> None:
    sine = 0.5 * np.sin(2 * np.pi * hz * np.arange(9_000) / SAMPLE_RATE_HZ + np.pi / 4)
    fade = np.minimum(1.0, np.minimum(np.arange(9_000), np.arange(9_000)[::-1]) / 500)
    sound = np.stack([sine * fade, sine * fade * 0.1], axis=1).astype(np.float32)
    assert loudness.true_peak_dbtp(sound) == pytest.approx(-6.02, abs=0.2)


def test_true_peak_agrees_with_eightfold_oversampling() -> None:
    sound = _noise(3.0)
    expected = 20 * np.log10(np.abs(resample_poly(sound.astype(float), 8, 1)).max())
    assert loudness.true_peak_dbtp(sound) == pytest.approx(expected, abs=0.3)

"""The balance of a master comes near that of finished records, without harm to what is good."""

import numpy as np
import pytest

from audio.dsp import balance, filters
from audio.dsp.sound import SAMPLE_RATE_HZ, Sound, silence


def _record() -> Sound:
    """Noise with the balance that is aimed at."""
    noise = np.random.default_rng(5).standard_normal((6 * SAMPLE_RATE_HZ, 2))
    spectrum = np.fft.rfft(noise, axis=0)
    hz = np.maximum(np.fft.rfftfreq(len(noise), 1 / SAMPLE_RATE_HZ), 1.0)
    target = np.interp(np.log2(hz), np.log2(balance.OCTAVES_HZ), balance.target_db())
    shaped = spectrum * (10 ** (target / 20) / np.sqrt(hz))[:, None]
    return (np.fft.irfft(shaped, len(noise), axis=0) * 0.5).astype(np.float32)


def test_a_balanced_record_is_hardly_touched() -> None:
    assert np.abs(balance.deviation_db(_record())[1:-1]).max() < 1.5
    assert (
        np.abs(balance.octave_levels_db(balance.mend(_record())) - balance.octave_levels_db(_record()))[1:-1].max()
        < 1.5
    )


@pytest.mark.parametrize(("hz", "gain_db"), [(63.0, 9.0), (500.0, -8.0), (4_000.0, 8.0)])
def test_a_hump_or_a_hole_is_brought_within_six_decibels(hz: float, gain_db: float) -> None:
    lopsided = filters.bell(_record(), hz, gain_db, 1.4)
    before, after = balance.deviation_db(lopsided), balance.deviation_db(balance.mend(lopsided))
    octave = balance.OCTAVES_HZ.index(hz)
    assert abs(after[octave]) < abs(before[octave]) - 2.0
    assert np.abs(after[1:-1]).max() < 6.0


def test_a_darker_genre_stays_darker() -> None:
    bright, dark = (balance.octave_levels_db(balance.mend(_record(), tilt_db)) for tilt_db in (3.0, -3.0))
    assert (bright - dark)[8] - (bright - dark)[1] > 2.0


def test_nothing_is_brought_out_where_nothing_is() -> None:
    hum = np.sin(2 * np.pi * 60 * np.arange(SAMPLE_RATE_HZ) / SAMPLE_RATE_HZ).astype(np.float32)
    sound = np.stack([hum, hum], axis=1) + np.random.default_rng(1).normal(0, 1e-6, (SAMPLE_RATE_HZ, 2)).astype(
        np.float32
    )
    mended = filters.high_pass(balance.mend(sound), 4_000.0, 4)[9_000:]
    assert np.sqrt(np.square(mended).mean()) < 2e-6


def test_an_onset_stays_where_it_is_and_silence_stays_silence() -> None:
    sound = silence(SAMPLE_RATE_HZ)
    sound[10_000:12_000] = _record()[:2_000]
    mended = balance.mend(sound)
    assert np.abs(mended[:9_995]).max() < 1e-3 * np.abs(mended).max()
    assert not balance.mend(silence(1_000)).any()

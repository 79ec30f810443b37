"""What a sound tells about itself: tempo, beats, bars, key and levels."""

from __future__ import annotations

import json

import numpy as np
import pytest

from audio.dsp.analysis import VERSION
from audio.dsp.analysis.analyse import Analysis, analyse
from audio.dsp.camelot import code_of
from audio.dsp.sound import SAMPLE_RATE_HZ, Sound, frames_at, silence


def struck(times_s: np.ndarray, seconds: float, level: float = 0.4) -> Sound:
    """Short bursts of noise at these times."""
    rng, mono = np.random.default_rng(1), np.zeros(frames_at(seconds) + 2_000, dtype=np.float32)
    for at_s in times_s:
        burst = level * rng.normal(0.0, 1.0, 900) * np.exp(-np.arange(900) / 200.0)
        mono[frames_at(at_s) : frames_at(at_s) + 900] += burst.astype(np.float32)
    return np.repeat(mono[: frames_at(seconds), None], 2, axis=1)


def chords(progression: list[list[int]], seconds_each: float = 1.0, rounds: int = 3) -> Sound:
    """Chords of MIDI numbers, each with some overtones and its lowest note an octave lower as the bass."""
    times = np.arange(frames_at(seconds_each)) / SAMPLE_RATE_HZ
    fade = np.minimum(1.0, np.minimum(times, times[::-1]) * 50.0)
    played = [sum(_note(pitch, times) for pitch in [*chord, chord[0] - 12]) * fade for chord in progression * rounds]
    mono = (0.05 * np.concatenate(played)).astype(np.float32)
    return np.repeat(mono[:, None], 2, axis=1)


def _note(pitch: int, times: np.ndarray) -> np.ndarray:
    hz = 440.0 * 2.0 ** ((pitch - 69) / 12.0)
    return sum(np.sin(2.0 * np.pi * hz * part * times) / part for part in (1, 2, 3))


@pytest.mark.parametrize("bpm", [50.0, 78.0, 93.7, 120.0, 174.0, 200.0])
def test_the_tempo_of_clicks_is_theirs_and_the_half_and_the_double_are_offered(bpm: float) -> None:
    found = analyse(struck(np.arange(0.3, 14.5, 60.0 / bpm), 15.0))
    assert found.tempo is not None
    assert found.tempo.bpm == pytest.approx(bpm, rel=0.005)
    told = [guess.bpm for guess in found.tempo.alternatives]
    for other in (bpm / 2.0, bpm * 2.0):
        if 41.0 <= other <= 219.0:
            assert any(abs(each / other - 1.0) < 0.02 for each in told)


def test_beats_lie_where_clicks_sound_and_go_on_through_a_pause() -> None:
    true_s = np.arange(0.25, 19.0, 0.5)
    found = analyse(struck(true_s[(true_s < 8.0) | (true_s > 12.0)], 20.0))
    assert found.tempo is not None
    assert found.tempo.is_steady
    apart = np.abs(true_s[:, None] - np.array(found.beats_s)[None, :]).min(axis=1)
    assert apart.max() < 0.005
    assert set(found.downbeats_s) <= set(found.beats_s)


def test_a_player_who_gets_slower_is_followed() -> None:
    true_s = np.cumsum(0.5 * 1.004 ** np.arange(34)) - 0.2
    found = analyse(struck(true_s, float(true_s[-1]) + 0.5))
    assert found.tempo is not None
    assert not found.tempo.is_steady
    apart = np.abs(true_s[:, None] - np.array(found.beats_s)[None, :]).min(axis=1)
    assert np.median(apart) < 0.01


@pytest.mark.parametrize(
    ("name", "progression"),
    [
        ("C major", [[60, 64, 67], [65, 69, 72], [67, 71, 74], [60, 64, 67]]),
        ("A minor", [[57, 60, 64], [62, 65, 69], [64, 68, 71], [57, 60, 64]]),
        ("F# minor", [[54, 57, 61], [59, 62, 66], [61, 65, 68], [54, 57, 61]]),
        ("Eb major", [[63, 67, 70], [68, 72, 75], [70, 74, 77], [63, 67, 70]]),
    ],
)
def test_a_cadence_is_heard_in_its_key_with_its_camelot_code(name: str, progression: list[list[int]]) -> None:
    found = analyse(chords(progression))
    assert found.key is not None
    assert (found.key.name, found.key.camelot) == (name, str(code_of(name)))
    assert abs(found.key.tuning_cents) <= 5


def test_a_record_that_is_out_of_tune_keeps_its_key() -> None:
    found = analyse(chords([[60.3, 64.3, 67.3], [65.3, 69.3, 72.3], [67.3, 71.3, 74.3], [60.3, 64.3, 67.3]]))
    assert found.key is not None
    assert found.key.name == "C major"
    assert found.key.tuning_cents == pytest.approx(30, abs=5)


@pytest.mark.parametrize("frames", [0, 1, 700, 22_050, 5 * SAMPLE_RATE_HZ])
def test_silence_has_a_length_and_nothing_else(frames: int) -> None:
    found = analyse(silence(frames))
    assert found.duration_s == pytest.approx(frames / SAMPLE_RATE_HZ, abs=0.001)
    assert (found.tempo, found.key, found.beats_s, found.downbeats_s) == (None, None, (), ())
    assert found.levels.integrated_lufs is found.levels.true_peak_dbtp is None


@pytest.mark.parametrize("frames", [1, 300, 9_000, 8 * SAMPLE_RATE_HZ])
def test_noise_of_any_length_is_told_without_being_sure(frames: int) -> None:
    noise = np.random.default_rng(3).normal(0.0, 0.1, (frames, 2)).astype(np.float32)
    found = analyse(noise)
    assert found.tempo is None or found.tempo.confidence < 0.5
    assert found.levels.integrated_lufs is not None


def test_a_sine_at_minus_23_measures_as_the_standard_says() -> None:
    times = np.arange(10 * SAMPLE_RATE_HZ) / SAMPLE_RATE_HZ
    tone = (10 ** (-23.0 / 20.0) * np.sin(2.0 * np.pi * 1_000.0 * times)).astype(np.float32)
    levels = analyse(np.repeat(tone[:, None], 2, axis=1)).levels
    assert levels.integrated_lufs == pytest.approx(-23.0, abs=0.1)
    assert levels.short_term_max_lufs == pytest.approx(-23.0, abs=0.1)
    assert levels.true_peak_dbtp == pytest.approx(-23.0, abs=0.2)
    assert len(levels.short_term_lufs) == 8


def test_facts_are_json_with_the_version_of_the_method() -> None:
    facts = analyse(struck(np.arange(0.0, 7.9, 0.5), 8.0)).facts()
    assert json.loads(json.dumps(facts, allow_nan=False))["version"] == VERSION
    assert set(facts) == {"version", *Analysis.__dataclass_fields__}


def test_progress_is_told_and_only_rises() -> None:
    told: list[int] = []
    analyse(struck(np.arange(0.0, 3.0, 0.5), 3.0), lambda percent, stage: told.append(percent))
    assert told == sorted(told)
    assert len(told) >= 3

"""Every instrument over its whole range: in tune, without clicks or folded tones, alive to velocity, and level."""

from functools import cache
from pathlib import Path

import numpy as np
import pytest

from audio.dsp import filters, loudness
from audio.dsp.sound import SAMPLE_RATE_HZ, Sound, frames_at
from generation.engines.composer import palette, render
from generation.engines.composer.instruments import VOICES
from generation.engines.composer.score import Note, Part
from generation.engines.composer.sound import instruments
from tests.generation.composer import scores

SOUNDS = Path(__file__).parents[3] / "node_modules"
INHARMONIC = ("bell_fm", "bell", "kalimba", "ep_fm", "log_drum", "donk")
SYNTHESISED = [name for name in palette.INSTRUMENTS if name not in instruments.SAMPLED]
EVEN = ("organ",)
"""Instruments whose keys don't know how hard they are struck, but for their loudness."""
START_S = 0.5


@cache
def _alone(instrument: str, pitch: int, beats: float, velocity: float = 0.8, brightness: float = 0.5) -> Sound:
    part = Part("solo", "melody", instrument, notes=(Note(1.0, beats, pitch, velocity),), brightness=brightness)
    score = scores.score(part, bpm=120.0, seconds=START_S + beats / 2 + 0.4)
    return render.render_part(score, part, SOUNDS, score.frames)


def _pitches(instrument: str) -> list[int]:
    voice = VOICES[instrument]
    return [round(pitch) for pitch in np.linspace(voice.low, voice.high, 5)]


def _hz(pitch: int) -> float:
    return float(440.0 * 2.0 ** ((pitch - 69) / 12))


def _cents_off(sound: Sound, hz: float, harmonics: int) -> float:
    """Where the weight of the first harmonics lies, loud ones counting more; vibrato and ensembles average out."""
    stretch = sound[frames_at(START_S + 0.08) : frames_at(3.4)].mean(axis=1)
    size = 1 << 19
    power = np.abs(np.fft.rfft(stretch * np.hanning(len(stretch)), size)) ** 2
    found: list[tuple[float, float]] = []
    for number in range(1, harmonics + 1):
        low, high = (int(number * hz * 2 ** (cents / 1200) * size / SAMPLE_RATE_HZ) for cents in (-45, 45))
        bins = np.arange(low, high)
        near = power[bins] * (power[bins] > 0.05 * power[bins].max())
        cents = 1200 * np.log2((bins * near).sum() / near.sum() * SAMPLE_RATE_HZ / size / (number * hz))
        found.append((cents, float(near.max() ** 0.5)))
    return float(np.average([cents for cents, _ in found], weights=[weight for _, weight in found]))


@pytest.mark.parametrize("instrument", palette.INSTRUMENTS)
def test_an_instrument_is_in_tune_from_its_lowest_note_to_its_highest(instrument: str) -> None:
    patch = instruments.SYNTHS.get(instrument)
    tolerance = 5.0 + (patch.detune_cents / 20 if patch else 0.0)
    for pitch in _pitches(instrument):
        harmonics = 1 if instrument in INHARMONIC else max(1, min(6, int(9_000 / _hz(pitch))))
        assert abs(_cents_off(_alone(instrument, pitch, 6.0), _hz(pitch), harmonics)) < tolerance, pitch


@pytest.mark.parametrize("beats", [0.13, 0.4, 1.1])
@pytest.mark.parametrize("instrument", palette.INSTRUMENTS)
def test_no_note_ends_with_a_click(instrument: str, beats: float) -> None:
    """Above 7 kHz no hundredth of a second stands out from those before and after it, or it is 55 dB below the note."""
    sound = _alone(instrument, _pitches(instrument)[2], beats, 1.0)
    treble = np.abs(filters.high_pass(sound, 7_000.0, 4)).max(axis=1)
    ending = treble[frames_at(START_S + beats / 2) - 882 :]
    peaks = ending[: len(ending) // 441 * 441].reshape(-1, 441).max(axis=1)
    around = np.maximum(np.maximum(peaks[:-4], peaks[1:-3]), np.maximum(peaks[3:-1], peaks[4:]))
    assert (peaks[2:-2] < 2.5 * around + np.abs(sound).max() * 10 ** (-55 / 20)).all()


@pytest.mark.parametrize("instrument", [name for name in SYNTHESISED if name not in INHARMONIC])
def test_no_high_note_folds_back(instrument: str) -> None:
    """Below 10 kHz, what lies between the harmonics (and their vibrato and detuning) is 50 dB below them."""
    octave_down = instrument in instruments.SYNTHS and instruments.SYNTHS[instrument].octave_down > 0
    hz = _hz(VOICES[instrument].high - 12 * octave_down)
    sound = _alone(instrument, VOICES[instrument].high, 3.5, 1.0, 0.9)
    stretch = sound[frames_at(0.7) : frames_at(1.7)].mean(axis=1)
    power = np.abs(np.fft.rfft(stretch * np.blackman(len(stretch)))) ** 2
    frequencies = np.fft.rfftfreq(len(stretch), 1 / SAMPLE_RATE_HZ)
    away = np.abs(frequencies - np.maximum(np.rint(frequencies / hz), 1) * hz)
    heard = (frequencies > 0.7 * hz) & (frequencies < 10_000)
    between = heard & (away > np.maximum(60.0, 0.035 * frequencies))
    assert 10 * np.log10(power[between].max(initial=0.0) / power[heard].max() + 1e-15) < -50


def _centroid_hz(sound: Sound) -> float:
    magnitude = np.abs(np.fft.rfft(sound.mean(axis=1)))
    return float((magnitude * np.fft.rfftfreq(len(sound), 1 / SAMPLE_RATE_HZ)).sum() / magnitude.sum())


@pytest.mark.parametrize("instrument", palette.INSTRUMENTS)
def test_the_harder_a_note_is_struck_the_louder_and_the_brighter_it_is(instrument: str) -> None:
    pitch = _pitches(instrument)[2]
    notes = [_alone(instrument, pitch, 2.0, velocity) for velocity in (0.2, 0.4, 0.6, 0.8, 1.0)]
    levels = [loudness.integrated_lufs(note[frames_at(START_S) :]) for note in notes]
    brightness = [_centroid_hz(note) for note in notes]
    assert min(np.diff(levels)) > 0.5
    assert min(np.diff(brightness)) > -0.012 * brightness[0]
    assert instrument in EVEN or brightness[-1] > 1.015 * brightness[0]


def _levels(instrument: str) -> list[float]:
    return [
        loudness.integrated_lufs(_alone(instrument, pitch, 2.0)[frames_at(START_S) : frames_at(START_S + 1.1)])
        for pitch in _pitches(instrument)
    ]


@pytest.mark.parametrize("instrument", palette.INSTRUMENTS)
def test_no_note_is_lost_or_leaps_out(instrument: str) -> None:
    """Neighbouring notes lie close together, and no instrument is far from the others of its kind."""
    levels = _levels(instrument)
    assert np.abs(np.diff(levels)).max() < 13.0
    usual = -9.0 if instrument.startswith("bass_") else -14.0
    assert abs(float(np.median(levels)) - usual) < 6.5

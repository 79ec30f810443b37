"""Guitarists turn their amplifiers up and down with the music."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np

from audio.dsp.sound import SAMPLE_RATE_HZ, frames_at
from generation.engines.composer import amps
from generation.engines.composer.score import Note, Part, Score, Section
from generation.engines.composer.sound import players
from generation.engines.composer.sound.players import Placed
from generation.engines.composer.sound.tone import Mono, Tone

SOUNDS = Path(__file__).resolve().parents[3] / "node_modules"
SECTIONS = (Section("verse", 0.0, 16.0, 0.5), Section("hook", 16.0, 16.0, 0.9), Section("break", 32.0, 16.0, 0.3))
GUITAR = Part("chords", "chords", "guitar_distorted")


def _score(energy: float) -> Score:
    frames = frames_at(20.0)
    return Score("rock", 120.0, "E minor", "raw", energy, 1, frames, False, SECTIONS, (), (GUITAR,))


def _amps(energy: float) -> list[float]:
    """How far it is turned up in the verse, in the hook and in the break."""
    return [amps.amp_of(_score(energy), Note(beats, 1.0, 52, 0.8)) for beats in (4.0, 16.0, 40.0)]


def _strummed(amp: float, length_s: float = 0.1) -> Mono:
    tones = [Tone(pitch, frames_at(length_s), 0.8, amp=amp) for pitch in (40, 47, 52)]
    notes = [Placed(frames_at(0.5 * number), tone) for number in range(6) for tone in tones]
    return players.play(SOUNDS, "guitar_distorted", notes, frames_at(3.0)).mean(axis=1)


def test_a_verse_is_cleaner_than_a_hook_and_calm_music_than_driven() -> None:
    calm, usual, driven = (_amps(energy) for energy in (0.15, 0.5, 0.95))
    assert calm == [amps.CLEAN, amps.CRUNCH, amps.CLEAN]
    assert usual == [amps.CRUNCH, amps.FULL, amps.CRUNCH]
    assert driven == [amps.FULL] * 3


def test_only_guitars_with_an_amplifier_have_one() -> None:
    assert amps.has_amp(GUITAR)
    assert not any(amps.has_amp(replace(GUITAR, instrument=name)) for name in ("guitar_clean", "piano", "lead_saw"))


def test_the_further_it_is_turned_up_the_richer_it_sounds() -> None:
    assert _treble(_strummed(amps.CLEAN)) < 0.8 * _treble(_strummed(amps.CRUNCH)) < 0.7 * _treble(_strummed(amps.FULL))


def test_a_hand_stops_what_an_amplifier_would_let_sing_on() -> None:
    full = _strummed(amps.FULL)
    struck, stopped = full[frames_at(0.02) : frames_at(0.1)], full[frames_at(0.25) : frames_at(0.45)]
    assert np.abs(stopped).max() < 0.05 * np.abs(struck).max()


def _treble(sound: Mono) -> float:
    """The share of the energy above 1.5 kHz."""
    power = np.square(np.abs(np.fft.rfft(sound)))
    return float(power[int(1_500 * len(sound) / SAMPLE_RATE_HZ) :].sum() / power.sum())

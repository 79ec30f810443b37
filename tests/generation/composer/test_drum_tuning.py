"""Kicks and toms of drum machines are in the key."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from audio.dsp.sound import SAMPLE_RATE_HZ, frames_at
from generation.engines.composer.score import Hit
from generation.engines.composer.sound import drum_tuning, drums
from generation.engines.theory import MODES, TONICS, parse_key

SOUNDS = Path(__file__).resolve().parents[3] / "node_modules"


def _pitch(kit: str, piece: str, key: str, low_hz: float, high_hz: float) -> float:
    """The pitch, as MIDI number, of what a stroke rings on with between two frequencies."""
    shifts = drum_tuning.shifts(kit, parse_key(key))
    ringing = drums.play(SOUNDS, kit, [(0, Hit(0.0, piece, 0.9), None)], frames_at(0.6), shifts).mean(axis=1)
    ringing = ringing[frames_at(0.05) : frames_at(0.4)]
    size = 1 << 19
    spectrum = np.abs(np.fft.rfft(ringing * np.hanning(len(ringing)), size))
    first, last = round(low_hz * size / SAMPLE_RATE_HZ), round(high_hz * size / SAMPLE_RATE_HZ)
    hz = (first + int(np.argmax(spectrum[first:last]))) * SAMPLE_RATE_HZ / size
    return float(69.0 + 12.0 * np.log2(hz / 440.0))


def _cents_from(pitch: float, classes: tuple[int, ...]) -> float:
    return min(abs((pitch - each + 6.0) % 12.0 - 6.0) for each in classes) * 100.0


@pytest.mark.parametrize("kit", drum_tuning.KICKS_HZ)
@pytest.mark.parametrize("key", ["C minor", "F# minor"])
def test_a_machines_kick_is_the_tonic_or_its_fifth(kit: str, key: str) -> None:
    tonic = parse_key(key).tonic
    assert _cents_from(_pitch(kit, "kick", key, 30.0, 90.0), (tonic, tonic + 7)) < 25.0


@pytest.mark.parametrize("kit", ["808", "techno", "trap"])
def test_a_machines_toms_are_notes_of_the_scale(kit: str) -> None:
    for piece, low_hz, high_hz in (("tom_low", 60.0, 100.0), ("tom_mid", 90.0, 140.0), ("tom_high", 120.0, 200.0)):
        assert _cents_from(_pitch(kit, piece, "Eb minor", low_hz, high_hz), parse_key("Eb minor").scale) < 30.0


def test_no_drum_is_tuned_out_of_its_range() -> None:
    keys = [parse_key(f"{tonic} {mode}") for tonic in TONICS for mode in MODES]
    for kit in drum_tuning.KICKS_HZ:
        for shifts in (drum_tuning.shifts(kit, key) for key in keys):
            assert abs(shifts.pop("kick")) <= 3.5
            assert all(abs(shift) <= 1.5 for shift in shifts.values())


def test_live_kits_stay_as_they_were_built() -> None:
    assert not any(drum_tuning.shifts(kit, parse_key("C minor")) for kit in ("rock", "jazz", "acoustic", "brushes"))

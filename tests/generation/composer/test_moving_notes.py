"""What moves within a note: slides arrive at their pitch, wobbles keep time, sweeps stay in their stretch."""

from pathlib import Path

import numpy as np
import pytest

from audio.dsp import filters
from audio.dsp.sound import SAMPLE_RATE_HZ, Sound, frames_at
from generation.engines.composer import render
from generation.engines.composer.genre import Mix
from generation.engines.composer.score import Note, Part, Sweep
from tests.generation.composer import scores

SOUNDS = Path(__file__).parents[3] / "node_modules"
SLIDING = ("bass_808", "bass_saw", "bass_fm", "bass_electric", "bass_upright", "violin", "lead_saw", "pluck_string")


def _played(instrument: str, *notes: Note, seconds: float = 3.0, sweeps: tuple[Sweep, ...] = ()) -> Sound:
    part = Part("line", "melody", instrument, notes=notes, space=0.0, sweeps=sweeps)
    score = scores.score(part, bpm=120.0, seconds=seconds)
    return render.render_part(score, part, SOUNDS, score.frames)


def _hz(stretch: np.ndarray, low: float, high: float) -> float:
    spectrum = np.abs(np.fft.rfft(stretch * np.hanning(len(stretch)), 1 << 18))
    frequencies = np.fft.rfftfreq(1 << 18, 1 / SAMPLE_RATE_HZ)
    within = (frequencies > low) & (frequencies < high)
    return float(frequencies[within][spectrum[within].argmax()])


def _octaves(stretch: np.ndarray, hz: float) -> tuple[float, float]:
    """The second harmonic as the fundamental and itself tell it: electric basses have next to no fundamental."""
    return 2 * _hz(stretch, 0.8 * hz, 1.25 * hz), _hz(stretch, 1.8 * hz, 2.25 * hz)


@pytest.mark.parametrize("instrument", SLIDING)
def test_a_slide_stays_for_two_thirds_and_then_arrives(instrument: str) -> None:
    pitch = 40 if instrument.startswith("bass") else 57
    sound = _played(instrument, Note(0.0, 4.0, pitch, 0.9, slide_to=pitch + 7)).mean(axis=1)
    hz = 440 * 2 ** ((pitch - 69) / 12)
    before, after = sound[frames_at(0.5) : frames_at(1.2)], sound[frames_at(1.93) : frames_at(2.04)]
    assert 2 * hz in (pytest.approx(found, rel=0.006) for found in _octaves(before, hz))
    assert 2 * hz * 2 ** (7 / 12) in (pytest.approx(found, rel=0.04) for found in _octaves(after, 1.5 * hz))


@pytest.mark.parametrize("instrument", SLIDING)
def test_a_slide_does_not_click(instrument: str) -> None:
    pitch = 40 if instrument.startswith("bass") else 57
    still, sliding = (
        filters.high_pass(_played(instrument, Note(0.0, 4.0, pitch, 0.9, slide_to=to)), 5_000.0, 4)
        for to in (None, pitch + 7)
    )
    glide = slice(frames_at(1.3), frames_at(2.3))
    assert np.abs(sliding[glide]).max() < 2.5 * np.abs(still[frames_at(0.2) :]).max() + 1e-3


@pytest.mark.parametrize(
    "instrument", ["bass_wobble", "bass_reese", "bass_saw", "bass_fm", "bass_808", "bass_electric"]
)
def test_a_wobble_turns_in_time_and_begins_open(instrument: str) -> None:
    note = Note(0.0, 4.0, 38, 0.9, wobble_beats=0.5)
    wobbling = np.square(filters.high_pass(_played(instrument, note), 500.0, 4)).sum(axis=1)
    turn = frames_at(0.25)
    turns = wobbling[turn : 7 * turn].reshape(6, turn)
    opened, closed = turns[:, : turn // 8].mean(axis=1), turns[:, turn * 7 // 16 : turn * 9 // 16].mean(axis=1)
    assert (opened > 2.0 * closed).all()


def test_a_note_without_a_wobble_keeps_still() -> None:
    still = np.square(_played("bass_wobble", Note(0.0, 4.0, 38, 0.9))).sum(axis=1)
    eighths = [stretch.mean() for stretch in np.array_split(still[frames_at(0.5) : frames_at(1.75)], 5)]
    assert max(eighths) < 3.0 * min(eighths)


def test_a_sweep_dulls_its_stretch_and_nothing_else() -> None:
    notes = tuple(Note(beat / 2, 0.45, 60, 0.8) for beat in range(16))
    plain, swept = (
        render.render_stem(
            scores.score(
                Part("line", "other", "stab_saw", notes=notes, space=0.0, sweeps=sweeps), bpm=120.0, seconds=4.0
            ),
            "other",
            Mix(levels_lu={}),
            SOUNDS,
        )
        for sweeps in ((), (Sweep(2.0, 4.0, "low_pass", 300.0, 1_200.0),))
    )
    treble = [filters.high_pass(sound, 3_000.0, 4) for sound in (plain, swept)]
    within, after = slice(frames_at(1.1), frames_at(2.9)), slice(frames_at(3.1), frames_at(3.9))
    assert np.abs(treble[1][within]).max() < 0.1 * np.abs(treble[0][within]).max()
    assert np.abs(treble[1][after]).max() > 0.8 * np.abs(treble[0][after]).max()

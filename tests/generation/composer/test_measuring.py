"""The yardstick itself: it finds faults that are planted, and calls right what is known to be right."""

from __future__ import annotations

from dataclasses import replace
from functools import cache
from pathlib import Path

import numpy as np
import pytest

from audio.dsp.sound import SAMPLE_RATE_HZ, Sound
from generation.engines.base import Take
from generation.engines.composer import render
from generation.engines.composer.engine import Composer
from generation.engines.composer.notation import score_from_dict
from generation.engines.composer.score import Chord, Hit, Note, Part
from tests.generation.composer.briefs import brief
from tests.generation.composer.measuring import form, levels, pitch, spectrum, tempo, timing, width
from tests.generation.composer.measuring.distance import ASPECTS, distances, portrait
from tests.generation.composer.scores import score

SOUNDS = Path(__file__).parents[3] / "node_modules"


@cache
def take(seed: int = 1) -> Take:
    *_, made = Composer(SOUNDS).compose(brief("house", seed, 16.0))
    assert isinstance(made, Take)
    return made


def noise(slope_db: float, seconds: float = 8.0) -> Sound:
    """Noise whose density falls by `slope_db` per octave."""
    frames = round(seconds * SAMPLE_RATE_HZ)
    spectrum_of = np.fft.rfft(np.random.default_rng(1).standard_normal(frames))
    bins_hz = np.maximum(np.fft.rfftfreq(frames, 1 / SAMPLE_RATE_HZ), 20.0)
    mono = np.fft.irfft(spectrum_of * (bins_hz / 1000.0) ** (slope_db / 6.02), frames)
    return stereo(0.1 * mono / mono.std())


def stereo(mono: np.ndarray) -> Sound:
    return np.repeat(mono[:, None], 2, axis=1).astype(np.float32)


def tone(hz: float, seconds: float) -> np.ndarray:
    return np.sin(2 * np.pi * hz * np.arange(round(seconds * SAMPLE_RATE_HZ)) / SAMPLE_RATE_HZ)


@pytest.mark.parametrize("slope_db", [-3.0, -4.5, -6.0])
def test_noise_between_pink_and_brown_is_in_balance(slope_db: float) -> None:
    found = spectrum.balance(noise(slope_db))
    assert found.slope_db == pytest.approx(slope_db, abs=0.2)
    assert found.worst_db < 1.0


def test_white_noise_and_a_tone_on_top_are_out_of_balance() -> None:
    assert spectrum.balance(noise(0.0)).worst_db > 6.0
    humped = spectrum.balance(noise(-4.5) + stereo(0.3 * tone(1000.0, 8.0)))
    assert humped.hump_db > 6.0
    assert humped.hump_hz == pytest.approx(1000.0, rel=0.3)


def test_drums_that_come_late_are_noticed_in_the_stem() -> None:
    hits = tuple(Hit(float(beat), "kick", 0.9, offset_s=0.004 * (beat % 2)) for beat in range(2, 12, 2))
    kit = Part("kit", "drums", "909", hits=hits)
    written = score(kit, bpm=120.0)
    stem = render.render_part(written, kit, SOUNDS, written.frames)
    on_time, late = (timing.stem_onsets(written, {"drums": np.roll(stem, by, axis=0)}, SOUNDS) for by in (0, 132))
    assert len(on_time) == len(late) == len(hits)
    assert max(abs(onset.error_s) for onset in on_time) <= 0.0002
    assert [onset.error_s for onset in late] == pytest.approx([0.003] * len(hits), abs=0.0002)


def test_every_stroke_is_looked_for_in_the_drums_alone_and_micro_timing_counts() -> None:
    written = score_from_dict(take().score)
    strokes = sum(len(part.hits) for part in written.parts if part.kind in ("drums", "percussion"))
    assert len(timing.solo_onsets(written, SOUNDS)) == strokes
    kit = next(part for part in written.parts if part.kind == "drums")
    early = replace(kit, hits=tuple(replace(hit, start_beats=hit.start_beats + 0.013) for hit in kit.hits))
    assert len(timing.off_grid(replace(written, parts=(early,)))) == len(kit.hits)


def test_notes_outside_scale_and_chord_count_and_notes_of_the_chord_do_not() -> None:
    chord = Chord(0.0, 8.0, "D7", 2, (50, 54, 57, 60))
    notes = (Note(0.0, 1.0, 54, 0.8), Note(1.0, 1.0, 60, 0.8), Note(2.0, 1.0, 61, 0.8), Note(9.0, 1.0, 54, 0.8))
    written = replace(score(Part("lead", "melody", "bell", notes=notes)), chords=(chord,))
    assert pitch.share_in_harmony(written) == 0.5


def test_levels_are_those_of_known_signals() -> None:
    sine = stereo(0.5 * tone(997.0, 4.0))
    assert levels.loudness_lufs(sine) == pytest.approx(-6.02, abs=0.1)
    assert levels.sample_peak_dbfs(sine) == pytest.approx(-6.02, abs=0.01)
    between = stereo(0.5 * np.sin(np.pi / 2 * np.arange(SAMPLE_RATE_HZ) + np.pi / 4))
    assert levels.true_peak_dbtp(between) == pytest.approx(-6.02, abs=0.1)
    assert levels.offset_dbfs(sine + np.float32(0.01)) == pytest.approx(-40.0, abs=0.1)
    assert levels.residue_dbfs({"a": sine, "b": sine}, 2 * sine) < -150.0
    assert levels.residue_dbfs({"a": sine}, sine + np.float32(1e-4)) == pytest.approx(-80.0, abs=0.1)
    gap = np.concatenate([sine, np.zeros((2 * SAMPLE_RATE_HZ, 2), np.float32), sine])
    assert levels.longest_silence_s(gap) == pytest.approx(2.0, abs=0.1)


def test_tempo_is_folded_by_two_and_three_alone() -> None:
    assert max(tempo.error_of(heard, 124.0) for heard in (124.0, 62.0, 248.0, 82.67, 186.0)) < 0.001
    assert tempo.error_of(130.0, 124.0) > 0.04
    assert tempo.error_of(tempo.heard_bpm(take().master), take().brief.bpm) < 0.01


def test_a_loop_is_called_one_and_a_line_that_moves_is_not() -> None:
    bar = np.concatenate([tone(hz, 0.5) * np.linspace(1, 0, 22_050) for hz in (220.0, 330.0, 440.0, 275.0)])
    moving = np.concatenate([np.roll(bar, 5_512 * turn) * (1 + turn % 3) for turn in range(12)])
    assert form.loop_share(stereo(0.1 * np.tile(bar, 12)), 2.0) == 1.0
    assert form.loop_share(stereo(0.1 * moving), 2.0) < 0.5


def test_sides_are_nothing_in_mono_and_all_there_is_where_channels_oppose() -> None:
    mono = noise(-4.5, 2.0)
    assert max(width.sides_db(mono)) < -80.0
    assert min(width.sides_db(mono * np.array([1.0, -1.0], np.float32))) > 60.0


def test_a_beat_is_no_distance_from_itself_and_some_from_another_seed() -> None:
    one, other = portrait(take(1)), portrait(take(4))
    assert all(distances(one, one)[aspect] == pytest.approx(0.0, abs=1e-6) for aspect in ASPECTS)
    assert all(distances(one, other)[aspect] > 0.02 for aspect in ASPECTS)

"""Stems are exactly as long as the score, on its grid, and sum to the mix."""

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from audio.dsp import codec, filters, loudness
from audio.dsp.sound import SAMPLE_RATE_HZ, Sound, frames_at
from generation.engines.composer import mixing, render
from generation.engines.composer.effort import effort_of
from generation.engines.composer.genre import Mix
from generation.engines.composer.score import Hit, Note, Part, Score, Section
from tests.generation.composer import scores

SOUNDS = Path(__file__).parents[3] / "node_modules"
DRY = Mix(levels_lu={})
WET = Mix(
    levels_lu={"drums": 0.0, "bass": -2.0, "chords": -6.0, "melody": -5.0}, duck_db=5.0, width=1.2, drive=0.2, lofi=0.4
)


@pytest.fixture(scope="module")
def stems() -> dict[str, Sound]:
    return render.render_stems(scores.beat(), WET, SOUNDS)


def _onsets(sound: Sound, threshold: float = 0.1) -> np.ndarray:
    """Frames on which it gets loud after a hundredth of a second of quiet."""
    loud = np.flatnonzero(np.abs(sound).max(axis=1) > threshold * np.abs(sound).max())
    return loud[np.concatenate([[True], np.diff(loud) > frames_at(0.01)])]


def test_every_kind_gets_a_stem_of_exactly_the_frames_of_the_score(stems: dict[str, Sound]) -> None:
    score = scores.beat()
    assert tuple(stems) == ("drums", "percussion", "bass", "chords", "melody", "other")
    for stem in stems.values():
        assert stem.shape == (score.frames, 2)
        assert stem.dtype == np.float32
        assert np.isfinite(stem).all()
        assert np.abs(stem).max() > 0.01


def test_stems_have_no_offset_and_end_without_a_click(stems: dict[str, Sound]) -> None:
    for kind, stem in stems.items():
        assert np.abs(stem.mean(axis=0)).max() < 1e-3, kind
        assert np.abs(stem[-8:]).max() < 0.01 * np.abs(stem).max(), kind


def test_a_composed_ending_dies_away() -> None:
    beat = scores.beat(8.0)
    held = replace(
        beat, sections=(Section("hook", 0.0, 14.0, 0.8), Section("ending", 14.0, beat.length_beats - 14.0, 0.7))
    )
    stem = render.render_stem(held, "chords", DRY, SOUNDS)
    level = [float(np.abs(stem[start : start + frames_at(0.1)]).max()) for start in held_marks(held)]
    assert level[1] < 0.5 * level[0]
    assert level[2] < 0.02 * level[0]


def held_marks(score: Score) -> tuple[int, int, int]:
    """Frames at the beginning of the ending, past its middle, and just before its end."""
    start, length = score.frame_at(14.0), score.frames - score.frame_at(14.0)
    return start, start + round(0.8 * length), score.frames - frames_at(0.1)


def test_listeners_hear_of_each_stem_in_order() -> None:
    heard: list[str] = []
    render.render_stems(scores.beat(3.0), DRY, SOUNDS, lambda kind, stem: heard.append(kind))
    assert heard == list(render.kinds_of(scores.beat(3.0)))


def test_the_effort_of_a_stem_grows_with_what_is_played_in_it_and_with_its_length() -> None:
    short, long = scores.beat(30.0), scores.beat(60.0)
    assert effort_of(short, "chords") > effort_of(short, "percussion")
    assert effort_of(long, "drums") == pytest.approx(2.0 * effort_of(short, "drums"), rel=0.2)
    for kind in render.kinds_of(short):
        assert effort_of(long, kind) > effort_of(short, kind)


@pytest.mark.parametrize("kit", ["trap", "909", "acoustic", "lofi"])
@pytest.mark.parametrize("piece", ["kick", "snare", "rim", "hat_closed"])
def test_every_stroke_falls_on_its_frame_and_its_micro_timing_within_a_millisecond(kit: str, piece: str) -> None:
    hits = tuple(
        Hit(beat, piece, 0.9, offset_s=offset) for beat, offset in ((1, 0.0), (2.5, 0.013), (4.75, -0.009), (6, 0.0))
    )
    score = scores.score(Part("kit", "drums", kit, hits=hits, space=0.0), bpm=97.3)
    onsets = _onsets(render.render_stem(score, "drums", DRY, SOUNDS), 0.12)
    expected = [score.frame_at(hit.start_beats, hit.offset_s) for hit in hits]
    for frame in expected:
        assert np.abs(onsets - frame).min() <= frames_at(0.001)


@pytest.mark.parametrize("instrument", ["pluck", "kalimba", "bass_saw", "bass_808", "wurlitzer", "rhodes"])
def test_every_note_begins_on_its_frame_within_a_millisecond(instrument: str) -> None:
    notes = tuple(Note(beat, 0.3, 48, 0.9, offset_s=0.004) for beat in (1, 3.25, 6))
    score = scores.score(Part("line", "bass", instrument, notes=notes, space=0.0), bpm=83.0)
    sound = render.render_part(score, score.parts[0], SOUNDS, score.frames)
    onsets = _onsets(sound, 0.02)
    for note in notes:
        assert np.abs(onsets - score.frame_at(note.start_beats, note.offset_s)).min() <= frames_at(0.001) * 1.5


def test_a_loop_goes_round_without_a_seam() -> None:
    beats = 8
    notes = tuple(Note(beat, 1.0, 60 + beat, 0.8) for beat in range(beats))
    part = Part("pad", "chords", "pad_warm", notes=notes, space=0.5)
    score = scores.score(part, bpm=120.0, seconds=4.0, looping=True)
    loop = render.render_stem(score, "chords", DRY, SOUNDS)
    assert len(loop) == score.frames
    steps = np.abs(np.diff(np.concatenate([loop, loop]), axis=0)).max(axis=1)
    assert steps[len(loop) - 1] <= steps.max()
    assert np.abs(loop[: frames_at(0.05)]).max() > 0.05 * np.abs(loop).max(), (
        "the tail of the last note lies over the start"
    )


def test_the_kick_pushes_the_bass_down() -> None:
    parts = (
        Part("kit", "drums", "909", hits=tuple(Hit(beat, "kick", 1.0) for beat in range(1, 8))),
        Part("bass", "bass", "bass_sub", notes=(Note(0, 8, 36, 0.9),), space=0.0),
    )
    score = scores.score(*parts, bpm=120.0, seconds=4.0)
    bass = render.render_stem(score, "bass", Mix(levels_lu={}, duck_db=9.0), SOUNDS)
    at_kick, between = (
        slice(score.frame_at(3.0) + 700, score.frame_at(3.0) + 2_500),
        slice(score.frame_at(3.7), score.frame_at(3.9)),
    )
    assert np.abs(bass[at_kick]).max() < 0.5 * np.abs(bass[between]).max()


def test_an_open_hat_is_choked_by_the_next_closed_one() -> None:
    open_alone = scores.score(Part("kit", "drums", "808", hits=(Hit(0, "hat_open", 0.9),), space=0.0), seconds=3.0)
    hits = (Hit(0, "hat_open", 0.9), Hit(0.25, "hat_closed", 0.3))
    choked = scores.score(Part("kit", "drums", "808", hits=hits, space=0.0), seconds=3.0)
    later = slice(frames_at(0.2), frames_at(0.35))
    rings, stops = (render.render_stem(score, "drums", DRY, SOUNDS)[later] for score in (open_alone, choked))
    assert np.square(stops).mean() < 0.2 * np.square(rings).mean()


def test_balanced_stems_lie_on_the_24_bit_grid_and_sum_to_the_mix_exactly(stems: dict[str, Sound]) -> None:
    balanced = mixing.balance(dict(stems), WET)
    mix = mixing.sum_of(balanced)
    for stem in balanced.values():
        assert np.array_equal(codec.quantise(stem), stem)
    assert np.array_equal(codec.quantise(mix), mix)
    assert np.array_equal(mix, np.sum([stem.astype(np.float64) for stem in balanced.values()], axis=0))
    assert 20 * np.log10(np.abs(mix).max()) <= -1.0


def test_stems_stand_at_the_levels_of_their_genre(stems: dict[str, Sound]) -> None:
    balanced = mixing.balance(dict(stems), WET)
    drums_lufs = loudness.integrated_lufs(balanced["drums"])
    for kind in ("bass", "chords", "melody"):
        assert loudness.integrated_lufs(balanced[kind]) - drums_lufs == pytest.approx(WET.levels_lu[kind], abs=0.2)


def test_a_master_of_a_beat_is_a_record(stems: dict[str, Sound]) -> None:
    master = mixing.mastered(mixing.sum_of(mixing.balance(dict(stems), WET)), WET, looping=False).sound
    assert loudness.integrated_lufs(master) == pytest.approx(-14.0, abs=0.3)
    assert loudness.true_peak_dbtp(master) <= -1.0
    assert np.array_equal(codec.quantise(master), master)


def test_bass_is_the_same_on_both_sides_and_chords_are_wide(stems: dict[str, Sound]) -> None:
    assert np.abs(stems["bass"][:, 0] - stems["bass"][:, 1]).max() < 1e-4
    assert np.corrcoef(stems["chords"].T)[0, 1] < 0.98


def test_every_stem_is_mono_below_120_hz(stems: dict[str, Sound]) -> None:
    for kind, stem in stems.items():
        middle, side = stem.sum(axis=1), stem[:, 0] - stem[:, 1]
        low = [float(np.square(filters.low_pass(channel, 80.0, 4)).sum()) for channel in (middle, side)]
        assert low[1] < 0.02 * low[0] + 1e-3 * float(np.square(middle).sum()), kind


def test_a_three_second_score_and_a_note_beyond_the_end_make_sense() -> None:
    part = Part("line", "melody", "flute", notes=(Note(2.0, 60.0, 72, 0.8), Note(500.0, 1.0, 72, 0.8)))
    stem = render.render_stem(scores.score(part, seconds=3.0), "melody", WET, SOUNDS)
    assert len(stem) == 3 * SAMPLE_RATE_HZ
    assert np.abs(stem).max() > 0.01

"""A beat grows by whole bars of its own kind; what was there stays, to the sample."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from audio.dsp import loudness
from audio.dsp.sound import Sound, silence
from generation.engines.base import Held, Progress, Refused, Take
from generation.engines.composer.engine import Composer
from generation.engines.composer.extending import join_beats
from generation.engines.composer.growing import grown
from generation.engines.composer.joining import FADE_FRAMES, RING_FRAMES, inserted
from generation.engines.composer.notation import score_from_dict
from generation.engines.composer.score import Chord, Score
from generation.engines.composer.splicing import spliced, stretch
from tests.generation.composer.briefs import score_of
from tests.generation.composer.commits import SOUNDS, held, last, take_of, wishing

ENGINE = Composer(SOUNDS)
SECONDS = 12.0
BARS = 4


def made(place: str) -> Take:
    return take_of("trap", 1, SECONDS, looping=place == "loop")


@pytest.fixture(scope="module", params=["after", "before", "loop"])
def grew(request: pytest.FixtureRequest) -> tuple[Take, Take, int]:
    """A take, what became of it, and the frame at which bars were added."""
    old, place = made(request.param), "before" if request.param == "before" else "after"
    new = last(ENGINE.extend(held(old), BARS, place, wishing(old.brief)))
    score = score_from_dict(old.score)
    return old, new, score.frame_at(join_beats(score, place))


def bars_frames(take: Take, bars: int) -> int:
    return score_from_dict(take.score).frame_at(4.0 * bars)


def test_it_is_longer_by_exactly_so_many_bars(grew: tuple[Take, Take, int]) -> None:
    old, new, _ = grew
    longer = len(old.mix) + bars_frames(old, BARS)
    assert {len(sound) for sound in (*new.stems.values(), new.mix, new.master)} == {longer}
    assert score_from_dict(new.score).frames == longer
    assert new.brief.duration_s == pytest.approx(longer / 44_100, abs=1e-3)
    assert tuple(new.stems) == tuple(old.stems)
    assert new.kept == ()


def test_what_was_there_stays_but_for_short_fades_and_the_stems_sum_to_the_mix(grew: tuple[Take, Take, int]) -> None:
    old, new, at = grew
    for name, sound in old.stems.items():
        later = new.stems[name][at + bars_frames(old, BARS) :]
        differing = int((sound[:at] != new.stems[name][:at]).any(axis=1).sum())
        differing += int((sound[at:] != later).any(axis=1).sum())
        assert differing <= max(8 * FADE_FRAMES, RING_FRAMES)
    assert np.array_equal(np.sum([stem.astype(np.float64) for stem in new.stems.values()], axis=0), new.mix)
    assert new.loudness_lufs == pytest.approx(-14.0, abs=0.3)


def test_no_join_clicks(grew: tuple[Take, Take, int]) -> None:
    old, new, at = grew
    for name, sound in old.stems.items():
        for join in (at, at + bars_frames(old, BARS)):
            around = new.stems[name][max(0, join - 3000) : join + 3000]
            assert np.abs(np.diff(around, axis=0)).max() <= 1.3 * np.abs(np.diff(sound, axis=0)).max() + 1e-3


def test_new_bars_are_about_as_loud_as_the_rest_and_never_silent(grew: tuple[Take, Take, int]) -> None:
    old, new, at = grew
    fresh = new.mix[at : at + bars_frames(old, BARS)]
    assert (
        loudness.integrated_lufs(old.mix) - 9 < loudness.integrated_lufs(fresh) < loudness.integrated_lufs(old.mix) + 3
    )
    assert loudness.integrated_lufs(fresh[: len(fresh) // 4]) > -60


def test_sections_chords_and_notes_cover_the_longer_piece(grew: tuple[Take, Take, int]) -> None:
    old, new, _ = grew
    before, after = score_from_dict(old.score), score_from_dict(new.score)
    for lane in (after.sections, after.chords):
        ends = [one.start_beats + one.length_beats for one in lane]
        assert [one.start_beats for one in lane] == pytest.approx([0.0, *ends[:-1]], abs=1e-6)
        assert ends[-1] == pytest.approx(after.length_beats, abs=1e-3)
    assert [part.name for part in after.parts] == [part.name for part in before.parts]
    assert sum(len(part.notes) for part in after.parts) > sum(len(part.notes) for part in before.parts)
    assert new.midi != old.midi


@pytest.mark.parametrize("genre", ["trap", "house", "jazz", "drum and bass", "rock", "lo-fi"])
@pytest.mark.parametrize(("bars", "place"), [(1, "after"), (8, "after"), (16, "before"), (64, "after")])
def test_new_bars_are_no_plain_copy_and_stay_in_the_harmony(genre: str, bars: int, place: str) -> None:
    score = score_of(genre, 3, 30.0)
    longer = grew_by(score, bars, place)
    assert longer.length_beats - score.length_beats == pytest.approx(4.0 * bars, abs=1e-3)
    assert not copies(score, longer, bars, place)
    fits = [pitch % 12 in allowed(longer, at) for at, pitch in fresh_notes(longer, bars, place, score)]
    assert len(fits) - sum(fits) <= max(1, 0.1 * len(fits))  # a walking bass may lead in by a semitone


def grew_by(score: Score, bars: int, place: str) -> Score:
    growth = grown(score, join_beats(score, place), bars, place, seed=5)
    return spliced(score, growth, score.frames + score.frame_at(growth.length_beats))


def fresh_notes(longer: Score, bars: int, place: str, score: Score) -> list[tuple[float, int]]:
    at = join_beats(score, place)
    notes = (note for part in longer.parts for note in part.notes)
    return [(note.start_beats, note.pitch) for note in notes if at <= note.start_beats < at + 4 * bars]


def allowed(score: Score, at: float) -> set[int]:
    from generation.engines.theory import parse_key

    chord: Chord = max((one for one in score.chords if one.start_beats <= at + 1e-6), key=lambda one: one.start_beats)
    return {pitch % 12 for pitch in chord.pitches} | set(parse_key(score.key).scale)


def copies(score: Score, longer: Score, bars: int, place: str) -> bool:
    """Whether the new bars are, note for note, bars that were there."""
    at = join_beats(score, place)
    new = {bar_of(longer, at + 4 * bar) for bar in range(bars)}
    old = {bar_of(score, 4.0 * bar) for bar in range(int(score.length_beats // 4))}
    return len(new & old) > bars / 3


def bar_of(score: Score, start: float) -> frozenset[tuple[str, float, object]]:
    inside = stretch(score, start, start + 4)
    notes = {(part.name, round(note.start_beats, 3), note.pitch) for part in inside.parts for note in part.notes}
    return frozenset(
        notes | {(part.name, round(hit.start_beats, 3), hit.piece) for part in inside.parts for hit in part.hits}
    )


def test_bars_after_come_before_the_ending_and_a_loop_grows_at_its_end() -> None:
    score = score_of("trap", 1, 30.0)
    assert score.sections[-1].name == "ending"
    assert join_beats(score, "after") <= score.sections[-1].start_beats
    assert join_beats(replace(score, looping=True), "after") == int(score.length_beats / 4) * 4
    assert join_beats(score, "before") == 0.0


def test_edited_stems_keep_their_edits_and_uploads_are_silent_or_repeated_and_said_so() -> None:
    for place in ("after", "loop"):
        old = made(place)
        voice: Sound = np.full((len(old.mix), 2), 0.125, np.float32)
        new = last(ENGINE.extend(held(old, voice=voice), 2, "after", wishing(old.brief)))
        score = score_from_dict(old.score)
        at = score.frame_at(join_beats(score, "after"))
        middle = new.stems["voice"][at + 4410 : at + bars_frames(old, 2) - 4410]
        assert np.all(middle == (0.0 if place == "after" else 0.125))
        assert any("voice" in notice and ("silent" in notice) == (place == "after") for notice in new.notices)


def test_a_stem_that_was_emptied_stays_empty() -> None:
    old = made("after")
    stems = {**old.stems, "melody": silence(len(old.mix))}
    new = last(ENGINE.extend(Held(old.score, stems, {name: name for name in stems}), 2, "after", old.brief))
    assert not new.stems["melody"].any()


@pytest.mark.parametrize(
    ("bars", "place", "code"),
    [(0, "after", "bars_out_of_range"), (65, "after", "bars_out_of_range"), (4, "inside", "place_unknown")],
)
def test_what_cannot_be_added_is_refused(bars: int, place: str, code: str) -> None:
    with pytest.raises(Refused) as refused:
        last(ENGINE.extend(held(made("after")), bars, place, made("after").brief))
    assert refused.value.code == code


def test_a_beat_does_not_grow_beyond_five_minutes() -> None:
    old = made("after")
    long = {name: silence(44_100 * 299) for name in old.stems}
    with pytest.raises(Refused, match="300 s is the most") as refused:
        last(ENGINE.extend(Held(old.score, long, {name: name for name in long}), 4, "after", old.brief))
    assert refused.value.code == "too_long"


def test_the_same_seed_grows_the_same_bars_and_progress_rises() -> None:
    old = made("after")
    *steps, first = ENGINE.extend(held(old), 2, "after", old.brief)
    assert isinstance(first, Take)
    assert np.array_equal(first.mix, last(ENGINE.extend(held(old), 2, "after", old.brief)).mix)
    percents = [step.percent for step in steps if isinstance(step, Progress)]
    assert (percents[0], percents[-1]) == (0, 100)
    assert percents == sorted(percents)


def test_sound_set_in_between_leaves_both_sides_alone() -> None:
    old = np.linspace(0.0, 0.5, 44_100, dtype=np.float32)[:, None].repeat(2, axis=1)
    new = np.full((20_000, 2), 0.25, np.float32)
    joined = inserted(old, new, 22_050, 10_000, lead=5_000)
    assert len(joined) == 54_100
    assert np.array_equal(joined[:20_000], old[:20_000])
    assert np.array_equal(joined[32_050:], old[22_050:])
    assert np.all(joined[22_050:30_000] == 0.25)

"""What a score owes to whoever hears it: in key, in time, in register, never silent, and the same again."""

from __future__ import annotations

from itertools import combinations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from audio.dsp.sound import frames_at
from generation.engines.base import BPM_RANGE, STEM_KINDS, Brief
from generation.engines.composer.genres import GENRES
from generation.engines.composer.instruments import VOICES
from generation.engines.composer.palette import DRUM_PIECES, EFFECTS, KITS
from generation.engines.composer.score import Note, Part, Score
from generation.engines.composer.write import compose_score
from generation.engines.theory import MODES, parse_key
from tests.generation.composer.briefs import brief, score_of

SEEDS = (1, 2, 3)
DURATIONS_S = (5.0, 30.0, 90.0)
every_genre = pytest.mark.parametrize("genre", list(GENRES))


def scores(genre: str) -> list[Score]:
    return [score_of(genre, seed, length) for seed in SEEDS for length in DURATIONS_S]


def pitched(score: Score) -> list[tuple[Part, Note]]:
    return [(part, note) for part in score.parts for note in part.notes]


def tones_at(score: Score, beats: float) -> set[int]:
    chord = next(chord for chord in reversed(score.chords) if chord.start_beats <= beats + 0.51)
    here = next(chord for chord in reversed(score.chords) if chord.start_beats <= beats + 1e-6)
    return {pitch % 12 for each in (here, chord) for pitch in each.pitches} | {here.root}


@every_genre
def test_ninety_five_of_a_hundred_notes_are_in_the_scale_or_the_chord(genre: str) -> None:
    for score in scores(genre):
        scale = set(parse_key(score.key).scale)
        notes = [note for _, note in pitched(score)]
        inside = [note for note in notes if note.pitch % 12 in scale | tones_at(score, note.start_beats)]
        assert len(inside) >= 0.95 * len(notes), f"{genre}, seed {score.seed}: {len(inside)} of {len(notes)}"


@every_genre
def test_the_same_brief_gives_the_same_score(genre: str) -> None:
    wanted = brief(genre, 7)
    assert compose_score(wanted) == compose_score(wanted)


@every_genre
def test_another_seed_gives_other_music(genre: str) -> None:
    for first, second in zip(range(10, 16), range(20, 26), strict=True):
        one, other = (compose_score(brief(genre, seed, key="C minor", mood="x"))[0] for seed in (first, second))
        assert rhythm_of(one) != rhythm_of(other)
        assert tune_of(one) != tune_of(other)


@every_genre
def test_ten_seeds_explore_the_genre(genre: str) -> None:
    found = [compose_score(brief(genre, seed, key="C minor", mood="x"))[0] for seed in range(10)]
    assert len({tuple(chord.symbol for chord in score.chords) for score in found}) >= 7
    assert len({rhythm_of(score) for score in found}) == 10
    assert len({tune_of(score) for score in found}) >= 9
    assert len({tuple(part.instrument for part in score.parts) for score in found}) >= 4
    assert len({tuple((section.name, section.length_beats) for section in score.sections) for score in found}) >= 2


@every_genre
def test_the_beats_of_two_seeds_differ_within_their_first_bars(genre: str) -> None:
    """Of fourteen takes in one key and mood, pairs whose hooks share more than nine tenths of their strokes are few."""
    takes = [compose_score(brief(genre, seed, key="C minor"))[0] for seed in range(14)]
    loops = [loop for score in takes if (loop := hook_strokes(score))]
    pairs = list(combinations(loops, 2))
    twins = [pair for pair in pairs if len(pair[0] & pair[1]) > 0.9 * len(pair[0] | pair[1])]
    assert len(twins) <= 0.12 * len(pairs)


def hook_strokes(score: Score) -> frozenset[tuple[float, str]]:
    """The kit's strokes in the first two bars of the longest hook or drop."""
    peaks = [section for section in score.sections if section.name in ("hook", "drop")]
    start = max(peaks, key=lambda section: section.length_beats).start_beats
    kit = next(part for part in score.parts if part.kind == "drums")
    return frozenset(
        (round(hit.start_beats - start, 3), hit.piece) for hit in kit.hits if start <= hit.start_beats < start + 8
    )


def rhythm_of(score: Score) -> tuple[tuple[float, str], ...]:
    kit = next(part for part in score.parts if part.kind == "drums")
    return tuple((hit.start_beats, hit.piece) for hit in kit.hits)


def tune_of(score: Score) -> tuple[tuple[float, int], ...]:
    lead = [part for part in score.parts if part.name == "lead"]
    return tuple((note.start_beats, note.pitch) for part in lead for note in part.notes)


@every_genre
def test_a_stem_is_the_same_whichever_others_are_made(genre: str) -> None:
    everything = compose_score(brief(genre, 4))[0]
    some = compose_score(brief(genre, 4, kinds=("drums", "bass", "chords", "melody", "percussion")))[0]
    assert [part for part in everything.parts if part.kind != "other"] == list(some.parts)


@every_genre
def test_sections_and_chords_fill_the_piece_without_gaps(genre: str) -> None:
    for score in scores(genre):
        for line in (score.sections, score.chords):
            ends = [item.start_beats + item.length_beats for item in line]
            assert line[0].start_beats == 0
            assert [item.start_beats for item in line[1:]] == pytest.approx(ends[:-1])
            assert ends[-1] == pytest.approx(score.length_beats)


@every_genre
def test_nothing_begins_or_lasts_beyond_the_end(genre: str) -> None:
    for score in scores(genre):
        assert score.frames == frames_at(score.frames / 44_100)
        for part, note in pitched(score):
            assert 0 <= note.start_beats < score.length_beats, part.name
            assert note.start_beats + note.length_beats <= score.length_beats + 1e-4, part.name
        for part in score.parts:
            assert all(0 <= hit.start_beats < score.length_beats for hit in part.hits)


@every_genre
def test_drums_are_on_the_grid_but_for_their_declared_timing(genre: str) -> None:
    for score in scores(genre):
        for part in score.parts:
            for hit in part.hits:
                grid = hit.start_beats * 48
                assert grid == pytest.approx(round(grid), abs=1e-3), (part.name, hit)
                assert abs(hit.offset_s) < 0.15


@every_genre
def test_every_instrument_stays_in_its_register(genre: str) -> None:
    for score in scores(genre):
        for part, note in pitched(score):
            voice = VOICES[part.instrument]
            assert voice.low - 8 <= note.pitch <= voice.high + 12, (part.name, part.instrument, note)
            if part.kind == "bass":
                assert voice.low <= note.pitch <= voice.high
                assert note.slide_to is None or voice.low <= note.slide_to <= voice.high


@every_genre
def test_bass_and_lead_are_single_voices(genre: str) -> None:
    for score in scores(genre):
        for part in score.parts:
            if part.name in ("bass", "lead"):
                for before, after in zip(part.notes, part.notes[1:], strict=False):
                    assert before.start_beats + before.length_beats <= after.start_beats + 1e-4


@every_genre
def test_something_sounds_in_every_two_bars(genre: str) -> None:
    for score in scores(genre):
        heard = sorted(
            [
                (hit.start_beats, hit.start_beats + 0.5)
                for part in score.parts
                for hit in part.hits
                if part.name != "bed"
            ]
            + [(note.start_beats, note.start_beats + note.length_beats) for _, note in pitched(score)]
        )
        until = 0.0
        for start, end in heard:
            assert start - until <= 8
            until = max(until, end)
        assert score.length_beats - until <= 8


@every_genre
def test_every_stem_asked_for_is_there(genre: str) -> None:
    for seed in range(6):
        score = compose_score(brief(genre, seed, 60.0))[0]
        assert {part.kind for part in score.parts} >= {"drums", "bass", "chords", "melody"}


@every_genre
@pytest.mark.parametrize("kind", STEM_KINDS[:5])
def test_one_stem_alone_plays_from_the_first_bars_to_the_end(genre: str, kind: str) -> None:
    score = compose_score(brief(genre, 3, 40.0, kinds=(kind,)))[0]
    assert {part.kind for part in score.parts} == {kind}
    starts = [item.start_beats for part in score.parts for item in (*part.notes, *part.hits)]
    assert min(starts) < 16
    assert max(starts) > score.length_beats - 12


@every_genre
def test_names_are_ones_that_the_renderer_knows(genre: str) -> None:
    for score in scores(genre):
        assert len({part.name for part in score.parts}) == len(score.parts)
        for part in score.parts:
            assert part.kind in STEM_KINDS
            assert not (part.notes and part.hits)
            assert part.instrument in (VOICES if part.notes else (*KITS, "effects"))
            pieces = EFFECTS if part.instrument == "effects" else DRUM_PIECES
            assert {hit.piece for hit in part.hits} <= set(pieces)
            assert all(0 < item.velocity <= 1 for item in (*part.notes, *part.hits))
            assert -1 <= part.pan <= 1
            assert all(0 <= value <= 1 for value in (part.brightness, part.space, part.echo))


def test_a_wanted_instrument_plays_and_an_unwanted_one_does_not() -> None:
    for genre in GENRES:
        score = compose_score(brief(genre, 5, 60.0, instruments=("sitar", "rhodes", "cowbell", "rain")))[0]
        playing = {part.instrument for part in score.parts}
        struck = {hit.piece for part in score.parts for hit in part.hits}
        assert {"sitar", "rhodes"} <= playing
        assert {"cowbell", "rain"} <= struck
        without = compose_score(brief(genre, 5, 60.0, without=("piano", "vinyl", "strings")))[0]
        assert not {"piano", "piano_felt", "strings"} & {part.instrument for part in without.parts}
        assert "vinyl" not in {hit.piece for part in without.parts for hit in part.hits}


def test_an_instrument_without_a_place_is_said() -> None:
    score, notices = compose_score(brief("house", instruments=("808",), kinds=("drums", "chords")))
    assert "bass_808" not in {part.instrument for part in score.parts}
    assert any("808" in notice for notice in notices)


def test_mood_and_energy_change_the_music() -> None:
    for genre in ("trap", "pop", "house", "rock"):
        dark, bright = (
            compose_score(brief(genre, 3, 60.0, key="C minor", mood=mood))[0] for mood in ("dark", "bright")
        )
        assert average_brightness(dark) < average_brightness(bright) - 0.15
        calm, driven = (compose_score(brief(genre, 3, 60.0, energy=energy))[0] for energy in (0.0, 1.0))
        assert strokes(calm) < strokes(driven)


def average_brightness(score: Score) -> float:
    return sum(part.brightness for part in score.parts) / len(score.parts)


def strokes(score: Score) -> float:
    return sum(hit.velocity for part in score.parts for hit in part.hits if part.kind == "drums")


@settings(max_examples=40, deadline=None)
@given(
    genre=st.sampled_from(list(GENRES)),
    bpm=st.floats(*BPM_RANGE),
    tonic=st.sampled_from(["C", "C#", "Db", "F#", "Gb", "B", "A"]),
    mode=st.sampled_from(list(MODES)),
    duration_s=st.floats(3, 300),
    seed=st.integers(0, 2**31 - 1),
    energy=st.floats(0, 1),
    looping=st.booleans(),
    kinds=st.sets(st.sampled_from(STEM_KINDS), min_size=1),
)
def test_any_brief_gives_a_sound_score(
    genre: str,
    bpm: float,
    tonic: str,
    mode: str,
    duration_s: float,
    seed: int,
    energy: float,
    looping: bool,
    kinds: set[str],
) -> None:
    wanted = Brief(
        genre, bpm, f"{tonic} {mode}", "dark", duration_s, seed, looping=looping, energy=energy,
        kinds=tuple(kind for kind in STEM_KINDS if kind in kinds),
    )  # fmt: skip
    score, _ = compose_score(wanted)
    assert looping or score.frames == frames_at(duration_s)
    assert {part.kind for part in score.parts} <= kinds
    assert score.parts
    for _, note in pitched(score):
        assert 0 <= note.start_beats < score.length_beats
        assert 0 < note.length_beats <= score.length_beats + 1e-4
        assert 0 <= note.pitch <= 127
        assert score.frame_at(note.start_beats, note.offset_s) >= 0

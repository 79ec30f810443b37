"""Harmony: chords that are spelled as they sound, close voice leading, and fills, basses and hats true to the genre."""

from __future__ import annotations

from itertools import pairwise

import pytest

from generation.engines.composer.chords import COLOURS, Harmony, chromatic, diatonic, symbol
from generation.engines.composer.score import Hit, Note, Score
from generation.engines.composer.voicing import nearest
from generation.engines.composer.write import compose_score
from generation.engines.theory import MODES, parse_key, spell
from tests.generation.composer.briefs import brief, score_of


@pytest.mark.parametrize(
    ("key", "degree", "colour", "name"),
    [
        ("C minor", 1, "seventh", "Cm7"), ("C minor", 6, "ninth", "Abmaj9"), ("C major", 5, "seventh", "G7"),
        ("C major", 2, "ninth", "Dm9"), ("A minor", 4, "sus2", "Dsus2"), ("E phrygian", 2, "triad", "F"),
        ("D dorian", 4, "ninth", "G9"), ("F# minor", 3, "triad", "A"), ("C major", 7, "seventh", "Bm7b5"),
        ("Bb major", 4, "add9", "Ebadd9"), ("G major", 3, "ninth", "Bm7"), ("C minor", 1, "power", "C5"),
    ],
)  # fmt: skip
def test_a_chord_on_a_degree_has_the_name_a_musician_gives_it(key: str, degree: int, colour: str, name: str) -> None:
    parsed = parse_key(key)
    assert symbol(diatonic(parsed, degree, colour), parsed) == name


def test_every_chord_on_a_degree_stays_in_the_scale() -> None:
    for mode in MODES:
        key = parse_key(f"F# {mode}")
        for degree in range(1, 8):
            for colour in COLOURS:
                assert set(diatonic(key, degree, colour).tones) <= set(key.scale)


def test_chords_from_outside_the_key_are_named_too() -> None:
    key = parse_key("C minor")
    assert symbol(chromatic(7, "altered", "ninth"), key) == "G7b9"
    assert symbol(chromatic(1, "major", "triad"), key) == "Db"
    assert symbol(chromatic(5, "dominant", "thirteenth"), key) == "F13"


@pytest.mark.parametrize(
    ("key", "pitch_class", "name"),
    [("C minor", 3, "Eb"), ("E major", 8, "G#"), ("F# minor", 6, "F#"), ("Db major", 1, "Db"), ("D dorian", 10, "Bb")],
)
def test_pitches_are_spelled_as_in_the_key(key: str, pitch_class: int, name: str) -> None:
    assert spell(pitch_class, parse_key(key)) == name


def test_voices_move_little_and_keep_to_their_register() -> None:
    key = parse_key("C minor")
    before: tuple[int, ...] | None = None
    for degree in (1, 6, 3, 7, 4, 5, 1, 2, 5, 1):
        shape = nearest(diatonic(key, degree, "seventh"), before, (50, 74))
        assert all(50 <= pitch <= 74 for pitch in shape)
        if before:
            assert max(min(abs(new - old) for old in before) for new in shape) <= 5
            assert abs(shape[-1] - before[-1]) <= 5
        before = shape


def test_a_voicing_has_the_tones_that_make_the_chord() -> None:
    harmony = Harmony(0, (0, 3, 7, 10, 2))
    held = {pitch % 12 for pitch in nearest(harmony, None, (50, 74), voices=4)}
    assert {3, 10, 2} <= held


def kit(score: Score) -> tuple[Hit, ...]:
    return next(part.hits for part in score.parts if part.name == "kit")


def bass(score: Score) -> tuple[Note, ...]:
    return next(part.notes for part in score.parts if part.name == "bass")


def peaks(score: Score) -> list[tuple[float, float]]:
    return [
        (part.start_beats, part.start_beats + part.length_beats)
        for part in score.sections
        if part.name in ("hook", "drop")
    ]


def in_peak(score: Score, beats: float) -> bool:
    return any(start <= beats < end for start, end in peaks(score))


@pytest.mark.parametrize("genre", ["house", "techno"])
def test_the_kick_is_on_every_beat_of_a_drop(genre: str) -> None:
    for seed in range(4):
        score = score_of(genre, seed, 60.0)
        kicks = {hit.start_beats for hit in kit(score) if hit.piece == "kick"}
        beats = [beat for start, end in peaks(score) for beat in range(int(start), int(end))]
        assert sum(beat in kicks for beat in beats) >= 0.85 * len(beats)


@pytest.mark.parametrize(("genre", "traits"), [("trap", ()), ("dubstep", ()), ("drill", ())])
def test_half_time_genres_have_their_snare_late_in_the_bar(genre: str, traits: tuple[str, ...]) -> None:
    for seed in range(4):
        score = score_of(genre, seed, 60.0)
        strong = [hit.start_beats % 4 for hit in kit(score) if hit.piece in ("snare", "clap") and hit.velocity > 0.7]
        on_two = [place for place in strong if place == 1]
        assert len([place for place in strong if place in (2, 3)]) > 3 * len(on_two)


def test_trap_and_drill_roll_their_hats() -> None:
    for genre in ("trap", "drill"):
        hats = [hit.start_beats for hit in kit(score_of(genre, 2, 90.0)) if hit.piece == "hat_closed"]
        assert sum(0 < after - before < 0.2 for before, after in pairwise(hats)) > 20


def test_drill_slides_its_808_and_jazz_walks() -> None:
    drill = bass(score_of("drill", 2, 90.0))
    assert sum(note.slide_to is not None for note in drill) > len(drill) / 12
    walked = []
    for seed in range(4):
        jazz = bass(compose_score(brief("jazz", seed, 90.0, mood="swinging"))[0])
        steps = [after.start_beats - before.start_beats for before, after in pairwise(jazz)]
        walked.append(sum(step == 1 for step in steps) / len(steps))
    assert sum(walked) > 0.5 * len(walked)


def test_house_plays_its_bass_between_the_kicks() -> None:
    score = score_of("house", 0, 60.0)
    offbeat = [note for note in bass(score) if note.start_beats % 1]
    assert len(offbeat) > 0.6 * len(bass(score))


def test_the_bass_is_on_the_root_where_harmony_changes() -> None:
    for genre in ("trap", "r&b", "pop", "rock", "jazz"):
        score = score_of(genre, 1, 60.0)
        at = {note.start_beats: note.pitch % 12 for note in bass(score)}
        changes = [chord for chord in score.chords if chord.start_beats in at]
        rooted = [chord for chord in changes if at[chord.start_beats] == chord.root]
        assert len(rooted) >= 0.7 * len(changes)


def test_jazz_swings_and_techno_does_not() -> None:
    jazz, techno = score_of("jazz", 1, 30.0), score_of("techno", 1, 30.0)
    late = [hit.offset_s for hit in kit(jazz) if hit.start_beats % 1 == 0.5]
    assert sum(late) / len(late) == pytest.approx(0.28 * 0.5 * 0.5, abs=0.01)
    assert max(abs(hit.offset_s) for hit in kit(techno)) < 0.003


def test_lofi_has_vinyl_from_beginning_to_end() -> None:
    score = score_of("lo-fi", 1, 30.0)
    bed = [hit for part in score.parts for hit in part.hits if hit.piece == "vinyl"]
    assert sum(hit.length_beats or 0 for hit in bed) == pytest.approx(score.length_beats)

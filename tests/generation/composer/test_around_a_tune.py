"""A beat around a given tune: the tune is played as it is, and everything else follows it."""

from __future__ import annotations

import numpy as np
import pytest

from generation.engines.base import TuneNote
from generation.engines.composer.genres import GENRES
from generation.engines.composer.regenerating import rewritten
from generation.engines.composer.score import Chord, Note, Score
from generation.engines.composer.write import compose_score
from generation.engines.theory import parse_key
from tests.generation.composer.briefs import brief
from tests.generation.composer.commits import parts, wishing
from tests.generation.composer.melodies import GOD_REST, ODE, RISING_SUN, SAINTS, TWINKLE, tune

every_genre = pytest.mark.parametrize("genre", list(GENRES))


def around(notes: tuple[TuneNote, ...], genre: str = "pop", seconds: float = 45.0, **more: object) -> Score:
    return compose_score(brief(genre, 4, seconds, **{"key": "C major", "tune": notes, **more}))[0]


def lead(score: Score) -> tuple[Note, ...]:
    return next(part.notes for part in score.parts if part.name == "lead")


def sung_at(score: Score, notes: tuple[TuneNote, ...]) -> list[float]:
    """The shifts by which all of a tune is found in the lead, note for note."""
    places = {(round(note.start_beats, 3), note.pitch) for note in lead(score)}
    starts = [note.start_beats - notes[0].start_beats for note in lead(score) if note.pitch == notes[0].pitch]
    return [shift for shift in starts if {(round(note.start_beats + shift, 3), note.pitch) for note in notes} <= places]


@every_genre
def test_the_melody_stem_plays_the_tune_exactly_and_nothing_else(genre: str) -> None:
    score = around(ODE, genre)
    shifts = sung_at(score, ODE)
    assert shifts
    assert all(shift % 4 == 0 for shift in shifts)
    known = {note.pitch for note in ODE}
    assert {note.pitch for note in lead(score)} <= known
    first = [note for note in lead(score) if note.start_beats >= shifts[0]][: len(ODE)]
    assert [note.length_beats for note in first] == pytest.approx([note.length_beats for note in ODE], abs=1e-3)


def test_a_short_tune_comes_back_with_the_form_and_starts_no_later_than_the_first_hook() -> None:
    score = around(tune("67:1 69:1 71:1 72:1 74:2 71:2"), "pop", 60.0)
    shifts = sung_at(score, tune("67:1 69:1 71:1 72:1 74:2 71:2"))
    carrying = [section for section in score.sections if section.name in ("verse", "hook", "drop")]
    assert shifts[0] <= carrying[0].start_beats
    assert len(shifts) >= 4
    for section in carrying:
        assert any(section.start_beats <= shift < section.start_beats + section.length_beats for shift in shifts)


@pytest.mark.parametrize(
    ("notes", "key"), [(TWINKLE, "C major"), (ODE, "C major"), (RISING_SUN, "A minor"), (GOD_REST, "E minor")]
)
@pytest.mark.parametrize("genre", ["pop", "lo-fi", "house", "trap", "jazz"])
def test_on_strong_beats_the_tune_has_tones_of_the_chord(notes: tuple[TuneNote, ...], key: str, genre: str) -> None:
    score = around(notes, genre, key=key)
    strong = [note for note in lead(score) if note.start_beats % 2 == 0]
    fits = [note.pitch % 12 in {pitch % 12 for pitch in chord_at(score, note.start_beats).pitches} for note in strong]
    assert np.mean(fits) > 0.8
    scale = parse_key(key).scale
    roots = [chord.root in scale for chord in score.chords]
    assert np.mean(roots) > 0.8


def chord_at(score: Score, at: float) -> Chord:
    return max((one for one in score.chords if one.start_beats <= at + 1e-6), key=lambda one: one.start_beats)


@pytest.mark.parametrize("genre", ["pop", "lo-fi", "house", "rock"])
def test_the_harmony_moves_and_comes_home_where_the_tune_ends(genre: str) -> None:
    score = around(TWINKLE, genre, 60.0)
    shift = sung_at(score, TWINKLE)[0]
    end = shift + TWINKLE[-1].start_beats
    assert chord_at(score, end).root == 0
    inside = {chord_at(score, shift + bar * 4).root for bar in range(12)}
    assert len(inside) >= 3


def test_twinkle_is_harmonised_as_everybody_would() -> None:
    score = around(TWINKLE, "pop", 60.0)
    shift = sung_at(score, TWINKLE)[0]
    roots = [chord_at(score, shift + beat).root for beat in (0, 4, 6)]
    assert roots[0] == 0
    assert roots[1] in (5, 9, 2)
    assert roots[2] in (0, 4, 9)


def test_a_pickup_leads_into_the_bar_even_where_the_piece_begins_with_the_tune() -> None:
    for seconds, looping in ((45.0, False), (20.0, False), (45.0, True)):
        score = around(SAINTS, "pop", seconds, looping=looping)
        downbeats = [note.start_beats for note in lead(score) if note.pitch == 67 and note.length_beats == 4.0]
        assert downbeats
        assert all(at % 4 == 0 for at in downbeats)
        first = min(downbeats)
        if not looping:
            before = [note.pitch for note in lead(score) if first - 3 <= note.start_beats < first]
            assert before == [60, 64, 65]


def test_a_tune_that_begins_in_the_middle_of_a_bar_keeps_its_place_in_it() -> None:
    notes = tune("64:1 65:1 67:2 64:4 62:4", start=1.5)
    assert all(shift % 4 == 0 for shift in sung_at(around(notes), notes))
    assert sung_at(around(notes), notes)


def test_a_tune_longer_than_the_piece_is_played_as_far_as_it_goes_and_said_so() -> None:
    score, notices = compose_score(brief("pop", 4, 8.0, key="C major", tune=TWINKLE))
    heard = lead(score)
    assert 0 < len(heard) < len(TWINKLE)
    assert [note.pitch for note in heard] == [note.pitch for note in TWINKLE[: len(heard)]]
    assert any("longer than the beat" in notice for notice in notices)


@pytest.mark.parametrize("octaves", [-2, 0, 2])
def test_it_is_never_transposed_and_whoever_plays_it_reaches_it(octaves: int) -> None:
    moved = tuple(note._replace(pitch=note.pitch + 12 * octaves) for note in ODE)
    assert sung_at(around(moved), moved)


def test_nothing_odd_in_a_tune_breaks_a_beat() -> None:
    odd = (
        TuneNote(3.97, 0.0, 60),
        TuneNote(-1.0, 2.0, 61),
        TuneNote(0.33, 9.0, 127),
        TuneNote(0.33, 1.0, 0),
        TuneNote(5000.0, 1, 60),
    )
    assert lead(around(odd, seconds=10.0))
    assert around((TuneNote(0.0, 0.0, 60),), seconds=10.0).parts
    assert around(ODE, kinds=("melody",), seconds=10.0).parts
    assert around(ODE, kinds=("drums", "bass"), seconds=10.0).parts
    assert lead(around(ODE, seconds=3.0))


def test_a_new_take_of_the_melody_keeps_the_tune() -> None:
    made_from = brief("pop", 4, 30.0, key="C major", tune=ODE)
    score, _ = compose_score(made_from)
    new = rewritten(score, "melody", wishing(made_from))
    assert [(note.start_beats, note.pitch) for note in lead(new)] == [
        (note.start_beats, note.pitch) for note in lead(score)
    ]
    assert parts(new, "chords") == parts(score, "chords")

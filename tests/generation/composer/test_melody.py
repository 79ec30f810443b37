"""Melody: phrases with one peak that ask and come home, small steps, rests, and hooks that are known again."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

import numpy as np
import pytest

from generation.engines.composer import motif
from generation.engines.composer.genre import Genre
from generation.engines.composer.genres import GENRES
from generation.engines.composer.score import Note, Score
from generation.engines.composer.write import compose_score, plan_of
from tests.generation.composer.briefs import brief, score_of

every_genre = pytest.mark.parametrize("genre", list(GENRES))


def lead(score: Score) -> tuple[Note, ...]:
    return next((part.notes for part in score.parts if part.name == "lead"), ())


def moves(genre: str) -> Iterator[tuple[int, int]]:
    """Two steps in a row of a lead, in semitones, without a breath between."""
    for seed in range(6):
        notes = lead(score_of(genre, seed, 60.0))
        for one, two, three in zip(notes, notes[1:], notes[2:], strict=False):
            if max(gap(one, two), gap(two, three)) < 1:
                yield two.pitch - one.pitch, three.pitch - two.pitch


def gap(one: Note, after: Note) -> float:
    return after.start_beats - one.start_beats - one.length_beats


@every_genre
def test_a_line_leaps_beyond_a_fifth_seldom(genre: str) -> None:
    steps = list(moves(genre))
    assert sum(abs(first) > 7 for first, _ in steps) <= 0.04 * len(steps)


def test_after_such_a_leap_it_mostly_steps_back() -> None:
    leaps = [pair for genre in GENRES for pair in moves(genre) if abs(pair[0]) > 7]
    back = [pair for pair in leaps if pair[0] * pair[1] < 0 and abs(pair[1]) <= 2]
    assert len(back) >= 0.5 * len(leaps)


def test_a_motif_has_one_peak_and_variations_stay_below_it() -> None:
    rng = np.random.default_rng(2)
    for _ in range(200):
        shape = motif.invented(("x-x-x---x-x-----", "x---x-x-x-x-x---"), 8, rng)
        peak = max(tone.step for tone in shape)
        assert sum(tone.step == peak for tone in shape) == 1
        assert max(tone.step for tone in motif.developed("a", shape, shape, rng)) <= peak


@every_genre
def test_hooks_return_so_that_one_knows_them_and_not_as_they_were(genre: str) -> None:
    known, changed, pairs = [], 0, 0
    for seed in range(8):
        score = compose_score(brief(genre, seed, 160.0))[0]
        hooks = [stretch(score, start, end) for start, end in peaks(score)]
        for first, again in pairwise([hook for hook in hooks if hook]):
            places = {at for at, _ in first}
            shared = places & {at for at, _ in again}
            known.append(len(shared) / min(len(places), len({at for at, _ in again})))
            pairs, changed = pairs + 1, changed + (first != again)
    assert np.median(known) >= 0.6
    assert changed >= 0.6 * pairs


def peaks(score: Score) -> list[tuple[float, float]]:
    return [
        (part.start_beats, part.start_beats + part.length_beats)
        for part in score.sections
        if part.name in ("hook", "drop")
    ]


def stretch(score: Score, start: float, end: float) -> set[tuple[float, int]]:
    """The first eight bars at most of a section: where notes begin, and what they are."""
    return {
        (round(note.start_beats - start, 3), note.pitch)
        for note in lead(score)
        if start <= note.start_beats < min(end, start + 32)
    }


@every_genre
def test_the_verse_has_a_tune_of_its_own(genre: str) -> None:
    for seed in range(10):
        score = compose_score(brief(genre, seed, 90.0))[0]
        verses = [part for part in score.sections if part.name == "verse"]
        hooks = [stretch(score, start, end) for start, end in peaks(score)]
        for verse in verses:
            tune = stretch(score, verse.start_beats, verse.start_beats + verse.length_beats)
            assert not tune or tune not in hooks


@every_genre
def test_a_melody_breathes(genre: str) -> None:
    """Every sung line is silent for a beat or more at least once in eight bars of itself."""
    for seed in range(6):
        plan = plan_of(brief(genre, seed, 60.0))[0]
        notes = lead(compose_score(plan.brief)[0])
        for passage in plan.playing("melody"):
            inside = [note for note in notes if passage.start_beats <= note.start_beats < passage.end_beats]
            if passage.length_beats >= 32 and len(inside) > 2 and passage.name != "ending":
                sounding = sum(note.length_beats for note in inside)
                assert sounding < 0.985 * passage.length_beats


@every_genre
def test_what_leans_on_strong_beats_is_of_the_chord(genre: str) -> None:
    strong = inside = 0
    for seed in range(6):
        score = score_of(genre, seed, 60.0)
        for note in lead(score):
            if note.start_beats % 2 == 0:
                chord = next(chord for chord in reversed(score.chords) if chord.start_beats <= note.start_beats)
                strong += 1
                inside += note.pitch % 12 in {pitch % 12 for pitch in chord.pitches}
    assert inside >= 0.75 * strong


@pytest.mark.parametrize("genre", GENRES.values(), ids=list(GENRES))
def test_a_genre_has_at_least_four_ways_to_play_chords_and_tunes(genre: Genre) -> None:
    assert len({(comp.manner, comp.steps) for comp in genre.style.comps}) >= 4
    assert len(genre.style.leads) >= 4
    assert len({lead.manner for lead in genre.style.leads}) >= 3

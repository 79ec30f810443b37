"""Progressions: every loop knows where home is, moods change what is played, and voices take the shortest way."""

from __future__ import annotations

from itertools import combinations, permutations

import numpy as np
import pytest

from generation.engines.composer.chords import Harmony, diatonic
from generation.engines.composer.genres import GENRES
from generation.engines.composer.grammar import grown
from generation.engines.composer.moods import MOODS, mood_of
from generation.engines.composer.progressions import Palette, progression
from generation.engines.composer.score import Score
from generation.engines.composer.voicing import nearest
from generation.engines.composer.write import compose_score
from generation.engines.theory import MODES, Key, parse_key
from tests.generation.composer.briefs import brief

every_genre = pytest.mark.parametrize("genre", list(GENRES))


def harmonies(genre: str, mode: str, mood: str, count: int = 120) -> list[tuple[Harmony, ...]]:
    """The loops that a genre finds in a mood, from one stream."""
    palette, rng = Palette(Key(0, mode, "C"), GENRES[genre].style, mood_of(mood)), np.random.default_rng(5)
    return [progression(palette, rng)[1] for _ in range(count)]


@every_genre
@pytest.mark.parametrize("mode", list(MODES))
def test_home_is_in_every_loop(genre: str, mode: str) -> None:
    for loop in harmonies(genre, mode, "cool"):
        assert 0 in {harmony.root for harmony in loop}


@pytest.mark.parametrize("mode", list(MODES))
def test_what_grows_from_the_rules_begins_at_home_and_moves(mode: str) -> None:
    rng = np.random.default_rng(3)
    for mood in MOODS:
        marks = grown(Key(0, mode, "C"), mood_of(mood), rng).split()
        assert len(marks) == 4
        assert marks[0] == "1"
        assert len(set(marks)) > 1


def lightness(loops: list[tuple[Harmony, ...]]) -> float:
    """How many of the chords are major ones."""
    chords = [harmony for loop in loops for harmony in loop]
    return sum(4 in harmony.intervals for harmony in chords) / len(chords)


def strain(loops: list[tuple[Harmony, ...]], mode: str) -> float:
    """How many of the chords leave the scale."""
    chords = [harmony for loop in loops for harmony in loop]
    return sum(not set(harmony.tones) <= set(MODES[mode]) for harmony in chords) / len(chords)


@every_genre
def test_a_bright_mood_has_more_major_chords_and_a_strained_one_more_from_outside(genre: str) -> None:
    for mode in ("minor", "major"):
        bright, dark, strained = (harmonies(genre, mode, mood) for mood in ("sunny", "sad", "menacing"))
        assert lightness(bright) > lightness(dark) - (0.02 if mode == "major" else 0.0)
        assert strain(strained, mode) >= strain(bright, mode)


@every_genre
def test_another_mood_is_another_harmony(genre: str) -> None:
    pairs = list(combinations(GENRES[genre].moods, 2))
    same = [
        seed
        for seed, (one, other) in enumerate(pairs)
        if symbols(compose_score(brief(genre, seed, 30.0, key="C minor", mood=one))[0])
        == symbols(compose_score(brief(genre, seed, 30.0, key="C minor", mood=other))[0])
    ]
    assert len(same) <= 0.25 * len(pairs)


def symbols(score: Score) -> list[tuple[float, str]]:
    return [(chord.start_beats, chord.symbol) for chord in score.chords]


@every_genre
def test_harmony_moves_at_another_pace_in_some_sections(genre: str) -> None:
    uneven = 0
    for seed in range(12):
        score = compose_score(brief(genre, seed, 90.0))[0]
        paces = {
            np.median([chord.length_beats for chord in score.chords if start <= chord.start_beats < end])
            for start, end in ((part.start_beats, part.start_beats + part.length_beats) for part in score.sections[:-1])
        }
        uneven += len(paces) > 1
    assert uneven >= 5


def test_voices_take_no_longer_way_than_the_best_of_all_voicings() -> None:
    """Against every choice of one pitch for each tone of the chord within the register."""
    key, register = parse_key("C minor"), (50, 74)
    rng = np.random.default_rng(11)
    for _ in range(60):
        first, second = (
            diatonic(key, int(rng.integers(1, 8)), ("triad", "seventh")[int(rng.integers(2))]) for _ in range(2)
        )
        before = nearest(first, None, register)
        after = nearest(second, before, register)
        if len(before) == len(after):
            best = min(way(before, other) for other in every_voicing(second, register, len(after)))
            assert way(before, after) <= best + 4, (before, after)


def every_voicing(harmony: Harmony, register: tuple[int, int], voices: int) -> list[tuple[int, ...]]:
    """All ways to lay the tones out, once each, that span two octaves at most."""
    pitches = [pitch for pitch in range(register[0], register[1] + 1) if pitch % 12 in harmony.tones]
    return [
        shape
        for shape in combinations(pitches, voices)
        if {pitch % 12 for pitch in shape} == set(harmony.tones) and shape[-1] - shape[0] <= 24
    ]


def way(before: tuple[int, ...], after: tuple[int, ...]) -> int:
    """How many semitones the voices travel altogether, each to a place of its own."""
    return min(sum(abs(old - new) for old, new in zip(before, other, strict=True)) for other in permutations(after))

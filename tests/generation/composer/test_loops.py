"""A loop leads back to its start: its last bar turns in harmony, drums and tune, and nothing stops at the seam."""

from __future__ import annotations

import pytest

from generation.engines.composer.genres import GENRES
from generation.engines.composer.score import Score
from generation.engines.composer.write import compose_score
from tests.generation.composer.briefs import brief

every_genre = pytest.mark.parametrize("genre", list(GENRES))
_LEADS = (1, 2, 5, 7, 10, 11)


def loops(genre: str) -> list[Score]:
    """A few loops of about half a minute."""
    return [compose_score(brief(genre, seed, 26.0, looping=True))[0] for seed in range(5)]


def strokes(score: Score, start: float) -> set[tuple[float, str]]:
    """What the kit strikes in a bar."""
    hits = [hit for part in score.parts if part.name == "kit" for hit in part.hits]
    return {(hit.start_beats - start, hit.piece) for hit in hits if start - 1e-6 <= hit.start_beats < start + 4 - 1e-6}


@every_genre
def test_the_last_chord_of_a_loop_wants_the_first(genre: str) -> None:
    for score in loops(genre):
        first, last = score.chords[0], score.chords[-1]
        assert (last.root - first.root) % 12 in _LEADS, (first.symbol, last.symbol)
        assert last.start_beats + last.length_beats == pytest.approx(score.length_beats, abs=0.01)


@every_genre
def test_the_drums_of_a_loop_turn_round_in_its_last_bar(genre: str) -> None:
    turned = 0
    for score in loops(genre):
        end = round(score.length_beats)
        turned += strokes(score, end - 4) != strokes(score, end - 12)
    assert turned >= 4


@every_genre
def test_a_loop_has_no_ending_and_sounds_up_to_its_seam(genre: str) -> None:
    for score in loops(genre):
        assert "ending" not in {section.name for section in score.sections}
        onsets = [item.start_beats for part in score.parts for item in (*part.notes, *part.hits)]
        assert max(onsets) >= score.length_beats - 2.0

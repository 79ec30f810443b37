"""What returns, returns as something else: hooks that gain players, drops with a second bass line."""

from __future__ import annotations

import pytest

from generation.engines.composer.score import Part, Score, Section
from tests.generation.composer.briefs import score_of

SEEDS = range(1, 5)


def _within(score: Score, section: Section, kind: str) -> list[tuple[float, int]]:
    """Place from the section's start, and pitch, of each note that a stem begins in it."""
    parts: list[Part] = [part for part in score.parts if part.kind == kind]
    places = ((note.start_beats - section.start_beats, note.pitch) for part in parts for note in part.notes)
    return [(round(at, 2), pitch) for at, pitch in places if 0 <= at < section.length_beats]


def _strokes(score: Score, section: Section, kind: str) -> int:
    hits = (hit for part in score.parts if part.kind == kind for hit in part.hits)
    return sum(section.start_beats <= hit.start_beats < section.start_beats + section.length_beats for hit in hits)


@pytest.mark.parametrize("seed", SEEDS)
def test_the_percussion_of_a_trap_beat_waits_for_the_second_hook(seed: int) -> None:
    score = score_of("trap", seed, 90.0)
    first, second, *_ = (section for section in score.sections if section.name == "hook")
    assert _strokes(score, first, "percussion") == 0
    assert _strokes(score, second, "percussion") > 0


@pytest.mark.parametrize("seed", SEEDS)
def test_the_second_drop_of_a_dubstep_beat_has_a_bass_line_that_answers_higher(seed: int) -> None:
    score = score_of("dubstep", seed, 90.0)
    first, second, *_ = (_within(score, section, "bass") for section in score.sections if section.name == "drop")
    assert {at for at, _ in first} != {at for at, _ in second}
    asked, answered = ([pitch for at, pitch in second if (at % 4 >= 2) is late] for late in (False, True))
    assert sum(answered) / len(answered) > sum(asked) / len(asked) + 4

"""Mood and energy: the same brief and seed, played calmer or harder, darker or brighter, and it is heard."""

from __future__ import annotations

from pathlib import Path
from statistics import fmean

import pytest

from generation.engines.base import Take
from generation.engines.composer.engine import Composer
from generation.engines.composer.genres import GENRES
from generation.engines.composer.score import Score
from generation.engines.composer.write import compose_score
from tests.generation.composer.briefs import brief
from tests.generation.composer.measuring import bands, spectrum

SOUNDS = Path(__file__).parents[3] / "node_modules"
SEEDS = range(5)
every_genre = pytest.mark.parametrize("genre", list(GENRES))


def scores(genre: str, seeds: range = SEEDS, **changes: object) -> list[Score]:
    """Some seeds of a brief in one key, so that nothing differs but what is changed."""
    return [compose_score(brief(genre, seed, 45.0, key="C minor", **changes))[0] for seed in seeds]


def density(score: Score) -> float:
    """How many moments to the beat something pitched begins."""
    return len({(part.name, note.start_beats) for part in score.parts for note in part.notes}) / score.length_beats


def register(score: Score) -> float:
    """The middle of chords and melody."""
    return fmean(note.pitch for part in score.parts if part.kind in ("chords", "melody") for note in part.notes)


def brightness(score: Score) -> float:
    """How bright its players are asked to play."""
    return fmean(part.brightness for part in score.parts if part.notes)


@every_genre
def test_more_energy_is_more_notes_higher_and_brighter(genre: str) -> None:
    calm, middle, driven = (scores(genre, energy=energy) for energy in (0.1, 0.5, 0.9))
    for measure, least in ((density, 0.1), (register, 0.4), (brightness, 0.08)):
        low, centre, high = (fmean(measure(score) for score in found) for found in (calm, middle, driven))
        assert low < high - least, measure.__name__
        assert low - 0.1 <= centre <= high + 0.1, measure.__name__


@every_genre
def test_a_bright_mood_lies_higher_than_a_dark_one_and_sounds_brighter(genre: str) -> None:
    dark, bright = scores(genre, mood="dark"), scores(genre, mood="bright")
    assert fmean(map(register, dark)) < fmean(map(register, bright)) - 0.5
    assert fmean(map(brightness, dark)) < fmean(map(brightness, bright)) - 0.2


@every_genre
def test_soft_moods_hold_their_chords_and_hard_ones_change_them_sooner(genre: str) -> None:
    soft, hard = (
        [len(score.chords) / score.length_beats for score in scores(genre, range(14), mood=mood)]
        for mood in ("atmospheric", "energetic")
    )
    assert fmean(soft) < fmean(hard)


def heard(genre: str, energy: float) -> Take:
    """What is rendered of a short beat."""
    *_, take = Composer(SOUNDS).compose(brief(genre, 21, 12.0, key="C minor", energy=energy))
    assert isinstance(take, Take)
    return take


@pytest.mark.parametrize("genre", ["house", "rock"])
def test_energy_is_heard_as_more_beginnings_and_a_brighter_sound(genre: str) -> None:
    calm, driven = heard(genre, 0.1), heard(genre, 0.9)
    onsets = [bands.onsets_per_s(bands.picture(take.master)) for take in (calm, driven)]
    centres = [spectrum.centre_hz(take.master) for take in (calm, driven)]
    assert onsets[0] < onsets[1]
    assert centres[0] < centres[1]

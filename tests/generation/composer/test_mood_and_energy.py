"""Mood and energy: the same brief and seed, played calmer or harder, darker or brighter, and it is heard."""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path
from statistics import fmean

import pytest

from generation.engines.base import Take
from generation.engines.composer.engine import Composer
from generation.engines.composer.genres import GENRES
from generation.engines.composer.score import Hit, Note, Score, Section
from generation.engines.composer.write import compose_score, plan_of
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
        assert low - 0.2 <= centre <= high + 0.2, measure.__name__


FRAME = ("kick", "snare", "clap", "rim", "snap", "brush")


def hands(score: Score) -> float:
    """How often to the beat hats, cymbals and percussion are struck."""
    pieces = [hit for part in score.parts if part.instrument != "effects" for hit in part.hits]
    return sum(hit.piece not in FRAME for hit in pieces) / score.length_beats


def force(score: Score) -> float:
    """How hard drums and percussion are struck."""
    return fmean(hit.velocity for part in score.parts if part.instrument != "effects" for hit in part.hits)


def layers(score: Score) -> float:
    """How many players a section has."""
    players = [[*part.notes, *part.hits] for part in score.parts if part.instrument != "effects"]
    return fmean(sum(any(_within(item, section) for item in each) for each in players) for section in score.sections)


def _within(item: Note | Hit, section: Section) -> bool:
    return section.start_beats <= item.start_beats < section.start_beats + section.length_beats


@every_genre
def test_a_driven_beat_has_many_more_hats_than_a_calm_one_struck_harder_and_more_players(genre: str) -> None:
    faces = [scores(genre, range(3), energy=energy) for energy in (0.15, 0.35, 0.5, 0.7, 0.95)]
    busy = [fmean(map(hands, found)) for found in faces]
    assert busy[-1] >= 1.6 * busy[0]
    assert all(one <= 1.1 * other for one, other in pairwise(busy))
    assert fmean(map(force, faces[0])) < fmean(map(force, faces[-1]))
    sizes = [fmean(map(layers, faces[index])) for index in (0, 2, -1)]
    assert sizes[0] < sizes[-1]
    assert sizes == pytest.approx(sorted(sizes), abs=0.1)


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


@pytest.mark.parametrize("genre", ["house", "lo-fi"])
def test_energy_is_heard_as_more_beginnings_and_a_brighter_sound(genre: str) -> None:
    calm, driven = heard(genre, 0.1), heard(genre, 0.9)
    onsets = [bands.onsets_per_s(bands.beginnings(bands.picture(take.master))) for take in (calm, driven)]
    centres = [spectrum.centre_hz(take.master) for take in (calm, driven)]
    assert 1.05 * onsets[0] < onsets[1]
    assert 1.03 * centres[0] < centres[1]


def families(genre: str, *traits: str) -> list[str]:
    """The grooves that some seeds play."""
    return [
        name
        for seed in range(12)
        for name in plan_of(brief(genre, seed, 30.0, mood="cool", traits=traits))[0].drumming.names.values()
    ]


@pytest.mark.parametrize(("genre", "trait"), [("trap", "hard"), ("trap", "minimal"), ("boom bap", "hard")])
def test_a_word_that_names_common_grooves_is_heard_in_them(genre: str, trait: str) -> None:
    tagged = {groove.name for groove in GENRES[genre].style.grooves if trait in groove.tags}
    with_it, without = (sum(name in tagged for name in families(genre, *traits)) for traits in ((trait,), ()))
    assert tagged
    assert with_it >= 12
    assert with_it > without


@every_genre
def test_a_mood_beside_another_one_colours_it(genre: str) -> None:
    plain, dark, bright = (scores(genre, mood="cool", traits=traits) for traits in ((), ("dark",), ("happy",)))
    low, middle, high = (fmean(brightness(score) for score in found) for found in (dark, plain, bright))
    assert low < middle - 0.03 < middle + 0.03 < high

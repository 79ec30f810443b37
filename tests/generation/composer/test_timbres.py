"""Seed, mood and sub-style choose what a beat is played on."""

import pytest

from generation.engines.composer.genres import GENRES
from generation.engines.composer.instruments import VOICES
from generation.engines.composer.palette import INSTRUMENTS, KITS
from generation.engines.composer.score import Score
from generation.engines.composer.timbres import TIMBRES
from generation.engines.composer.twists import twisted
from generation.engines.composer.write import compose_score
from tests.generation.composer.briefs import brief


def _players(score: Score, kind: str) -> tuple[str, ...]:
    return tuple(part.instrument for part in score.parts if part.kind == kind and part.instrument != "effects")


def test_every_sub_style_names_sounds_that_exist() -> None:
    for genre, timbres in TIMBRES.items():
        for trait, timbre in timbres.items():
            assert genre in GENRES
            assert set(timbre.kits) <= set(KITS), (genre, trait)
            assert set(timbre.palettes) <= {"bass", "chords", "melody", "other"}, (genre, trait)
            assert {name for names in timbre.palettes.values() for name in names} <= set(INSTRUMENTS), (genre, trait)
            assert all(name.startswith("bass_") for name in timbre.palettes.get("bass", ())), (genre, trait)
            assert all(VOICES[name].chordal for name in timbre.palettes.get("chords", ())), (genre, trait)


@pytest.mark.parametrize("genre", GENRES)
def test_a_genre_offers_several_sounds_for_every_part(genre: str) -> None:
    palettes = GENRES[genre].palettes
    assert len(set(GENRES[genre].kits)) >= 2
    assert len(set(palettes["chords"])) >= (2 if genre == "rock" else 4)
    assert len(set(palettes["melody"])) >= 4
    assert len(set(palettes["bass"])) >= {"jazz": 1, "trap": 2, "drill": 2, "rock": 3}.get(genre, 4)


@pytest.mark.parametrize("genre", ["trap", "house", "pop", "techno"])
def test_dark_moods_are_played_on_darker_instruments(genre: str) -> None:
    def tone(mood: str) -> float:
        scores = [compose_score(brief(genre, seed, 10.0, mood=mood))[0] for seed in range(40)]
        tones = [
            VOICES[name].tone for score in scores for kind in ("chords", "melody") for name in _players(score, kind)
        ]
        return sum(tones) / len(tones)

    assert tone("dark") < tone("uplifting") - 0.1


def test_seeds_change_kit_bass_chords_and_melody() -> None:
    scores = [compose_score(brief("house", seed, 10.0, mood="groovy"))[0] for seed in range(16)]
    for kind, fewest in (("drums", 2), ("bass", 3), ("chords", 3), ("melody", 4)):
        assert len({_players(score, kind)[:1] for score in scores}) >= fewest, kind


def test_a_sub_style_brings_its_own_sounds() -> None:
    amapiano = twisted(GENRES["house"], ("amapiano",))
    assert "bass_log" in amapiano.palettes["bass"]
    assert twisted(GENRES["trap"], ("phonk",)).kits == ("memphis",)
    assert twisted(GENRES["jazz"], ("nothing",)) is GENRES["jazz"]

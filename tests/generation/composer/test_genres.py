"""Every genre: the facts that a listing shows, and data that its writers can read."""

from __future__ import annotations

import pytest

from generation.engines.base import STEM_KINDS
from generation.engines.composer.bass import MANNERS as BASSES
from generation.engines.composer.chords import COLOURS
from generation.engines.composer.comping import MANNERS as COMPS
from generation.engines.composer.development import LIFTS, TURNS
from generation.engines.composer.fills import FILLS
from generation.engines.composer.form import LAYERS, ROLES
from generation.engines.composer.genre import Genre
from generation.engines.composer.genres import GENRES
from generation.engines.composer.melody import MANNERS as LEADS
from generation.engines.composer.moods import MOODS
from generation.engines.composer.palette import DRUM_PIECES, EFFECTS, INSTRUMENTS, KITS
from generation.engines.composer.progressions import RULES
from generation.engines.composer.rhythm import steps_of
from generation.engines.theory import MODES

every_genre = pytest.mark.parametrize("genre", GENRES.values(), ids=list(GENRES))


def test_the_fourteen_are_listed_in_order_with_their_tempos() -> None:
    assert {name: (*genre.bpm_range, genre.default_bpm) for name, genre in GENRES.items()} == {
        "trap": (140, 160, 150), "lo-fi": (70, 90, 80), "boom bap": (80, 100, 90), "house": (120, 130, 124),
        "drill": (135, 145, 142), "drum and bass": (160, 180, 174), "techno": (125, 135, 130), "hip hop": (85, 95, 90),
        "r&b": (75, 95, 85), "pop": (100, 130, 115), "edm": (125, 130, 128), "dubstep": (135, 145, 140),
        "jazz": (100, 140, 120), "rock": (110, 140, 125),
    }  # fmt: skip
    assert list(GENRES)[:4] == ["trap", "lo-fi", "boom bap", "house"]
    assert GENRES["trap"].moods == ("dark", "hype", "aggressive", "menacing")


def test_no_word_means_two_genres() -> None:
    words = [word for genre in GENRES.values() for word in (genre.name, *genre.words)]
    assert len(set(words)) == len(words)
    assert all(word == word.lower() for word in words)


@every_genre
def test_moods_modes_and_sounds_are_known_ones(genre: Genre) -> None:
    assert 4 <= len(genre.moods) <= 6
    assert set(genre.moods) <= set(MOODS)
    assert set(genre.modes) <= set(MODES)
    assert set(genre.kits) <= set(KITS)
    assert set(genre.palettes["percussion"]) <= set(KITS)
    for kind in ("bass", "chords", "melody", "other"):
        assert set(genre.palettes[kind]) <= set(INSTRUMENTS)
    assert set(genre.mix.levels_lu) == set(STEM_KINDS)


@every_genre
def test_every_rhythm_is_whole_bars_of_known_pieces(genre: Genre) -> None:
    for groove in (*genre.style.grooves, *genre.style.percussion):
        assert set(groove.lanes) <= set(DRUM_PIECES)
        for row in groove.lanes.values():
            assert set(steps_of(row)) <= set("Xxog?."), (groove.name, row)
    for comp in genre.style.comps:
        assert set(steps_of(comp.steps)) <= set("Xxog?.")
    for lead in genre.style.leads:
        assert all(len(cell) == 16 and set(cell) <= set("x-.") for cell in lead.cells)


@every_genre
def test_every_manner_rule_and_effect_has_a_writer(genre: Genre) -> None:
    style = genre.style
    assert len([groove for groove in style.grooves if not groove.rare]) >= 6
    assert len([groove for groove in style.percussion if not groove.rare]) >= 4
    assert len([bass for bass in style.basses if not bass.rare]) >= 4
    assert {bass.manner for bass in style.basses} <= set(BASSES)
    assert all(set(steps_of(bass.steps)) <= set("rRo537a.-") for bass in style.basses if bass.manner == "cells")
    assert {comp.manner for comp in style.comps} <= set(COMPS)
    assert {lead.manner for lead in style.leads} <= set(LEADS)
    for players in (style, *style.twists.values()):
        assert set(players.fills) <= set(FILLS)
        assert set(players.lifts) <= set(LIFTS)
        assert set(players.turns) <= set(TURNS)
    for twist in style.twists.values():
        assert set(twist.kits) <= set(KITS)
        assert {name for names in twist.palettes.values() for name in names} <= set(INSTRUMENTS)
        assert twist.swing is None or 0.5 <= twist.swing <= 0.67
    assert set(style.colours) <= set(COLOURS)
    assert set(style.substitutions) <= set(RULES)
    assert {*style.beds, *style.transitions} <= set(EFFECTS)
    assert set(style.progressions) == {"minor", "major"}


@every_genre
def test_forms_name_known_sections_and_players(genre: Genre) -> None:
    for form in genre.style.forms:
        assert {part.split(":")[0] for part in form.split()} <= set(LAYERS)
    for players in genre.style.layers.values():
        assert {role for each in players for role in each.split()} <= set(ROLES)

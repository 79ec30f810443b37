"""Wishes about the form are honoured to the bar, and where there is no room for one, that is said."""

from __future__ import annotations

import pytest

from generation.engines.composer.genres import GENRES
from generation.engines.composer.score import Section
from generation.engines.composer.write import compose_score, plan_of
from generation.engines.structure import Structure
from tests.generation.composer.briefs import brief

every_genre = pytest.mark.parametrize("genre", list(GENRES))


def made(
    genre: str, seed: int, duration_s: float, structure: Structure, **changes: object
) -> tuple[list[Section], list[str]]:
    """The sections, which lie without gaps up to the end, and the notices."""
    plan, notices = plan_of(brief(genre, seed, duration_s, structure=structure, **changes))
    sections = [passage.section for passage in plan.passages]
    ends = [section.start_beats + section.length_beats for section in sections]
    assert [section.start_beats for section in sections] == pytest.approx([0.0, *ends[:-1]])
    assert ends[-1] == pytest.approx(plan.length_beats, abs=0.01)
    return sections, list(notices)


def first_peak_bar(sections: list[Section]) -> float:
    return next(section.start_beats for section in sections if section.name in ("hook", "drop")) / 4 + 1


def bars_of(sections: list[Section], name: str) -> float:
    return sum(section.length_beats for section in sections if section.name == name) / 4


@every_genre
@pytest.mark.parametrize("bar", [1, 3, 5, 8, 9, 12])
@pytest.mark.parametrize("looping", [False, True])
def test_the_first_peak_begins_on_the_bar_that_was_asked_for(genre: str, bar: int, looping: bool) -> None:
    for seed in range(3):
        sections, notices = made(genre, seed, 45.0, Structure(peak_bar=bar), looping=looping)
        assert first_peak_bar(sections) == bar
        assert not [notice for notice in notices if "drop" in notice]


@every_genre
def test_long_pieces_wait_for_a_late_drop(genre: str) -> None:
    sections, notices = made(genre, 1, 150.0, Structure(peak_bar=33, intro="short", outro="long"))
    assert first_peak_bar(sections) == 33
    assert 0 < bars_of(sections, "intro") <= 4
    assert bars_of(sections, "outro") >= 8
    assert notices == []


@every_genre
def test_a_drop_beyond_the_end_is_refused_with_a_sentence(genre: str) -> None:
    sections, notices = made(genre, 1, 10.0, Structure(peak_bar=40))
    assert "can't begin at bar 40" in notices[0]
    assert first_peak_bar(sections) < 9


@every_genre
def test_intros_outros_breaks_and_builds_come_and_go_as_wished(genre: str) -> None:
    for seed in range(4):
        bare = Structure(intro="none", outro="none", breaks=False, builds=False)
        sections, _ = made(genre, seed, 60.0, bare)
        assert not {section.name for section in sections} & {"intro", "outro", "break", "build"}
        rich, notices = made(genre, seed, 60.0, Structure(intro_bars=4, outro="short", breaks=True, builds=True))
        assert {"intro", "outro", "break", "build"} <= {section.name for section in rich}
        assert (bars_of(rich, "intro"), notices) == (4, [])
        assert rich[0].name == "intro"


@every_genre
def test_a_long_intro_is_longer_than_a_short_one(genre: str) -> None:
    long, short = (made(genre, 2, 60.0, Structure(intro=size))[0] for size in ("long", "short"))
    assert bars_of(long, "intro") > bars_of(short, "intro") > 0


@every_genre
@pytest.mark.parametrize("duration_s", [3.0, 4.7, 8.0, 13.0, 21.0])
def test_no_wish_breaks_a_piece_however_short(genre: str, duration_s: float) -> None:
    wishes = [
        Structure(peak_bar=9, intro="long", outro="long", breaks=True, builds=True),
        Structure(peak_bar=2, intro_bars=16, outro_bars=16),
        Structure(peak_bar=1, intro="long", breaks=False),
        Structure(intro="none", outro="none", builds=True),
        Structure(order=("intro", "verse", "hook", "break", "hook", "outro"), peak_bar=5, outro="long"),
        Structure(order=("outro", "intro"), intro="long"),
    ]
    for wish in wishes:
        made(genre, 1, duration_s, wish)
        made(genre, 2, duration_s, wish, looping=True)


ORDERS = [
    ("verse", "hook", "verse", "hook"),
    ("intro", "verse", "build", "drop", "break", "build", "drop", "outro"),
    ("hook", "hook", "break", "hook"),
    ("verse", "verse"),
]


@every_genre
@pytest.mark.parametrize("order", ORDERS)
@pytest.mark.parametrize("looping", [False, True])
def test_sections_come_in_the_order_that_was_asked_for(genre: str, order: tuple[str, ...], looping: bool) -> None:
    for seed in range(2):
        sections, notices = made(genre, seed, 64.0, Structure(order=order), looping=looping)
        names = tuple(section.name for section in sections if section.name != "ending")
        assert names == order
        assert not [notice for notice in notices if "room" in notice]


@every_genre
def test_an_order_keeps_the_other_wishes(genre: str) -> None:
    wish = Structure(order=("intro", "verse", "hook", "break", "hook", "outro"), peak_bar=13, intro_bars=4)
    sections, notices = made(genre, 1, 90.0, wish)
    assert tuple(section.name for section in sections if section.name != "ending") == wish.order
    assert (first_peak_bar(sections), bars_of(sections, "intro"), notices) == (13, 4, [])


def test_an_order_that_is_too_long_for_the_piece_is_cut_with_a_sentence() -> None:
    order = ("intro", "verse", "hook", "verse", "hook", "break", "hook", "outro")
    sections, notices = made("trap", 1, 6.0, Structure(order=order))
    assert 1 <= len(sections) < len(order)
    assert any(notice.startswith("There is room for ") for notice in notices), notices


def test_what_is_not_wished_leaves_the_form_as_it_was() -> None:
    assert compose_score(brief("house", 3)) == compose_score(brief("house", 3, structure=Structure()))

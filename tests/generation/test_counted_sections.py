"""Who counts the bars of sections gets these bars: from the words to the score."""

import pytest

from generation.briefs import complete
from generation.engines.composer.write import plan_of
from generation.language import understand

COUNTED = [
    ("trap, 4 bar intro, 8 bar verse, 8 bar hook", ("intro", "verse", "hook"), (4, 8, 8)),
    ("trap: 4-bar intro 16-bar verse 8-bar chorus", ("intro", "verse", "hook"), (4, 16, 8)),
    ("house: intro 8 bars, build 4 bars, drop, outro 8 bars", ("intro", "build", "drop", "outro"), (8, 4, 0, 8)),
    ("boom bap with 16 bar verses and 8 bar hooks", ("verse", "hook", "verse", "hook"), (16, 8, 16, 8)),
    ("lo-fi, verse (8 bars) - hook (4 bars) - verse - hook", ("verse", "hook", "verse", "hook"), (8, 4, 8, 4)),
    ("pop, an intro of 4 bars, verse, a 6 bar chorus and an outro", ("intro", "verse", "hook", "outro"), (4, 0, 6, 0)),
    ("edm with 8 bars build → 16 bars drop → 8 bars break", ("build", "drop", "break"), (8, 16, 8)),
    ("verse 8 bar hook 16 bar verse", ("verse", "hook", "verse"), (16, 8, 16)),
    ("two 8 bar verses, a 4 bar hook", ("verse", "verse", "hook"), (8, 8, 4)),
    ("trap with a 4 bar intro and an 8 bar outro", (), ()),
    ("verse hook verse, 16 bars", ("verse", "hook", "verse"), ()),
]  # fmt: skip


@pytest.mark.parametrize(("prompt", "order", "bars"), COUNTED)
def test_bars_are_read_before_a_section_and_behind_it(
    prompt: str, order: tuple[str, ...], bars: tuple[int, ...]
) -> None:
    structure = understand(prompt).structure
    assert (structure.order, structure.order_bars) == (order, bars)


def test_the_bars_of_a_section_are_no_length_of_the_whole_nor_of_what_stands_beside_it() -> None:
    said = understand("house: intro 8 bars, drop 16 bars, outro 4 bars")
    assert (said.bars, said.structure.outro_bars, said.ignored) == (None, None, ())
    assert understand("house, drop 16 bars, outro").structure.outro_bars is None
    assert understand("verse hook verse, 16 bars").bars == 16


@pytest.mark.parametrize("genre", ["trap", "jazz", "drum and bass", "house"])
@pytest.mark.parametrize("looping", [False, True])
def test_a_piece_is_as_long_as_its_sections_and_each_as_long_as_asked(genre: str, looping: bool) -> None:
    fields = {"prompt": f"{genre}, 2 bar intro, 7 bar verse, 8 bar hook, 5 bar break, 8 bar hook", "looping": looping}
    brief, notices = complete(fields, seed=3)
    plan, unmet = plan_of(brief)
    found = [(one.section.name, one.section.length_beats / 4) for one in plan.passages if one.name != "ending"]
    assert found == [("intro", 2), ("verse", 7), ("hook", 8), ("break", 5), ("hook", 8)]
    assert brief.duration_s == pytest.approx((30 if looping else 31) * 240 / brief.bpm, abs=0.001)
    assert (notices, tuple(unmet)) == ((), ())


def test_sections_that_are_not_counted_share_what_the_others_leave() -> None:
    brief, _ = complete({"prompt": "pop at 120, 40 seconds: 4 bar intro, verse, 6 bar hook, verse"}, seed=1)
    found = {one.name: one.section.length_beats / 4 for one in plan_of(brief)[0].passages}
    assert (found["intro"], found["hook"]) == (4, 6)
    assert found["verse"] >= 3


@pytest.mark.parametrize(("duration_s", "how"), [(20, "shorter"), (120, "longer")])
def test_another_length_wins_and_that_is_said_once(duration_s: float, how: str) -> None:
    brief, notices = complete(
        {"prompt": "techno at 130, 8 bar intro, 16 bar drop, 4 bar outro", "duration": duration_s}, seed=1
    )
    plan, unmet = plan_of(brief)
    assert notices == (f"The sections asked for have 28 bars. The piece is {how}, and so are they.",)
    assert brief.duration_s == duration_s
    assert [one.name for one in plan.passages if one.name != "ending"] == ["intro", "drop", "outro"]
    assert set(unmet) <= set(notices)

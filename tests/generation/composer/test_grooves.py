"""Grooves: a sub-style is heard in its beat, two takes do not share one, breaks are cut, nothing loops unchanged."""

from __future__ import annotations

from collections import Counter
from itertools import combinations, pairwise

import numpy as np
import pytest

from generation.engines.composer.breaks import recut
from generation.engines.composer.choosing import offered
from generation.engines.composer.genres import GENRES
from generation.engines.composer.rhythm import settled
from generation.engines.composer.score import Hit, Note, Part, Score
from generation.engines.composer.shaping import swell
from generation.engines.composer.twists import twisted
from generation.engines.composer.variation import BACKBEATS
from generation.engines.composer.write import compose_score, plan_of
from tests.generation.composer.briefs import brief, score_of

every_genre = pytest.mark.parametrize("genre", list(GENRES))
AUDIBLE = 0.4


def peak(score: Score) -> float:
    """Where the first hook or drop begins."""
    return next(section.start_beats for section in score.sections if section.name in ("hook", "drop"))


def hits(score: Score, kind: str = "drums") -> list[Hit]:
    return [hit for part in score.parts if part.kind == kind for hit in part.hits]


def pattern(score: Score, bars: int = 2) -> frozenset[tuple[int, str]]:
    """What is clearly heard of the kit in the first bars of the first peak, as (sixteenth, piece)."""
    start = peak(score)
    return frozenset(
        (round((hit.start_beats - start) * 4), hit.piece)
        for hit in hits(score)
        if start <= hit.start_beats < start + 4 * bars and hit.velocity > AUDIBLE
    )


def steps(score: Score, *pieces: str) -> Counter[int]:
    """How often each sixteenth of the bar is clearly struck on some pieces of the kit, over eight bars of a peak."""
    return Counter(step % 16 for step, piece in pattern(score, 8) if piece in pieces)


def sub_style(genre: str, *traits: str, seed: int = 3) -> Score:
    return compose_score(brief(genre, seed, 60.0, traits=traits))[0]


@every_genre
def test_twelve_takes_of_a_genre_share_less_than_half_of_their_beat(genre: str) -> None:
    patterns = [pattern(score_of(genre, seed, 30.0)) for seed in range(12)]
    shared = [len(one & other) / max(1, len(one | other)) for one, other in combinations(patterns, 2)]
    assert sum(shared) / len(shared) < 0.5
    assert sum(each > 0.9 for each in shared) <= 4


@every_genre
def test_a_family_that_no_word_asks_for_is_common_and_one_that_is_asked_for_alone_is_played(genre: str) -> None:
    style = GENRES[genre].style
    assert not any(family.rare for family in offered(style.grooves, ("dark", "busier")))
    for family in style.grooves:
        if family.rare:
            names = plan_of(brief(genre, 5, traits=family.tags))[0].drumming.names
            calls = {other.name: len(set(other.tags) & set(family.tags)) for other in style.grooves if other.rare}
            assert all(calls[name] == len(family.tags) for name in names.values())


def test_reggaeton_has_its_dembow() -> None:
    for seed in range(4):
        snare = steps(sub_style("pop", "reggaeton", seed=seed), "snare", "clap")
        assert min(snare[step] for step in (3, 6, 11, 14)) >= 4


def test_jersey_kicks_in_threes_against_the_bar() -> None:
    for seed in range(4):
        kick = steps(sub_style("house", "jersey", seed=seed), "kick")
        assert kick[0] >= 6
        assert kick[6] + kick[11] + kick[14] + kick[10] >= 8


def test_two_step_leaves_the_second_and_fourth_kick_out() -> None:
    for seed in range(4):
        score = sub_style("house", "garage", "2-step", seed=seed)
        assert steps(score, "kick")[4] + steps(score, "kick")[12] <= 2
        assert steps(score, "snare", "clap")[4] >= 6


def test_phonk_has_its_cowbell_and_amapiano_its_shaker() -> None:
    assert any("cowbell" in {hit.piece for hit in hits(sub_style("trap", "phonk", seed=seed))} for seed in range(4))
    for seed in range(4):
        score = sub_style("house", "amapiano", seed=seed)
        assert "shaker" in {hit.piece for kind in ("drums", "percussion") for hit in hits(score, kind)}


@pytest.mark.parametrize("genre", ["trap", "dubstep"])
def test_half_time_has_its_backbeat_on_three(genre: str) -> None:
    for seed in range(4):
        back = steps(sub_style(genre, seed=seed), "snare", "clap")
        assert back[8] >= 5 > max(back[4], back[12])


def test_half_time_halves_a_beat_of_any_genre() -> None:
    for genre in ("boom bap", "house", "rock", "hip hop"):
        back = steps(sub_style(genre, "half-time"), "snare", "clap", "rim", "snap")
        assert back[8] > max(back[4], back[12])


def test_drill_displaces_its_second_snare() -> None:
    late = [steps(score_of("drill", seed, 30.0), "snare")[12] for seed in range(6)]
    assert sum(late) >= 2 * len(late)


def test_a_twist_bends_the_swing_of_its_sub_style_alone() -> None:
    genre = GENRES["house"]
    assert twisted(genre, ("garage",)).swing > genre.swing
    assert twisted(genre, ("rainy",)) is genre


def test_a_recut_break_keeps_its_backbeat_and_is_no_loop() -> None:
    for genre in GENRES.values():
        for family in (family for family in genre.style.grooves if family.is_break):
            rows = recut(settled(family, np.random.default_rng(1)), np.random.default_rng(2))
            snare = [max(forces) for forces in zip(*(rows[piece] for piece in BACKBEATS if piece in rows), strict=True)]
            bars = [tuple(row[start : start + 16] for row in rows.values()) for start in range(0, 128, 16)]
            assert len(set(bars)) >= 3, family.name
            assert sum(snare[start + 4] > 0.7 for start in range(0, 128, 16)) >= 5, family.name


def test_two_takes_cut_the_same_break_otherwise() -> None:
    (amen,) = (family for family in GENRES["drum and bass"].style.grooves if family.name == "amen")
    rows = settled(amen, np.random.default_rng(1))
    assert recut(rows, np.random.default_rng(1)) != recut(rows, np.random.default_rng(2))


def bars_of(part: Part, count: int) -> list[frozenset[tuple[float, object]]]:
    """What a part does in each bar, whatever its force."""
    things: list[tuple[float, object]] = [(hit.start_beats, hit.piece) for hit in part.hits]
    things += [(note.start_beats, note.pitch) for note in part.notes]
    return [
        frozenset((round(at - 4 * bar, 3), what) for at, what in things if 4 * bar <= at < 4 * bar + 4)
        for bar in range(count)
    ]


@every_genre
@pytest.mark.parametrize("kind", ["drums", "percussion", "bass"])
def test_over_ninety_seconds_no_rhythm_stem_is_one_loop(genre: str, kind: str) -> None:
    for seed in range(3):
        score = score_of(genre, seed, 90.0)
        for part in (part for part in score.parts if part.kind == kind):
            bars = bars_of(part, int(score.length_beats // 4))
            phrases = [tuple(bars[start : start + 4]) for start in range(0, len(bars) - 3, 4)]
            played = [phrase for phrase in phrases if any(phrase)]
            assert len(set(played)) >= 0.4 * len(played)
            assert len({bar for bar in bars if bar}) >= 3 or len(played) < 3


@every_genre
def test_a_returning_hook_is_not_played_the_same(genre: str) -> None:
    changed = total = 0
    for seed in range(4):
        score = score_of(genre, seed, 90.0)
        peaks = [section.start_beats for section in score.sections if section.name in ("hook", "drop")]
        for first, second in pairwise(peaks):
            heard = [
                {(hit.start_beats - start, hit.piece) for hit in hits(score) if start <= hit.start_beats < start + 16}
                for start in (first, second)
            ]
            changed, total = changed + (heard[0] != heard[1]), total + 1
    assert changed == total


def bass(score: Score) -> list[Note]:
    return [note for part in score.parts if part.kind == "bass" for note in part.notes]


def test_a_dubstep_bass_changes_its_wobble_and_a_reese_turns_slowly() -> None:
    for seed in range(4):
        rates = {note.wobble_beats for note in bass(score_of("dubstep", seed, 60.0)) if note.wobble_beats}
        assert len(rates) >= 3
    slow = [note.wobble_beats for seed in range(8) for note in bass(score_of("drum and bass", seed, 30.0))]
    assert any(turn >= 1 for turn in slow)


def test_hats_roll_in_thirty_seconds_and_triplets_with_pitch_in_trap() -> None:
    rolled = [hit for seed in range(4) for hit in hits(score_of("trap", seed, 60.0)) if hit.piece == "hat_closed"]
    off = [hit for hit in rolled if abs(hit.start_beats * 4 - round(hit.start_beats * 4)) > 1e-3]
    assert len(off) > 40
    assert any(hit.tune_semitones for hit in off)


def test_a_phrase_grows_towards_its_end_and_a_build_most_of_all() -> None:
    for passage in (each for seed in range(4) for each in plan_of(brief("edm", seed, 90.0))[0].passages):
        if len(passage.bars) >= 4:
            forces = [swell(passage, start) for start in passage.bars]
            assert forces[-1] > forces[0]
            assert forces[-1] - forces[0] > 0.15 or passage.name != "build"


def test_a_rock_drummer_plays_the_hook_otherwise_than_the_verse() -> None:
    for seed in range(6):
        plan = plan_of(brief("rock", seed, 90.0))[0]
        first = {passage.name: passage for passage in reversed(plan.passages)}
        if "verse" in first:
            verse, hook = (plan.drumming.kit[first[name].start_beats] for name in ("verse", "hook"))
            assert verse != hook

"""Sweeps: filters that open towards what comes, never two at once, and none where a genre has no use for them."""

from __future__ import annotations

from itertools import pairwise

import pytest

from generation.engines.composer.genres import GENRES
from generation.engines.composer.notation import score_from_dict, score_to_dict
from generation.engines.composer.write import compose_score
from tests.generation.composer.briefs import brief


@pytest.mark.parametrize("genre", list(GENRES))
def test_sweeps_lie_within_sections_in_order_and_apart(genre: str) -> None:
    for seed in range(4):
        score = compose_score(brief(genre, seed, 90.0))[0]
        places = {(section.start_beats, section.length_beats) for section in score.sections}
        for part in score.parts:
            assert {(sweep.start_beats, sweep.length_beats) for sweep in part.sweeps} <= places
            for sweep in part.sweeps:
                assert sweep.kind in ("low_pass", "high_pass")
                assert 20 <= min(sweep.from_hz, sweep.to_hz) < max(sweep.from_hz, sweep.to_hz) <= 18_000
            for one, after in pairwise(part.sweeps):
                assert one.start_beats + one.length_beats <= after.start_beats
        assert score_from_dict(score_to_dict(score)) == score


@pytest.mark.parametrize("genre", ["house", "techno", "edm", "dubstep"])
def test_chords_open_and_drums_lose_weight_before_a_drop(genre: str) -> None:
    opened = thinned = builds = 0
    for seed in range(8):
        score = compose_score(brief(genre, seed, 90.0))[0]
        starts = {section.start_beats for section in score.sections if section.name == "build"}
        builds += bool(starts)
        sweeps = [(part.kind, sweep) for part in score.parts for sweep in part.sweeps if sweep.start_beats in starts]
        opened += any(sweep.kind == "low_pass" and sweep.to_hz > sweep.from_hz for _, sweep in sweeps)
        thinned += any(kind == "drums" and sweep.kind == "high_pass" for kind, sweep in sweeps)
    assert opened >= 0.6 * builds
    assert thinned >= 0.5 * builds


def test_jazz_has_no_filters() -> None:
    assert not any(part.sweeps for part in compose_score(brief("jazz", 1, 90.0))[0].parts)

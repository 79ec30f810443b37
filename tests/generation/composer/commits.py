"""Commits for the composer's tests: a take as it comes back from the store."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from functools import cache
from typing import Any

from generation.engines.base import Brief, Held, Progress, Take
from generation.engines.composer.engine import Composer
from generation.engines.composer.notation import score_from_dict
from generation.engines.composer.score import Part, Score
from tests.generation.composer.briefs import brief
from tests.sites import ROOT

SOUNDS = ROOT / "node_modules"


@cache
def take_of(genre: str, seed: int, duration_s: float, looping: bool = False) -> Take:
    """What the composer makes of a brief; made once."""
    return last(Composer(SOUNDS).compose(brief(genre, seed, duration_s, looping=looping)))


def last(steps: Iterator[Progress | Take]) -> Take:
    """The take that a stream ends with."""
    *_, take = steps
    assert isinstance(take, Take)
    return take


def held(take: Take, **more: Any) -> Held:
    """The take as a commit's content; `more` stems are none that the score knows, of the kind "vocals"."""
    kinds = {**{name: name for name in take.stems}, **dict.fromkeys(more, "vocals")}
    return Held(take.score, {**take.stems, **more}, kinds)


def wishing(made_from: Brief, *words: str, seed: int = 77) -> Brief:
    """A commit's brief with another seed and some wishes."""
    return replace(made_from, seed=seed, traits=(*made_from.traits, *words))


def parts(score: Score | Take, kind: str) -> tuple[Part, ...]:
    """The parts of one stem."""
    known = score_from_dict(score.score) if isinstance(score, Take) else score
    return tuple(part for part in known.parts if part.kind == kind)

"""Choosing: which of a genre's families of beats or bass lines a piece plays."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol, TypeVar

from numpy.random import Generator

from generation.engines.composer.streams import pick


class Family(Protocol):
    """What moods and traits may ask for."""

    @property
    def tags(self) -> tuple[str, ...]: ...

    @property
    def rare(self) -> bool: ...


F = TypeVar("F", bound=Family)
_ASKED, _MEANT = 1.8, 9.0
_BY_TRAIT = 2


def offered(families: Sequence[F], words: tuple[str, ...]) -> tuple[F, ...]:
    """Those that may be played. The first word is the mood, the rest are traits.

    Where traits ask for rare ones, those alone that most ask for; else the common ones, and rare ones that the mood
    asks for.
    """
    calls = {index: _called(family, words) for index, family in enumerate(families) if family.rare}
    most = max(calls.values(), default=0)
    if most >= _BY_TRAIT:
        return tuple(families[index] for index, count in calls.items() if count == most)
    return tuple(family for family in families if not family.rare or _called(family, words))


def _called(family: Family, words: tuple[str, ...]) -> int:
    """How loudly words ask for a family."""
    return sum(_BY_TRAIT if index else 1 for index, word in enumerate(words) if word in family.tags)


def wanted(families: Sequence[F], words: tuple[str, ...], rng: Generator) -> F:
    """One that may be played, those that a word asks for before the others."""
    able = offered(families, words)
    return pick(able, rng, [_weight(_called(family, words)) for family in able])


def _weight(calls: int) -> float:
    """How likely a family is beside those that nobody asks for: what a trait names is meant, a mood only leans."""
    return _MEANT if calls >= _BY_TRAIT else _ASKED if calls else 1.0

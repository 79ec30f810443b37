"""Merging what was composed: the score tells of each stem what it plays, so its parts go with the sound."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, TypeAlias

from repos.vcs.conflicts import BASE, OURS, THEIRS, agrees

Score: TypeAlias = "Mapping[str, Any]"
_Three: TypeAlias = tuple[Any, Any, Any]
"""Before, on our side, on theirs."""


@dataclass(frozen=True, slots=True)
class Merging:
    """Three scores, and whose stems the merge has."""

    base: Score
    ours: Score
    theirs: Score
    recorded_by: Mapping[str, str]
    """By the kind of a stem, the side whose it is, where the sides have different ones."""

    @property
    def agrees(self) -> bool:
        """Whether nothing but what stems play (the grid, the chords, the sections) was changed by both."""
        return all(agrees(*self._all(name)) for name in self._names())

    def merged(self, otherwise: str = OURS) -> dict[str, Any]:
        """The score of the merge. What both changed, and no stem decides, is as on the side `otherwise`."""
        head = {name: _settled(self._all(name), otherwise) for name in self._names()}
        return {name: value for name, value in head.items() if value is not None} | {"parts": self._parts(otherwise)}

    def _names(self) -> list[str]:
        return [name for name in dict.fromkeys((*self.ours, *self.theirs, *self.base)) if name != "parts"]

    def _all(self, name: str) -> _Three:
        return self.base.get(name), self.ours.get(name), self.theirs.get(name)

    def _parts(self, otherwise: str) -> list[Any]:
        found = []
        for kind in dict.fromkeys(part["kind"] for side in (self.ours, self.theirs) for part in side["parts"]):
            played = (_played(self.base, kind), _played(self.ours, kind), _played(self.theirs, kind))
            side = self.recorded_by.get(kind)
            found += _of(side, played) if side else _settled(played, otherwise)
        return found


def _played(score: Score, kind: str) -> list[Any]:
    return [part for part in score["parts"] if part["kind"] == kind]


def _settled(values: _Three, otherwise: str) -> Any:
    base, ours, theirs = values
    if agrees(base, ours, theirs):
        return theirs if ours == base else ours
    return _of(otherwise, values)


def _of(side: str, values: _Three) -> Any:
    return dict(zip((BASE, OURS, THEIRS), values, strict=True))[side]


def read(data: bytes) -> Score:
    """A score out of its bytes. Raises ValueError for what has no parts that say their kind."""
    try:
        score = json.loads(data)
        is_score = isinstance(score, dict) and all(isinstance(part["kind"], str) for part in score["parts"])
    except (RecursionError, TypeError, KeyError):
        is_score = False
    if not is_score:
        raise ValueError("A score has parts of a kind each.")
    result: Score = score
    return result


def to_bytes(score: Score) -> bytes:
    """The same bytes for the same score."""
    return json.dumps(score, sort_keys=True, separators=(",", ":"), ensure_ascii=False).encode()


def says_the_same(one: Score, other: Score) -> bool:
    """Whether two scores differ in nothing but the order of their parts."""
    return _told(one) == _told(other)


def _told(score: Score) -> tuple[dict[str, Any], list[bytes]]:
    return {name: value for name, value in score.items() if name != "parts"}, sorted(map(to_bytes, score["parts"]))

"""What a commit changed, in chips: one for each track, one for each thing about the beat as a whole."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import groupby

from repos import changes
from repos.models import Commit, Tree
from repos.vcs.summary import Line

_SIGNS = {"added": "+", "removed": "−"}
CHANGED = "~"


@dataclass(frozen=True, slots=True)
class Chip:
    """One thing that is different."""

    sign: str
    """"+", "−" or "~"; "" where the text says it all."""
    text: str
    """The name of a track, or "tempo 124 → 132"."""
    words: str
    """What happened to it in full: "re-recorded, −3 dB"."""
    kind: str = ""
    """Of the track, for its colour."""


@dataclass(frozen=True, slots=True)
class Chips:
    """As many as there is room for."""

    shown: tuple[Chip, ...]
    hidden: tuple[Chip, ...]


def chips_of(commit: Commit, at_most: int = 4) -> Chips:
    """What a commit changed against its first parent. Reads nothing but the commit."""
    return chips_noted(commit.changes, at_most)


def chips_noted(noted: changes.Noted | None, at_most: int = 4) -> Chips:
    """The same, where nothing was read but what `Commit.changes` holds."""
    return _fitted(changes.lines_of(noted), at_most)


def chips_between(old: Tree, new: Tree, at_most: int = 4) -> Chips:
    """What is different between any two trees. Reads their arrangements."""
    return _fitted(changes.lines(old, new), at_most)


def _fitted(told: Iterable[Line], at_most: int) -> Chips:
    every = tuple(in_chips(told))
    return Chips(every[:at_most], every[at_most:])


def in_chips(told: Iterable[Line]) -> Iterator[Chip]:
    """The lines of a diff, those of a track together."""
    for track, found in groupby(told, key=lambda line: line.track):
        lines = list(found)
        yield from [_of_track(lines)] if track else map(_of_song, lines)


def _of_track(lines: list[Line]) -> Chip:
    first = lines[0]
    words = ", ".join(line.words for line in lines)
    return Chip(_SIGNS.get(first.what, CHANGED), first.subject.lower(), words, first.kind)


def _of_song(line: Line) -> Chip:
    text = f"{line.subject} {line.words}".strip()
    return Chip("", text[:1].lower() + text[1:], text)

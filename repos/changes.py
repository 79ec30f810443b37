"""What is different between two trees, in a musician's words."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import astuple, replace
from typing import TypeAlias

from audio import store
from repos.models import Commit, Tree
from repos.vcs import arrangement as arrangements
from repos.vcs.arrangement import Arrangement
from repos.vcs.diff import ARRANGEMENT, diff
from repos.vcs.summary import Line, summary

NOTED = 40
Noted: TypeAlias = Sequence[Sequence[str]]
"""Lines as `Commit.changes` holds them."""
_EMPTY = Arrangement(120_000, "", (4, 4), 0, ())


def arrangement_of(tree: Tree) -> Arrangement | None:
    """The arrangement that a tree holds; None where it holds none that can be read."""
    entry = next((entry for entry in tree.entries.all() if entry.path == ARRANGEMENT), None)
    if entry is None:
        return None
    try:
        with store.open(entry.blob_id) as file:
            return arrangements.parse(file.read())
    except (OSError, ValueError):
        return None


def lines(old: Tree | None, new: Tree) -> tuple[Line, ...]:
    """What happened to tempo, key, tracks and clips between two trees, line by line. Reads an arrangement of each.

    A tree without an arrangement counts as the stems that it holds; since nothing at all, every track was added.
    """
    after = arranged(new)
    return between(replace(after, tracks=()) if old is None else arranged(old), after)


def between(before: Arrangement, after: Arrangement) -> tuple[Line, ...]:
    """What happened between two arrangements, line by line."""
    return summary(diff(before, after), before, after)


def arranged(tree: Tree) -> Arrangement:
    """The arrangement of a tree, or that of the stems that it holds side by side where it has none."""
    return arrangement_of(tree) or _of_entries(tree)


def noted(told: Iterable[Line]) -> list[tuple[str, ...]]:
    """Some lines as `Commit.changes` holds them: at most `NOTED`, of which the last then says how many more there
    are."""
    every = list(told)
    more = Line("more", "", f"{len(every) - NOTED + 1} more changes")
    return [astuple(line) for line in (every if len(every) <= NOTED else [*every[: NOTED - 1], more])]


def told(commit: Commit) -> tuple[Line, ...]:
    """What a commit changed, as it was noted; nothing where nobody has looked yet."""
    return lines_of(commit.changes)


def lines_of(noted: Noted | None) -> tuple[Line, ...]:
    """Lines as they were noted; none where nobody has looked yet."""
    return tuple(Line(*line) for line in noted or ())


def in_words(told: Iterable[Line], at_most: int = 4) -> str:
    """Some lines as one sentence without an end: "bass re-recorded, tempo 140 → 150 and 2 more changes"."""
    every = [_lower(line) for line in told]
    rest = len(every) - at_most
    more = f" and {rest} more change{'s' * (rest > 1)}" if rest > 0 else ""
    return ", ".join(every[:at_most]) + more


def _lower(line: Line) -> str:
    subject = line.subject[:1].lower() + line.subject[1:]
    return f"{subject} {line.words}"


def _of_entries(tree: Tree) -> Arrangement:
    rows = [(entry.track_id, entry.kind, entry.blob_id, entry.blob.frames or 1) for entry in tree.stems()]
    try:
        return arrangements.of_stems(tree.bpm or 120.0, tree.key, rows)
    except ValueError:
        return _EMPTY

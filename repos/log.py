"""The commits of a repo as a log shows them, a page at a time: what leads from some tips back, drawn in lanes."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from heapq import heapify, heappop, heappush
from itertools import islice

from django.urls import reverse

from repos import graph
from repos.chips import Chips, chips_of
from repos.models import Commit, Ref, Repo
from repos.services import descriptions
from repos.vcs import lanes, lines
from repos.vcs.lanes import Opened
from repos.vcs.lines import Drawing

PAGE = 50
_CURSOR = re.compile(r"(\d{1,18})-(\d{0,18})-(\d{0,18}(?:\.\d{0,18}){0,999})", re.ASCII)


@dataclass(frozen=True, slots=True)
class LogRow:
    """One commit."""

    commit: Commit
    url: str
    by_url: str
    """Of its author's profile; "" where they are gone."""
    refs: tuple[Ref, ...]
    """The branches and tags that point at it."""
    chips: Chips
    drawing: Drawing


@dataclass(frozen=True, slots=True)
class Cursor:
    """Where a page ended: the last commit on it, and the lines that run on below it."""

    last: int
    opened: Opened[int]

    def __str__(self) -> str:
        running = ".".join(str(lane or "") for lane in self.opened.lanes)
        return f"{self.last}-{self.opened.left or ''}-{running}"


@dataclass(frozen=True, slots=True)
class LogPage:
    """Some rows of a log."""

    rows: tuple[LogRow, ...]
    width: float
    """Of the widest drawing."""
    after: str
    """The cursor of the page that follows; "" where the log ends."""


def cursor_of(text: str) -> Cursor:
    """A cursor that a page gave. ValueError for anything that can't be one."""
    match = _CURSOR.fullmatch(text)
    if match is None:
        raise ValueError("That is no place in a log.")
    running = tuple(int(lane) if lane else None for lane in match[3].split(".")) if match[3] else ()
    return Cursor(int(match[1]), Opened(running, int(match[2]) if match[2] else None))


def page_of(
    repo: Repo,
    tips: Collection[int],
    refs: Iterable[Ref],
    *,
    left: int | None = None,
    after: Cursor | None = None,
    size: int = PAGE,
) -> LogPage:
    """What comes after a cursor, or begins at some tips (primary keys), `left` in the leftmost lane; three queries.

    Children come before their parents. `refs` are those that rows may wear.
    """
    opened = after.opened if after else Opened(left=left)
    below = {tip for tip in tips if after is None or tip < after.last} | {lane for lane in opened.lanes if lane}
    if not below:
        return LogPage((), 0, "")
    walked = list(islice(_walk(repo, below), size + 1))
    drawn, opened = lanes.rows_of(walked[:size], opened)
    rows = _rows(repo, drawn, refs)
    ended = str(Cursor(drawn[-1].commit, opened)) if len(walked) > size else ""
    return LogPage(rows, max((row.drawing.width for row in rows), default=0), ended)


def _walk(repo: Repo, tips: Collection[int]) -> Iterator[tuple[int, Sequence[int]]]:
    """Commits and their parents, the latest first."""
    parents = graph.Below(repo, max(tips))
    waiting = [-tip for tip in tips]
    heapify(waiting)
    seen = set(tips)
    while waiting:
        commit = -heappop(waiting)
        found = parents(commit)
        if found is not None:
            yield commit, found
        for parent in set(found or ()) - seen:
            seen.add(parent)
            heappush(waiting, -parent)


def _rows(repo: Repo, drawn: Sequence[lanes.Row[int]], refs: Iterable[Ref]) -> tuple[LogRow, ...]:
    commits = Commit.objects.select_related("tree", "author").in_bulk([row.commit for row in drawn])
    descriptions.describe(commits.values())
    here, profiles = _by_tip(refs), _profiles(commits.values())
    base = reverse("log", args=[repo.owner.username, repo.name])
    return tuple(
        LogRow(
            commit,
            f"{base}{commit.digest}/",
            profiles.get(commit.author_id, ""),
            tuple(here.get(commit.pk, ())),
            chips_of(commit),
            lines.drawing_of(row),
        )
        for row in drawn
        if (commit := commits.get(row.commit))
    )


def _profiles(commits: Iterable[Commit]) -> Mapping[int | None, str]:
    """Where the authors of some commits have their profiles."""
    authors = {commit.author_id: commit.author for commit in commits if commit.author}
    return {pk: author.get_absolute_url() for pk, author in authors.items()}


def _by_tip(refs: Iterable[Ref]) -> Mapping[int, list[Ref]]:
    found: dict[int, list[Ref]] = {}
    for ref in refs:
        found.setdefault(ref.tip_id, []).append(ref)
    return found

"""The commits of a repo as a log shows them, a page at a time: what leads from some tips back, drawn in lanes."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from heapq import heapify, heappop, heappush
from itertools import islice
from typing import NamedTuple

from django.urls import reverse

from audio.dsp.rate import SAMPLE_RATE_HZ
from repos import changes, graph
from repos.chips import Chips, chips_noted
from repos.models import Commit, Ref, Repo
from repos.services import descriptions
from repos.vcs import lanes, lines
from repos.vcs.lanes import Opened
from repos.vcs.lines import Drawing

PAGE = 50
_CURSOR = re.compile(r"(\d{1,18})-(\d{0,18})-(\d{0,18}(?:\.\d{0,18}){0,999})", re.ASCII)


@dataclass(frozen=True, slots=True)
class LogRow:
    """One commit, as far as a log shows it."""

    digest: str
    url: str
    subject: str
    author_name: str
    by_url: str
    """Of its author's profile; "" where they are gone."""
    created_at: datetime
    refs: tuple[Ref, ...]
    """The branches and tags that point at it."""
    chips: Chips
    drawing: Drawing
    bpm: float | None
    key: str
    duration_s: float
    has_master: bool


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


class _Read(NamedTuple):
    """What of a commit is read for a row: whole commits, trees and authors took longer than the page around them."""

    pk: int
    digest: str
    message: str
    author_name: str
    author__username: str | None
    created_at: datetime
    changes: changes.Noted | None
    tree__bpm: float | None
    tree__key: str
    tree__frames: int
    tree__master: str | None


def _rows(repo: Repo, drawn: Sequence[lanes.Row[int]], refs: Iterable[Ref]) -> tuple[LogRow, ...]:
    commits, here = _read([row.commit for row in drawn]), _by_tip(refs)
    base = reverse("log", args=[repo.owner.username, repo.name])
    authors = {one.author__username for one in commits.values()}
    profiles = {name: reverse("profile", args=[name]) if name else "" for name in authors}
    return tuple(
        _row(found, f"{base}{found.digest}/", profiles, tuple(here.get(found.pk, ())), lines.drawing_of(row))
        for row in drawn
        if (found := commits.get(row.commit))
    )


def _row(found: _Read, url: str, profiles: Mapping[str | None, str], refs: tuple[Ref, ...], drawing: Drawing) -> LogRow:
    return LogRow(
        found.digest,
        url,
        found.message.split("\n", 1)[0],
        found.author_name,
        profiles[found.author__username],
        found.created_at,
        refs,
        chips_noted(found.changes),
        drawing,
        found.tree__bpm,
        found.tree__key,
        found.tree__frames / SAMPLE_RATE_HZ,
        found.tree__master is not None,
    )


def _read(commits: Sequence[int]) -> dict[int, _Read]:
    rows = Commit.objects.filter(pk__in=commits).order_by().values_list(*_Read._fields)
    read = {row[0]: _Read(*row) for row in rows}
    unknown = [pk for pk, one in read.items() if one.changes is None]
    noted = descriptions.noted(unknown) if unknown else {}
    return read | {pk: read[pk]._replace(changes=told) for pk, told in noted.items()}


def _by_tip(refs: Iterable[Ref]) -> Mapping[int, list[Ref]]:
    found: dict[int, list[Ref]] = {}
    for ref in refs:
        found.setdefault(ref.tip_id, []).append(ref)
    return found

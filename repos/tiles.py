"""What a tile of the genealogy says: who, what and when at every commit, and how the lines run between them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from textwrap import wrap
from typing import NamedTuple

from django.contrib.humanize.templatetags.humanize import naturaltime
from django.urls import reverse

from beatflow_site.lib import faces
from repos.family import Family, Name
from repos.models import Commit, Ref
from repos.paper import Box, Paper, Tile
from repos.vcs.chart import Spot

COLOURS = 8
_ANY = "-" * 64
LINE_SHOWN, SUBJECT_SHOWN, NAME_SHOWN = 18, 90, 14
"""Characters in each of the two lines below a commit, in what is told of it, and in a chip."""


class _Row(NamedTuple):
    pk: int
    digest: str
    message: str
    author_name: str
    created_at: datetime


@dataclass(frozen=True, slots=True)
class Curve:
    """A line between two commits."""

    path: str
    colour: str
    kind: str


@dataclass(frozen=True, slots=True)
class Chip:
    """A name beside a commit."""

    text: str
    half: int
    """Of its width, in pixels."""
    more: int
    """How many further names it has."""
    is_tag: bool

    @property
    def width(self) -> int:
        """In pixels."""
        return 2 * self.half


@dataclass(frozen=True, slots=True)
class Dot:
    """A commit. Words, not numbers: templates take their time over these."""

    id: str
    """Its column and lane."""
    older: str
    newer: str
    """The ids of its first parent and of a child; "" where it has none."""
    place: str
    """Across and down, in pixels."""
    url: str
    colour: str
    told: str
    """All of it in a sentence."""
    words: list[str]
    """Two lines at most."""
    initials: str
    hue: str
    chip: Chip | None


@dataclass(frozen=True, slots=True)
class Drawn:
    """A tile, ready to be shown."""

    column: int
    row: int
    box: Box
    curves: list[Curve]
    dots: list[Dot]


def drawn(family: Family, paper: Paper, tiles: Iterable[Tile]) -> list[Drawn]:
    """Some tiles with what they show: one query."""
    tiles = list(tiles)
    rows = _rows(spot.commit for tile in tiles for spot in tile.view.spots)
    names = _names(family)
    return [
        Drawn(
            tile.column,
            tile.row,
            tile.box,
            list(_curves(paper, tile)),
            [_dot(family, paper, spot, rows[spot.commit], names.get(spot.commit, [])) for spot in tile.view.spots],
        )
        for tile in tiles
    ]


def _colour(line: int) -> str:
    return str(line % COLOURS)


def _rows(commits: Iterable[int]) -> Mapping[int, _Row]:
    fields = Commit.objects.filter(pk__in=list(commits)).order_by()
    return {row[0]: _Row(*row) for row in fields.values_list(*_Row._fields)}


def _names(family: Family) -> Mapping[int, list[Name]]:
    found: dict[int, list[Name]] = {}
    for name in family.shown_names:
        found.setdefault(name.tip, []).append(name)
    return found


def _curves(paper: Paper, tile: Tile) -> Iterator[Curve]:
    """Merges first, so that they lie below the branches that they cross."""
    for stroke in sorted(tile.view.strokes, key=lambda stroke: stroke.kind != "merge"):
        line = stroke.older.line if stroke.kind == "merge" else stroke.newer.line
        yield Curve(paper.path(stroke), _colour(line), stroke.kind)


def _dot(family: Family, paper: Paper, spot: Spot, row: _Row, names: list[Name]) -> Dot:
    id, branch = paper.chart.lines[spot.line]
    repo, subject = family.repos[id], row.message.split("\n", 1)[0]
    place = f", on {branch}" if branch else ""
    whose = f" of {repo.title}" if branch and len(paper.chart.bands) > 1 else ""
    when = _when(row.created_at)
    return Dot(
        id=_id((spot.column, spot.lane)),
        older=_id(spot.older),
        newer=_id(spot.newer),
        place=f"{paper.x(spot.column)} {paper.y(spot.lane)}",
        url=_url(repo.owner.username, repo.name).replace(_ANY, row.digest),
        colour=_colour(spot.line),
        told=f"{_cut(subject, SUBJECT_SHOWN)}, by {row.author_name}, {when}{place}{whose}",
        words=wrap(subject, LINE_SHOWN, max_lines=2, placeholder="…"),
        initials=faces.initials(row.author_name),
        hue=str(faces.hue(row.author_name)),
        chip=_chip(family, id, names) if names else None,
    )


def _when(at: datetime) -> str:
    return str(naturaltime(at)).replace("\xa0", " ")


def _id(place: tuple[int, int] | None) -> str:
    return f"{place[0]}-{place[1]}" if place else ""


@lru_cache(maxsize=256)
def _url(owner: str, repo: str) -> str:
    """Of a commit's page, for any digest."""
    return reverse("commit", args=[owner, repo, _ANY])


def _chip(family: Family, repo: str, names: list[Name]) -> Chip:
    """The names at a commit: those of its own repo first, those of others with whose they are."""
    first, *others = sorted(names, key=lambda name: (name.repo != repo, name.kind))
    owner = "" if first.repo == repo else f"{family.repos[first.repo].owner.username}/"
    text = _cut(owner + first.name, NAME_SHOWN if not others else NAME_SHOWN - 3)
    written = len(text) + (len(f" +{len(others)}") if others else 0)
    return Chip(text, 9 + round(3.1 * written), len(others), first.kind == Ref.Kind.TAG)


def _cut(text: str, length: int) -> str:
    return text if len(text) <= length else text[: length - 1].rstrip() + "…"

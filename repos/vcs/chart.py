"""A genealogy ready to be kept and looked at: rows of integers that are stored and read in no time, and the windows of
them that a page shows."""

from __future__ import annotations

from array import array
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from repos.vcs.lineage import Edge, Kind, Lineage, Node

KINDS: tuple[Kind, ...] = ("next", "branch", "fork", "merge")
NOBODY = -1


@dataclass(frozen=True, slots=True)
class Band:
    """The lanes of a repo."""

    repo: str
    lanes: range


@dataclass(frozen=True, slots=True)
class Spot:
    """A commit in the tree."""

    commit: int
    column: int
    lane: int
    line: int
    """Which of the chart's lines it is on."""
    older: tuple[int, int] | None
    """Column and lane of its first parent."""
    newer: tuple[int, int] | None
    """Column and lane of the child that goes on from it: on its own line where there is one."""


@dataclass(frozen=True, slots=True)
class Stroke:
    """The line from a parent to its child."""

    older: Spot
    newer: Spot
    kind: Kind
    is_clear: bool
    """Whether the parent's lane is free as far as the child, so that a merge may run along it."""


@dataclass(frozen=True, slots=True)
class View:
    """What a window shows."""

    spots: list[Spot]
    strokes: list[Stroke]


@dataclass(frozen=True, slots=True)
class Chart:
    """A whole genealogy. Spots are numbered from left to right; the arrays have one number for each."""

    lines: tuple[tuple[str, str], ...]
    """Repo and branch, from the top; the branch is "" where it is gone."""
    bands: tuple[Band, ...]
    """From the top."""
    columns: int
    lanes: int
    commits: array[int]
    column_of: array[int]
    lane_of: array[int]
    line_of: array[int]
    older_of: array[int]
    newer_of: array[int]
    strokes: tuple[array[int], array[int], array[int], array[int]]
    """Parent, child, kind, whether it is clear: one number for each stroke."""

    def find(self, commit: int) -> Spot | None:
        """Where a commit stands, if it does."""
        return self.spot(self.commits.index(commit)) if commit in self.commits else None

    def with_kin(self, commit: int) -> tuple[Spot, list[Spot], list[Spot]]:
        """Where a commit stands, its parents in their order, and its children. Raises ValueError for any other."""
        number = self.commits.index(commit)
        edges = list(zip(*self.strokes[:2], strict=True))
        parents = [self.spot(older) for older, newer in edges if newer == number]
        children = [self.spot(newer) for older, newer in edges if older == number]
        return self.spot(number), parents, children

    def spot(self, number: int) -> Spot:
        """One by its number; negative ones count from the right."""
        older, newer = self.older_of[number], self.newer_of[number]
        return Spot(
            self.commits[number],
            self.column_of[number],
            self.lane_of[number],
            self.line_of[number],
            None if older == NOBODY else (self.column_of[older], self.lane_of[older]),
            None if newer == NOBODY else (self.column_of[newer], self.lane_of[newer]),
        )

    def view(self, columns: range, lanes: range) -> View:
        """The commits in some columns and lanes, and every stroke that may run through these."""
        numbers = range(bisect_left(self.column_of, columns.start), bisect_right(self.column_of, columns.stop - 1))
        spots = [self.spot(number) for number in numbers if self.lane_of[number] in lanes]
        return View(spots, list(self._through(columns, lanes)))

    def _through(self, columns: range, lanes: range) -> Iterator[Stroke]:
        column_of, lane_of = self.column_of, self.lane_of
        for older, newer, kind, is_clear in zip(*self.strokes, strict=True):
            if column_of[older] >= columns.stop or column_of[newer] < columns.start:
                continue
            top, bottom = sorted((lane_of[older], lane_of[newer]))
            if top < lanes.stop and bottom >= lanes.start:
                yield Stroke(self.spot(older), self.spot(newer), KINDS[kind], bool(is_clear))


def chart_of(lineage: Lineage[int]) -> Chart:
    """The chart of a lineage. Takes n log n time."""
    nodes = sorted(lineage.nodes.values(), key=lambda node: (node.column, node.lane))
    numbers = {node.commit: number for number, node in enumerate(nodes)}
    lines = {(node.repo, node.branch): 0 for node in sorted(nodes, key=lambda node: (node.lane, node.column))}
    lines = {line: number for number, line in enumerate(lines)}
    older, newer = _neighbours(lineage.edges, numbers)
    return Chart(
        lines=tuple(lines),
        bands=tuple(Band(repo, lanes) for repo, lanes in lineage.bands.items()),
        columns=lineage.columns,
        lanes=lineage.lanes,
        commits=array("q", (node.commit for node in nodes)),
        column_of=array("l", (node.column for node in nodes)),
        lane_of=array("l", (node.lane for node in nodes)),
        line_of=array("l", (lines[node.repo, node.branch] for node in nodes)),
        older_of=older,
        newer_of=newer,
        strokes=_strokes(lineage.edges, numbers, nodes),
    )


def _neighbours(edges: Iterable[Edge[int]], numbers: Mapping[int, int]) -> tuple[array[int], array[int]]:
    """Whom each spot comes from, and who goes on from it."""
    older, newer = (array("l", [NOBODY]) * len(numbers) for _ in range(2))
    for edge in edges:
        parent, child = numbers[edge.parent.commit], numbers[edge.child.commit]
        if edge.kind != "merge":
            older[child] = parent
        if newer[parent] == NOBODY or edge.kind == "next":
            newer[parent] = child
    return older, newer


def _strokes(
    edges: Iterable[Edge[int]], numbers: Mapping[int, int], nodes: Iterable[Node[int]]
) -> tuple[array[int], array[int], array[int], array[int]]:
    on_lane: dict[int, list[int]] = {}
    for node in nodes:
        on_lane.setdefault(node.lane, []).append(node.column)
    kept = list(edges)
    return (
        array("l", (numbers[edge.parent.commit] for edge in kept)),
        array("l", (numbers[edge.child.commit] for edge in kept)),
        array("b", (KINDS.index(edge.kind) for edge in kept)),
        array("b", (_is_clear(edge, on_lane[edge.parent.lane]) for edge in kept)),
    )


def _is_clear(edge: Edge[int], columns: list[int]) -> bool:
    following = bisect_right(columns, edge.parent.column)
    return following == len(columns) or columns[following] >= edge.child.column

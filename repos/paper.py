"""Where a chart lies on paper: what is to be drawn, in pixels."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from repos.vcs.chart import Band, Chart, Stroke, View


@dataclass(frozen=True, slots=True)
class Scale:
    """How large a chart is drawn, and how much of it is sent at a time."""

    name: str
    column_px: int
    lane_px: int
    columns: int
    lanes: int
    """Of a tile."""
    stand_px: int
    """How far below the top of its lane a commit stands: its name is above it, its words are below."""


NEAR = Scale("near", column_px=116, lane_px=100, columns=12, lanes=8, stand_px=46)
FAR = Scale("far", column_px=30, lane_px=36, columns=16, lanes=8, stand_px=18)
SCALES = {scale.name: scale for scale in (NEAR, FAR)}
HEAD_PX = 34
"""What the name of a repo takes above its lanes."""


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle on the paper."""

    x: int
    y: int
    width: int
    height: int


@dataclass(frozen=True, slots=True)
class Tile:
    """A part of the paper that is sent at once."""

    column: int
    row: int
    box: Box
    view: View


@dataclass(frozen=True, slots=True)
class Head:
    """The name of a repo above its lanes, and the ground that these lie on."""

    band: Band
    box: Box
    is_odd: bool


@dataclass(frozen=True)
class Paper:
    """A chart, drawn at some scale."""

    chart: Chart
    scale: Scale

    @property
    def box(self) -> Box:
        """All of it."""
        return Box(0, 0, self.chart.columns * self.scale.column_px, self.top(self.chart.lanes))

    @property
    def tiles_across(self) -> int:
        """How many columns of tiles it has."""
        return -(-self.chart.columns // self.scale.columns)

    @property
    def tiles_down(self) -> int:
        """How many rows of tiles it has."""
        return -(-self.chart.lanes // self.scale.lanes)

    @property
    def row_tops(self) -> list[int]:
        """Where each row of tiles begins, and where the last one ends."""
        return [*(self.top(row * self.scale.lanes) for row in range(self.tiles_down)), self.box.height]

    def top(self, lane: int) -> int:
        """Where a lane begins, or the name above it if it is a repo's first."""
        return lane * self.scale.lane_px + bisect_left(self._starts, lane) * HEAD_PX

    def x(self, column: int) -> int:
        """The middle of a column."""
        return column * self.scale.column_px + self.scale.column_px // 2

    def y(self, lane: int) -> int:
        """Where the commits of a lane stand."""
        return self.top(lane + 1) - self.scale.lane_px + self.scale.stand_px

    def has_tile(self, column: int, row: int) -> bool:
        """Whether there is one at a place."""
        return column in range(self.tiles_across) and row in range(self.tiles_down)

    def tile(self, column: int, row: int) -> Tile:
        """One tile by its place among them. Raises IndexError for what lies beside the paper."""
        if not self.has_tile(column, row):
            raise IndexError
        columns, lanes = self._columns(column), self._lanes(row)
        top, left = self.top(lanes.start), columns.start * self.scale.column_px
        box = Box(left, top, len(columns) * self.scale.column_px, self.top(lanes.stop) - top)
        return Tile(column, row, box, self.chart.view(columns, lanes))

    def around(self, column: int, lane: int) -> list[tuple[int, int]]:
        """The tiles (column, row) that show a spot and what is near it, mostly what came before."""
        columns = range(max(0, column - 7), min(self.chart.columns, column + 3))
        lanes = range(max(0, lane - 3), min(self.chart.lanes, lane + 4))
        across = sorted({one // self.scale.columns for one in columns})
        return [(one, row) for row in sorted({one // self.scale.lanes for one in lanes}) for one in across]

    def heads(self, row: int) -> Iterator[Head]:
        """The names of the repos that begin in a row of tiles."""
        lanes = self._lanes(row)
        for number, band in enumerate(self.chart.bands):
            if band.lanes.start in lanes:
                top = self.top(band.lanes.start)
                yield Head(band, Box(0, top, self.box.width, self.top(band.lanes.stop) - top), bool(number % 2))

    def path(self, stroke: Stroke) -> str:
        """How a stroke runs, as SVG says it: off to its lane at once, or along the old one and over at the last."""
        x, y = self.x(stroke.older.column), self.y(stroke.older.lane)
        to_x, to_y = self.x(stroke.newer.column), self.y(stroke.newer.lane)
        step = self.scale.column_px
        if y == to_y and (stroke.kind != "merge" or stroke.is_clear):
            return f"M{x} {y}H{to_x}"
        if stroke.kind != "merge":
            return f"M{x} {y}{_bend(x, y, x + step, to_y)}H{to_x}"
        if stroke.is_clear:
            return f"M{x} {y}H{to_x - step}{_bend(to_x - step, y, to_x, to_y)}"
        if y == to_y:
            lift = y - self.scale.lane_px // 2
            return f"M{x} {y}C{x + step} {lift} {to_x - step} {lift} {to_x} {to_y}"
        return f"M{x} {y}{_bend(x, y, to_x, to_y)}"

    @cached_property
    def _starts(self) -> list[int]:
        return [band.lanes.start for band in self.chart.bands]

    def _columns(self, column: int) -> range:
        start = column * self.scale.columns
        return range(start, min(start + self.scale.columns, self.chart.columns))

    def _lanes(self, row: int) -> range:
        start = row * self.scale.lanes
        return range(start, min(start + self.scale.lanes, self.chart.lanes))


def _bend(x: int, y: int, to_x: int, to_y: int) -> str:
    """A curve that leaves and arrives level."""
    middle = (x + to_x) // 2
    return f"C{middle} {y} {middle} {to_y} {to_x} {to_y}"

"""How the lines of a log are drawn."""

from itertools import pairwise

from repos.vcs import lanes, lines
from repos.vcs.lines import drawing_of, x_of

MERGE = [(5, [4, 3]), (4, [2]), (3, [2]), (2, [1]), (1, [])]


def test_a_line_leaves_a_row_where_the_next_one_takes_it_up() -> None:
    rows, _ = lanes.rows_of(MERGE)
    for upper, lower in pairwise(rows):
        leaving = {x_of(edge.below) for edge in upper.edges if edge.kind != "in"}
        coming = {x_of(edge.above) for edge in lower.edges if edge.kind in ("past", "in")}
        assert leaving == coming


def test_a_straight_line_runs_down_and_a_merge_bends() -> None:
    first, *_, last = (drawing_of(row) for row in lanes.rows_of(MERGE)[0])
    assert [curve.path[:1] + ("C" if "C" in curve.path else "V") for curve in first.curves] == ["MV", "MC"]
    assert first.curves[0].path == f"M{first.x:g} 50V100"
    assert [curve.path for curve in last.curves] == [f"M{last.x:g} 0V50"]


def test_each_lane_stands_right_of_the_one_before_and_none_grows_wider_than_there_is_room() -> None:
    places = [x_of(lane) for lane in range(30)]
    assert places == sorted(set(places))
    assert x_of(500) + lines.FIRST <= lines.WIDEST


def test_a_line_has_the_colour_of_its_lane_from_row_to_row() -> None:
    many = [(n, [0]) for n in range(12, 0, -1)]
    rows, _ = lanes.rows_of(many)
    for row in rows:
        drawing = drawing_of(row)
        assert drawing.colour == row.lane % lines.COLOURS
        assert [curve.colour for curve in drawing.curves] == [
            (edge.above if edge.kind == "in" else edge.below) % lines.COLOURS for edge in row.edges
        ]

"""The lines of a log: they connect every commit with its parents, from row to row and from page to page."""

from collections.abc import Sequence
from random import Random

from hypothesis import given

from repos.vcs import lanes
from repos.vcs.lanes import Edge, Opened, Row
from tests.repos.arrangements import examples, seeds

Log = list[tuple[int, list[int]]]


def _any_log(random: Random, size: int) -> Log:
    reach = random.choice((2, 5, size))
    sizes = {n: min(n, random.choice((0, 1, 1, 1, 2, 2, 3)), reach) for n in range(random.randrange(1, size + 1))}
    return [(n, random.sample(range(max(0, n - reach), n), many)) for n, many in reversed(sizes.items())]


def _followed(rows: Sequence[Row[int]]) -> dict[int, list[int]]:
    """The parents of each commit, found by following the lines with a finger."""
    at = {row.commit: index for index, row in enumerate(rows)}
    return {
        row.commit: [
            _end(rows, at[row.commit] + 1, edge.below) for edge in row.edges if edge.kind in ("first", "merge")
        ]
        for row in rows
    }


def _end(rows: Sequence[Row[int]], index: int, lane: int) -> int:
    while True:
        (edge,) = [edge for edge in rows[index].edges if edge.above == lane and edge.kind in ("past", "in")]
        if edge.kind == "in":
            return rows[index].commit
        index, lane = index + 1, edge.below


@given(seeds)
@examples(600)
def test_following_the_lines_leads_from_each_commit_to_its_parents(seed: int) -> None:
    random = Random(seed)
    log = _any_log(random, 25)
    left = random.choice((None, *dict(log)))
    rows, opened = lanes.rows_of(log, Opened(left=left))
    assert _followed(rows) == dict(log)
    assert opened == Opened()
    assert [row.lane for row in rows if row.commit == left] in ([0], [])


@given(seeds)
@examples(300)
def test_a_log_in_pages_is_drawn_as_in_one(seed: int) -> None:
    random = Random(seed)
    log = _any_log(random, 25)
    cut, start = random.randrange(len(log) + 1), Opened(left=random.choice((None, *dict(log))))
    first, opened = lanes.rows_of(log[:cut], start)
    second, _ = lanes.rows_of(log[cut:], opened)
    assert first + second == lanes.rows_of(log, start)[0]


@given(seeds)
@examples(300)
def test_lines_run_straight_past_and_down_to_first_parents_and_lanes_are_not_wasted(seed: int) -> None:
    log = _any_log(Random(seed), 25)
    for row in lanes.rows_of(log)[0]:
        for edge in row.edges:
            assert edge.kind not in ("past", "first") or edge.above == edge.below
            assert 0 <= min(edge.above, edge.below) <= max(edge.above, edge.below, row.lane) < row.width
        crossed = {edge.above for edge in row.edges} | {edge.below for edge in row.edges} | {row.lane}
        assert len({edge.above for edge in row.edges if edge.kind in ("past", "in")}) <= len(crossed)
        assert len(crossed) <= row.width <= len(log)


def test_a_line_of_commits_is_one_lane() -> None:
    rows, _ = lanes.rows_of([(2, [1]), (1, [0]), (0, [])])
    assert {(row.lane, row.width) for row in rows} == {(0, 1)}


def test_a_branch_is_drawn_beside_the_one_it_came_from_and_runs_back_into_it() -> None:
    rows, _ = lanes.rows_of([("merge", ["main", "side"]), ("side", ["first"]), ("main", ["first"]), ("first", [])])
    assert [row.lane for row in rows] == [0, 1, 0, 0]
    assert rows[0].edges == (Edge(0, 0, "first"), Edge(0, 1, "merge"))
    assert rows[3].edges == (Edge(0, 0, "in"), Edge(1, 0, "in"))


def test_the_default_branch_stays_on_the_left_when_another_is_newer() -> None:
    log = [("new", ["first"]), ("main", ["first"]), ("first", [])]
    rows, _ = lanes.rows_of(log, Opened(left="main"))
    assert [row.lane for row in rows] == [1, 0, 0]
    assert rows[0].edges == (Edge(1, 1, "first"),)


def test_what_is_merged_from_a_branch_that_is_drawn_already_takes_no_new_lane() -> None:
    log = [("main", ["m1"]), ("side", ["s1", "m1"]), ("m1", ["first"]), ("s1", ["first"]), ("first", [])]
    rows, _ = lanes.rows_of(log)
    assert Edge(1, 0, "merge") in rows[1].edges
    assert max(row.width for row in rows) == 2


def test_ten_thousand_commits_take_few_lanes() -> None:
    log = [(n, [n - 1, n - 7] if n % 5 == 0 and n > 7 else [n - 1] if n else []) for n in reversed(range(10_000))]
    rows, _ = lanes.rows_of(log)
    assert max(row.width for row in rows) < 10

"""Charts and paper: rows of integers that show in any window what the lineage shows there, tile by tile."""

import pickle
from random import Random

from hypothesis import given

from repos.paper import FAR, NEAR, Paper
from repos.vcs.chart import Chart, Spot, chart_of
from repos.vcs.lineage import Line, Lineage, lineage
from tests.repos.arrangements import examples, seeds


def _any_lineage(random: Random, size: int) -> Lineage[int]:
    parents: dict[int, list[int]] = {}
    for n in range(size):
        older = range(max(0, n - random.choice((2, 6, size))), n)
        parents[n] = random.sample(older, min(len(older), random.choice((0, 1, 1, 1, 2, 3))))
    tips = random.sample(range(size), min(size, 4))
    return lineage(parents.__getitem__, [Line(random.choice("ab"), f"branch-{tip}", tip) for tip in tips])


@given(seeds)
@examples(300)
def test_a_view_of_a_chart_that_was_kept_shows_what_a_window_of_the_lineage_shows(seed: int) -> None:
    random = Random(seed)
    tree = _any_lineage(random, random.randrange(1, 24))
    chart: Chart = pickle.loads(pickle.dumps(chart_of(tree)))
    left, top = random.randrange(tree.columns), random.randrange(tree.lanes)
    columns = range(left, random.randrange(left, tree.columns) + 1)
    lanes = range(top, random.randrange(top, tree.lanes) + 1)
    view, window = chart.view(columns, lanes), tree.window(columns, lanes)
    assert {(spot.commit, spot.column, spot.lane, chart.lines[spot.line]) for spot in view.spots} == {
        (node.commit, node.column, node.lane, (node.repo, node.branch)) for node in window.nodes
    }
    assert {(stroke.older.commit, stroke.newer.commit, stroke.kind) for stroke in view.strokes} == {
        (edge.parent.commit, edge.child.commit, edge.kind) for edge in window.edges
    }


@given(seeds)
@examples(200)
def test_one_walks_from_every_commit_to_its_first_parent_and_to_a_child(seed: int) -> None:
    random = Random(seed)
    tree = _any_lineage(random, random.randrange(1, 24))
    chart = chart_of(tree)
    at = {(node.column, node.lane): node.commit for node in tree.nodes.values()}
    edges = {(edge.parent.commit, edge.child.commit): edge for edge in tree.edges}
    for commit in tree.nodes:
        spot = chart.find(commit)
        assert isinstance(spot, Spot)
        first = [edge.parent.commit for edge in tree.edges if edge.child.commit == commit and edge.kind != "merge"]
        children = [child for parent, child in edges if parent == commit]
        assert [at[spot.older]] == first if spot.older else not first
        assert at[spot.newer] in children if spot.newer else not children


@given(seeds)
@examples(100)
def test_the_tiles_of_a_paper_hold_every_commit_once_and_lie_beside_each_other(seed: int) -> None:
    random = Random(seed)
    chart = chart_of(_any_lineage(random, random.randrange(1, 120)))
    for scale in (NEAR, FAR):
        paper = Paper(chart, scale)
        tiles = [paper.tile(x, y) for x in range(paper.tiles_across) for y in range(paper.tiles_down)]
        assert sorted(spot.commit for tile in tiles for spot in tile.view.spots) == sorted(chart.commits)
        assert sum(tile.box.width * tile.box.height for tile in tiles) == paper.box.width * paper.box.height
        for tile in tiles:
            assert tile.box.y == paper.row_tops[tile.row]
            for spot in tile.view.spots:
                assert 0 < paper.x(spot.column) - tile.box.x < tile.box.width
                assert 0 < paper.y(spot.lane) - tile.box.y < tile.box.height
        heads = [head for row in range(paper.tiles_down) for head in paper.heads(row)]
        assert [head.band for head in heads] == list(chart.bands)
        assert sum(head.box.height for head in heads) == paper.box.height


def test_what_is_merged_runs_along_its_own_lane_as_far_as_that_is_free() -> None:
    parents = {0: [], 1: [0], 2: [1], 3: [0], 4: [2, 3]}
    paper = Paper(chart_of(lineage(parents.__getitem__, [Line("a", "main", 4), Line("a", "idea", 3)])), NEAR)
    strokes = {(stroke.older.commit, stroke.newer.commit): stroke for stroke in paper.tile(0, 0).view.strokes}
    assert strokes[3, 4].is_clear
    assert paper.path(strokes[2, 4]).count("C") == 0, "straight along main"
    assert paper.path(strokes[0, 3]).startswith(f"M{paper.x(0)} {paper.y(0)}C"), "off at once"
    assert f"H{paper.x(2)}C" in paper.path(strokes[3, 4]), "over at the last"

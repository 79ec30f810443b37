"""The genealogy tree: every commit has one place of its own, near what it came from, however large the family."""

from random import Random

from hypothesis import given

from repos.vcs.lineage import Line, Lineage, lineage
from tests.repos.arrangements import examples, seeds

History = dict[int, list[int]]


def _any_family(random: Random, size: int) -> tuple[History, list[Line[int]]]:
    history: History = {}
    for n in range(random.randrange(1, size + 1)):
        older = range(max(0, n - random.choice((2, 6, size))), n)
        history[n] = random.sample(older, min(len(older), random.choice((0, 1, 1, 1, 1, 2, 3))))
    tips = random.sample(range(len(history)), random.randrange(1, min(5, len(history)) + 1))
    return history, [Line(random.choice("ab"), f"branch-{tip}", tip) for tip in tips]


def _reached(history: History, tips: list[int]) -> set[int]:
    below = [parent for tip in tips for parent in history[tip]]
    return set(tips) | (_reached(history, below) if below else set())


@given(seeds)
@examples(400)
def test_every_commit_has_a_place_of_its_own_to_the_right_of_its_parents(seed: int) -> None:
    history, lines = _any_family(Random(seed), 16)
    tree = lineage(history.__getitem__, lines)
    assert set(tree.nodes) == _reached(history, [line.tip for line in lines])
    places = {(node.column, node.lane) for node in tree.nodes.values()}
    assert len(places) == len(tree.nodes)
    assert all(column in range(tree.columns) and lane in range(tree.lanes) for column, lane in places)
    edges = {(edge.parent.commit, edge.child.commit) for edge in tree.edges}
    assert edges == {(parent, child) for child in tree.nodes for parent in history[child]}
    assert all(edge.parent.column < edge.child.column for edge in tree.edges)


@given(seeds)
@examples(400)
def test_repos_keep_to_their_lanes_and_no_line_runs_through_a_commit_of_another_branch(seed: int) -> None:
    history, lines = _any_family(Random(seed), 16)
    tree = lineage(history.__getitem__, lines)
    assert sorted(lane for band in tree.bands.values() for lane in band) == list(range(tree.lanes))
    for node in tree.nodes.values():
        assert node.lane in tree.bands[node.repo]
    for edge in tree.edges:
        if edge.kind in ("next", "branch", "fork"):
            between = range(edge.parent.column + 1, edge.child.column)
            assert not any(node.lane == edge.child.lane and node.column in between for node in tree.nodes.values())


@given(seeds)
@examples(300)
def test_a_window_shows_what_is_in_it_and_every_line_that_runs_through_it(seed: int) -> None:
    random = Random(seed)
    history, lines = _any_family(random, 16)
    tree = lineage(history.__getitem__, lines)
    start = random.randrange(tree.columns)
    columns = range(start, random.randrange(start, tree.columns) + 1)
    window = tree.window(columns)
    assert set(window.nodes) == {node for node in tree.nodes.values() if node.column in columns}
    for edge in tree.edges:
        crosses = any(edge.parent.column <= column <= edge.child.column for column in columns)
        assert (edge in window.edges) is crosses
    assert tree.window(range(tree.columns)).edges == tree.edges


def _forked() -> Lineage[str]:
    history = {
        "root": [],
        "main-1": ["root"],
        "main-2": ["main-1"],
        "bass": ["root"],
        "fork-1": ["main-1"],
        "fork-2": ["fork-1"],
        "merged": ["main-2", "fork-2"],
    }
    lines = [Line("alice", "main", "merged"), Line("alice", "bass", "bass"), Line("bob", "main", "fork-2")]
    return lineage(history.__getitem__, lines)


def test_a_fork_stands_below_its_origin_and_begins_where_it_was_forked() -> None:
    tree = _forked()
    assert {commit: (node.column, node.lane) for commit, node in tree.nodes.items()} == {
        "root": (0, 0),
        "main-1": (1, 0),
        "main-2": (2, 0),
        "merged": (4, 0),
        "bass": (1, 1),
        "fork-1": (2, 2),
        "fork-2": (3, 2),
    }
    assert tree.bands == {"alice": range(2), "bob": range(2, 3)}
    assert (tree.nodes["fork-1"].repo, tree.nodes["root"].branch) == ("bob", "main")
    kinds = {(edge.parent.commit, edge.child.commit): edge.kind for edge in tree.edges}
    assert kinds["main-1", "main-2"] == "next"
    assert kinds["root", "bass"] == "branch"
    assert kinds["main-1", "fork-1"] == "fork"
    assert kinds["fork-2", "merged"] == "merge"


def test_what_was_merged_from_a_branch_that_is_gone_stands_in_the_repo_that_merged_it() -> None:
    history = {"root": [], "lost": ["root"], "next": ["root"], "merged": ["next", "lost"]}
    node = lineage(history.__getitem__, [Line("alice", "main", "merged")]).nodes["lost"]
    assert (node.repo, node.branch, node.lane) == ("alice", "", 1)


def test_branches_that_are_over_leave_their_lane_to_later_ones() -> None:
    history: dict[str, list[str]] = {f"m{n}": [f"m{n - 1}"] if n else [] for n in range(100)}
    history |= {f"b{n}": [f"m{n}"] for n in range(0, 90, 3)}
    lines = [Line("alice", "main", "m99"), *(Line("alice", f"b{n}", f"b{n}") for n in range(0, 90, 3))]
    assert lineage(history.__getitem__, lines).lanes == 2


def test_no_branch_is_no_tree() -> None:
    tree = lineage({}.__getitem__, [])
    assert (tree.columns, tree.lanes, tree.window(range(9)).nodes) == (0, 0, ())


def test_a_window_of_a_large_family_holds_what_touches_it_alone() -> None:
    history: History = {n: [n - 1] if n else [] for n in range(1000)}
    lines = [Line("origin", "main", 999)]
    for fork in range(100):
        first = len(history)
        history |= {first + n: [first + n - 1 if n else fork * 9] for n in range(40)}
        lines.append(Line(f"fork-{fork}", "main", first + 39))
    tree = lineage(history.__getitem__, lines)
    window = tree.window(range(100, 160))
    assert (len(tree.nodes), tree.lanes) == (5000, 101)
    assert 60 < len(window.nodes) < 1000

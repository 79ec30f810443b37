"""The genealogy of a family of repos: where each commit stands in the tree, and what a window of it shows."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from heapq import heappop, heappush
from typing import Generic, Literal, TypeAlias

from repos.vcs.dag import Commit, Parents, first_parents, generations

Kind: TypeAlias = Literal["next", "branch", "fork", "merge"]


@dataclass(frozen=True, slots=True)
class Line(Generic[Commit]):
    """A branch of a repo, as somebody sees it."""

    repo: str
    branch: str
    tip: Commit


@dataclass(frozen=True, slots=True)
class Node(Generic[Commit]):
    """A commit in the tree."""

    commit: Commit
    column: int
    """Its generation: parents stand further left."""
    lane: int
    """From the top; each repo has lanes of its own, one below another."""
    repo: str
    branch: str
    """The first branch that it is on; "" where the branch that it was made on is gone."""


@dataclass(frozen=True, slots=True)
class Edge(Generic[Commit]):
    """From a parent to its child."""

    parent: Node[Commit]
    child: Node[Commit]
    kind: Kind
    """"next" along a branch, "branch" to the first commit of one, "fork" into another repo, "merge" from any but the
    first parent."""


@dataclass(frozen=True, slots=True)
class Window(Generic[Commit]):
    """What is seen of a tree."""

    nodes: tuple[Node[Commit], ...]
    edges: tuple[Edge[Commit], ...]
    """All that run through it, also between commits on either side of it."""


@dataclass(frozen=True, slots=True)
class Lineage(Generic[Commit]):
    """A whole tree."""

    nodes: Mapping[Commit, Node[Commit]]
    """By commit, parents first."""
    edges: tuple[Edge[Commit], ...]
    columns: int
    lanes: int
    bands: Mapping[str, range]
    """The lanes of each repo."""

    def window(self, columns: range, lanes: range | None = None) -> Window[Commit]:
        """The commits in some columns (and lanes), and the edges that touch these. Takes time by what there is."""
        lanes = range(self.lanes) if lanes is None else lanes
        nodes = tuple(node for node in self.nodes.values() if node.column in columns and node.lane in lanes)
        return Window(nodes, tuple(edge for edge in self.edges if _touches(edge, columns, lanes)))


@dataclass(frozen=True, slots=True)
class _Chain(Generic[Commit]):
    """A run of first parents on one branch, oldest first."""

    repo: str
    branch: str
    commits: Sequence[Commit]


def lineage(parents: Parents[Commit], lines: Iterable[Line[Commit]]) -> Lineage[Commit]:
    """The tree of all that some branches rest on.

    Earlier lines come first: give the origin before its forks and each repo's default branch before its others. A
    commit belongs to the first line whose first parents it is among; what was only ever merged stands on lanes of its
    own in the repo that merged it first. Takes n log n time and asks for the parents of each commit a few times.
    """
    lines = list(lines)
    columns = generations(parents, *(line.tip for line in lines))
    chains = _chains(parents, lines, columns)
    bands, placed = _placed(chains, columns, parents)
    nodes = {commit: placed[commit] for commit in columns}
    edges = tuple(_edge(nodes, parent, commit, n) for commit in nodes for n, parent in enumerate(parents(commit)))
    width, height = 1 + max(columns.values(), default=-1), max((band.stop for band in bands.values()), default=0)
    return Lineage(nodes, edges, width, height, bands)


def _chains(
    parents: Parents[Commit], lines: Sequence[Line[Commit]], columns: Mapping[Commit, int]
) -> list[_Chain[Commit]]:
    """Every commit on exactly one chain: first along the branches, then along what was merged into them."""
    taken: set[Commit] = set()
    chains = [_chain(parents, line, taken) for line in lines]
    waiting = [(chain.repo, commit) for chain in chains for commit in reversed(chain.commits)]
    for repo, commit in waiting:
        for parent in list(parents(commit))[1:]:
            chain = _chain(parents, Line(repo, "", parent), taken)
            chains.append(chain)
            waiting.extend((repo, one) for one in reversed(chain.commits))
    return [chain for chain in chains if chain.commits]


def _chain(parents: Parents[Commit], line: Line[Commit], taken: set[Commit]) -> _Chain[Commit]:
    """What is left of a line, down to where another one has taken it."""
    commits: list[Commit] = []
    for commit in first_parents(parents, line.tip):
        if commit in taken:
            break
        taken.add(commit)
        commits.append(commit)
    return _Chain(line.repo, line.branch, commits[::-1])


def _placed(
    chains: Iterable[_Chain[Commit]], columns: Mapping[Commit, int], parents: Parents[Commit]
) -> tuple[dict[str, range], dict[Commit, Node[Commit]]]:
    """The lanes of each repo below those of the one before, and every commit on one."""
    of_repo: dict[str, list[_Chain[Commit]]] = {}
    for chain in chains:
        of_repo.setdefault(chain.repo, []).append(chain)
    bands: dict[str, range] = {}
    nodes: dict[Commit, Node[Commit]] = {}
    top = 0
    for repo, own in of_repo.items():
        lanes = _packed([_span(chain, columns, parents) for chain in own])
        for chain, lane in zip(own, lanes, strict=True):
            nodes |= {one: Node(one, columns[one], top + lane, repo, chain.branch) for one in chain.commits}
        bands[repo] = range(top, top + 1 + max(lanes))
        top = bands[repo].stop
    return bands, nodes


def _span(chain: _Chain[Commit], columns: Mapping[Commit, int], parents: Parents[Commit]) -> tuple[int, int]:
    """The columns that a chain needs for itself: also those that the line to its first commit runs through."""
    first = next(iter(parents(chain.commits[0])), None)
    begins = columns[chain.commits[0]] if first is None else columns[first] + 1
    return begins, columns[chain.commits[-1]]


def _packed(spans: Sequence[tuple[int, int]]) -> list[int]:
    """A lane for each span, so that none meet; the first span has the first lane, the others the first that is free."""
    lanes = [0] * len(spans)
    free: list[int] = []
    busy: list[tuple[int, int]] = []
    used = 1
    for number in sorted(range(1, len(spans)), key=lambda number: spans[number]):
        begins, ends = spans[number]
        while busy and busy[0][0] < begins:
            heappush(free, heappop(busy)[1])
        if not free:
            heappush(free, used)
            used += 1
        lanes[number] = heappop(free)
        heappush(busy, (ends, lanes[number]))
    return lanes


def _edge(nodes: Mapping[Commit, Node[Commit]], parent: Commit, child: Commit, position: int) -> Edge[Commit]:
    older, newer = nodes[parent], nodes[child]
    if position:
        kind: Kind = "merge"
    elif older.repo != newer.repo:
        kind = "fork"
    else:
        kind = "next" if older.lane == newer.lane else "branch"
    return Edge(older, newer, kind)


def _touches(edge: Edge[Commit], columns: range, lanes: range) -> bool:
    top, bottom = sorted((edge.parent.lane, edge.child.lane))
    in_columns = edge.parent.column < columns.stop and edge.child.column >= columns.start
    return in_columns and top < lanes.stop and bottom >= lanes.start

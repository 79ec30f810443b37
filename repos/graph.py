"""Histories as `vcs.dag` asks for them, and as the database walks them.

Commits go by their primary keys, which are their rank too: a commit is stored after its parents.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Hashable, Mapping, Sequence
from hashlib import sha256
from itertools import chain
from math import inf
from typing import TypeVar

from django.core.cache import cache
from django.db import connection
from django.db.models import QuerySet
from django.db.models.expressions import RawSQL

from repos.models import Commit, CommitParent, Repo, RepoCommit

NEAR = 200
COMMITS_READ = 500
_DAY_S = 24 * 60 * 60
_Key = TypeVar("_Key", bound=Hashable)


def parents_of(repo: Repo) -> Callable[[int], Sequence[int]]:
    """The parents of each commit that the repo holds, the first one first: one query, whatever is asked then."""
    parents: dict[int, list[int]] = {}
    edges = CommitParent.objects.filter(commit__holdings__repo=repo).order_by("position")
    for child, parent in edges.values_list("commit_id", "parent_id"):
        parents.setdefault(child, []).append(parent)
    return lambda commit: parents.get(commit, ())


class Below:
    """The parents of commits of a repo at or below one, asked for from the top down: those near it by one query, all
    others by a second one where anybody asks so far. None for what the repo does not hold."""

    def __init__(self, repo: Repo, top: int) -> None:
        self._held = RepoCommit.objects.filter(repo=repo, commit_id__lte=top)
        self._parents: dict[int, list[int]] = {}
        self._lowest: int | None = None
        """Down to which commit everything is known; None while nothing is, 0 once everything is."""

    def __call__(self, commit: int) -> Sequence[int] | None:
        if self._lowest is None:
            self._load(NEAR)
        if self._lowest and commit < self._lowest:
            self._load(None)
        return self._parents.get(commit)

    def _load(self, most: int | None) -> None:
        held = self._held if self._lowest is None else self._held.filter(commit_id__lt=self._lowest)
        edges = held.order_by("-commit_id", "commit__parent_edges__position")
        rows = list(edges.values_list("commit_id", "commit__parent_edges__parent_id")[:most])
        for child, parent in rows:
            self._parents.setdefault(child, []).extend([parent] if parent else [])
        self._lowest = 0 if most is None or len(rows) < most else self._without_the_last(rows[-1][0])

    def _without_the_last(self, commit: int) -> int:
        """Forget the last commit that was read: some of its parents may be missing."""
        self._parents.pop(commit)
        return commit + 1


def reach(tips: Collection[int]) -> int:
    """How many commits some (primary keys) rest on, themselves among them."""
    return reaches({"": tips})[""]


def reaches(tips: Mapping[_Key, Collection[int]]) -> dict[_Key, int]:
    """`reach` for many. What a commit rests on can't change, so it is counted once a day: all in one query."""
    names = {key: f"reach-{_named(some)}" for key, some in tips.items()}
    known = cache.get_many(set(names.values()))
    lacking = {names[key]: some for key, some in tips.items() if some and names[key] not in known}
    if lacking:
        counted = dict(zip(lacking, _counted(list(lacking.values())), strict=True))
        cache.set_many(counted, _DAY_S)
        known |= counted
    return {key: known.get(name, 0) for key, name in names.items()}


def _named(tips: Collection[int]) -> str:
    return sha256(",".join(map(str, sorted(tips))).encode()).hexdigest()


def _counted(groups: Sequence[Collection[int]]) -> list[int]:
    pairs = [(number, tip) for number, tips in enumerate(groups) for tip in tips]
    first = f"VALUES {', '.join(['(CAST(%s AS bigint), CAST(%s AS bigint))'] * len(pairs))}"
    walked = f"WITH RECURSIVE below(part, id) AS ({first} UNION SELECT part, parent_id FROM {_step()})"  # noqa: S608
    with connection.cursor() as cursor:
        cursor.execute(f"{walked} SELECT part, count(*) FROM below GROUP BY part", [*chain(*pairs)])  # noqa: S608
        counts = dict(cursor.fetchall())
    return [counts[number] for number in range(len(groups))]


_STEP = "repos_commitparent edge JOIN below ON edge.commit_id = below.id"
_STEP_BY_INDEX = """below CROSS JOIN LATERAL (
    SELECT parent_id FROM repos_commitparent WHERE commit_id = below.id OFFSET 0
) edge"""
"""PostgreSQL may else look at every edge of the site in each of thousands of steps, while it knows little of them."""


def below(first: str) -> str:
    """What some commits rest on, themselves among them, as `below(id)`; `first` is the query that gives these."""
    return f"WITH RECURSIVE below(id) AS ({first} UNION SELECT edge.parent_id FROM {_step()})"  # noqa: S608


def _step() -> str:
    """The rows of `below` with the edges to their parents."""
    return _STEP_BY_INDEX if connection.vendor == "postgresql" else _STEP


def history_of(commit: Commit) -> QuerySet[Commit]:
    """A commit and all that it rests on, walked by the database."""
    walked = f"{below('SELECT CAST(%s AS bigint)')} SELECT id FROM below"  # noqa: S608
    return Commit.objects.filter(pk__in=RawSQL(walked, [commit.pk])).order_by()  # noqa: S611  no text of anybody's


def rank(commit: int) -> int:
    """A number that is greater for every commit than for its parents."""
    return commit


def parents_around(*repos: Repo) -> Callable[[int], Sequence[int]]:
    """The parents of each commit that some repos hold, read from the latest down as far as is asked for: few queries
    for what is asked of the near end of long histories."""
    tails = [_Tail(repo) for repo in repos]
    return lambda commit: next((found for tail in tails if (found := tail.parents_of(commit))), ())


class _Tail:
    """The edges of a repo, from the latest down as far as they have been read, in pieces that grow."""

    def __init__(self, repo: Repo) -> None:
        self._held = RepoCommit.objects.filter(repo=repo).order_by("-commit_id").values_list("commit_id", flat=True)
        self._edges = CommitParent.objects.filter(commit__holdings__repo=repo).order_by("position")
        self._parents: dict[int, list[int]] = {}
        self._read_from: float = inf
        self._size = COMMITS_READ

    def parents_of(self, commit: int) -> Sequence[int]:
        while commit < self._read_from:
            self._read_on()
        return self._parents.get(commit, ())

    def _read_on(self) -> None:
        unread = self._held if self._read_from == inf else self._held.filter(commit_id__lt=self._read_from)
        piece = list(unread[: self._size])
        if piece:
            edges = self._edges.filter(commit_id__gte=piece[-1], commit_id__lte=piece[0])
            for child, parent in edges.values_list("commit_id", "parent_id"):
                self._parents.setdefault(child, []).append(parent)
        self._read_from = piece[-1] if len(piece) == self._size else 0
        self._size *= 2

"""A repo and its forks, as far as somebody may see them, and the chart of all their commits."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256
from typing import NamedTuple

from django.core.cache import cache
from django.db.models import Q

from repos import access
from repos.models import CommitParent, Ref, Repo, RepoCommit
from repos.vcs.chart import Chart, chart_of
from repos.vcs.lineage import Line, lineage

KEPT_S = 7 * 24 * 3600


class Name(NamedTuple):
    """A branch or tag of one of the repos."""

    repo: str
    kind: str
    name: str
    tip: int


@dataclass(frozen=True, slots=True)
class Family:
    """What somebody sees of a family."""

    repo: Repo
    """The one that is being looked at."""
    repos: Mapping[str, Repo]
    """By their ids, an origin before its forks: that one, public ones, and those that the viewer takes part in."""
    names: tuple[Name, ...]

    @property
    def version(self) -> str:
        """Changes whenever the chart does: with the repos that are seen, and with where their branches are."""
        repos = [(id, repo.default_branch) for id, repo in self.repos.items()]
        return sha256(repr((repos, self.names)).encode()).hexdigest()[:16]

    @property
    def tip(self) -> int | None:
        """Where the default branch of the repo is; else any branch."""
        own = [name for name in self.names if name.repo == str(self.repo.pk)]
        return next((name.tip for name in _by_weight(own, self.repo)), None)

    @property
    def shown_names(self) -> list[Name]:
        """The branches and tags; what holds the head of a merge request is a number, which is nobody's word for it."""
        return [name for name in self.names if name.kind != Ref.Kind.REQUEST]

    def names_at(self, commit: int) -> list[Name]:
        """What points at a commit."""
        return [name for name in self.shown_names if name.tip == commit]


def seen_by(user: access.Viewer, repo: Repo) -> Family:
    """The family of a repo that the user may read: two queries."""
    seen = Repo.objects.filter(access.may_be_listed(user) | Q(pk=repo.pk), family=repo.family)
    repos = {str(one.pk): one for one in seen.select_related("owner").order_by("created_at", "pk")}
    rows = (
        Ref.objects.filter(repo__in=list(repos))
        .exclude(kind=Ref.Kind.REQUEST)
        .order_by("pk")
        .values_list("repo_id", "kind", "name", "tip_id")
    )
    return Family(repo, repos, tuple(Name(str(id), kind, name, tip) for id, kind, name, tip in rows))


def kept_chart(family: Family) -> Chart:
    """The chart of all that the branches and tags of a family rest on, kept until one of them moves.

    Nothing in it comes from repos that the viewer does not see: what leads to a commit that only these hold is cut.
    """
    return cache.get_or_set(f"chart:1:{family.version}", lambda: _chart(family), KEPT_S)  # type: ignore[return-value]


def _chart(family: Family) -> Chart:
    return chart_of(lineage(_parents(family), list(_lines(family))))


def _parents(family: Family) -> Callable[[int], Sequence[int]]:
    """The parents of each commit that one of the repos holds, the first one first, as far as one of them holds these.

    Two queries: one of all edges from what is held, and one of the few parents that are nobody's child in these.
    """
    held = RepoCommit.objects.filter(repo__in=list(family.repos))
    edges = CommitParent.objects.filter(commit__in=held.values("commit_id")).order_by()
    rows = sorted(edges.values_list("position", "commit_id", "parent_id"))
    children = {child for _, child, _ in rows}
    loose = {parent for _, _, parent in rows} - children
    seen = children.union(held.filter(commit__in=loose).values_list("commit_id", flat=True))
    parents: dict[int, list[int]] = {}
    for _, child, parent in rows:
        if parent in seen:
            parents.setdefault(child, []).append(parent)
    return lambda commit: parents.get(commit, ())


def _lines(family: Family) -> Iterable[Line[int]]:
    of_repo: dict[str, list[Name]] = {}
    for name in family.names:
        of_repo.setdefault(name.repo, []).append(name)
    for id, repo in family.repos.items():
        for name in _by_weight(of_repo.get(id, ()), repo):
            yield Line(id, name.name if name.kind == Ref.Kind.BRANCH else "", name.tip)


def _by_weight(names: Iterable[Name], repo: Repo) -> list[Name]:
    """The default branch, then the others, then tags."""
    return sorted(names, key=lambda one: (one.kind != Ref.Kind.BRANCH, one.name != repo.default_branch))

"""What is told of one commit of a genealogy, and what may be done with it."""

from __future__ import annotations

import re
from dataclasses import dataclass

from django.db.models import QuerySet
from django.urls import reverse

from repos import access, listings
from repos.family import Family, Name
from repos.models import Commit, Repo, RepoCommit
from repos.vcs.chart import Chart, Spot

CHILDREN_SHOWN, NAMES_SHOWN = 6, 8
_DIGEST = re.compile(r"[0-9a-f]{64}")


@dataclass(frozen=True, slots=True)
class Relative:
    """A parent or a child."""

    commit: Commit
    spot: Spot


@dataclass(frozen=True, slots=True)
class Selected:
    """A commit, and the repo whose page of it is opened."""

    commit: Commit
    spot: Spot
    repo: Repo
    url: str
    """Of its page, below which its audio lies."""
    drawn_in: Repo
    """The one in whose lanes it stands."""
    branch: str
    """The one that it is on there; "" where that is gone."""
    kinds: list[str]
    names: list[tuple[Name, Repo]]
    """Those of its own repo first."""
    more_names: int
    parents: list[Relative]
    children: list[Relative]
    more_children: int
    """Those that are not listed, as are `more_names`."""
    can_write: bool
    can_fork: bool

    @property
    def address(self) -> str:
        """Of the repo: "owner/name"."""
        return f"{self.repo.owner.username}/{self.repo.name}"


def selected(family: Family, chart: Chart, commit: Commit, user: access.Viewer) -> Selected:
    """What is told of a commit that the chart has. Five queries at most, however many relatives it has."""
    spot, older, newer = chart.with_kin(commit.pk)
    drawn_in, branch = chart.lines[spot.line]
    repo, can_write = _home(family, commit, drawn_in, user)
    names = sorted(family.names_at(commit.pk), key=lambda name: name.repo != str(repo.pk))
    kin = Commit.objects.in_bulk([one.commit for one in (*older, *newer[:CHILDREN_SHOWN])])
    return Selected(
        commit=commit,
        spot=spot,
        repo=repo,
        url=reverse("commit", args=[repo.owner.username, repo.name, commit.digest]),
        drawn_in=family.repos[drawn_in],
        branch=branch,
        kinds=listings.kinds_of(commit),
        names=[(name, family.repos[name.repo]) for name in names[:NAMES_SHOWN]],
        more_names=max(0, len(names) - NAMES_SHOWN),
        parents=[Relative(kin[one.commit], one) for one in older],
        children=[Relative(kin[one.commit], one) for one in newer[:CHILDREN_SHOWN]],
        more_children=max(0, len(newer) - CHILDREN_SHOWN),
        can_write=can_write,
        can_fork=access.may_fork(user, repo),
    )


def seen_in(chart: Chart, digest: str) -> Commit | None:
    """The commit of a digest, with what is told of it, if a chart has it."""
    found = _whole().filter(digest=digest).first() if _DIGEST.fullmatch(digest) else None
    return found if found and found.pk in chart.commits else None


def tip_of(family: Family, chart: Chart) -> Commit:
    """The tip of the default branch of the repo that is looked at; where it has none, what stands furthest right."""
    return _whole().get(pk=family.tip or chart.commits[-1])


def _whole() -> QuerySet[Commit]:
    return Commit.objects.select_related("tree__master").prefetch_related("tree__entries")


def _home(family: Family, commit: Commit, drawn_in: str, user: access.Viewer) -> tuple[Repo, bool]:
    """The repo that a commit is opened in, and whether the user may write to it.

    Where they may write comes first, then the repo that is looked at, then the one that it is drawn in.
    """
    holding = RepoCommit.objects.filter(commit=commit, repo__in=list(family.repos)).values_list("repo_id", flat=True)
    held_by = {str(id) for id in holding}
    order = [str(family.repo.pk), drawn_in, *family.repos]
    homes = [family.repos[id] for id in dict.fromkeys(order) if id in held_by]
    own = [repo for repo in homes if repo.owner_id == user.pk]
    writable = next((repo for repo in (*homes[:1], *own) if access.may_write(user, repo)), None)
    return (writable, True) if writable else (homes[0], False)

"""Repos as lists show them: with the commit at the tip of the default branch and what that holds."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from uuid import UUID

from django.db.models import Count, F, OuterRef, Q, QuerySet, Subquery, Window
from django.urls import reverse

from accounts.models import User
from repos import access, graph
from repos.models import Commit, Ref, Repo, RepoCommit
from repos.models.history import STEMS

_HELD = RepoCommit.objects.filter(repo=OuterRef("pk")).order_by("commit_id")
FIRST_DIGEST = Subquery(_HELD.values("commit__digest")[:1])
"""Of the commit that a repo began with: a commit is stored after its parents."""


@dataclass(frozen=True, slots=True)
class Listed:
    """One line of a list."""

    repo: Repo
    cover: str
    """What its cover art is drawn from."""
    tip: Commit | None
    tip_url: str
    kinds: list[str]
    commits_count: int
    """In its history: what was only proposed to it is not in there."""


@dataclass(frozen=True, slots=True)
class Beside:
    """One line of the sidebar."""

    url: str
    title: str
    cover: str


def repos_of(owner: User) -> QuerySet[Repo]:
    """Everything that somebody owns, the latest first."""
    return Repo.objects.filter(owner=owner).select_related("owner")


def library_of(user: User, whose: str = "") -> QuerySet[Repo]:
    """What somebody takes part in, the latest first; of it, what is "own" or "shared" with them; or what they have
    "starred" and may see still."""
    repos = Repo.objects.select_related("owner")
    if whose == "starred":
        return repos.filter(access.may_be_read(user), stars__user=user)
    taken_part_in = repos.filter(access.takes_part(user))
    return {"own": repos_of(user), "shared": taken_part_in.exclude(owner=user)}.get(whose, taken_part_in)


def found(repos: QuerySet[Repo], text: str = "", genre: str = "") -> QuerySet[Repo]:
    """Those that match every word of a text (title, description, genre, key) and a genre, as they are at their tip."""
    searched = repos.annotate(tip_genre=_tip_of("tip__tree__genre"), tip_key=_tip_of("tip__tree__key"))
    for word in text.split():
        in_words = Q(title__icontains=word) | Q(description__icontains=word)
        searched = searched.filter(in_words | Q(tip_genre__icontains=word) | Q(tip_key__icontains=word))
    return searched.filter(tip_genre=genre) if genre else searched


def genres_of(repos: QuerySet[Repo]) -> list[str]:
    """The genres that stand at the tips of some repos, in the order of the alphabet."""
    tips = repos.annotate(tip_genre=_tip_of("tip__tree__genre")).exclude(tip_genre__in=["", None])
    return list(tips.order_by("tip_genre").values_list("tip_genre", flat=True).distinct())


def listed(repos: Iterable[Repo]) -> list[Listed]:
    """The lines of a list: five queries at most, however many there are."""
    shown = list(repos)
    tips, covers, counts = _tips(shown), covers_of(shown), _counts(shown)
    kinds = {pk: kinds_of(tip) for pk, tip in tips.items()}
    return [_line(one, tips.get(one.pk), covers[one.pk], kinds.get(one.pk), counts[one.pk]) for one in shown]


def covers_of(repos: Iterable[Repo]) -> Mapping[UUID, str]:
    """What the covers are drawn from: the digest of each repo's first commit, which stays; its name without one."""
    rows = _same(repos).annotate(first=FIRST_DIGEST).values_list("pk", "first", "name")
    return {pk: digest or name for pk, digest, name in rows}


def beside(user: User, count: int) -> tuple[list[Beside], int]:
    """The latest repos that somebody takes part in, and how many there are. One query."""
    latest = library_of(user).annotate(first=FIRST_DIGEST, all=Window(Count("pk")))
    rows = list(latest.values_list("owner__username", "name", "title", "first", "all")[:count])
    found = [Beside(reverse("repo", args=[owner, name]), title, first or name) for owner, name, title, first, _ in rows]
    return found, rows[0][-1] if rows else 0


def kinds_of(commit: Commit) -> list[str]:
    """The kinds of a commit's stems, each once, in the order of its tracks."""
    stems = (entry.kind for entry in commit.tree.entries.all() if entry.path.startswith(STEMS))
    return list(dict.fromkeys(stems))


def _line(repo: Repo, tip: Commit | None, cover: str, kinds: list[str] | None, count: int) -> Listed:
    url = reverse("commit", args=[repo.owner.username, repo.name, tip.digest]) if tip else ""
    return Listed(repo, cover, tip, url, kinds or [], count)


def _same(repos: Iterable[Repo]) -> QuerySet[Repo]:
    return Repo.objects.filter(pk__in=[repo.pk for repo in repos]).order_by()


def _counts(repos: Iterable[Repo]) -> Mapping[UUID, int]:
    """How many commits the branches and tags of each rest on, as its history counts them: two queries at most."""
    tips: dict[UUID, set[int]] = {repo.pk: set() for repo in repos}
    refs = Ref.objects.filter(repo__in=list(tips)).exclude(kind=Ref.Kind.REQUEST).order_by()
    for repo, tip in refs.values_list("repo_id", "tip_id"):
        tips[repo].add(tip)
    return graph.reaches(tips)


def _tips(repos: list[Repo]) -> Mapping[UUID, Commit]:
    branches = Ref.objects.filter(repo__in=repos, kind=Ref.Kind.BRANCH, name=F("repo__default_branch"))
    tips = branches.select_related("tip__tree").prefetch_related("tip__tree__entries")
    return {ref.repo_id: ref.tip for ref in tips}


def _tip_of(field: str) -> Subquery:
    branch = Ref.objects.filter(repo=OuterRef("pk"), kind=Ref.Kind.BRANCH, name=OuterRef("default_branch"))
    return Subquery(branch.values(field)[:1])

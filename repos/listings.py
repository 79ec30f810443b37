"""Repos as lists show them: with the commit at the tip of the default branch and what that holds."""

from __future__ import annotations

from collections.abc import Iterable

from django.db.models import CharField, Count, F, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.urls import reverse

from accounts.models import User
from repos.models import Commit, Ref, Repo

STEMS = "stems/"


def with_covers(repos: QuerySet[Repo]) -> QuerySet[Repo]:
    """Each with `cover`, the digest that its cover art is drawn from: that of its first commit, which stays."""
    first = Commit.objects.filter(holdings__repo=OuterRef("pk")).order_by("created_at", "pk").values("digest")[:1]
    return repos.select_related("owner").annotate(cover=Coalesce(Subquery(first), F("name"), output_field=CharField()))


def repos_of(owner: User) -> QuerySet[Repo]:
    """Everything that somebody owns, the latest first."""
    return with_covers(Repo.objects.filter(owner=owner))


def found(repos: QuerySet[Repo], text: str = "", genre: str = "") -> QuerySet[Repo]:
    """Those that match every word of a text (title, description, genre, key) and a genre, as they are at their tip."""
    repos = repos.annotate(tip_genre=_tip_of("tip__tree__genre"), tip_key=_tip_of("tip__tree__key"))
    for word in text.split():
        in_words = Q(title__icontains=word) | Q(description__icontains=word)
        repos = repos.filter(in_words | Q(tip_genre__icontains=word) | Q(tip_key__icontains=word))
    return repos.filter(tip_genre=genre) if genre else repos


def genres_of(repos: QuerySet[Repo]) -> list[str]:
    """The genres that stand at the tips of some repos, in the order of the alphabet."""
    tips = repos.annotate(tip_genre=_tip_of("tip__tree__genre")).exclude(tip_genre__in=["", None])
    return list(tips.order_by("tip_genre").values_list("tip_genre", flat=True).distinct())


def with_tips(repos: Iterable[Repo]) -> list[Repo]:
    """Each with `tip` (or None), `tip_url`, `kinds` and `commits_count`: three queries, however many there are."""
    listed = list(repos)
    tips = _tips(listed)
    counts = dict(
        Repo.objects.filter(pk__in=[repo.pk for repo in listed]).annotate(n=Count("commits")).values_list("pk", "n")
    )
    for repo in listed:
        repo.tip = tips.get(repo.pk)
        repo.tip_url = _url(repo, repo.tip)
        repo.kinds = kinds_of(repo.tip) if repo.tip else []
        repo.commits_count = counts.get(repo.pk, 0)
    return listed


def kinds_of(commit: Commit) -> list[str]:
    """The kinds of a commit's stems, each once, in the order of its tracks."""
    stems = (entry.kind for entry in commit.tree.entries.all() if entry.path.startswith(STEMS))
    return list(dict.fromkeys(stems))


def _tip_of(field: str) -> Subquery:
    branch = Ref.objects.filter(repo=OuterRef("pk"), kind=Ref.Kind.BRANCH, name=OuterRef("default_branch"))
    return Subquery(branch.values(field)[:1])


def _tips(repos: list[Repo]) -> dict[object, Commit]:
    branches = Ref.objects.filter(repo__in=repos, kind=Ref.Kind.BRANCH, name=F("repo__default_branch"))
    tips = branches.select_related("tip__tree").prefetch_related("tip__tree__entries")
    return {ref.repo_id: ref.tip for ref in tips}


def _url(repo: Repo, commit: Commit | None) -> str:
    return reverse("commit", args=[repo.owner.username, repo.name, commit.digest]) if commit else ""

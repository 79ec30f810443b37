"""What people call a version: a branch, a tag, a digest or the unmistakable beginning of one."""

from __future__ import annotations

import re

from django.db.models import QuerySet

from repos.models import Commit, Ref, Repo
from repos.vcs import names

SHORTEST = 7
_DIGEST = re.compile(r"[0-9a-f]{64}")
_BEGINNING = re.compile(rf"[0-9a-f]{{{SHORTEST},64}}")


def found(repo: Repo, name: str) -> Commit:
    """The commit that a repo knows under a name, with its tree, mix, master and entries: a whole digest first, then
    a branch, a tag, and what only one digest begins with. ValueError with a sentence where there is none."""
    if len(name) > names.MAX_LENGTH or not name.isprintable():
        raise ValueError("That is no name of a branch, a tag or a version.")
    by_digest, by_ref = _by_digest(repo, name), _by_ref(repo, name)
    ways = (by_digest, by_ref) if _DIGEST.fullmatch(name) else (by_ref, by_digest)
    for commits in ways:
        if len(commits) > 1:
            raise ValueError(f"Several versions begin with “{name}”. Write more of the digest.")
        if commits:
            return commits[0]
    raise ValueError(f"“{name}” is no branch, tag or version of {repo.title}.")


def _by_digest(repo: Repo, beginning: str) -> list[Commit]:
    if not _BEGINNING.fullmatch(beginning):
        return []
    held = repo.commits.filter(digest__gte=beginning, digest__lt=beginning + "g")  # which an index answers
    return list(_whole(held)[:2])


def _by_ref(repo: Repo, name: str) -> list[Commit]:
    kinds = dict(repo.refs.filter(name=name).values_list("kind", "tip"))
    tip = kinds.get(Ref.Kind.BRANCH) or kinds.get(Ref.Kind.TAG)
    return list(_whole(Commit.objects.filter(pk=tip))) if tip else []


def _whole(commits: QuerySet[Commit]) -> QuerySet[Commit]:
    return commits.select_related("tree__mix", "tree__master").prefetch_related("tree__entries__blob")

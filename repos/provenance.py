"""Who and what made a commit, through everything that it rests on: for the credits page, files and programs.

All of it is part of the commits themselves, which whoever may see the repo may see.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from django.db.models import Count, Max, Min, QuerySet
from django.db.models.fields.json import KT

from repos import graph
from repos.models import Commit, CommitParent, Repo

FORMAT = "beatflow-provenance"
VERSION = 1
MAX_COMMITS = 20_000
"""How many versions a document lists; of longer histories the latest."""


@dataclass(frozen=True, slots=True)
class Author:
    """Somebody who made versions, under the name that they had."""

    name: str
    username: str
    """Where to find them now; "" for who is gone."""
    commits: int
    first_at: datetime
    last_at: datetime


@dataclass(frozen=True, slots=True)
class Engine:
    """What composed some of the versions."""

    name: str
    model: str
    commits: int


def authors_of(commit: Commit) -> list[Author]:
    """Everybody who made a part of the history, whoever began first. One query."""
    grouped = graph.history_of(commit).values("author_name", "author__username")
    facts = grouped.annotate(n=Count("pk"), first=Min("created_at"), last=Max("created_at"))
    rows = facts.order_by("first", "author_name", "author__username")
    return [
        Author(row["author_name"], row["author__username"] or "", row["n"], row["first"], row["last"]) for row in rows
    ]


def engines_of(commit: Commit) -> list[Engine]:
    """Every engine that made something of the history, the busiest first; work without one doesn't count. One query."""
    made = graph.history_of(commit).annotate(engine=KT("made__engine"), model=KT("made__model"))
    grouped = made.filter(engine__isnull=False).values("engine", "model").annotate(n=Count("pk"))
    return [
        Engine(row["engine"], row["model"] or "", row["n"])
        for row in grouped.order_by("-n", "engine", "model")
        if row["engine"]
    ]


def document(repo: Repo, commit: Commit) -> bytes:
    """`provenance.json` of a commit: the same bytes for the same history and repo. Five queries.

    Each version has all that its digest is made of, so that whoever reads it can check the whole chain.
    """
    versions = _versions(commit)
    told = {
        "format": FORMAT,
        "version": VERSION,
        "repo": {"owner": repo.owner.username, "name": repo.name, "title": repo.title, "url": repo.get_absolute_url()},
        "licence": repo.licence,
        "origin": _origin(repo),
        "commit": commit.digest,
        "entries": _entries(commit),
        "authors": [_author(author) for author in authors_of(commit)],
        "engines": [{"engine": one.name, "model": one.model, "commits": one.commits} for one in engines_of(commit)],
        "is_complete": len(versions) <= MAX_COMMITS,
        "commits": versions[-MAX_COMMITS:],
    }
    return json.dumps(told, sort_keys=True, ensure_ascii=False, separators=(",", ":")).encode()


def _versions(commit: Commit) -> list[dict[str, Any]]:
    """The history, the oldest first; one more than the limit where there are more."""
    fields = ("pk", "digest", "tree_id", "author_name", "message", "created_at", "made")
    latest = graph.history_of(commit).order_by("-created_at", "-digest").values(*fields)[: MAX_COMMITS + 1]
    parents = _parents(graph.history_of(commit))
    return [_version(row, parents.get(row["pk"], [])) for row in reversed(latest)]


def _version(row: Mapping[str, Any], parents: list[str]) -> dict[str, Any]:
    return {
        "digest": row["digest"],
        "tree": row["tree_id"],
        "parents": parents,
        "author": row["author_name"],
        "message": row["message"],
        "at": _at(row["created_at"]),
        "made": row["made"],
    }


def _parents(commits: QuerySet[Commit]) -> dict[int, list[str]]:
    parents: dict[int, list[str]] = {}
    edges: Iterable[tuple[int, str]] = (
        CommitParent.objects.filter(commit__in=commits)
        .order_by("commit_id", "position")
        .values_list("commit_id", "parent__digest")
    )
    for child, digest in edges:
        parents.setdefault(child, []).append(digest)
    return parents


def _entries(commit: Commit) -> list[dict[str, str]]:
    rows = commit.tree.entries.order_by("path").values_list("path", "kind", "blob")
    return [{"path": path, "kind": kind, "digest": blob} for path, kind, blob in rows]


def _origin(repo: Repo) -> dict[str, str] | None:
    """The credit of a fork, in words that outlive what it was forked from."""
    if not repo.is_fork:
        return None
    at = repo.forked_at.digest if repo.forked_at else ""
    return {"owner": repo.origin_owner_name, "title": repo.origin_title, "forked_at": at}


def _author(author: Author) -> dict[str, Any]:
    return {
        "name": author.name,
        "commits": author.commits,
        "first_at": _at(author.first_at),
        "last_at": _at(author.last_at),
    }


def _at(time: datetime) -> str:
    """As the digest of a commit has it."""
    return time.astimezone(UTC).isoformat(timespec="microseconds")

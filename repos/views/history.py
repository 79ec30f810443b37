"""The page of one commit."""

from collections.abc import Iterable
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_GET

from repos import access, listings
from repos.models import Commit, Ref
from repos.pieces import piece_of

MADE_WORDS = (
    ("prompt", "Prompt", ""),
    ("operation", "Made by", ""),
    ("stem", "New take of", ""),
    ("wishes", "Wishes", ""),
    ("bars", "Longer by", " bars"),
    ("place", "Where", " the beat"),
    ("engine", "Engine", ""),
    ("model", "Model", ""),
    ("seed", "Seed", ""),
)
BRIEF_WORDS = (
    ("genre", "Genre", ""),
    ("bpm", "Tempo", " BPM"),
    ("key", "Key", ""),
    ("mood", "Mood", ""),
    ("duration_s", "Length", " s"),
    ("kinds", "Stems", ""),
    ("instruments", "With", ""),
    ("without", "Without", ""),
    ("traits", "Style", ""),
)
"""Name, word, unit."""


@require_GET
def commit(request: HttpRequest, owner: str, name: str, digest: str) -> HttpResponse:
    """One version: its stems, and how it was made."""
    repo = access.readable(request.user, owner, name)
    found = get_object_or_404(_whole(Commit.objects.filter(repos=repo)), digest=digest)
    context = {
        "repo": repo,
        "cover": listings.covers_of([repo])[repo.pk],
        "commit": found,
        "piece": piece_of(repo, found),
        "can_write": access.may_write(request.user, repo),
        "named": repo.refs.filter(tip=found).exclude(kind=Ref.Kind.REQUEST),
        "parents": found.parents.order_by("child_edges__position"),
        "made": list(made_in_words(found.made)),
    }
    return render(request, "repos/commit.html", context)


def made_in_words(made: dict[str, Any]) -> Iterable[tuple[str, str]]:
    """How a commit came to be, as pairs of a word and a value; what is empty is left out."""
    brief = made.get("brief") or {}
    told = [(word, made.get(name, brief.get(name)), unit) for name, word, unit in MADE_WORDS]
    told += [(word, brief.get(name), unit) for name, word, unit in BRIEF_WORDS]
    return ((word, f"{_in_words(value)}{unit}") for word, value, unit in told if value not in (None, "", [], ()))


def _in_words(value: Any) -> str:
    if isinstance(value, list | tuple):
        return ", ".join(map(str, value))
    return f"{value:g}" if isinstance(value, float) else str(value)


def _whole(commits: Any) -> Any:
    """With what a page shows of them, in a fixed number of queries."""
    return commits.select_related("tree__master").prefetch_related("tree__entries", "parent_edges")

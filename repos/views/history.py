"""The page of one commit."""

from collections.abc import Iterable
from dataclasses import replace
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_GET

from repos import access, checkpoints, listings, masters, standing
from repos.checkpoints import CheckpointForm
from repos.chips import chips_of
from repos.kin import kin_of
from repos.models import Commit, Ref, Repo
from repos.pieces import piece_of

CHIPS_SHOWN = 12
MADE_WORDS = (
    ("prompt", "Prompt", ""),
    ("operation", "Made by", ""),
    ("stem", "New take of", ""),
    ("taken_apart", "Taken apart", ""),
    ("separator", "By", ""),
    ("wishes", "Wishes", ""),
    ("bars", "Longer by", " bars"),
    ("place", "Where", " the beat"),
    ("profile", "Mix profile", ""),
    ("files", "Files", ""),
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
    """One version: its stems, how it was made, and what lies around it."""
    repo = standing.shown(request.user, owner, name)
    found = get_object_or_404(_whole(Commit.objects.filter(repos=repo)), digest=digest)
    return commit_page(request, repo, found)


def commit_page(
    request: HttpRequest, repo: Repo, commit: Commit, checkpoint: CheckpointForm | None = None
) -> HttpResponse:
    """The page of a commit; with a checkpoint that was refused, its faders are where they were."""
    piece, can_write = piece_of(repo, commit, viewer=request.user), access.may_write(request.user, repo)
    context = {
        "repo": repo,
        "cover": listings.covers_of([repo])[repo.pk],
        "commit": commit,
        "piece": replace(piece, lanes=checkpoint.tried()) if checkpoint else piece,
        "can_write": can_write,
        "checkpoint": checkpoint or checkpoints.offered(piece, tips_at(repo, commit), can_write=can_write),
        "named": repo.refs.filter(tip=commit).exclude(kind=Ref.Kind.REQUEST),
        "kin": kin_of(repo, commit),
        "chips": chips_of(commit, at_most=CHIPS_SHOWN),
        "made": list(made_in_words(commit.made)),
        "masters": masters.of_tree(commit.tree),
    }
    return render(request, "repos/commit.html", context, status=422 if checkpoint else 200)


def tips_at(repo: Repo, commit: Commit) -> list[Ref]:
    """The branches whose tip a commit is, the default one first."""
    found = repo.refs.filter(tip=commit, kind=Ref.Kind.BRANCH)
    return sorted(found, key=lambda ref: ref.name != repo.default_branch)


def made_in_words(made: dict[str, Any]) -> Iterable[tuple[str, str]]:
    """How a commit came to be, as pairs of a word and a value; what is empty is left out."""
    brief = made.get("brief") or {}
    told = [(word, made.get(name, brief.get(name)), unit) for name, word, unit in MADE_WORDS]
    told += [(word, brief.get(name), unit) for name, word, unit in BRIEF_WORDS]
    return ((word, f"{_in_words(value)}{unit}") for word, value, unit in told if value not in (None, "", [], ()))


def _in_words(value: Any) -> str:
    if isinstance(value, list | tuple):
        return ", ".join(str(one.get("name", "")) if isinstance(one, dict) else str(one) for one in value)
    return f"{value:g}" if isinstance(value, float) else str(value)


def _whole(commits: Any) -> Any:
    """With what a page shows of them, in a fixed number of queries."""
    return commits.select_related("tree__master").prefetch_related("tree__entries")

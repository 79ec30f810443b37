"""Credits: who and what made a version, as a page and for programs."""

from typing import Any

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_GET, require_safe

from repos import access, graph, provenance
from repos.models import Commit
from repos.views.history import made_in_words

PAGE = 50
TOLD = ("Prompt", "New take of", "Wishes", "Longer by", "Engine", "Model", "Seed", "Made by")


@require_GET
def credits(request: HttpRequest, owner: str, name: str, digest: str) -> HttpResponse:
    """Everybody and everything that a version rests on, and each version that contributed."""
    repo = access.readable(request.user, owner, name)
    commit = access.commit_of(repo, digest)
    contributed = graph.history_of(commit).order_by("-created_at", "-pk").values_list("pk", flat=True)
    page: Any = Paginator(contributed, PAGE).get_page(request.GET.get("page"))
    shown = Commit.objects.filter(pk__in=list(page.object_list))  # sorted by keys alone: whole rows would be slow
    page.object_list = [(one, _told(one)) for one in shown]
    context = {
        "repo": repo,
        "commit": commit,
        "page": page,
        "authors": provenance.authors_of(commit),
        "engines": provenance.engines_of(commit),
    }
    return render(request, "repos/credits.html", context)


@require_safe
def document(request: HttpRequest, owner: str, name: str, digest: str) -> HttpResponse:
    """The same for programs: `provenance.json`."""
    repo = access.readable(request.user, owner, name)
    commit = access.commit_of(repo, digest)
    answer = HttpResponse(provenance.document(repo, commit), content_type="application/json")
    is_download = request.GET.get("download", "0") != "0"
    answer["Content-Disposition"] = content_disposition_header(is_download, f"{repo.name}_provenance.json") or ""
    answer["Cache-Control"] = "private, no-cache"
    return answer


def _told(commit: Commit) -> list[tuple[str, str]]:
    return [(word, value) for word, value in made_in_words(commit.made) if word in TOLD]

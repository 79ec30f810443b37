"""Pages of repos: the library and a repo."""

from typing import Any

from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from accounts.requests import OwnRequest
from beatflow_site.lib.text import one_line
from repos import access, checkpoints, graph, listings, log, standing
from repos.models import Commit, Ref, Transfer
from repos.pieces import piece_of

LIBRARY_PAGE = 24
COMMITS_SHOWN = 10
LONGEST_SEARCH = 200
FAN = 3
FAN_OF_A_NEWCOMER = ("Midnight Transit", "Low Tide Garage", "Salt and Neon")


@login_required
@require_GET
def library(request: OwnRequest) -> HttpResponse:
    """One's own beats and those that one takes part in or has starred, by words and genre."""
    text, genre, whose = (one_line(request.GET.get(name, ""))[:LONGEST_SEARCH] for name in ("q", "genre", "whose"))
    everything = listings.library_of(request.user, whose)
    page = _page(request, listings.found(everything, text, genre))
    context = {"page": page, "q": text, "genre": genre, "genres": listings.genres_of(everything), "whose": whose}
    context |= {"searching": bool(text or genre or whose), "fan": _fan(page)}
    context["offers"] = Transfer.objects.filter(to=request.user).select_related("repo__owner")
    return render(request, "repos/library.html", context)


def _page(request: HttpRequest, repos: Any) -> Any:
    page = Paginator(repos, LIBRARY_PAGE).get_page(request.GET.get("page"))
    page.object_list = listings.listed(page.object_list)
    return page


def _fan(page: Any) -> list[str]:
    """The covers that adorn the top: one's latest, filled up for a newcomer."""
    return ([beat.cover for beat in page.object_list[:FAN]] + list(FAN_OF_A_NEWCOMER))[:FAN]


@require_GET
def repo(request: HttpRequest, owner: str, name: str) -> HttpResponse:
    """The tip of a branch with its stems, and the history that leads there."""
    found = standing.shown(request.user, owner, name)
    refs = list(found.refs.exclude(kind=Ref.Kind.REQUEST))
    branches = [ref for ref in refs if ref.kind == Ref.Kind.BRANCH]
    branch = _branch(branches, request.GET.get("branch", found.default_branch))
    if branch is None and "branch" in request.GET:
        raise Http404
    tips = [branch.tip_id] if branch else []
    latest = log.page_of(found, tips, refs, left=branch.tip_id if branch else None, size=COMMITS_SHOWN)
    piece = piece_of(found, _tip(branch), viewer=request.user) if branch else None
    can_write = access.may_write(request.user, found)
    context = {
        "repo": found,
        "cover": listings.covers_of([found])[found.pk],
        "can_write": can_write,
        "checkpoint": checkpoints.offered(piece, [branch] if branch else [], can_write=can_write),
        "branch": branch,
        "branches": branches,
        "page": latest,
        "count": graph.reach(tips),
        "piece": piece,
    }
    return render(request, "repos/repo.html", context)


def _branch(branches: list[Ref], name: str) -> Ref | None:
    return next((branch for branch in branches if branch.name == name), None)


def _tip(branch: Ref) -> Commit:
    return Commit.objects.select_related("tree__master").get(pk=branch.tip_id)

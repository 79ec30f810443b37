"""The genealogy: all commits of a repo and of every fork that one may see, a window of it at a time."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.http import urlencode
from django.views.decorators.http import require_GET

from repos import access, standing
from repos.family import Family, kept_chart, seen_by
from repos.models import Commit
from repos.paper import NEAR, SCALES, Box, Paper, Scale
from repos.selection import Selected, seen_in, selected, tip_of
from repos.tiles import drawn
from repos.vcs.chart import Chart
from repos.views.history import made_in_words

TOLD = 5
"""How much of how it was made stands beside the tree."""


@require_GET
def tree(request: HttpRequest, owner: str, name: str) -> HttpResponse:
    """The part around a commit (`at`) or the tip of the default branch; or the part that `column` and `row` name."""
    repo = standing.shown(request.user, owner, name)
    family = seen_by(request.user, repo)
    paper = Paper(kept_chart(family), _scale(request))
    context: dict[str, Any] = {"repo": repo, "family": family, "paper": paper, "count": len(paper.chart.commits)}
    if paper.chart.commits:
        context |= _page(request, family, paper)
    return render(request, "repos/tree.html", context)


@require_GET
def window(request: HttpRequest, owner: str, name: str) -> HttpResponse:
    """One tile of it. Where the family has changed since the page was opened, it says so instead."""
    repo = access.readable(request.user, owner, name)
    family = seen_by(request.user, repo)
    if "version" in request.GET and request.GET["version"] != family.version:
        return HttpResponse(status=204, headers={"HX-Trigger": "tree:changed"})
    paper = Paper(kept_chart(family), _scale(request))
    column, row = _number(request, "column"), _number(request, "row")
    heads = [row] if "heads" in request.GET else []
    return render(request, "repos/tree_window.html", _window(family, paper, [(column, row)], heads))


@require_GET
def commit(request: HttpRequest, owner: str, name: str, digest: str) -> HttpResponse:
    """What stands beside the tree about one commit."""
    repo = access.readable(request.user, owner, name)
    family = seen_by(request.user, repo)
    chart = kept_chart(family)
    found = seen_in(chart, digest)
    if found is None:
        raise Http404
    return render(request, "repos/tree_commit.html", {"repo": repo, **_panel(request, family, chart, found)})


def _page(request: HttpRequest, family: Family, paper: Paper) -> dict[str, Any]:
    chart = paper.chart
    panel = _panel(request, family, chart, seen_in(chart, request.GET.get("at", "")) or tip_of(family, chart))
    spot, place = panel["selected"].spot, _place(request)
    places = place or paper.around(spot.column, spot.lane)
    window = _window(family, paper, places, sorted({row for _, row in places}))
    first, last = window["tiles"][0].box, window["tiles"][-1].box
    right = last.x + last.width if place else min(last.x + last.width, paper.x(spot.column + 2))
    return {
        **window,
        **panel,
        "spot": spot,
        "oldest": chart.spot(0),
        "newest": chart.spot(-1),
        "shown": Box(first.x, first.y, right - first.x, last.y + last.height - first.y),
        "pages": _pages(paper, places, is_cut=right < last.x + last.width),
    }


def _window(family: Family, paper: Paper, places: list[tuple[int, int]], rows: list[int]) -> dict[str, Any]:
    try:
        tiles = drawn(family, paper, [paper.tile(*place) for place in places])
    except IndexError as error:
        raise Http404 from error
    heads = [(row, [(head, family.repos[head.band.repo]) for head in paper.heads(row)]) for row in rows]
    return {"family": family, "scale": paper.scale, "tiles": tiles, "heads": heads}


def _panel(request: HttpRequest, family: Family, chart: Chart, commit: Commit) -> dict[str, Any]:
    """Also with what it is to be compared: the commit that was marked before, `a`."""
    found, marked = selected(family, chart, commit, request.user), seen_in(chart, request.GET.get("a", ""))
    pair = (selected(family, chart, marked, request.user), found) if marked and marked != commit else None
    return {
        "selected": found,
        "commit": commit,
        "made": list(made_in_words(commit.made))[:TOLD],
        "marked": marked,
        "compare_url": _compare_url(family, *pair) if pair else "",
    }


def _compare_url(family: Family, old: Selected, new: Selected) -> str:
    sides = {"old": old, "new": new}
    asked = {side: one.commit.digest for side, one in sides.items()}
    asked |= {f"{side}_repo": one.address for side, one in sides.items() if one.repo != family.repo}
    address = reverse("compare", args=[family.repo.owner.username, family.repo.name])
    return f"{address}?{urlencode(asked)}"


def _place(request: HttpRequest) -> list[tuple[int, int]]:
    return [(_number(request, "column"), _number(request, "row"))] if "column" in request.GET else []


def _pages(paper: Paper, places: list[tuple[int, int]], *, is_cut: bool) -> list[tuple[str, str]]:
    """Where one goes from here without scrolling: words and addresses. What was cut off on the right comes later."""
    (left, top), (right, bottom) = places[0], places[-1]
    ways = {
        "Earlier": (left - 1, top),
        "Later": (right if is_cut else right + 1, top),
        "Above": (left, top - 1),
        "Below": (left, bottom + 1),
    }
    return [(word, _address(paper, *place)) for word, place in ways.items() if paper.has_tile(*place)]


def _address(paper: Paper, column: int, row: int) -> str:
    return "?" + urlencode([("column", column), ("row", row), ("scale", paper.scale.name)])


def _scale(request: HttpRequest) -> Scale:
    return SCALES.get(request.GET.get("scale", ""), NEAR)


def _number(request: HttpRequest, name: str) -> int:
    """A place in the address; Http404 for what is none."""
    told = request.GET.get(name, "0")
    if not (told.isascii() and told.isdigit() and len(told) < 8):
        raise Http404
    return int(told)

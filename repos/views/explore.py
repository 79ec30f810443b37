"""Explore: what everybody has made public, to be searched and heard."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from http import HTTPStatus
from typing import Any
from urllib.parse import urlencode

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from audio.dsp import camelot
from repos import searching
from repos.cards import cards_of
from repos.search_forms import SearchForm
from repos.searching import Search

PAGE = 24
MOST_FOUND = 5000
"""What a search counts to, and no further."""


@dataclass(frozen=True, slots=True)
class Wish:
    """Something that is looked for, as a chip that can be taken away."""

    words: str
    query_without: str


@require_GET
def explore(request: HttpRequest) -> HttpResponse:
    """Repos by words, genre, tempo, key and topic, in an order of one's choice."""
    everything = searching.everything(request.user)
    genres = searching.genres()
    asked = SearchForm(request.GET, genres=genres)
    if not asked.is_valid():
        return _page(request, asked, Search(), everything.none().values_list("pk", flat=True), 422)
    search = searching.read(asked.search())
    form = SearchForm(_query(search), genres=genres)
    return _page(request, form, search, searching.found(everything, search, request.user))


def _page(
    request: HttpRequest, form: SearchForm, search: Search, found: searching.Repos, status: int = 200
) -> HttpResponse:
    page = Paginator(_counted(search, found), PAGE).get_page(request.GET.get("page"))
    page.object_list = cards_of(page.object_list, request.user)
    context = {"form": form, "search": search, "page": page, "wishes": list(_wishes(search))}
    if search.is_wide and status == HTTPStatus.OK:
        context["topics"] = searching.topics()
    return render(request, "repos/explore.html", context, status=status)


def _counted(search: Search, found: searching.Repos) -> Any:
    """Where no index has the order, one walk through all tips finds and counts: to page in the database would take a
    second one."""
    is_by_index = search.is_wide and search.sort in searching.BY_INDEX
    return found[:MOST_FOUND] if is_by_index else list(found[:MOST_FOUND])


def _wishes(search: Search) -> Iterator[Wish]:
    def without(**changes: Any) -> str:
        return urlencode(_query(replace(search, **changes)))

    if search.text:
        yield Wish(f"“{search.text}”", without(text=""))
    if search.genre:
        yield Wish(search.genre, without(genre=""))
    if search.topic:
        yield Wish(f"#{search.topic}", without(topic=""))
    if search.bpm_from is not None or search.bpm_to is not None:
        yield Wish(_tempo(search), without(bpm_from=None, bpm_to=None))
    if search.key:
        yield Wish(_key(search), without(key="", with_compatible=False))


def _query(search: Search) -> dict[str, str]:
    """A search as the page sends it, without what is empty."""
    named = {field: getattr(search, attribute) for field, attribute in SearchForm.ASKED.items()}
    return {field: _written(value) for field, value in named.items() if value not in (None, "", False)}


def _written(value: object) -> str:
    return "on" if value is True else f"{value:g}" if isinstance(value, float) else str(value)


def _tempo(search: Search) -> str:
    low, high = (f"{bpm:g}" if bpm is not None else "" for bpm in (search.bpm_from, search.bpm_to))
    if not low or not high:
        return f"up to {high} BPM" if high else f"from {low} BPM"
    return f"{low} BPM" if low == high else f"{low}–{high} BPM"


def _key(search: Search) -> str:
    return f"{search.key} ({camelot.code_of(search.key)})" + (" and what mixes with it" * search.with_compatible)

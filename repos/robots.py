"""What search engines are to leave alone."""

from __future__ import annotations

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse, HttpResponseBase


class NoIndex:
    """Middleware: only pages are to be found by searching, never the sound, the documents and the pieces
    below them.

    Of the pages, those of repos that are not public say so themselves.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        answer = self.get_response(request)
        told = request.resolver_match.kwargs if request.resolver_match else {}
        if {"owner", "name"} <= told.keys() and not _is_page(answer):
            answer["X-Robots-Tag"] = "noindex"
        return answer


def _is_page(answer: HttpResponseBase) -> bool:
    """Whether it is a whole page, and no sound, document or piece of a page."""
    return isinstance(answer, HttpResponse) and b"<html" in answer.content[:200]

"""What a browser sees where somebody asks for more than they may have."""

from __future__ import annotations

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render

from generation.quotas import OverQuota


class OverQuotaPages:
    """Middleware: 429 with the sentence, for every page that says nothing better."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, error: Exception) -> HttpResponse | None:
        """Answer for the one exception that is meant for people."""
        if not isinstance(error, OverQuota):
            return None
        told = {"status": 429, "title": "That is all for now", "sentence": str(error)}
        return render(request, "error.html", told, status=429)

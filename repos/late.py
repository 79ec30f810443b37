"""What somebody is told who came a moment too late: the repo went, or they were let out, while they did something."""

from __future__ import annotations

from collections.abc import Callable

from django.core.exceptions import ObjectDoesNotExist, PermissionDenied
from django.db import IntegrityError
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.urls import get_resolver

from repos import access


class Latecomers:
    """Middleware: where a service refuses what the view found to be fine, answer as the view would by now.

    Pages authorise before they act, and services look again under the lock of the repo. Between the two a role may be
    taken away and a repo deleted.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        """A refusal; None for whatever else went wrong."""
        told = request.resolver_match.kwargs if request.resolver_match else {}
        if not {"owner", "name"} <= told.keys() or not _is_refusal(exception):
            return None
        try:
            access.readable(request.user, told["owner"], told["name"])
        except Http404 as missing:
            return _answer(request, 404, missing)
        return _answer(request, 403, PermissionDenied()) if isinstance(exception, PermissionError) else None


def _is_refusal(exception: Exception) -> bool:
    """A service's PermissionError has no number, which those of the operating system have."""
    if isinstance(exception, PermissionError):
        return exception.errno is None
    return isinstance(exception, ObjectDoesNotExist | IntegrityError)


def _answer(request: HttpRequest, status: int, error: Exception) -> HttpResponse:
    handle: Callable[..., HttpResponse] = get_resolver().resolve_error_handler(status)
    return handle(request, exception=error)

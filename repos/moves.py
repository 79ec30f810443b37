"""Leading whoever comes by an old address of a repo to where it is now."""

from __future__ import annotations

from collections.abc import Callable

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase, HttpResponsePermanentRedirect

from repos import access
from repos.models import Repo

_ASKED_ANEW = "private, no-cache"
"""For another repo may take the address, and the next visitor may not see this one."""


class OldAddresses:
    """Middleware: where a page of a repo is missing and the address is an old one, go on to the new one.

    Whoever may not see the repo is told what is told of a missing one, after the same queries.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        """A redirect; None leaves the refusal as it is."""
        told = request.resolver_match.kwargs if request.resolver_match else {}
        if not isinstance(exception, Http404) or not {"owner", "name"} <= told.keys():
            return None
        return onward(request, request.user, told["owner"], told["name"])


def onward(request: HttpRequest, user: access.Viewer, owner: str, name: str) -> HttpResponse | None:
    """A redirect from an old address to the same place at the new one, for who only reads; None where there is none
    that `user` may see."""
    repo = access.moved(user, owner, name) if request.method in ("GET", "HEAD") else None
    if repo is None:
        return None
    return HttpResponsePermanentRedirect(_there(request, repo, owner, name), headers={"Cache-Control": _ASKED_ANEW})


def _there(request: HttpRequest, repo: Repo, owner: str, name: str) -> str:
    return request.get_full_path().replace(f"~{owner}/{name}", f"~{repo.owner.username}/{repo.name}", 1)

"""What git clients speak to at `/~owner/name.git/`. They bring no cookies, and whoever does is no less a stranger."""

from __future__ import annotations

import logging
import zlib
from collections.abc import Callable
from functools import wraps

from django.contrib.auth.models import AnonymousUser
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_GET, require_POST, require_safe

from accounts import credentials, tokens
from accounts.models import Token
from accounts.requests import address_of
from beatflow_site.lib import rates
from beatflow_site.lib.http import streaming
from repos import access, clones, moves
from repos.models import Repo
from repos.vcs.git import wire

WINDOW_S, MOST_REQUESTS, MOST_WRONG = 300, 600, 30
"""So many requests, and so many wrong tokens, are heard from one address within some seconds."""
MAX_QUESTION_BYTES = 8_000_000
"""What a client has to say once it is unpacked: some 150 000 commits that it has."""
NOT_HERE = "There is no such repo, or it is not yours to see.\n"
NOT_GOOD = "That token is not good here: it may have expired or been revoked.\n"
TOO_OFTEN = "That was too often. Please try again in a few minutes.\n"
NO_PUSH = "BeatFlow is not pushed to: versions are made in the studio and on the pages. Clone and fetch work.\n"
TOO_OLD = "Use a git that speaks the smart protocol, as all have since version 1.6.6.\n"
LOST = "Something of this repo cannot be read at the moment. Please try again later."
_SIGN_IN = {
    "WWW-Authenticate": 'Basic realm="BeatFlow: any name, and an access token as the password", charset="UTF-8"'
}
_FRESH = {"Cache-Control": "no-cache, max-age=0, must-revalidate", "Pragma": "no-cache"}
_logger = logging.getLogger(__name__)
View = Callable[..., HttpResponseBase]


def _of_repo(view: View) -> View:
    """Find the repo for whoever may read it: `view(request, repo)`. What is missing and what is private look alike."""

    @csrf_exempt
    @wraps(view)
    def authorised(request: HttpRequest, owner: str, name: str) -> HttpResponseBase:
        try:
            _check_rate(request, "git", MOST_REQUESTS)
            viewer = _viewer(request)
            return view(request, access.readable(viewer, owner, name))
        except Http404:
            return moves.onward(request, viewer, owner, name) or _nothing(viewer)
        except _Turned as turned:
            return turned.answer
        except (wire.Malformed, OSError) as error:
            return _refused(request, error)

    return authorised


@require_safe
def page(request: HttpRequest, owner: str, name: str) -> HttpResponse:
    """A clone address that somebody opens in a browser."""
    return redirect("repo", owner, name)


@require_GET
def info_refs(request: HttpRequest, owner: str, name: str) -> HttpResponseBase:
    """What can be cloned."""
    service = request.GET.get("service", "")
    if service == "git-receive-pack":
        return receive_pack(request, owner, name)
    if service != wire.SERVICE:
        return _plain(TOO_OLD, 403)
    return _refs(request, owner, name)


@_of_repo
def _refs(request: HttpRequest, repo: Repo) -> HttpResponseBase:
    offered = clones.offer(repo)
    return _answer("advertisement", wire.advertisement(offered.refs, offered.head))


@require_POST
@_of_repo
def upload_pack(request: HttpRequest, repo: Repo) -> HttpResponseBase:
    """What a client lacks, once it has said what it has and wants."""
    question = wire.parse(_body(request))
    pieces = clones.answer(clones.offer(repo), question)
    return streaming(request, pieces, content_type=f"application/x-{wire.SERVICE}-result", headers=_FRESH)


@csrf_exempt
def receive_pack(request: HttpRequest, owner: str, name: str) -> HttpResponse:
    """Nobody pushes, whatever repo it is about."""
    return _plain(NO_PUSH, 403)


class _Turned(Exception):
    """Somebody is turned away at the door."""

    def __init__(self, answer: HttpResponse) -> None:
        self.answer = answer


def _viewer(request: HttpRequest) -> access.Viewer:
    """Whom the token that a client brings speaks for; without one, anybody."""
    secret = credentials.secret_of(request)
    if secret is None:
        return AnonymousUser()
    user = tokens.user_of(secret, Token.Scope.READ)
    if user is None:
        _check_rate(request, "wrong-token", MOST_WRONG)
        raise _Turned(_plain(NOT_GOOD, 401, _SIGN_IN))
    return user


def _check_rate(request: HttpRequest, what: str, most: int) -> None:
    wait = rates.wait_s(what, address_of(request), most=most, window_s=WINDOW_S)
    if wait:
        raise _Turned(_plain(TOO_OFTEN, 429, {"Retry-After": str(wait)}))


def _nothing(viewer: access.Viewer) -> HttpResponse:
    """The same for what is missing and for what is not the viewer's to see: who brought no token is asked for one."""
    return _plain(NOT_HERE, 404) if viewer.is_authenticated else _plain(NOT_HERE, 401, _SIGN_IN)


def _body(request: HttpRequest) -> bytes:
    """The body, unpacked where git packed it. Raises Malformed for one that is broken or too long."""
    if request.headers.get("Content-Encoding", "identity") == "identity":
        return request.body
    unpacker = zlib.decompressobj(zlib.MAX_WBITS | 32)
    try:
        body = unpacker.decompress(request.body, MAX_QUESTION_BYTES)
    except zlib.error as error:
        raise wire.Malformed("The question is not packed as it says.") from error
    if not unpacker.eof:
        raise wire.Malformed("The question is too long, or was cut off.")
    return body


def _refused(request: HttpRequest, error: Exception) -> HttpResponse:
    """Where the question makes no sense, or the store has lost something: a sentence that the client shows."""
    if isinstance(error, OSError):
        _logger.error("%s cannot be cloned: %s", request.path, error)
    sentence = LOST if isinstance(error, OSError) else str(error)
    return _answer("result" if request.method == "POST" else "advertisement", wire.refusal(sentence))


def _answer(kind: str, body: bytes) -> HttpResponse:
    return HttpResponse(body, content_type=f"application/x-{wire.SERVICE}-{kind}", headers=_FRESH)


def _plain(sentence: str, status: int, headers: dict[str, str] | None = None) -> HttpResponse:
    told = {**_FRESH, **(headers or {})}
    return HttpResponse(sentence, status=status, content_type="text/plain; charset=utf-8", headers=told)

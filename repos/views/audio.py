"""The doors to a commit's sound and documents. Every one of them goes through `access`."""

import logging
from collections.abc import Callable, Mapping
from functools import wraps
from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.views.decorators.http import require_safe

from accounts.requests import OwnRequest
from audio import services, store, transcoding
from audio.http import FOREVER, serve
from audio.models import Blob
from audio.recipes import recipe_for
from beatflow_site.lib.archive import archive, archive_size
from beatflow_site.lib.http import streaming
from repos import access
from repos.models import Commit, Repo
from repos.models.history import STEMS
from repos.services import mixes, previews

DOCUMENTS = ("arrangement.json", "score.json", "beat.mid")
View = Callable[..., HttpResponseBase]
_logger = logging.getLogger(__name__)


def _at_commit(view: View) -> View:
    """Find the repo and the commit of an address for whoever may see them: `view(request, repo, commit, …)`."""

    @_answering
    @wraps(view)
    def authorised(request: HttpRequest, owner: str, name: str, digest: str, **rest: Any) -> HttpResponseBase:
        repo = access.readable(request.user, owner, name)
        return view(request, repo, access.commit_of(repo, digest), **rest)

    return authorised


def _answering(view: View) -> View:
    """Say so where sound cannot be had at the moment."""

    @require_safe
    @wraps(view)
    def answered(request: HttpRequest, *place: Any, **rest: Any) -> HttpResponseBase:
        try:
            return view(request, *place, **rest)
        except (transcoding.Failed, OSError) as error:
            return _unavailable(request, error)

    return answered


def _unavailable(request: HttpRequest, error: Exception) -> HttpResponse:
    """The store has no room or has lost something, or a rendition failed: not the visitor's fault, and not for good."""
    _logger.error("%s cannot be served: %s", request.path, error)
    sentence = "This sound cannot be had at the moment. Please try again later."
    return HttpResponse(sentence, status=503, content_type="text/plain; charset=utf-8", headers={"Retry-After": "60"})


@_at_commit
def commit_audio(request: HttpRequest, repo: Repo, commit: Commit, sound: str, suffix: str) -> HttpResponseBase:
    """The mix or the master, as any rendition; of a merged beat they are made when they are first asked for."""
    mixes.prepare(commit.tree)
    return _master(request, access.sound_of(commit, sound), f"{repo.name}_{sound}", suffix)


@login_required
@_answering
def preview_audio(request: OwnRequest, ticket: str, suffix: str) -> HttpResponseBase:
    """What nobody has committed yet, for the user who had it made."""
    blob = previews.admitted(ticket, by=request.user)
    if blob is None:
        raise Http404
    return _master(request, blob, "preview", suffix)


@_at_commit
def stem_audio(request: HttpRequest, repo: Repo, commit: Commit, track: str, suffix: str) -> HttpResponseBase:
    """One stem, as any rendition."""
    return _sound(request, access.entry_of(commit, STEMS + track).blob, f"{repo.name}_{track}", suffix)


@_at_commit
def commit_document(request: HttpRequest, repo: Repo, commit: Commit, document: str) -> HttpResponseBase:
    """One of `DOCUMENTS`."""
    blob = access.entry_of(commit, document).blob
    return serve(blob, request, filename=f"{repo.name}_{document}", attachment=_is_download(request))


@_at_commit
def stems_zip(request: HttpRequest, repo: Repo, commit: Commit) -> HttpResponseBase:
    """All stems as WAV files, `{repo}_{stem}.wav`, in one archive that is packed while it is sent."""
    stems = {f"{repo.name}_{entry.track_id}.wav": entry.blob for entry in commit.tree.stems()}
    if not stems:
        raise Http404
    wavs = {name: services.rendition(blob, "wav-24") for name, blob in stems.items()}
    response = _packed(request, wavs)
    response["Cache-Control"] = FOREVER
    response["Content-Disposition"] = f'attachment; filename="{repo.name}_stems.zip"'
    return response


def _packed(request: HttpRequest, blobs: Mapping[str, Blob]) -> HttpResponseBase:
    if request.method == "HEAD":
        response: HttpResponseBase = HttpResponse(content_type="application/zip")
    else:
        files = ((name, store.path(blob.digest)) for name, blob in blobs.items())
        response = streaming(request, archive(files), content_type="application/zip")
    length = archive_size({name: blob.size_bytes for name, blob in blobs.items()})
    if length is not None:
        response["Content-Length"] = str(length)
    return response


def _master(request: HttpRequest, blob: Blob, name: str, suffix: str) -> HttpResponseBase:
    """With its loudness, where it has one: pages may be drawn before a master is made."""
    response = _sound(request, blob, name, suffix)
    if blob.loudness_lufs is not None:
        response["X-Loudness-LUFS"] = f"{blob.loudness_lufs:.2f}"
    return response


def _sound(request: HttpRequest, blob: Blob, name: str, suffix: str) -> HttpResponseBase:
    try:
        recipe = recipe_for(suffix, request.GET.get("quality", ""))
    except ValueError as error:
        raise Http404 from error
    prepared = services.rendition(blob, recipe)
    return serve(prepared, request, filename=f"{name}.{suffix}", attachment=_is_download(request))


def _is_download(request: HttpRequest) -> bool:
    return request.GET.get("download", "0") != "0"

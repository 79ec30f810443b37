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
from audio.http import ASK_AGAIN, serve
from audio.models import Blob
from audio.recipes import recipe_for
from audio.tags.words import Tags
from audio.tags.writing import tagged
from beatflow_site.lib.archive import archive, archive_size
from beatflow_site.lib.http import streaming
from beatflow_site.lib.splices import Spliced
from repos import access, masters, provenance, tagging
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
    blob, tags = access.sound_of(commit, sound), _tags(request, repo, commit, sound)
    return _master(request, blob, f"{repo.name}_{sound}", suffix, tags)


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
    blob, tags = access.entry_of(commit, STEMS + track).blob, _tags(request, repo, commit, track)
    return _sound(request, blob, f"{repo.name}_{track}", suffix, tags)


@_at_commit
def master_audio(request: HttpRequest, repo: Repo, commit: Commit, level: int, suffix: str) -> HttpResponseBase:
    """A master that was made besides the version's own, as any rendition."""
    blob = masters.at(commit.tree, level)
    if blob is None:
        raise Http404
    tags = _tags(request, repo, commit, "master")
    return _master(request, blob, f"{repo.name}_master{-level / 100:g}LUFS", suffix, tags)


@_at_commit
def commit_document(request: HttpRequest, repo: Repo, commit: Commit, document: str) -> HttpResponseBase:
    """One of `DOCUMENTS`."""
    blob = access.entry_of(commit, document).blob
    return serve(blob, request, filename=f"{repo.name}_{document}", attachment=_is_download(request))


@_at_commit
def stems_zip(request: HttpRequest, repo: Repo, commit: Commit) -> HttpResponseBase:
    """All stems as WAV files, `{repo}_{stem}.wav`, and their provenance, packed while they are sent."""
    stems = {entry.track_id: entry.blob for entry in commit.tree.stems()}
    if not stems:
        raise Http404
    tags = tagging.tags_of(repo, commit)
    wavs = {track: _tagged_wav(blob, tagging.titled(tags, track)) for track, blob in stems.items()}
    packed = {f"{repo.name}_{track}.wav": wav for track, wav in wavs.items()}
    packed["provenance.json"] = Spliced(head=provenance.document(repo, commit))
    response = _packed(request, packed)
    response["Cache-Control"] = ASK_AGAIN
    response["Content-Disposition"] = f'attachment; filename="{repo.name}_stems.zip"'
    return response


def _tagged_wav(blob: Blob, tags: Tags) -> Spliced:
    wav = services.rendition(blob, "wav-24")
    return tagged(store.path(wav.digest), wav.media_type, tags)


def _packed(request: HttpRequest, files: Mapping[str, Spliced]) -> HttpResponseBase:
    if request.method == "HEAD":
        response: HttpResponseBase = HttpResponse(content_type="application/zip")
    else:
        response = streaming(request, archive(files.items()), content_type="application/zip")
    length = archive_size({name: content.size_bytes for name, content in files.items()})
    if length is not None:
        response["Content-Length"] = str(length)
    return response


def _master(request: HttpRequest, blob: Blob, name: str, suffix: str, tags: Tags | None = None) -> HttpResponseBase:
    """With its loudness, where it has one: pages may be drawn before a master is made."""
    response = _sound(request, blob, name, suffix, tags)
    if blob.loudness_lufs is not None:
        response["X-Loudness-LUFS"] = f"{blob.loudness_lufs:.2f}"
    return response


def _sound(request: HttpRequest, blob: Blob, name: str, suffix: str, tags: Tags | None) -> HttpResponseBase:
    try:
        recipe = recipe_for(suffix, request.GET.get("quality", ""))
    except ValueError as error:
        raise Http404 from error
    prepared = services.rendition(blob, recipe)
    return serve(prepared, request, filename=f"{name}.{suffix}", attachment=_is_download(request), tags=tags)


def _tags(request: HttpRequest, repo: Repo, commit: Commit, part: str) -> Tags | None:
    """For a file that is taken away; what a page plays is the same for every commit that has it."""
    return tagging.titled(tagging.tags_of(repo, commit), part) if _is_download(request) else None


def _is_download(request: HttpRequest) -> bool:
    return request.GET.get("download", "0") != "0"

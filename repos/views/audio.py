"""The doors to a commit's audio. Each goes through `access`; a digest alone opens nothing."""

import io
import zipfile
from collections.abc import Iterator, Sequence

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase, StreamingHttpResponse
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_safe

from audio import services, store
from audio.http import CHUNK_BYTES, serve
from audio.models import Blob
from audio.recipes import BY_SUFFIX
from beatflow_site.lib.http import stream
from repos import access
from repos.models import Commit, Entry, Repo

DOCUMENTS = ("arrangement.json", "score.json", "beat.mid")


@require_safe
def commit_audio(
    request: HttpRequest, owner: str, name: str, digest: str, sound: str, suffix: str
) -> HttpResponseBase:
    """The mix or the master, in the format that the suffix names."""
    repo, commit = _commit(request, owner, name, digest)
    blob = {"mix": commit.tree.mix, "master": commit.tree.master}.get(sound)
    return _sound(request, repo, blob, sound, suffix)


@require_safe
def stem_audio(request: HttpRequest, owner: str, name: str, digest: str, track: str, suffix: str) -> HttpResponseBase:
    """One stem, in the format that the suffix names."""
    repo, commit = _commit(request, owner, name, digest)
    return _sound(request, repo, _entry(commit, f"stems/{track}").blob, track, suffix)


@require_safe
def commit_document(request: HttpRequest, owner: str, name: str, digest: str, document: str) -> HttpResponseBase:
    """The arrangement, the score or the MIDI file."""
    repo, commit = _commit(request, owner, name, digest)
    if document not in DOCUMENTS:
        raise Http404
    suffix = document.rpartition(".")[2]
    filename = f"{repo.name}.mid" if suffix == "mid" else f"{repo.name}_{document}"
    return _served(request, _entry(commit, document).blob, filename)


@require_safe
def stems_zip(request: HttpRequest, owner: str, name: str, digest: str) -> HttpResponseBase:
    """Every stem as WAV in one ZIP, made while it is sent."""
    repo, commit = _commit(request, owner, name, digest)
    stems = commit.tree.entries.filter(path__startswith="stems/").select_related("blob")
    files = [(f"{repo.name}_{stem.path.removeprefix('stems/')}.wav", _rendition(stem.blob, "wav-24")) for stem in stems]
    if not files:
        raise Http404
    disposition = content_disposition_header(True, f"{repo.name}_stems.zip")
    headers = {"Content-Disposition": disposition, "Cache-Control": "private", "X-Content-Type-Options": "nosniff"}
    body = () if request.method == "HEAD" else _zipped(files)
    return StreamingHttpResponse(stream(request, body), content_type="application/zip", headers=headers)


def _commit(request: HttpRequest, owner: str, name: str, digest: str) -> tuple[Repo, Commit]:
    repo = access.readable(request.user, owner, name)
    return repo, access.commit_of(repo, digest)


def _entry(commit: Commit, path: str) -> Entry:
    found = commit.tree.entries.filter(path=path).select_related("blob").first()
    if found is None:
        raise Http404
    return found


def _sound(request: HttpRequest, repo: Repo, blob: Blob | None, sound: str, suffix: str) -> HttpResponseBase:
    if blob is None or suffix not in BY_SUFFIX:
        raise Http404
    return _served(request, _rendition(blob, BY_SUFFIX[suffix]), f"{repo.name}_{sound}.{suffix}")


def _rendition(blob: Blob, recipe: str) -> Blob:
    try:
        return services.rendition(blob, recipe)
    except services.Unpreparable as error:
        raise Http404 from error


def _served(request: HttpRequest, blob: Blob, filename: str) -> HttpResponseBase:
    try:
        return serve(blob, request, filename=filename, attachment="download" in request.GET)
    except FileNotFoundError:
        return HttpResponse("The audio is missing from the store.", status=503, content_type="text/plain")


class _Sink(io.RawIOBase):
    """Collects what the ZIP writer writes, so that it can be sent on."""

    def __init__(self) -> None:
        self.parts: list[bytes] = []

    def writable(self) -> bool:
        return True

    def write(self, data: bytes) -> int:  # type: ignore[override]
        self.parts.append(bytes(data))
        return len(data)

    def drain(self) -> bytes:
        data, self.parts = b"".join(self.parts), []
        return data


def _zipped(files: Sequence[tuple[str, Blob]]) -> Iterator[bytes]:
    sink = _Sink()
    with zipfile.ZipFile(sink, "w", zipfile.ZIP_STORED) as archive:
        for name, blob in files:
            with store.open(blob.digest) as source, archive.open(name, "w") as target:
                while chunk := source.read(CHUNK_BYTES):
                    target.write(chunk)
                    yield sink.drain()
    yield sink.drain()

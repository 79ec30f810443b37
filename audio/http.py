"""Answering a request with a blob. Whoever calls has decided that the visitor may have it."""

from hashlib import sha256

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.utils.cache import get_conditional_response
from django.utils.http import content_disposition_header

from audio import store
from audio.models import Blob
from audio.tags.words import Tags
from audio.tags.writing import tagged
from beatflow_site.lib.http import Unsatisfiable, byte_range, streaming
from beatflow_site.lib.splices import CHUNK_BYTES, Spliced

FOREVER = "private, max-age=31536000, immutable"
ASK_AGAIN = "private, no-cache"
"""For what stays the same to whoever has it, until its words change."""


def serve(
    blob: Blob,
    request: HttpRequest,
    *,
    filename: str | None = None,
    attachment: bool = False,
    tags: Tags | None = None,
) -> HttpResponseBase:
    """The bytes of a blob, or the part that the request asks for (200, 206, 304, 412 or 416).

    They never change under their address, so they may be cached for ever by whoever got them. `attachment` offers
    them for saving. With `tags` these stand around the sound, where its format has a place for them; as words change,
    whoever has them asks again. Raises FileNotFoundError where the store has lost them.
    """
    path = store.path(blob.digest)
    body = tagged(path, blob.media_type, tags) if tags else Spliced.whole(path)
    head = HttpResponse(content_type=blob.media_type, headers=_headers(blob, body, filename, attachment))
    answer = get_conditional_response(request, etag=head["ETag"], response=head)
    if answer is not None and answer is not head:
        return answer
    size = body.size_bytes
    try:
        part = _wanted(request, head["ETag"], size)
    except Unsatisfiable:
        return HttpResponse(status=416, headers={"Content-Range": f"bytes */{size}", "Accept-Ranges": "bytes"})
    return _with_bytes(body, request, head, part)


def _headers(blob: Blob, body: Spliced, filename: str | None, attachment: bool) -> dict[str, str]:
    words = body.head + body.tail
    headers = {
        "ETag": f'"{blob.digest}{"-" + sha256(words).hexdigest()[:16] if words else ""}"',
        "Cache-Control": ASK_AGAIN if words else FOREVER,
        "Accept-Ranges": "bytes",
        "X-Content-Type-Options": "nosniff",
    }
    disposition = content_disposition_header(attachment, "".join(filter(str.isprintable, filename or "")))
    return headers | ({"Content-Disposition": disposition} if disposition else {})


def _wanted(request: HttpRequest, etag: str, size: int) -> range | None:
    """The part asked for; None for everything. A range counts for GET only, and only of the version that was seen."""
    condition = request.headers.get("If-Range", etag)
    if request.method != "GET" or condition.strip() != etag:
        return None
    return byte_range(request.headers.get("Range", ""), size)


def _with_bytes(body: Spliced, request: HttpRequest, head: HttpResponse, part: range | None) -> HttpResponseBase:
    size = body.size_bytes
    head["Content-Length"] = str(size if part is None else len(part))
    if part is not None:
        head.status_code = 206
        head["Content-Range"] = f"bytes {part.start}-{part.stop - 1}/{size}"
    if request.method == "HEAD":
        return head
    return _filled(head, request, body, part or range(size))


def _filled(head: HttpResponse, request: HttpRequest, body: Spliced, part: range) -> HttpResponseBase:
    """What fits into one piece goes as it is: peaks and seeks need no stream."""
    pieces = body.pieces(part)
    if len(part) <= CHUNK_BYTES:
        head.content = b"".join(pieces)
        return head
    return streaming(request, pieces, status=head.status_code, headers=head.headers)

"""Serving blobs over HTTP with ranges and strong ETags. Whoever calls this has authorised the request already."""

from collections.abc import Iterator

from django.http import HttpRequest, HttpResponse, HttpResponseBase, HttpResponseNotModified, StreamingHttpResponse
from django.utils.http import content_disposition_header, parse_etags

from audio import store
from audio.models import Blob
from beatflow_site.lib.http import Unsatisfiable, byte_range, stream

CHUNK_BYTES = 256 * 1024


def serve(
    blob: Blob, request: HttpRequest, *, filename: str | None = None, attachment: bool = False
) -> HttpResponseBase:
    """The bytes, or the range of them that was asked for (RFC 9110 §13–14). Raises FileNotFoundError where they lack."""
    etag = f'"{blob.digest}"'
    if _has(request, etag):
        return _labelled(HttpResponseNotModified(), blob, etag, filename, attachment)
    try:
        span = _asked(request, etag, blob.size_bytes)
    except Unsatisfiable:
        answer = HttpResponse(status=416, headers={"Content-Range": f"bytes */{blob.size_bytes}"})
        return _labelled(answer, blob, etag, None, False)
    start, stop = span or (0, blob.size_bytes)
    answer = _body(request, blob, start, stop)
    answer.headers["Content-Length"] = str(stop - start)
    if span:
        answer.status_code = 206
        answer.headers["Content-Range"] = f"bytes {start}-{stop - 1}/{blob.size_bytes}"
    return _labelled(answer, blob, etag, filename, attachment)


def _has(request: HttpRequest, etag: str) -> bool:
    known = parse_etags(request.headers.get("If-None-Match", ""))
    return "*" in known or any(tag.removeprefix("W/") == etag for tag in known)


def _asked(request: HttpRequest, etag: str, size: int) -> tuple[int, int] | None:
    """The range, unless If-Range names another version."""
    if "Range" not in request.headers or request.headers.get("If-Range", etag) != etag:
        return None
    return byte_range(request.headers["Range"], size)


def _body(request: HttpRequest, blob: Blob, start: int, stop: int) -> HttpResponseBase:
    if request.method == "HEAD":
        return HttpResponse(content_type=blob.media_type)
    return StreamingHttpResponse(stream(request, _chunks(blob, start, stop)), content_type=blob.media_type)


def _chunks(blob: Blob, start: int, stop: int) -> Iterator[bytes]:
    with store.open(blob.digest) as file:
        file.seek(start)
        while start < stop and (chunk := file.read(min(CHUNK_BYTES, stop - start))):
            start += len(chunk)
            yield chunk


def _labelled(
    answer: HttpResponseBase, blob: Blob, etag: str, filename: str | None, attachment: bool
) -> HttpResponseBase:
    answer.headers["ETag"] = etag
    answer.headers["Accept-Ranges"] = "bytes"
    answer.headers["Cache-Control"] = "private, max-age=31536000, immutable"
    answer.headers["X-Content-Type-Options"] = "nosniff"
    if disposition := content_disposition_header(attachment, filename or ""):
        answer.headers["Content-Disposition"] = disposition
    return answer

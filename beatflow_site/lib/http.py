"""Answering with parts: of pages, and of files by byte ranges and streams that suit whichever server runs."""

import asyncio
import re
from collections.abc import AsyncIterator, Generator
from contextlib import suppress
from typing import Any, BinaryIO

from django.core.handlers.asgi import ASGIRequest
from django.http import HttpRequest, StreamingHttpResponse

CHUNK_BYTES = 256 * 1024
# Longer numbers are no honest request; Python would refuse to read the longest.
_RANGE = re.compile(r"bytes\s*=\s*([0-9]{0,18})\s*-\s*([0-9]{0,18})\s*", re.IGNORECASE | re.ASCII)


class Unsatisfiable(Exception):
    """The range lies wholly behind the end."""


def is_part(request: Any) -> bool:
    """Whether htmx asks for a piece of a page, and not for a whole one."""
    return bool(request.htmx) and not request.htmx.boosted


def byte_range(header: str, size: int) -> range | None:
    """The bytes that a Range header asks for, out of `size`; None where it is to be ignored.

    Ignored are other units, several ranges at once, and what makes no sense (`5-2`). Raises Unsatisfiable.
    """
    match = _RANGE.fullmatch(header.strip())
    if not match or not (match[1] or match[2]):
        return None
    first, last = match[1], match[2]
    if not first:
        wanted = range(max(0, size - int(last)), size)
    elif last and int(last) < int(first):
        return None
    else:
        wanted = range(int(first), min(int(last) + 1, size) if last else size)
    if not wanted:
        raise Unsatisfiable
    return wanted


def chunks(file: BinaryIO, part: range) -> Generator[bytes, None, None]:
    """Some bytes of a file, piece by piece; closes it at the end."""
    with file:
        file.seek(part.start)
        left = len(part)
        while left and (chunk := file.read(min(CHUNK_BYTES, left))):
            left -= len(chunk)
            yield chunk


def streaming(request: HttpRequest, pieces: Generator[bytes, None, None], **kwargs: Any) -> StreamingHttpResponse:
    """A response of pieces that are read from a disk: in threads under ASGI, so that they hold nobody up."""
    content = _in_threads(pieces) if isinstance(request, ASGIRequest) else pieces
    return StreamingHttpResponse(content, **kwargs)


async def _in_threads(pieces: Generator[bytes, None, None]) -> AsyncIterator[bytes]:
    try:
        while (piece := await asyncio.to_thread(next, pieces, None)) is not None:
            yield piece
    finally:
        with suppress(ValueError):  # a thread still reads: it drops the file when it is done
            pieces.close()

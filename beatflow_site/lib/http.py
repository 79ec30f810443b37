"""HTTP that Django leaves out: byte ranges, and streams that suit both kinds of server."""

import asyncio
import re
from collections.abc import AsyncIterator, Iterable, Iterator
from typing import Any

from django.core.handlers.asgi import ASGIRequest
from django.http import HttpRequest

_RANGE = re.compile(r"^bytes=(\d*)-(\d*)$")


class Unsatisfiable(ValueError):
    """A range that lies wholly outside (RFC 9110 §14.1.1)."""


def byte_range(header: str, size: int) -> tuple[int, int] | None:
    """The first byte and the one after the last that a Range header asks for.

    None where the header is malformed or asks for several ranges: then it is ignored. Raises Unsatisfiable.
    """
    match = _RANGE.match(header.strip())
    if not match or match.groups() == ("", ""):
        return None
    first, last = match.groups()
    if not first:
        return _suffix(int(last), size)
    start, stop = int(first), int(last) + 1 if last else size
    if last and stop <= start:
        return None
    if start >= size:
        raise Unsatisfiable
    return start, min(stop, size)


def _suffix(length: int, size: int) -> tuple[int, int]:
    if length == 0 or size == 0:
        raise Unsatisfiable
    return max(0, size - length), size


def stream(request: HttpRequest, chunks: Iterable[bytes]) -> Iterator[bytes] | AsyncIterator[bytes]:
    """Chunks as the server at hand wants them: under ASGI each is made in a thread, so that nobody else waits."""
    return _async(iter(chunks)) if isinstance(request, ASGIRequest) else iter(chunks)


async def _async(chunks: Iterator[bytes]) -> AsyncIterator[bytes]:
    end: Any = object()
    while (chunk := await asyncio.to_thread(next, chunks, end)) is not end:
        yield chunk

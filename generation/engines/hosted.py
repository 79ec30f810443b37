"""What all hosted engines need to talk to their services over HTTP: a door that reads with limits of time and size.

A key travels in the headers of the door and nowhere else: no error and no sentence of this module holds it.
"""

from __future__ import annotations

import json
import logging
import math
import ssl
import time
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from functools import cache
from types import MappingProxyType
from typing import Any
from urllib.parse import urlsplit

import httpx

from generation.engines.base import Passing

CONNECT_S = 15.0
JSON_LIMIT_BYTES = 2 * 1024 * 1024
SOUND_LIMIT_BYTES = 256 * 1024 * 1024
"""Five minutes of stereo in 32 bit at 48 kHz are 115 MB."""
_LONGEST_WAIT_S = 3600.0
_MESSAGE_LENGTH = 240
_REDIRECTS = 4
_PASSING_STATUS = (408, 425, 429)
logging.getLogger("httpx").setLevel(logging.WARNING)  # it tells every address, and those of files are as good as keys


@dataclass(frozen=True, slots=True)
class Service:
    """Somebody else's service, as the settings of this server know it."""

    title: str
    url: str
    key: str = field(repr=False)
    key_setting: str
    """The setting that holds the key, for whoever runs this server."""
    header: Mapping[str, str] = field(repr=False)
    """What proves who asks."""


@dataclass(frozen=True, slots=True)
class Reply:
    """What came back, read to its end."""

    status: int
    headers: httpx.Headers
    body: bytes

    def json(self) -> Any:
        """The body as JSON. Raises ValueError for anything else."""
        return json.loads(self.body)


class Door:
    """Asks one service, and fetches the files that it points to."""

    def __init__(self, service: Service) -> None:
        self.service = service
        # Files lie with somebody else, who has no business with the key: two clients, one of which never had it.
        self._client = httpx.Client(base_url=service.url, headers=dict(service.header), verify=_trusted())
        self._plain = httpx.Client(
            follow_redirects=True,
            max_redirects=_REDIRECTS,
            verify=_trusted(),
            event_hooks={"request": [lambda request: self._check(str(request.url))]},
        )

    def __enter__(self) -> Door:
        return self

    def __exit__(self, *_: object) -> None:
        self._client.close()
        self._plain.close()

    def ask(
        self,
        method: str,
        path: str,
        *,
        limit_s: float,
        limit_bytes: int = JSON_LIMIT_BYTES,
        content: Mapping[str, Any] = MappingProxyType({}),
    ) -> Reply:
        """What the service says, whatever its status. `content` is httpx's: `json`, `params`, `files`, `data`.

        Raises Passing where nothing whole comes back in time.
        """
        request = self._client.build_request(method, path, timeout=_timeout(limit_s), **content)
        return self._read(self._client, request, limit_s, limit_bytes)

    def fetch(self, url: str, *, limit_s: float, limit_bytes: int = SOUND_LIMIT_BYTES) -> Reply:
        """A file by the address that the service gave, asked for without the key. Raises Passing."""
        self._check(url)  # and each that it leads on to
        request = self._plain.build_request("GET", url, timeout=_timeout(limit_s))
        return self._read(self._plain, request, limit_s, limit_bytes)

    def _check(self, url: str) -> None:
        """For an address comes from outside. Where the service is asked over TLS, its files are too."""
        known = {"https", urlsplit(self.service.url).scheme}
        with suppress(ValueError):
            parts = urlsplit(url)
            if parts.scheme in known and parts.hostname:
                return
        raise Passing(f"{self.service.title} gave an address that cannot be fetched from.")

    def _read(self, client: httpx.Client, request: httpx.Request, limit_s: float, limit_bytes: int) -> Reply:
        title, deadline = self.service.title, time.monotonic() + limit_s
        try:
            response = client.send(request, stream=True)
            try:
                return Reply(response.status_code, response.headers, _body(response, limit_bytes, deadline))
            finally:
                response.close()
        except httpx.ConnectTimeout:
            raise Passing(f"{title} cannot be reached.") from None
        except httpx.TimeoutException:
            raise Slow(f"{title} did not answer within {spoken(limit_s)}.") from None
        except _TooLarge:
            raise Passing(f"{title} sent more than a beat can need, so it was not read on.") from None
        except httpx.TransportError:
            raise Passing(f"The connection to {title} failed.") from None
        except (httpx.HTTPError, httpx.InvalidURL, httpx.StreamError):
            raise Passing(f"{title} sent an answer that cannot be read.") from None


@cache
def _trusted() -> ssl.SSLContext:
    """Whom to trust: read once, for that takes a tenth of a second."""
    return httpx.create_ssl_context()


class Slow(Passing):
    """The service heard what was asked, and did not answer in time."""


class _TooLarge(Exception):
    """More bytes than were asked for."""


def _timeout(limit_s: float) -> httpx.Timeout:
    return httpx.Timeout(limit_s, connect=min(CONNECT_S, limit_s))


def _body(response: httpx.Response, limit_bytes: int, deadline: float) -> bytes:
    """All of it, unpacked; never more than the limit, however small it was when it travelled."""
    chunks: list[bytes] = []
    length = 0
    for chunk in response.iter_bytes():  # as they come: chunks of a size would wait until they are full
        length += len(chunk)
        if length > limit_bytes:
            raise _TooLarge
        if time.monotonic() > deadline:
            raise httpx.ReadTimeout("It came too slowly.")
        chunks.append(chunk)
    return b"".join(chunks)


def spoken(seconds: float) -> str:
    """A time limit in words."""
    return f"{seconds / 60:g} minutes" if seconds >= 120 and seconds % 60 == 0 else f"{seconds:g} seconds"


@dataclass(frozen=True, slots=True)
class Complaint:
    """What an answer that is no success says, as far as it can be read."""

    status: int
    code: str = ""
    message: str = ""
    data: Mapping[str, Any] = field(default_factory=dict)
    wait_s: float = 0.0
    """How long the service asks to be left alone."""

    @property
    def can_pass(self) -> bool:
        """By its status alone."""
        return self.status in _PASSING_STATUS or self.status >= 500


def complaint_of(reply: Reply, key: str) -> Complaint:
    """Read leniently: services spell errors in many ways, and proxies before them in others."""
    try:
        said = reply.json()
    except ValueError:
        said = None
    detail = _detail(said)
    message = detail.get("message") or detail.get("msg") or detail.get("error_description") or ""
    data = detail.get("data")
    return Complaint(
        status=reply.status,
        code=str(detail.get("status") or detail.get("code") or detail.get("type") or ""),
        message=told(message, key),
        data=data if isinstance(data, Mapping) else {},
        wait_s=_wait_s(reply.headers.get("retry-after", "")),
    )


def _detail(said: Any) -> Mapping[str, Any]:
    """The innermost of `detail`, `error`, `errors` and `message` that says anything."""
    if isinstance(said, list):
        return _detail(said[0]) if said else {}
    if not isinstance(said, Mapping):
        return {"message": said} if isinstance(said, str) else {}
    for name in ("detail", "error", "errors", "message"):
        inner = said.get(name)
        if isinstance(inner, Mapping | list) or (isinstance(inner, str) and name != "message"):
            outer = {other: value for other, value in said.items() if other != name}
            return {**outer, **_detail(inner)}
    return said


def told(message: object, key: str) -> str:
    """What somebody else wrote as part of a sentence of ours: one line, short, and without the key."""
    text = " ".join(message.split()) if isinstance(message, str) else ""
    text = text.replace(key, "…") if key else text
    short = text if len(text) <= _MESSAGE_LENGTH else text[: _MESSAGE_LENGTH - 1].rstrip() + "…"
    return "".join(letter for letter in short if letter.isprintable())


def _wait_s(said: str) -> float:
    """`Retry-After` in seconds or as a date; 0 where it says nothing."""
    seconds = 0.0
    with suppress(ValueError, TypeError, OverflowError):
        seconds = float(said)
    if not seconds and said:
        with suppress(ValueError, TypeError, OverflowError):
            at = parsedate_to_datetime(said)
            seconds = ((at if at.tzinfo else at.replace(tzinfo=UTC)) - datetime.now(UTC)).total_seconds()
    return min(max(seconds, 0.0), _LONGEST_WAIT_S) if math.isfinite(seconds) else 0.0

"""How much may be sent at once: whoever announces or sends more is answered before the rest is read."""

from __future__ import annotations

import errno
from collections.abc import Awaitable, Callable, Mapping
from typing import Any, TypeAlias

Message: TypeAlias = Mapping[str, Any]
Receive: TypeAlias = Callable[[], Awaitable[Message]]
Send: TypeAlias = Callable[[Message], Awaitable[None]]
App: TypeAlias = Callable[[dict[str, Any], Receive, Send], Awaitable[None]]

_FULL = (errno.ENOSPC, errno.EDQUOT)
_NO_ROOM = "No room just now", "The server's disk is full, so nothing of it was kept. Try again later."
_PAGE = """<!doctype html>
<html lang="en"><head><meta charset="utf-8"><title>{title}</title></head><body>
<main class="main" id="main" tabindex="-1" hx-history-elt><div class="wrap"><div class="lost">
<h1 tabindex="-1">{title}</h1>
<p class="big mute">{sentence}</p>
<p><a class="btn" href="/import/">Choose files anew</a></p>
</div></div></main></body></html>
"""


class TooLarge(Exception):
    """More came than is taken."""


def limited(app: App, most_bytes: int) -> App:
    """An ASGI app that answers 413 where the body of a request has more than so many bytes."""

    async def within(scope: dict[str, Any], receive: Receive, send: Send) -> None:
        has_begun, came = False, 0

        async def counted() -> Message:
            nonlocal came
            message = await receive()
            came += len(message.get("body", b""))
            if came > most_bytes:
                raise TooLarge
            return message

        async def watched(message: Message) -> None:
            nonlocal has_begun
            has_begun = True
            await send(message)

        if announced(scope) > most_bytes:
            return await _refuse(send, most_bytes)
        try:
            await app(scope, counted, watched)
        except TooLarge:
            if not has_begun:
                await _refuse(send, most_bytes)
        except OSError as error:  # what is sent is laid on the disk before Django looks at it
            if has_begun or error.errno not in _FULL:
                raise
            await _answer(send, 507, *_NO_ROOM)

    return within


def announced(scope: Message) -> int:
    """The length that a request says its body has; 0 where it says none."""
    said = dict(scope.get("headers", ())).get(b"content-length", b"0")
    return int(said) if said.isdigit() else 0


async def _refuse(send: Send, most_bytes: int) -> None:
    most = f"At most {most_bytes / 1e6:.0f} MB are taken at a time, so nothing of it was kept. Send it in parts."
    await _answer(send, 413, "Too much at once", most)


async def _answer(send: Send, status: int, title: str, sentence: str) -> None:
    """A page of its own, as no template is rendered here; its main part is what a page that sent this shows instead."""
    headers = [(b"content-type", b"text/html; charset=utf-8"), (b"connection", b"close")]
    await send({"type": "http.response.start", "status": status, "headers": headers})
    await send({"type": "http.response.body", "body": _PAGE.format(title=title, sentence=sentence).encode()})

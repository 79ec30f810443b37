"""How much may be sent at once: whoever announces or sends more is answered before the rest is read."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping
from typing import Any, TypeAlias

Message: TypeAlias = Mapping[str, Any]
Receive: TypeAlias = Callable[[], Awaitable[Message]]
Send: TypeAlias = Callable[[Message], Awaitable[None]]
App: TypeAlias = Callable[[dict[str, Any], Receive, Send], Awaitable[None]]


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

    return within


def announced(scope: Message) -> int:
    """The length that a request says its body has; 0 where it says none."""
    said = dict(scope.get("headers", ())).get(b"content-length", b"0")
    return int(said) if said.isdigit() else 0


async def _refuse(send: Send, most_bytes: int) -> None:
    text = f"This is too much at once: at most {most_bytes / 1e6:.0f} MB are taken."
    headers = [(b"content-type", b"text/plain; charset=utf-8"), (b"connection", b"close")]
    await send({"type": "http.response.start", "status": 413, "headers": headers})
    await send({"type": "http.response.body", "body": text.encode()})

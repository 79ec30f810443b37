"""Sockets when something odd is asked of them, or goes wrong behind them."""

import asyncio
from typing import Any

import pytest
from asgiref.testing import ApplicationCommunicator
from channels.routing import URLRouter
from django.db import OperationalError

from accounts.models import User
from generation import consumers, services

ODD = (
    "",
    "after=-1",
    "after=x",
    "after=1e9",
    "after=" + "9" * 5000,
    "after=%00",
    "after=\xb2",
    "&=&",
    "after=5&after=",
)


async def _answers(path: str, query: str, user: User) -> list[dict[str, Any]]:
    """The first two things that a socket is sent."""
    scope = {"type": "websocket", "path": path, "query_string": query.encode("latin-1"), "user": user}
    socket = ApplicationCommunicator(URLRouter(consumers.websocket_urls), scope)
    await socket.send_input({"type": "websocket.connect"})
    told = [await socket.receive_output(timeout=20) for _ in range(2)]
    await socket.send_input({"type": "websocket.disconnect", "code": 1000})
    return told


@pytest.mark.django_db(transaction=True)
def test_a_page_whose_news_cannot_be_had_is_told_to_come_again(alice: User, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*args: object) -> str:
        raise OperationalError("the connection is lost")

    monkeypatch.setattr(consumers.QueueConsumer, "_render", fail)
    opened, told = asyncio.run(_answers("/ws/queue/", "", alice))
    assert opened["type"] == "websocket.accept"
    assert (told["type"], told["code"]) == ("websocket.close", 1013)


@pytest.mark.django_db(transaction=True)
def test_an_odd_cursor_opens_the_socket_all_the_same(alice: User, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(consumers.EventsConsumer, "_latest", lambda self: 0)
    services.submit({"genre": "trap"}, by=alice)
    for query in ODD:
        opened, told = asyncio.run(_answers("/ws/events/", query, alice))
        assert (opened["type"], told["type"]) == ("websocket.accept", "websocket.send"), query

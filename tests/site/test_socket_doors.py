"""Who hears what through a web socket: everybody of what they asked for themselves, and nobody else."""

from __future__ import annotations

import asyncio
from contextlib import suppress
from typing import Any

import pytest
from asgiref.testing import ApplicationCommunicator
from channels.routing import URLRouter
from django.contrib.auth.models import AnonymousUser

from accounts.models import User
from generation import changes, consumers
from generation.models import Generation, Job
from repos.models import Collaborator
from tests.make import make_beat
from tests.site import doors
from tests.site.doors import Who

AT_FIRST, PATIENCE_S = 2, 5.0
"""What a socket says at once: that it is open, and its news or that it closes."""
SILENCE_S = 1.0
"""How long one that may have nothing to say is listened to."""


@pytest.fixture
def asked(transactional_db: None, alice: User, bob: User) -> Generation:
    """What alice asked for in a repo that bob administers and everybody sees."""
    repo = make_beat(alice, visibility="public", duration_s=1)
    Collaborator.objects.create(repo=repo, user=bob, role="admin")
    return changes.extend(repo.refs.get().tip, 4, "after", repo=repo, branch="main", by=alice)


def _heard(route: str, generation: Generation, user: Any, patience_s: float = SILENCE_S) -> list[dict[str, Any]]:
    path = f"/{route}".replace("<uuid:generation>", str(generation.pk))
    return asyncio.run(_listen(path, user, patience_s))


async def _listen(path: str, user: Any, patience_s: float) -> list[dict[str, Any]]:
    """What a socket is sent at first."""
    scope = {"type": "websocket", "path": path, "query_string": b"after=0", "user": user}
    socket = ApplicationCommunicator(URLRouter(consumers.websocket_urls), scope)
    await socket.send_input({"type": "websocket.connect"})
    told: list[dict[str, Any]] = []
    with suppress(TimeoutError):
        while len(told) < AT_FIRST:
            told.append(await socket.receive_output(timeout=patience_s))
        await socket.send_input({"type": "websocket.disconnect", "code": 1000})
    return told


def test_no_socket_is_forgotten_here() -> None:
    """Add new ones to the table in doors.py."""
    assert {str(one.pattern) for one in consumers.websocket_urls} == doors.SOCKET_DOORS.keys()


@pytest.mark.parametrize("route", doors.SOCKET_DOORS)
def test_a_visitor_hears_nothing(route: str, asked: Generation) -> None:
    opened, closed = _heard(route, asked, AnonymousUser())
    assert (opened["type"], closed["type"], closed["code"]) == ("websocket.accept", "websocket.close", 4401)


@pytest.mark.parametrize("route", doors.SOCKET_DOORS)
def test_nobody_else_hears_of_a_job_whatever_they_may_do_in_its_repo(
    route: str, asked: Generation, alice: User, bob: User, charlie: User
) -> None:
    secrets = [str(asked.pk), *(str(job.pk) for job in Job.objects.all())]
    own = "".join(one.get("text", "") for one in _heard(route, asked, alice, PATIENCE_S))
    assert any(secret in own for secret in secrets)
    for user in (bob, charlie):
        opened, *told = _heard(route, asked, user)
        assert opened["type"] == "websocket.accept"
        assert not any(secret in one.get("text", "") for one in told for secret in secrets)
        if doors.SOCKET_DOORS[route] is Who.OWNER:
            assert [(one["type"], one.get("code")) for one in told] == [("websocket.close", 4404)]

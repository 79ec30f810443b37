"""WebSockets: a snapshot on connecting, then whatever is newer each time something wakes us."""

import asyncio
import json
import logging
from collections.abc import AsyncIterator
from contextlib import suppress
from typing import Any

from channels.db import database_sync_to_async
from channels.generic.websocket import AsyncWebsocketConsumer
from django.db.models import Max
from django.template.loader import render_to_string
from django.urls import URLPattern, path

from beatflow_site.lib import events
from generation import journal, progress
from generation.models import Generation, JobEvent

NOT_SIGNED_IN = 4401
NOT_FOUND = 4404
TRY_AGAIN = 1013
"""A close code after which pages connect anew."""
_EVENTS_AT_ONCE = 200
_logger = logging.getLogger(__name__)


class _Watcher(AsyncWebsocketConsumer):
    """Sends `news()` on connecting and after every wake, until the page goes away."""

    # Waking has its own ways; a Redis that is down must not close the socket.
    channel_layer_alias = "none"
    _sending: asyncio.Task[None] | None = None

    async def connect(self) -> None:
        user = self.scope["user"]
        if not user.is_authenticated:
            return await self._refuse(NOT_SIGNED_IN)
        if not await self.prepare():
            return await self._refuse(NOT_FOUND)
        await self.accept()
        self._sending = asyncio.create_task(self._send_news())
        return None

    async def _refuse(self, code: int) -> None:
        """A close code reaches the page only over an open socket."""
        await self.accept()
        await self.close(code=code)

    async def disconnect(self, code: int) -> None:
        if self._sending is not None:
            self._sending.cancel()
            with suppress(asyncio.CancelledError):
                await self._sending

    async def receive(self, text_data: str | None = None, bytes_data: bytes | None = None) -> None:
        """Pages only listen here."""

    async def _send_news(self) -> None:
        """A socket that stayed open after a failure would be silent for ever; the page comes back for a snapshot."""
        try:
            await self._watch()
        except Exception as error:
            _logger.warning("Closing a socket whose news cannot be had: %s", error, exc_info=error)
            await self.close(code=TRY_AGAIN)

    async def _watch(self) -> None:
        async with events.listening(journal.topic_of(self.scope["user"].pk), journal.LINE) as wakes:
            while True:
                async for text in self.news():
                    await self.send(text_data=text)
                await wakes.next()

    async def prepare(self) -> bool:
        """Find what is to be watched; False where there is nothing that this user may see."""
        return True

    def news(self) -> AsyncIterator[str]:
        """What is newer than what was sent before."""
        raise NotImplementedError


class GenerationConsumer(_Watcher):
    """The progress of one generation, as HTML; what the page shows already (`?seen=`) is not sent again.

    For that would replace links and buttons under the hand of whoever has just come.
    """

    async def prepare(self) -> bool:
        self._sent = _query(self.scope).get("seen", "")
        self._pk = self.scope["url_route"]["kwargs"]["generation"]
        mine = Generation.objects.filter(pk=self._pk, user=self.scope["user"])
        return bool(await database_sync_to_async(mine.exists)())

    async def news(self) -> AsyncIterator[str]:
        html = await database_sync_to_async(self._render)()
        if html:
            yield html

    def _render(self) -> str:
        generation = Generation.objects.select_related("user", "repo__owner", "base").filter(pk=self._pk).first()
        jobs = progress.of_generation(generation) if generation else []
        version = progress.version_of(jobs)
        if generation is None or version == self._sent:
            return ""
        self._sent = version
        return render_to_string("generation/generation.html#progress", {"generation": generation, "jobs": jobs})


class QueueConsumer(_Watcher):
    """The user's unfinished jobs, as HTML for the sidebar."""

    _sent: object = None

    async def news(self) -> AsyncIterator[str]:
        html = await database_sync_to_async(self._render)()
        if html:
            yield html

    def _render(self) -> str:
        queue = progress.queue_of(self.scope["user"].pk)
        version = [job.version for job in queue.jobs]
        if version == self._sent:
            return ""
        self._sent = version
        return render_to_string("components/queue.html", {"queue": queue})


class EventsConsumer(_Watcher):
    """Every event of the user's jobs as JSON, from the cursor `?after=` on, each with its own `cursor`."""

    _cursor = 0

    async def prepare(self) -> bool:
        after = _query(self.scope).get("after", "")
        self._cursor = (
            int(after) if after.isdecimal() and len(after) < 19 else await database_sync_to_async(self._latest)()
        )
        return True

    def _latest(self) -> int:
        return JobEvent.objects.filter(user=self.scope["user"]).aggregate(latest=Max("pk"))["latest"] or 0

    async def news(self) -> AsyncIterator[str]:
        while True:
            page = await database_sync_to_async(self._newer)()
            for event in page:
                self._cursor = event.pk
                yield json.dumps(_as_json(event))
            if len(page) < _EVENTS_AT_ONCE:
                return

    def _newer(self) -> list[JobEvent]:
        newer = JobEvent.objects.filter(user=self.scope["user"], pk__gt=self._cursor).order_by("pk")
        return list(newer[:_EVENTS_AT_ONCE])


def _query(scope: Any) -> dict[str, str]:
    return dict(part.partition("=")[::2] for part in scope["query_string"].decode("latin-1").split("&"))


def _as_json(event: JobEvent) -> dict[str, Any]:
    timestamp = event.created_at.isoformat().replace("+00:00", "Z")
    return {"cursor": event.pk, "event": event.type, **event.payload, "timestamp": timestamp}


websocket_urls: list[URLPattern] = [
    path("ws/generations/<uuid:generation>/", GenerationConsumer.as_asgi()),
    path("ws/queue/", QueueConsumer.as_asgi()),
    path("ws/events/", EventsConsumer.as_asgi()),
]

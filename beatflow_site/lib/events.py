"""Waking: telling open sockets that something changed, so that they read it from the database.

A wake carries no news and may be lost or come twice. It travels through Redis where there is one, else through
PostgreSQL's LISTEN/NOTIFY; under SQLite each web process watches the file's version. Whoever listens reads
every `FALLBACK_S` anyway.
"""

import asyncio
import logging
import sqlite3
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, closing, suppress
from functools import partial
from typing import Any
from weakref import WeakKeyDictionary

from asgiref.sync import async_to_sync
from channels.layers import get_channel_layer
from django.conf import settings
from django.db import connection, transaction

FALLBACK_S = 5.0
WATCH_S = 0.04
_MEND_S = 1.0
_GROUP_RENEWAL_S = 3600
_CHANNEL = "beatflow"
_PLAIN_PARAMS = frozenset({"host", "port", "user", "password", "dbname", "sslmode", "sslrootcert", "options"})
_logger = logging.getLogger(__name__)


def wake(*topics: str) -> None:
    """Wake the listeners of these topics when the current transaction commits."""
    if settings.REDIS_URL:
        transaction.on_commit(partial(_send, topics))
    elif connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            for topic in topics:
                cursor.execute("SELECT pg_notify(%s, %s)", [_CHANNEL, topic])
    # Under SQLite the commit itself is what the hubs see.


def _send(topics: tuple[str, ...]) -> None:
    layer = get_channel_layer()
    try:
        for topic in topics:
            async_to_sync(layer.group_send)(_CHANNEL, {"type": "wake", "topic": topic})
    except Exception as error:  # whatever Redis does, the work goes on: listeners fall back to reading
        _logger.warning("Could not wake listeners through Redis: %s", error)


class Wakes:
    """What a listener waits on."""

    def __init__(self, topics: frozenset[str]) -> None:
        self.topics = topics
        self._event = asyncio.Event()

    def hear(self, topic: str | None) -> None:
        """Take note, if the topic is one of ours; None is for everyone."""
        if topic is None or topic in self.topics:
            self._event.set()

    async def next(self, timeout_s: float = FALLBACK_S) -> None:
        """Wait until something may have changed; at most `timeout_s`."""
        with suppress(TimeoutError):
            async with asyncio.timeout(timeout_s):
                await self._event.wait()
        self._event.clear()


class _Hub:
    """The listeners of one event loop, and the one task that hears for all of them."""

    def __init__(self) -> None:
        self._listeners: set[Wakes] = set()
        self._task: asyncio.Task[None] | None = None

    def join(self, wakes: Wakes) -> None:
        self._listeners.add(wakes)
        if self._task is None:
            self._task = asyncio.create_task(self._hear())

    def leave(self, wakes: Wakes) -> None:
        self._listeners.discard(wakes)
        if not self._listeners and self._task is not None:
            self._task.cancel()
            self._task = None

    def tell(self, topic: str | None) -> None:
        for wakes in tuple(self._listeners):
            wakes.hear(topic)

    async def _hear(self) -> None:
        hear = _hear_redis if settings.REDIS_URL else _HEAR.get(connection.vendor, _hear_nothing)
        while True:
            try:
                await hear(self)
            except Exception as error:
                _logger.warning("Listening for changes failed, trying again: %s", error)
            self.tell(None)
            await asyncio.sleep(_MEND_S)


async def _hear_sqlite(hub: _Hub) -> None:
    """`data_version` moves with every commit by another connection; asking takes microseconds."""
    with closing(sqlite3.connect(connection.settings_dict["NAME"], timeout=0, uri=True)) as watcher:
        seen = None
        while True:
            with suppress(sqlite3.OperationalError):  # busy for a moment
                version = watcher.execute("PRAGMA data_version").fetchone()
                if version != seen:
                    seen = version
                    hub.tell(None)
            await asyncio.sleep(WATCH_S)


async def _hear_postgres(hub: _Hub) -> None:
    import psycopg

    params = {name: value for name, value in connection.get_connection_params().items() if name in _PLAIN_PARAMS}
    async with await psycopg.AsyncConnection.connect(**params, autocommit=True) as listener:
        await listener.execute(f"LISTEN {_CHANNEL}")
        hub.tell(None)
        async for notice in listener.notifies():
            hub.tell(notice.payload)


async def _hear_redis(hub: _Hub) -> None:
    layer: Any = get_channel_layer()
    channel = await layer.new_channel()
    while True:
        await layer.group_add(_CHANNEL, channel)
        hub.tell(None)
        with suppress(TimeoutError):
            async with asyncio.timeout(_GROUP_RENEWAL_S):
                while True:
                    hub.tell((await layer.receive(channel))["topic"])


async def _hear_nothing(hub: _Hub) -> None:
    await asyncio.Event().wait()


_HEAR = {"sqlite": _hear_sqlite, "postgresql": _hear_postgres}
_hubs: WeakKeyDictionary[asyncio.AbstractEventLoop, _Hub] = WeakKeyDictionary()


@asynccontextmanager
async def listening(*topics: str) -> AsyncIterator[Wakes]:
    """Hear the wakes of these topics while the block runs. Read once after entering: what came before isn't told."""
    hub = _hubs.setdefault(asyncio.get_running_loop(), _Hub())
    wakes = Wakes(frozenset(topics))
    hub.join(wakes)
    try:
        yield wakes
    finally:
        hub.leave(wakes)

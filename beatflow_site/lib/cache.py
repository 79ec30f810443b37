"""The shared cache, and what stands in for it while Redis is away."""

import logging
from collections.abc import Callable
from typing import Any

from django.core.cache.backends.locmem import LocMemCache
from django.core.cache.backends.redis import RedisCache
from redis.exceptions import ConnectionError as NoConnection
from redis.exceptions import TimeoutError as NoAnswer

log = logging.getLogger(__name__)


class SteadyRedisCache(RedisCache):
    """Redis; while it does not answer, this process's own memory: rate limits then count by process, and pages open."""

    def __init__(self, server: Any, params: dict[str, Any]) -> None:
        super().__init__(server, params)
        self._own = LocMemCache("while Redis is away", params)

    def ping(self) -> None:
        """Ask Redis itself. Raises what its client raises where it does not answer."""
        self._cache.get_client(None, write=True).ping()


def _steady(name: str) -> Callable[..., Any]:
    """A method of the cache that turns to memory where Redis does not answer."""
    shared = getattr(RedisCache, name)

    def method(self: SteadyRedisCache, *args: Any, **kwargs: Any) -> Any:
        try:
            return shared(self, *args, **kwargs)
        except (NoConnection, NoAnswer) as error:
            log.warning("Redis does not answer, so “%s” goes to memory: %s", name, error)
            return getattr(self._own, name)(*args, **kwargs)

    return method


for _name in (
    "add",
    "get",
    "set",
    "touch",
    "delete",
    "get_many",
    "set_many",
    "delete_many",
    "has_key",
    "incr",
    "clear",
):
    setattr(SteadyRedisCache, _name, _steady(_name))

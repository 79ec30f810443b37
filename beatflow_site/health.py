"""Whether the site is alive, and whether each of its parts can do its work."""

import logging
import os
from collections.abc import Callable

from django.conf import settings
from django.core.cache import caches
from django.db import connection
from django.http import HttpRequest, JsonResponse

from beatflow_site.lib.cache import SteadyRedisCache
from generation import facilities
from generation.engines.registry import availability

_logger = logging.getLogger(__name__)


def alive(request: HttpRequest) -> JsonResponse:
    """Answers without touching anything."""
    return JsonResponse({"status": "ok"})


def ready(request: HttpRequest) -> JsonResponse:
    """Each part with "ok" or what is wrong with it; 503 where one of them keeps the site from working."""
    parts = {"database": _database(), "store": _store(), "cache": _cache()}
    engines = {name: reason or "ok" for name, reason in availability(facilities.here()).items()}
    is_ready = all(word == "ok" for word in parts.values())
    answer = {"status": "ok" if is_ready else "unavailable", "parts": parts, "engines": engines}
    return JsonResponse(answer, status=200 if is_ready else 503)


def _said(check: Callable[[], object], complaint: str) -> str:
    try:
        check()
    except Exception as error:  # each backend has errors of its own, and any of them means that the part is not ready
        _logger.warning("%s %s", complaint, error)
        return complaint
    return "ok"


def _database() -> str:
    def ask() -> None:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")

    return _said(ask, "The database does not answer.")


def _store() -> str:
    def touch() -> None:
        settings.BLOBS_DIR.mkdir(parents=True, exist_ok=True)
        if not os.access(settings.BLOBS_DIR, os.W_OK):
            raise PermissionError

    return _said(touch, "The store cannot be written.")


def _cache() -> str:
    shared = caches["default"]
    ask = shared.ping if isinstance(shared, SteadyRedisCache) else lambda: shared.set("health", 1, 5)
    return _said(ask, "The cache does not answer.")

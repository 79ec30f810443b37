"""How often somebody may do something: counted in the cache, by window."""

from __future__ import annotations

import time

from django.core.cache import cache


def wait_s(what: str, who: str, *, most: int, window_s: int) -> int:
    """Count one more time that `who` does `what`; the seconds to wait where that was too often, else 0."""
    now = int(time.time())
    key = f"rate:{what}:{who}:{now // window_s}"
    cache.add(key, 0, window_s)
    try:
        count = cache.incr(key)
    except ValueError:  # it ran out in this very moment
        return 0
    return window_s - now % window_s if count > most else 0

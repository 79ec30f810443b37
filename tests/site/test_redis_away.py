"""Redis may go away while people work: pages open, and rate limits go on holding."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from django.core.cache import cache
from django.test import Client

from tests import services

AWAY = {"BACKEND": "beatflow_site.lib.cache.SteadyRedisCache", "LOCATION": "redis://127.0.0.1:1/0"}


@pytest.fixture
def away(settings) -> Iterator[None]:
    settings.CACHES = {"default": AWAY}
    yield
    cache.clear()


def test_one_signs_in_while_redis_is_away(client: Client, alice, away) -> None:
    alice.set_password("a long passphrase")
    alice.save()
    answer = client.post("/accounts/login/", {"login": alice.username, "password": "a long passphrase"})
    assert answer.status_code == 302


def test_guessing_passwords_is_still_limited_while_redis_is_away(client: Client, alice, away) -> None:
    guesses = [client.post("/accounts/login/", {"login": alice.username, "password": f"guess {n}"}) for n in range(12)]
    assert "Too many" in guesses[-1].content.decode()


def test_what_is_kept_meanwhile_can_be_read_and_counted(away) -> None:
    cache.set("count", 1)
    assert cache.incr("count") == 2
    assert cache.get_many(["count", "other"]) == {"count": 2}
    assert cache.add("count", 5) is False


@pytest.mark.redis
def test_a_redis_that_answers_is_what_keeps_things(settings, tmp_path: Path) -> None:
    with services.redis_server(tmp_path) as url:
        settings.CACHES = {"default": {**AWAY, "LOCATION": url}}
        cache.set("song", "one")
        settings.CACHES = {"default": {**AWAY, "LOCATION": url}}
        assert cache.get("song") == "one"

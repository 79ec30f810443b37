"""Hosted engines behind real workers: what is killed goes on with what is paid for, what fails is followed visibly."""

import os
import signal
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.generation.hosted.servers import Beatoven, ElevenLabs, Says, says, serving
from tests.services import wait_until
from tests.sites import Site, new_site, worker_pid


@pytest.fixture(scope="module")
def services() -> Iterator[tuple[Beatoven, ElevenLabs]]:
    with serving(Beatoven) as beatoven, serving(ElevenLabs) as elevenlabs:
        yield beatoven, elevenlabs


@pytest.fixture(scope="module")
def running(tmp_path_factory: Any, services: tuple[Beatoven, ElevenLabs]) -> Iterator[Site]:
    beatoven, elevenlabs = services
    keys = {"BEATOVEN_API_KEY": Beatoven.KEY, "ELEVENLABS_API_KEY": ElevenLabs.KEY}
    places = {"BEATOVEN_URL": beatoven.url, "ELEVENLABS_URL": elevenlabs.url, "BEATOVEN_POLL_S": "1"}
    few = {"CPU_WORKERS": "1", "HOSTED_WORKERS": "1"}
    with new_site(Path(tmp_path_factory.mktemp("site")), **keys, **places, **few) as site:
        site.sign_up("alice")
        site.start("--no-web")
        yield site


@pytest.fixture
def site(running: Site, services: tuple[Beatoven, ElevenLabs]) -> Site:
    running.do("forget_jobs")
    for service in services:
        service.forget()
    return running


def job_of(site: Site) -> dict[str, Any]:
    return site.jobs()[-1]


def test_a_killed_worker_goes_on_with_the_task_that_is_paid_for(
    site: Site, services: tuple[Beatoven, ElevenLabs]
) -> None:
    beatoven, _ = services
    beatoven.composes()
    beatoven.answers("GET", Beatoven.STATUS, says({"status": "running"}))
    site.do("order", user="alice", duration_s=3, engine="beatoven", fallbacks=["composer"])
    wait_until(lambda: job_of(site)["notes"] == {"task_id": Beatoven.TASK}, "the task is noted")
    os.kill(worker_pid(job_of(site)), signal.SIGKILL)
    wait_until(lambda: job_of(site)["attempts"] == 2, "somebody else takes it up")
    beatoven.answers("GET", Beatoven.STATUS, beatoven.composed(cost={"amount": 2, "unit": "credits"}))
    (job,) = site.wait_for("completed")
    assert beatoven.times("POST", Beatoven.COMPOSE) == 1, "paid for once"
    assert (job["engine"], job["queue"], job["tried"]) == ("beatoven", "hosted", [])
    assert Beatoven.KEY not in site.log() + str(job)


def test_a_rejected_key_is_followed_by_the_next_engine_in_full_view(
    site: Site, services: tuple[Beatoven, ElevenLabs]
) -> None:
    beatoven, elevenlabs = services
    beatoven.answers("POST", Beatoven.COMPOSE, says({"error": f"bad key {Beatoven.KEY}"}, 401))
    elevenlabs.answers("POST", elevenlabs.DETAILED, says({"detail": {"status": "quota_exceeded"}}, 401))
    site.do("order", user="alice", duration_s=3, engine="beatoven", fallbacks=["elevenlabs", "composer"])
    (job,) = site.wait_for("completed")
    assert (job["engine"], job["queue"], job["attempts"]) == ("composer", "cpu", 1)
    assert [(one["engine"], one["code"]) for one in job["tried"]] == [
        ("beatoven", "provider_key"),
        ("elevenlabs", "provider_quota"),
    ]
    page = site.do("page", user="alice", path=f"/generations/{job['generation_id']}/")
    for told in (
        "Beatoven could not do it",
        "ElevenLabs could not do it",
        "Composer made this instead",
        "BEATOVEN_API_KEY",
    ):
        assert told in page
    assert Beatoven.KEY not in site.log() + page + str(site.jobs())


def test_a_service_that_holds_on_for_minutes_can_be_left(site: Site, services: tuple[Beatoven, ElevenLabs]) -> None:
    _, elevenlabs = services
    elevenlabs.answers("POST", elevenlabs.DETAILED, Says(wait_s=30))
    site.do("order", user="alice", duration_s=3, engine="elevenlabs")
    wait_until(lambda: job_of(site)["stage"] == "ElevenLabs is composing…", "it composes")
    site.do("cancel", job=job_of(site)["pk"])
    site.wait_for("cancelled", timeout_s=20)

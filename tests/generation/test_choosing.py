"""Choosing who makes a beat: what is offered, what is refused, and who is asked where the first one fails."""

import os
import subprocess
import sys
from typing import Any

import pytest

from accounts.models import User
from generation import progress, services
from generation.briefs import BriefErrors
from generation.engines import registry
from generation.models import Generation, Job
from tests.sites import ROOT

KEY = "a-key-that-nobody-sees"


@pytest.fixture
def keys(settings: Any) -> None:
    settings.BEATOVEN_API_KEY = settings.ELEVENLABS_API_KEY = KEY


def refused(by: User, **fields: str) -> dict[str, tuple[str, str]]:
    with pytest.raises(BriefErrors) as wrong:
        services.submit({"genre": "house", **fields}, by=by)
    assert not Generation.objects.exists()
    return {error.field: (error.code, error.message) for error in wrong.value.errors}


def test_the_page_offers_every_engine_and_says_what_keeps_one_from_running(alice: User, browser_of: Any) -> None:
    page = browser_of(alice).get("/create/").content.decode()
    for told in ("Composer", "Writes and plays the beat here", "Beatoven", "ElevenLabs", "set BEATOVEN_API_KEY"):
        assert told in page
    assert 'name="engine" value="composer" checked' in page
    assert 'name="engine" value="beatoven" disabled' in page
    assert "If it fails, ask" not in page, "there is nobody else to ask"


def test_with_keys_one_may_say_who_is_asked_next(alice: User, browser_of: Any, keys: None) -> None:
    browser = browser_of(alice)
    page = browser.get("/create/").content.decode()
    assert "If it fails, ask" in page
    assert KEY not in page
    told = {"prompt": "dark trap", "engine": "beatoven", "fallbacks": ["elevenlabs", "composer"]}
    assert browser.post("/create/", told).status_code == 302
    job = Job.objects.get()
    assert (job.engine, job.queue, job.fallbacks) == ("beatoven", "hosted", ["elevenlabs", "composer"])


def test_what_was_chosen_is_still_chosen_after_a_refusal(alice: User, browser_of: Any, keys: None) -> None:
    told = {"prompt": "dark trap", "engine": "beatoven", "fallbacks": ["", "composer"], "variations": "9"}
    page = browser_of(alice).post("/create/", told).content.decode()
    assert 'value="beatoven" checked' in page
    assert '<option value="composer" selected>' in page


def test_an_engine_that_cannot_run_here_is_refused_at_its_field_with_the_reason(alice: User, browser_of: Any) -> None:
    code, message = refused(alice, engine="beatoven")["engine"]
    assert code == "engine_unavailable"
    assert "Beatoven cannot run here. It needs a key" in message
    answer = browser_of(alice).post("/create/", {"prompt": "dark trap", "engine": "elevenlabs"})
    assert answer.status_code == 422
    assert "ElevenLabs cannot run here." in answer.content.decode()


def test_unless_another_one_that_was_named_can(alice: User) -> None:
    generation = services.submit(
        {"genre": "house", "engine": "beatoven", "fallbacks": "elevenlabs, composer"}, by=alice
    )
    job = generation.jobs.get()
    assert (generation.engine, job.engine, job.queue, job.fallbacks) == ("beatoven", "composer", "cpu", [])
    (shown,) = progress.of_generation(generation)
    assert [one.engine for one in shown.tried] == ["Beatoven", "ElevenLabs"]
    assert "ELEVENLABS_API_KEY" in shown.tried[1].sentence


@pytest.mark.parametrize("field", ["engine", "fallbacks"])
def test_an_engine_that_there_is_not_is_refused_where_it_was_named(field: str, alice: User) -> None:
    assert refused(alice, **{field: "orchestra"})[field][0] == "engine_unknown"


def test_every_engine_has_settings_of_its_own(settings: Any) -> None:
    assert set(settings.ENGINE_ATTEMPTS) == set(settings.ENGINE_BACKOFF_S) == set(registry.ENGINES)


def test_nobody_is_asked_twice(alice: User, keys: None) -> None:
    fields = {"genre": "house", "engine": "beatoven", "fallbacks": "composer, beatoven, composer"}
    assert services.submit(fields, by=alice).jobs.get().fallbacks == ["composer"]


def test_a_finished_job_says_who_made_it_and_what_that_cost(alice: User, browser_of: Any, keys: None) -> None:
    generation = services.submit({"genre": "house", "engine": "elevenlabs"}, by=alice)
    cost = {"amount": 12.5, "unit": "credits"}
    Job.objects.update(state="completed", result={"model": "music_v2", "commit": "x"}, cost=cost)
    page = browser_of(alice).get(f"/generations/{generation.pk}/").content.decode()
    assert "Finished, made by ElevenLabs (music_v2) for 12.5 credits" in page


def test_the_command_line_lists_them_without_a_database(tmp_path: Any) -> None:
    environment = {
        **os.environ,
        "DJANGO_SETTINGS_MODULE": "tests.settings",
        "DATABASE_URL": "postgres://nobody@127.0.0.1:9/none",
    }
    environment |= {"BEATOVEN_API_KEY": KEY, "ELEVENLABS_API_KEY": "", "DATA_DIR": str(tmp_path)}
    command = [sys.executable, str(ROOT / "manage.py"), "engines"]
    told = subprocess.run(command, env=environment, capture_output=True, text=True, check=True)
    lines = {line.split()[0]: line for line in told.stdout.splitlines()}
    assert "runs here" in lines["beatoven"]
    assert "cannot run here" in lines["elevenlabs"]
    assert "ELEVENLABS_API_KEY" in lines["elevenlabs"]
    assert KEY not in told.stdout + told.stderr

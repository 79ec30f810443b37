"""Services that run once for all tests, and a host that finds them."""

from collections.abc import Callable, Iterator
from dataclasses import asdict, replace
from pathlib import Path
from typing import Any

import pytest

from generation.engines import host
from generation.engines.base import Brief
from generation.engines.facilities import Facilities
from generation.engines.host import Host
from tests.generation.hosted.servers import Beatoven, ElevenLabs, serving
from tests.sites import ROOT

BRIEF = Brief(genre="trap", bpm=140, key="C minor", mood="dark", duration_s=3, seed=1, prompt="rain on glass")
Ask = Callable[..., list[dict[str, Any]]]


@pytest.fixture(scope="package")
def _beatoven() -> Iterator[Beatoven]:
    with serving(Beatoven) as server:
        yield server


@pytest.fixture
def beatoven(_beatoven: Beatoven) -> Beatoven:
    """A service that has been told nothing yet."""
    _beatoven.forget()
    return _beatoven


@pytest.fixture(scope="package")
def _elevenlabs() -> Iterator[ElevenLabs]:
    with serving(ElevenLabs) as server:
        yield server


@pytest.fixture
def elevenlabs(_elevenlabs: ElevenLabs) -> ElevenLabs:
    """A service that has been told nothing yet."""
    _elevenlabs.forget()
    return _elevenlabs


@pytest.fixture
def facilities(_beatoven: Beatoven, _elevenlabs: ElevenLabs) -> Facilities:
    """A place where both services can be reached, and nobody is patient."""
    return Facilities(
        sounds=ROOT / "node_modules",
        beatoven_url=_beatoven.url,
        beatoven_key=Beatoven.KEY,
        beatoven_poll_s=0.01,
        beatoven_limit_s=5,
        elevenlabs_url=_elevenlabs.url,
        elevenlabs_key=ElevenLabs.KEY,
        elevenlabs_limit_s=5,
    )


@pytest.fixture
def ask(facilities: Facilities, tmp_path: Path) -> Ask:
    """Have an engine make a beat; gives all answers of the host."""

    def beat(engine: str, notes: dict[str, Any] | None = None, here: Any = None, **brief: Any) -> list[dict[str, Any]]:
        fields = asdict(replace(BRIEF, **brief))
        request = {"do": "beat", "engine": engine, "brief": fields, "folder": str(tmp_path), "notes": notes or {}}
        return list(host.respond(request, Host(replace(facilities, **(here or {})))))

    return beat

"""A hosted engine on the command line: files, or one sentence."""

from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command

from tests.generation.hosted.servers import Beatoven, says


@pytest.fixture
def here(settings: Any, beatoven: Beatoven) -> Beatoven:
    settings.BEATOVEN_URL, settings.BEATOVEN_API_KEY, settings.BEATOVEN_POLL_S = beatoven.url, Beatoven.KEY, 0.01
    return beatoven


def test_a_beat_comes_as_files(here: Beatoven, tmp_path: Path) -> None:
    here.composes("running")
    call_command("beat", "dark trap, 3 seconds", out=str(tmp_path / "beat"), engine="beatoven")
    assert (tmp_path / "beat" / "stems" / "bass.wav").is_file()


def test_what_it_declines_is_one_sentence(here: Beatoven, tmp_path: Path, capfd: Any) -> None:
    here.answers("POST", Beatoven.COMPOSE, says({"error": "no"}, 401))
    with pytest.raises(SystemExit) as left:
        call_command("beat", "dark trap, 3 seconds", out=str(tmp_path / "beat"), engine="beatoven")
    assert left.value.code == 1
    said = capfd.readouterr().err.strip()
    assert said.startswith("beat: Beatoven does not accept the key of this server.")
    assert "\n" not in said
    assert not (tmp_path / "beat").exists()

"""By what MusicGen can be played is said, with what is lacking."""

import os
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest

from generation.engines.facilities import Facilities
from generation.engines.musicgen import audiocraft, weights
from tests.generation.engines.musicgen import standing_in
from tests.sites import ROOT


@pytest.fixture(scope="module")
def here(tmp_path_factory: pytest.TempPathFactory) -> Facilities:
    return standing_in.facilities(tmp_path_factory.mktemp("audiocraft"))


def test_what_is_lacking_is_said_with_what_brings_it(
    here: Facilities, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(audiocraft, "find_spec", lambda name: True)
    assert weights.lacks(here) is None
    cases = {
        "run script/setup-audiocraft": {"audiocraft": tmp_path},
        "fetch_models audiocraft-medium": {"musicgen_model": "medium"},
        "does not play the model melody": {"musicgen_model": "melody"},
        "There is no Python at /no/python": {"audiocraft_python": "/no/python"},
    }
    for expected, changed in cases.items():
        assert expected in (weights.lacks(replace(here, **changed)) or "")
    monkeypatch.setattr(audiocraft, "find_spec", lambda name: None)
    assert "script/setup --ml" in (weights.lacks(here) or "")


def test_the_list_of_engines_names_both_runtimes() -> None:
    told = subprocess.run(
        [sys.executable, "manage.py", "engines"], cwd=ROOT, capture_output=True, text=True, check=True,
        env={**os.environ, "MUSICGEN_RUNTIME": "audiocraft", "AUDIOCRAFT_DIR": "/no/folder"},
    ).stdout  # fmt: skip
    assert "by transformers, not chosen:" in told
    assert "by audiocraft, chosen: audiocraft is not installed: run script/setup-audiocraft." in told

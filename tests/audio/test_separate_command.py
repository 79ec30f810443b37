"""`manage.py separate` takes files apart without a server and without a database."""

import io
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import soundfile
from django.core.management import CommandError, call_command

from audio.dsp import codec
from audio.dsp.separation import weights


@pytest.fixture(autouse=True)
def _no_models(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(weights, "here", lambda models: weights.BUILTIN)


@pytest.fixture
def song(tmp_path: Path) -> Path:
    at = np.arange(44_100)[:, None] / 44_100
    soundfile.write(tmp_path / "song.wav", 0.2 * np.sin(2 * np.pi * np.array([55.0, 440.0]) * at), 44_100, "PCM_24")
    return tmp_path / "song.wav"


def _run(*arguments: str | Path, **options: Any) -> str:
    out = io.StringIO()
    call_command("separate", *map(str, arguments), stdout=out, stderr=options.get("stderr", io.StringIO()))
    return out.getvalue()


def test_stems_are_written_as_wav_and_sum_to_the_file(song: Path, tmp_path: Path) -> None:
    told = io.StringIO()
    said = _run(song, "--out", tmp_path / "out", stderr=told)
    stems = [codec.read(tmp_path / "out" / f"song-{stem}.wav") for stem in ("drums", "bass", "other")]
    np.testing.assert_array_equal(sum(stem.astype(np.float64) for stem in stems), codec.read(song))
    assert "Built-in separator" in said
    assert "Without vocals" in told.getvalue()


def test_files_of_one_name_do_not_overwrite_each_other(song: Path, tmp_path: Path) -> None:
    twin = tmp_path / "twin" / "song.wav"
    twin.parent.mkdir()
    twin.write_bytes(song.read_bytes())
    _run(song, twin, "--out", tmp_path, "--preset", "drums")
    names = {"song-1-drums.wav", "song-1-rest.wav", "song-2-drums.wav", "song-2-rest.wav"}
    assert names <= {path.name for path in tmp_path.iterdir()}


@pytest.mark.parametrize(
    ("content", "sentence"),
    [(b"", "empty"), (b"#!/bin/sh\necho hello\n" * 50, "no audio file"), (b"RIFF\x10\x00\x00\x00WAVEfmt ", "damaged")],
)
def test_what_is_no_sound_is_told_in_one_line(content: bytes, sentence: str, tmp_path: Path) -> None:
    file = tmp_path / "bad.wav"
    file.write_bytes(content)
    with pytest.raises(CommandError, match=sentence) as refused:
        _run(file, "--out", tmp_path)
    assert refused.value.returncode == 2
    assert str(refused.value).startswith(str(file))
    assert "\n" not in str(refused.value)


def test_a_preset_that_needs_a_model_says_how_to_get_it(song: Path, tmp_path: Path) -> None:
    with pytest.raises(CommandError, match="script/setup --ml"):
        _run(song, "--out", tmp_path / "out", "--preset", "vocals")


def test_a_database_is_neither_needed_nor_made(song: Path, tmp_path: Path) -> None:
    environment = os.environ | {
        "DJANGO_SETTINGS_MODULE": "beatflow_site.settings", "DATA_DIR": str(tmp_path / "data"),
        "DATABASE_URL": "postgres://nobody@127.0.0.1:1/none", "SECRET_KEY": "x" * 50,
    }  # fmt: skip
    command = [sys.executable, "manage.py", "separate", str(song), "--out", str(tmp_path / "out"), "--preset", "bass"]
    done = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    assert (tmp_path / "out" / "song-bass.wav").is_file()
    assert done.stderr == ""

"""`manage.py analyse` tells of files without a server and without a database."""

import io
import json
import os
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest
import soundfile
from django.core.management import CommandError, call_command


@pytest.fixture
def loop(tmp_path: Path) -> Path:
    """Eight seconds at 120 BPM."""
    rng, mono = np.random.default_rng(1), np.zeros(8 * 44_100)
    for start in range(0, len(mono), 22_050):
        mono[start : start + 900] += 0.4 * rng.normal(0.0, 1.0, 900) * np.exp(-np.arange(900) / 200.0)
    soundfile.write(tmp_path / "loop.wav", mono, 44_100, "PCM_24")
    return tmp_path / "loop.wav"


def _run(*arguments: str | Path) -> str:
    out = io.StringIO()
    call_command("analyse", *map(str, arguments), stdout=out, stderr=io.StringIO())
    return out.getvalue()


def test_one_file_is_told_of_in_analysis_json(loop: Path, tmp_path: Path) -> None:
    said = _run(loop, "--out", tmp_path / "out")
    told = json.loads((tmp_path / "out" / "analysis.json").read_text())
    assert told["tempo"]["bpm"] == pytest.approx(120.0, rel=0.005)
    assert told["duration_s"] == 8.0
    assert "120.0 bpm" in said


def test_several_files_each_get_a_document_of_their_own(loop: Path, tmp_path: Path) -> None:
    twin = tmp_path / "twin" / "loop.wav"
    twin.parent.mkdir()
    twin.write_bytes(loop.read_bytes())
    _run(loop, twin, "--out", tmp_path / "out")
    names = {path.name for path in (tmp_path / "out").iterdir()}
    assert names == {"loop-1-analysis.json", "loop-2-analysis.json"}


def test_what_is_no_sound_is_told_in_one_line(tmp_path: Path) -> None:
    file = tmp_path / "bad.wav"
    file.write_bytes(b"#!/bin/sh\necho hello\n" * 50)
    with pytest.raises(CommandError, match="no audio file") as refused:
        _run(file, "--out", tmp_path / "out")
    assert refused.value.returncode == 2
    assert "\n" not in str(refused.value)


def test_a_database_is_neither_needed_nor_made(loop: Path, tmp_path: Path) -> None:
    environment = os.environ | {
        "DJANGO_SETTINGS_MODULE": "beatflow_site.settings", "DATA_DIR": str(tmp_path / "data"),
        "DATABASE_URL": "postgres://nobody@127.0.0.1:1/none", "SECRET_KEY": "x" * 50,
    }  # fmt: skip
    command = [sys.executable, "manage.py", "analyse", str(loop), "--out", str(tmp_path / "out")]
    done = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, "")
    assert (tmp_path / "out" / "analysis.json").is_file()

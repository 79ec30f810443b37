"""`manage.py hum` makes a beat of a hum without a server and without a database."""

import io
import json
from pathlib import Path

import numpy as np
import pytest
import soundfile
from django.core.management import CommandError, call_command

from audio.dsp import codec
from audio.dsp.sound import silence
from generation.melodies import from_midi
from tests import hums


@pytest.fixture
def hum(tmp_path: Path) -> Path:
    soundfile.write(tmp_path / "idea.wav", hums.made_up("clean", 1)[0], 44_100, "PCM_24")
    return tmp_path / "idea.wav"


def run(*arguments: str | Path) -> str:
    out = io.StringIO()
    call_command("hum", *map(str, arguments), stdout=out, stderr=io.StringIO())
    return out.getvalue()


def test_a_hum_becomes_notes_and_a_beat_that_has_it_as_a_stem(hum: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    said = run(hum, "--out", out, "--genre", "lo-fi", "--duration", "10", "--seed", "4")
    assert "10 notes" in said
    told, beat = json.loads((out / "notes.json").read_text()), json.loads((out / "beat.json").read_text())
    assert told["bpm"] == beat["bpm"] == pytest.approx(96, rel=0.01)
    assert told["key"] == beat["key"] == "A minor"
    assert [note["pitch"] for note in told["notes"]] == [pitch for _, pitch in hums.TUNES[1]]
    assert from_midi((out / "hum.mid").read_bytes()).bpm == told["bpm"]
    stems = [codec.read(out / "stems" / f"{name}.wav") for name in beat["stems"]]
    assert "hum" in beat["stems"]
    np.testing.assert_allclose(sum(stems), codec.read(out / "mix-unmastered.wav"), atol=1e-6)
    hum_s, lead_s = (_first_s(out / "stems" / f"{name}.wav") for name in ("hum", "melody"))
    assert hum_s == pytest.approx(lead_s, abs=0.06)  # it lies where the beat takes its line up


def _first_s(file: Path) -> float:
    loud = np.abs(codec.read(file)).max(axis=1)
    return float(np.flatnonzero(loud > 0.1 * loud.max())[0]) / 44_100


@pytest.mark.parametrize(
    ("options", "sentence"),
    [
        (("--genre", "polka"), "no genre"),
        (("--bpm", "fast"), "bpm must be a number"),
        (("--grid", "5"), "no grid"),
        (("--octave", "9"), "An octave is"),
        (("--format", "doc"), "doc"),
    ],
)
def test_a_wrong_value_is_told_in_one_line(hum: Path, tmp_path: Path, options: tuple[str, str], sentence: str) -> None:
    with pytest.raises(CommandError, match=sentence) as refused:
        run(hum, "--out", tmp_path / "out", *options)
    assert refused.value.returncode == 2
    assert "\n" not in str(refused.value)
    assert not list((tmp_path / "out").iterdir())


def test_what_nobody_hums_in_is_refused(tmp_path: Path) -> None:
    soundfile.write(tmp_path / "still.wav", silence(44_100), 44_100)
    with pytest.raises(CommandError, match="No hummed notes"):
        run(tmp_path / "still.wav", "--out", tmp_path / "out")


def test_a_file_of_somebodys_own_is_not_overwritten(hum: Path, tmp_path: Path) -> None:
    (tmp_path / "notes.json").write_text("mine")
    with pytest.raises(CommandError, match="in the way"):
        run(hum, "--out", tmp_path, "--duration", "6")
    assert (tmp_path / "notes.json").read_text() == "mine"

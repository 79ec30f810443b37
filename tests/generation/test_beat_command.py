"""`manage.py beat`: a beat as files, without server, database or account."""

import io
import json
import os
import pty
import resource
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import soundfile
from django.conf import settings
from django.core.management import call_command

from audio.dsp import loudness
from generation import facilities
from generation.engines import registry
from generation.engines.base import STEM_KINDS
from tests.midi import midi_of

pytestmark = pytest.mark.skipif(
    registry.availability(facilities.here())["composer"] is not None, reason="the sound packages are not installed"
)
MANAGE = str(settings.BASE_DIR / "manage.py")
NOWHERE = "postgres://nobody@127.0.0.1:1/nothing"
"""No server listens there: who asks a database fails."""


def beat(prompt: str, out: Path, **options: Any) -> tuple[str, str]:
    """Run the command here; what it said on stdout and stderr."""
    stdout, stderr = io.StringIO(), io.StringIO()
    call_command("beat", prompt, out=str(out), stdout=stdout, stderr=stderr, **options)
    return stdout.getvalue(), stderr.getvalue()


def refusal(prompt: str, out: Path, **options: Any) -> str:
    """What the command says to a wrong value; it must leave with code 2."""
    stderr = io.StringIO()
    with pytest.raises(SystemExit) as left:
        call_command("beat", prompt, out=str(out), stdout=io.StringIO(), stderr=stderr, **options)
    assert left.value.code == 2
    return stderr.getvalue()


def command(*words: str, **more: Any) -> subprocess.CompletedProcess[str]:
    """Run the command as a user does, where no database can be reached."""
    return subprocess.run(
        [sys.executable, MANAGE, "beat", *words],
        env={**os.environ, "DATABASE_URL": NOWHERE, "DJANGO_SETTINGS_MODULE": "beatflow_site.settings"},
        capture_output=True, text=True, check=False, timeout=120, **more,
    )  # fmt: skip


def files_of(folder: Path) -> set[str]:
    return {str(path.relative_to(folder)) for path in folder.rglob("*") if path.is_file()}


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, subprocess.CompletedProcess[str]]:
    """A beat in a folder whose parents weren't there either."""
    out = tmp_path_factory.mktemp("beats") / "new" / "folder"
    return out, command("dark trap in C minor around 140, 4 seconds, no melody", "--out", str(out), "--seed", "7")


def test_it_needs_no_database_and_says_one_line(made: tuple[Path, subprocess.CompletedProcess[str]]) -> None:
    out, done = made
    assert (done.returncode, done.stderr) == (0, "")
    assert len(done.stdout.splitlines()) == 1
    assert all(piece in done.stdout for piece in (str(out), "trap", "140 bpm", "C minor", "seed 7"))


def test_it_writes_exactly_the_files_it_promises(made: tuple[Path, subprocess.CompletedProcess[str]]) -> None:
    stems = {f"stems/{kind}.wav" for kind in STEM_KINDS if kind != "melody"}
    assert files_of(made[0]) == {"mix.wav", "mix-unmastered.wav", "beat.mid", "beat.json", *stems}
    assert [path.name for path in made[0].parent.iterdir()] == ["folder"]


def test_every_sound_is_24_bit_at_44100_and_exactly_as_long_as_asked(made: tuple[Path, Any]) -> None:
    for path in made[0].rglob("*.wav"):
        sound = soundfile.info(path)
        assert (sound.subtype, sound.samplerate, sound.channels, sound.frames) == ("PCM_24", 44_100, 2, 4 * 44_100)


def test_the_stems_sum_to_the_unmastered_mix_with_headroom(made: tuple[Path, Any]) -> None:
    mix, _ = soundfile.read(made[0] / "mix-unmastered.wav")
    total = sum(soundfile.read(path)[0] for path in (made[0] / "stems").iterdir())
    assert np.abs(total - mix).max() < 10 ** (-90 / 20)
    assert np.abs(mix).max() < 1.0


def test_the_description_tells_what_was_made(made: tuple[Path, Any]) -> None:
    told = json.loads((made[0] / "beat.json").read_text(encoding="utf-8"))
    assert (told["engine"], told["genre"], told["bpm"], told["key"]) == ("composer", "trap", 140, "C minor")
    assert (told["mood"], told["seed"], told["duration_s"]) == ("dark", 7, 4)
    assert told["brief"]["prompt"].startswith("dark trap")
    assert told["beats_s"] == pytest.approx([beat * 60 / 140 for beat in range(10)], abs=1e-5)
    for name in ("chords", "sections"):
        assert told[name][0]["start_s"] == 0
        assert told[name][-1]["end_s"] == pytest.approx(4, abs=1e-5)
        assert all(event["start_s"] < event["end_s"] for event in told[name])
    assert told["chords"][0]["symbol"]
    assert told["sections"][0]["name"]
    assert all(seconds >= 0 for seconds in told["timings_s"].values())
    assert {"compose", "render", "mix", "master", "write"} <= set(told["timings_s"])


def test_loudness_and_peak_are_those_of_the_file(made: tuple[Path, Any]) -> None:
    told = json.loads((made[0] / "beat.json").read_text(encoding="utf-8"))
    sound = soundfile.read(made[0] / "mix.wav", dtype="float32")[0]
    assert told["loudness_lufs"] == pytest.approx(loudness.integrated_lufs(sound), abs=0.05)
    assert told["true_peak_dbtp"] == pytest.approx(loudness.true_peak_dbtp(sound), abs=0.05)
    assert told["true_peak_dbtp"] <= -1.0


def test_a_seed_repeats_the_files_and_a_second_beat_replaces_the_first(tmp_path: Path) -> None:
    out = tmp_path / "out"
    beat("", out, genre="house", seed="3", duration="3", bpm="125")
    (out / "notes.txt").write_text("mine")
    first = (out / "mix.wav").read_bytes()
    beat("house, only bass and drums", out, seed="4", duration="3")
    assert files_of(out / "stems") == {"drums.wav", "bass.wav"}
    assert (out / "mix.wav").read_bytes() != first
    beat("", out, genre="house", seed="3", duration="3", bpm="125")
    assert (out / "mix.wav").read_bytes() == first
    assert (out / "notes.txt").read_text() == "mine"


def test_without_a_seed_one_is_drawn_and_reported(tmp_path: Path) -> None:
    said, _ = beat("jazz, only bass, 3 seconds", tmp_path)
    seed = json.loads((tmp_path / "beat.json").read_text())["seed"]
    assert f"seed {seed}," in said


@pytest.mark.parametrize("format", ["mp3", "flac"])
def test_another_format_is_used_for_every_sound(tmp_path: Path, format: str) -> None:
    beat("techno, only bass, 3 seconds", tmp_path, format="wav")
    beat("techno, only bass, 3 seconds", tmp_path, format=format)
    names = {f"mix.{format}", f"mix-unmastered.{format}", f"stems/bass.{format}"}
    assert files_of(tmp_path) == {*names, "beat.mid", "beat.json"}
    assert all(soundfile.info(tmp_path / name).format == format.upper() for name in names)


def test_a_loop_has_whole_bars_and_notices_are_said(tmp_path: Path) -> None:
    _, said = beat("trap at 100, only bass", tmp_path, duration="5", looping=True)
    assert "140–160 bpm" in said
    assert json.loads((tmp_path / "beat.json").read_text())["duration_s"] == pytest.approx(4.8, abs=1e-4)


@pytest.mark.parametrize(
    ("options", "words"),
    [
        ({"bpm": "0"}, "bpm must be between 20 and 300"),
        ({"bpm": "900"}, "bpm must be between 20 and 300"),
        ({"bpm": "fast"}, "bpm must be a number"),
        ({"key": "H#"}, "is not a key"),
        ({"duration": "0"}, "between 3 and 300 seconds"),
        ({"duration": "NaN"}, "between 3 and 300 seconds"),
        ({"genre": "polka"}, "There is no genre “polka”"),
        ({"mood": "purple"}, "There is no mood"),
        ({"seed": "-1"}, "The seed must be between"),
        ({"seed": "x"}, "The seed must be a number"),
        ({"format": "aac"}, "There is no format"),
        ({"engine": "orchestra"}, "There is no engine “orchestra”"),
    ],
)
def test_a_wrong_value_costs_one_line_and_code_2(tmp_path: Path, options: dict[str, str], words: str) -> None:
    said = refusal("trap", tmp_path / "out", **options)
    assert words in said
    assert len(said.splitlines()) == 1
    assert not (tmp_path / "out").exists()


def test_a_beat_is_made_around_a_melody(tmp_path: Path) -> None:
    (tmp_path / "tune.mid").write_bytes(midi_of([69, 71, 72, 74, 76]))
    said, _ = beat("house, only melody, 4 seconds", tmp_path / "out", tune=str(tmp_path / "tune.mid"))
    assert "96 bpm" in said
    told = json.loads((tmp_path / "out" / "beat.json").read_text())["brief"]
    assert [note[2] for note in told["tune"]] == [69, 71, 72, 74, 76]


@pytest.mark.parametrize("data", [None, b"", b"no midi", midi_of(()), b"MThd" * 300_000])
def test_a_file_without_a_melody_costs_one_line_and_code_2(tmp_path: Path, data: bytes | None) -> None:
    if data is not None:
        (tmp_path / "tune.mid").write_bytes(data)
    said = refusal("house", tmp_path / "out", tune=str(tmp_path / "tune.mid"))
    assert len(said.splitlines()) == 1
    assert data is not None or "can't be read: No such file" in said
    assert not (tmp_path / "out").exists()


@pytest.mark.parametrize("prompt", ["", "🔥🔥", "x" * 10_000, "trap at 900 bpm"])
def test_a_prompt_that_cannot_be_costs_one_line_and_code_2(tmp_path: Path, prompt: str) -> None:
    assert len(refusal(prompt, tmp_path / "out").splitlines()) == 1


@pytest.mark.parametrize(
    "words", [["trap"], ["trap", "--out"], ["trap", "--out", "x", "--nope"], ["a", "b", "--out", "x"]]
)
def test_a_wrong_option_costs_one_line_and_code_2(tmp_path: Path, words: list[str]) -> None:
    done = command(*words, cwd=tmp_path)
    assert (done.returncode, done.stdout, len(done.stderr.splitlines())) == (2, "", 1)
    assert list(tmp_path.iterdir()) == []


def test_an_engine_without_its_sounds_says_what_it_lacks(tmp_path: Path, settings: Any) -> None:
    settings.SOUNDS_DIR = tmp_path / "none"
    assert "can't run here" in refusal("trap", tmp_path / "out")


def test_what_is_in_the_way_is_never_overwritten(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("mine")
    assert "is a file" in refusal("trap", tmp_path / "file")
    (tmp_path / "mix.wav").write_text("mine")
    assert "in the way" in refusal("trap", tmp_path)
    assert {path.name: path.read_text() for path in tmp_path.iterdir()} == {"file": "mine", "mix.wav": "mine"}


def test_a_folder_that_cannot_be_written_costs_one_line_and_code_2() -> None:
    said = refusal("trap", Path("/proc/beats/out"))
    assert "/proc/beats/out can't be written" in said
    assert len(said.splitlines()) == 1


def test_a_full_disk_leaves_nothing_behind(tmp_path: Path) -> None:
    limit = (200_000, 200_000)
    done = command(
        "trap, only bass, 3 seconds", "--out", str(tmp_path / "out"),
        preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, limit),
    )  # fmt: skip
    assert (done.returncode, done.stdout) == (2, "")
    assert "can't be written" in done.stderr
    assert len(done.stderr.splitlines()) == 1
    assert list(tmp_path.iterdir()) == []


def _heed_interrupts() -> None:
    """Shells have what they start in the background ignore them, and all that it starts."""
    signal.signal(signal.SIGINT, signal.SIG_DFL)


@pytest.mark.parametrize(("sign", "code"), [(signal.SIGINT, 130), (signal.SIGTERM, 143)])
def test_stopping_it_leaves_nothing_behind(tmp_path: Path, sign: signal.Signals, code: int) -> None:
    run = subprocess.Popen(
        [sys.executable, MANAGE, "beat", "trap, 300 seconds", "--out", str(tmp_path / "out")],
        env={**os.environ, "DJANGO_SETTINGS_MODULE": "beatflow_site.settings"},
        stderr=subprocess.PIPE, stdout=subprocess.PIPE, text=True, preexec_fn=_heed_interrupts,
    )  # fmt: skip
    until = time.monotonic() + 60
    while not list(tmp_path.glob(".beat-*")) and run.poll() is None and time.monotonic() < until:
        time.sleep(0.01)
    run.send_signal(sign)
    _, said = run.communicate(timeout=60)
    assert run.returncode == code
    assert "Traceback" not in said
    assert list(tmp_path.iterdir()) == []


def test_a_terminal_sees_a_bar_that_clears_itself(tmp_path: Path) -> None:
    ours, theirs = pty.openpty()
    done = subprocess.run(
        [sys.executable, MANAGE, "beat", "trap, only bass, 3 seconds", "--out", str(tmp_path)],
        env={**os.environ, "DJANGO_SETTINGS_MODULE": "beatflow_site.settings"},
        stdout=subprocess.PIPE, stderr=theirs, check=True, timeout=120,
    )  # fmt: skip
    os.close(theirs)
    seen = os.read(ours, 100_000).decode()
    os.close(ours)
    assert "Creating bassline" in seen
    assert seen.rstrip("\n").endswith("\r\x1b[K")
    assert len(done.stdout.splitlines()) == 1

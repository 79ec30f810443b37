"""The warm child: JSON lines in and out, and no way for an engine to break it."""

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import asdict
from pathlib import Path
from typing import Any

import pytest

from audio.dsp.codec import read
from generation.engines import host
from generation.engines.base import Brief, Passing, Progress, Refused, Take
from generation.engines.facilities import Facilities
from generation.engines.host import Host
from tests.sites import ROOT

SOUNDS = ROOT / "node_modules"
BRIEF = Brief(genre="trap", bpm=140, key="C minor", mood="dark", duration_s=3, seed=1)
FIELDS = asdict(BRIEF)


@pytest.fixture(scope="module")
def child() -> Iterator[subprocess.Popen[str]]:
    command = [sys.executable, "-m", "generation.engines.host"]
    pipes: dict[str, Any] = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE, "text": True}
    process = subprocess.Popen(command, cwd=ROOT, **pipes)
    assert process.stdin is not None
    process.stdin.write(json.dumps(Facilities(SOUNDS).as_json()) + "\n")
    yield process
    process.kill()
    process.communicate()


def asked(child: "subprocess.Popen[str]", **request: Any) -> list[dict[str, Any]]:
    assert child.stdin is not None
    assert child.stdout is not None
    child.stdin.write(json.dumps({"do": "beat", "engine": "composer", "brief": FIELDS, **request}) + "\n")
    child.stdin.flush()
    answers: list[dict[str, Any]] = []
    while not answers or "progress" in answers[-1]:
        answers.append(json.loads(child.stdout.readline()))
    return answers


def test_a_beat_comes_back_as_files_that_are_whole(child: "subprocess.Popen[str]", tmp_path: Path) -> None:
    *steps, last = asked(child, folder=str(tmp_path))
    percents = [step["progress"][0] for step in steps]
    assert percents == sorted(percents)
    done = last["done"]
    assert {"mix", "master", "stems/drums", "stems/bass"} <= done["sounds"].keys()
    for told in done["sounds"].values():
        assert len(read(tmp_path / told["file"])) == told["frames"] == 3 * 44_100
        assert (tmp_path / told["renditions"]["peaks-256"]).stat().st_size == 2 * -(-told["frames"] // 256)
    assert (tmp_path / done["sounds"]["master"]["renditions"]["mp3-320"]).is_file()
    assert json.loads((tmp_path / done["documents"]["score.json"]).read_text())
    assert (tmp_path / done["documents"]["beat.mid"]).read_bytes().startswith(b"MThd")


def test_the_stems_that_were_written_sum_to_the_mix_that_was_written(
    child: "subprocess.Popen[str]", tmp_path: Path
) -> None:
    done = asked(child, folder=str(tmp_path))[-1]["done"]
    sounds = {name: read(tmp_path / told["file"]) for name, told in done["sounds"].items()}
    summed = sum(sound for name, sound in sounds.items() if name.startswith("stems/"))
    assert abs(summed - sounds["mix"]).max() < 4e-7


def test_a_stem_made_anew_comes_back_alone_with_the_new_mix(child: "subprocess.Popen[str]", tmp_path: Path) -> None:
    first, second = tmp_path / "first", tmp_path / "second"
    done = asked(child, folder=str(first))[-1]["done"]
    stems = {name[6:]: str(first / told["file"]) for name, told in done["sounds"].items() if name.startswith("stems/")}
    held = {"score": str(first / "score.json"), "stems": stems, "kinds": {name: name for name in stems}}
    new = asked(child, do="regenerate", stem="bass", folder=str(second), **held)[-1]["done"]
    assert set(new["sounds"]) == {"stems/bass", "mix", "master"}
    assert new["kept"] == [name for name in stems if name != "bass"]
    files = {
        **{name: first / file for name, file in stems.items()},
        "bass": second / new["sounds"]["stems/bass"]["file"],
    }
    summed = sum(read(Path(file)) for file in files.values())
    assert abs(summed - read(second / new["sounds"]["mix"]["file"])).max() < 4e-7
    assert (second / new["documents"]["beat.mid"]).is_file()
    longer = asked(child, do="extend", bars=2, place="before", folder=str(tmp_path / "third"), **held)[-1]["done"]
    assert longer["kept"] == []
    assert {told["frames"] for told in longer["sounds"].values()} == {3 * 44_100 + round(8 * 60 / 140 * 44_100)}
    stems["bass"] = str(first / "gone.flac")
    assert asked(child, do="regenerate", stem="bass", folder=str(second), **held)[-1]["error"]["code"] == "no_sound"
    held["score"] = stems["drums"]
    assert asked(child, do="regenerate", stem="bass", folder=str(second), **held)[-1]["error"]["code"] == "no_score"


def test_it_goes_on_after_an_error(child: "subprocess.Popen[str]", tmp_path: Path) -> None:
    (refused,) = asked(child, engine="orchestra", folder=str(tmp_path))
    assert refused["error"]["code"] == "engine_unavailable"
    assert not refused["error"]["can_pass"]
    blocked = tmp_path / "file"
    blocked.write_text("")
    assert asked(child, folder=str(blocked / "below"))[-1]["error"]["code"] == "storage_unwritable"
    assert "done" in asked(child, folder=str(tmp_path))[-1]


def test_it_ends_when_its_input_ends() -> None:
    command = [sys.executable, "-m", "generation.engines.host", str(SOUNDS)]
    process = subprocess.Popen(command, cwd=ROOT, stdin=subprocess.PIPE)
    assert process.stdin is not None
    process.stdin.close()
    assert process.wait(timeout=60) == 0


class Failing:
    """An engine that fails in a given way."""

    name = "failing"

    def __init__(self, error: Exception) -> None:
        self._error = error

    def compose(self, brief: Brief) -> Iterator[Progress | Take]:
        yield Progress(50, "Half-way…")
        raise self._error


@pytest.mark.parametrize("work", [{"do": "regenerate", "stem": "bass"}, {"do": "extend", "bars": 4, "place": "after"}])
def test_an_engine_that_only_makes_new_beats_says_so(work: dict[str, Any], tmp_path: Path) -> None:
    request = {**work, "engine": "failing", "brief": FIELDS, "folder": os.fspath(tmp_path)}
    (last,) = host.respond(request, Host(Facilities(SOUNDS), {"failing": Failing(ValueError())}))
    assert last["error"]["code"] == "engine_unable"
    assert "failing" in last["error"]["sentence"]


@pytest.mark.parametrize(
    ("error", "code", "can_pass"),
    [
        (Refused("voice_unknown", "There is no such voice."), "voice_unknown", False),
        (Passing("The service is busy."), "engine_busy", True),
        (OSError(28, "No space left on device"), "storage_full", False),
        (PermissionError(13, "Permission denied"), "storage_unwritable", False),
        (ZeroDivisionError("secret details"), "engine_broken", True),
    ],
)
def test_every_way_to_fail_has_its_code_and_sentence(
    error: Exception, code: str, can_pass: bool, tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    known = Host(Facilities(SOUNDS), {"failing": Failing(error)})
    request = {"do": "beat", "engine": "failing", "brief": FIELDS, "folder": os.fspath(tmp_path)}
    *_, last = host.respond(request, known)
    assert (last["error"]["code"], last["error"]["can_pass"]) == (code, can_pass)
    assert "secret details" not in last["error"]["sentence"]

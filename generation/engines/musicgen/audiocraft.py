"""MusicGen by Meta's own audiocraft, where the owner has installed it: a second way from what is asked to sound.

It runs in a process of its own (`audiocraft_host`), for it wants other packages than we do, and perhaps another Python.
Its weights are those that are published for it, in a folder that is laid out as hub clients do. It plays words only.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import weakref
from collections.abc import Generator, Mapping
from contextlib import closing
from importlib.util import find_spec
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any

from audio.dsp.steps import Step, Steps
from generation.engines import models
from generation.engines.base import Passing, Refused
from generation.engines.facilities import Facilities

if TYPE_CHECKING:  # whoever asks what is lacking loads nothing
    from audio.dsp.sound import Sound
    from generation.engines.composer.takes import Stopwatch
    from generation.engines.musicgen.playing import Asked

PLAYS = ("small", "medium", "stereo-small", "stereo-medium")
"""The models that it plays here; the melody ones need Demucs in it too."""
_WORDS, _CODEC = "t5-base", "facebook/encodec_32khz"
_ROOT = Path(__file__).resolve().parents[3]
_WORKING_BYTES = 2_500_000_000
"""The encoder of words, the codec, what is remembered, and torch itself."""
_TOLD = 0.95
"""The share of a take after which all its steps are done."""


def parts(model: str) -> dict[str, tuple[str, ...]]:
    """Where what it needs is published, and which files."""
    return {
        f"facebook/musicgen-{model}": ("state_dict.bin", "compression_state_dict.bin"),
        _WORDS: ("*.json", "spiece.model", "model.safetensors"),
        _CODEC: ("*.json", "model.safetensors"),
    }


def is_whole(cache: Path, model: str) -> bool:
    """Whether the weights lie in a folder that is laid out as the hub's cache."""
    return all(_file(cache, repo, files[-1]).is_file() for repo, files in parts(model).items())


def _file(cache: Path, repo: str, name: str) -> Path:
    folder = cache / f"models--{repo.replace('/', '--')}"
    main = folder / "refs" / "main"
    commit = main.read_text(encoding="ascii").strip() if main.is_file() else "main"
    return folder / "snapshots" / commit / name


def folder_of(facilities: Facilities, model: str) -> Path:
    """Where its weights lie: what `manage.py fetch_models audiocraft-small` writes."""
    return facilities.models / f"audiocraft-{model}"


def lacks(facilities: Facilities) -> str | None:
    """None where it can run, else a sentence that says what it lacks and how to get it. Looks at files only."""
    if lacking := _lacks_code(facilities):
        return lacking
    model = facilities.musicgen_model
    if model not in PLAYS:
        return f"audiocraft does not play the model {model} here: choose {', '.join(PLAYS)}, or the other runtime."
    if not is_whole(folder_of(facilities, model), model):
        return f"audiocraft's weights are not here: run manage.py fetch_models audiocraft-{model}."
    return None


def _lacks_code(facilities: Facilities) -> str | None:
    if facilities.audiocraft_python:
        is_there = Path(facilities.audiocraft_python).is_file()
        return None if is_there else f"There is no Python at {facilities.audiocraft_python} (AUDIOCRAFT_PYTHON)."
    if not (facilities.audiocraft / "audiocraft" / "__init__.py").is_file():
        return "audiocraft is not installed: run script/setup-audiocraft."
    if find_spec("torch") is None:
        return "audiocraft needs the packages of requirements-ml.txt: run script/setup --ml."
    return None


def played(here: Facilities, model: str, asked: Asked, watch: Stopwatch) -> Steps[list[Sound]]:
    """The sounds of all takes, in the order of their seeds, one after the other."""
    if lacking := lacks(here):
        raise Refused("engine_unavailable", lacking)
    sounds: list[Sound] = []
    with models.held(
        f"audiocraft-{model}", _bytes_needed(here, model), lambda: Player(here, model), here.device
    ) as player:
        player.start()
        watch.lap("load")
        for index, seed in enumerate(asked.seeds):
            sounds.append((yield from _take(here, player, asked, index, seed)))
        watch.lap("write")
    return sounds


def _bytes_needed(here: Facilities, model: str) -> int:
    """Its weights are read in half precision and laid out in full where there is no graphics card."""
    weights = _file(folder_of(here, model), f"facebook/musicgen-{model}", "state_dict.bin").stat().st_size
    return (3 if here.device == "cpu" else 1) * weights + _WORKING_BYTES


def _take(here: Facilities, player: Player, asked: Asked, index: int, seed: int) -> Steps[Sound]:
    from generation.engines.musicgen.playing import stereo
    from generation.engines.musicgen.prompt import words_of

    wish = {
        "words": words_of(asked.brief),
        "duration_s": asked.length_s,
        "seed": seed,
        "top_k": here.musicgen_top_k,
        "guidance": here.musicgen_guidance,
        "temperature": here.musicgen_temperature,
    }
    takes, percent = len(asked.seeds), -1
    with TemporaryDirectory(prefix="audiocraft-") as folder, closing(player.play(wish, Path(folder) / "take")) as steps:
        while True:
            try:
                done, of = next(steps)
            except StopIteration as end:
                return stereo(_read(Path(folder) / "take", end.value["channels"]), end.value["rate_hz"])
            share = (index + _TOLD * min(1.0, done / max(of, 1))) / takes
            if int(100 * share) > percent:
                percent = int(100 * share)
                yield Step(share, _stage(asked, index, done / max(of, 1)))


def _stage(asked: Asked, index: int, share: float) -> str:
    what = f"Writing take {index + 1}" if len(asked.seeds) > 1 else "Writing the music"
    return f"{what}: {min(1.0, share) * asked.length_s:.0f} of {asked.length_s:.0f} s…"


def _read(file: Path, channels: int) -> Any:
    """The samples (channels, frames)."""
    import numpy as np

    return np.fromfile(file, dtype=np.float32).reshape(-1, channels).T


class Player:
    """The process, which is started when it is needed and ends when nobody holds this any more."""

    def __init__(self, here: Facilities, model: str) -> None:
        self._here, self._model = here, model
        self._process: subprocess.Popen[str] | None = None
        self.start()

    def start(self) -> None:
        """Start the process and load the model, unless that is done. Raises Refused, MemoryError or Passing."""
        if self._process is not None and self._process.poll() is None:
            return
        process = subprocess.Popen(
            [self._here.audiocraft_python or sys.executable, "-m", "generation.engines.musicgen.audiocraft_host"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
            cwd=_ROOT,
            env=_environment(self._here, self._model),
        )
        self._process = process
        weakref.finalize(self, _end, process)
        here = self._here
        self._send({"model": f"facebook/musicgen-{self._model}", "device": here.device, "threads": here.threads})
        self._heard()

    def play(self, wish: Mapping[str, Any], file: Path) -> Generator[tuple[int, int], None, Mapping[str, Any]]:
        """Steps (done, of); returns the rate and channels of what lies in the file then. Closing it stops the work."""
        self._send({"do": "play", **wish, "file": str(file)})
        is_over = False
        try:
            while "step" in (message := self._heard()):
                done, of = message["step"]
                yield done, of
            is_over = True
        except (Refused, Passing, MemoryError):
            is_over = True
            raise
        finally:
            if not is_over:
                self._stop()
        played: Mapping[str, Any] = message["played"]
        return played

    def _stop(self) -> None:
        """End what is being played, and hear the process out, so that it is ready for the next."""
        self._send({"do": "stop"})
        while "stopped" not in self._message():
            pass

    def _send(self, message: Mapping[str, Any]) -> None:
        assert self._process is not None
        assert self._process.stdin is not None
        try:
            self._process.stdin.write(json.dumps(message) + "\n")
            self._process.stdin.flush()
        except BrokenPipeError as error:
            raise Passing(_DIED) from error

    def _heard(self) -> dict[str, Any]:
        """What the process says next. Raises what is wrong where it says so."""
        message = self._message()
        if "error" in message:
            if message["is_memory"]:
                raise MemoryError
            raise Refused("engine_broken", f"audiocraft says: {message['error']}")
        return message

    def _message(self) -> dict[str, Any]:
        assert self._process is not None
        assert self._process.stdout is not None
        line = self._process.stdout.readline()
        if not line:
            raise Passing(_DIED)
        message: dict[str, Any] = json.loads(line)
        return message


_DIED = "audiocraft's process ended unexpectedly."


def _environment(here: Facilities, model: str) -> dict[str, str]:
    """Weights are taken from their folder alone, and read as numbers, never as programs."""
    told = {
        **os.environ,
        "HF_HUB_CACHE": str(folder_of(here, model).resolve()),
        "HF_HUB_OFFLINE": "1",
        "TORCH_FORCE_WEIGHTS_ONLY_LOAD": "1",
    }
    if not here.audiocraft_python:
        told["PYTHONPATH"] = str(here.audiocraft.resolve())
    return told


def _end(process: subprocess.Popen[str]) -> None:
    process.kill()
    process.communicate()

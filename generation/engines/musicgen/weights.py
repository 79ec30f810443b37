"""Where MusicGen's weights lie, how large they are, and what is lacking. Looks at files only; never imports torch."""

from __future__ import annotations

import json
import math
import os
from collections.abc import Callable, Iterator, Mapping
from contextlib import suppress
from importlib.util import find_spec
from pathlib import Path

from generation.engines.base import Refused
from generation.engines.facilities import Facilities
from generation.engines.musicgen import audiocraft

PACKAGES = ("torch", "transformers", "safetensors")
MODELS = ("small", "medium", "melody", "stereo-small", "stereo-medium", "stereo-melody")
REPOS = {name: f"facebook/musicgen-{name}" for name in MODELS}
"""Where each model is published."""


def lacks(facilities: Facilities) -> str | None:
    """None where MusicGen can run by the chosen runtime, else a sentence that says what it lacks and how to get it."""
    return RUNTIMES[facilities.musicgen_runtime](facilities)


def lacks_ours(facilities: Facilities) -> str | None:
    """The same for stepping by ourselves, with transformers."""
    return lacks_model(facilities, facilities.musicgen_model)


RUNTIMES: Mapping[str, Callable[[Facilities], str | None]] = {
    "transformers": lacks_ours,
    "audiocraft": audiocraft.lacks,
}
"""By what MusicGen can be run, and what each lacks."""


def lacks_model(facilities: Facilities, model: str) -> str | None:
    """None where a model and what loads it are here, else a sentence with the command that fetches what isn't."""
    if any(find_spec(package) is None for package in PACKAGES):
        return "MusicGen needs the packages of requirements-ml.txt: run script/setup --ml."
    if folder_of(facilities.models, model):
        return None
    return f"MusicGen's weights are not here: run manage.py fetch_models musicgen-{model}."


def melody_model(facilities: Facilities) -> str:
    """The model that can follow a sound: the stereo one where stereo is chosen and it is here."""
    is_stereo = facilities.musicgen_model.startswith("stereo-")
    chosen = is_stereo and folder_of(facilities.models, "stereo-melody") is not None
    return "stereo-melody" if chosen else "melody"


def folder_of(models: Path, model: str) -> Path | None:
    """The folder with the weights of a model: our own, or a snapshot in the cache that hub clients share."""
    return next((folder for folder in _folders(models, model) if is_whole(folder)), None)


def found(models: Path, model: str) -> Path:
    """The same. Raises Refused where there is none."""
    folder = folder_of(models, model)
    if folder is None:
        raise Refused("no_weights", f"MusicGen's weights are not here: run manage.py fetch_models musicgen-{model}.")
    return folder


def _folders(models: Path, model: str) -> Iterator[Path]:
    yield models / f"musicgen-{model}"
    repo = hub_cache() / f"models--{REPOS[model].replace('/', '--')}"
    main = repo / "refs" / "main"
    if main.is_file():
        yield repo / "snapshots" / main.read_text(encoding="ascii").strip()


def hub_cache() -> Path:
    """Where hub clients keep what they have fetched, by the variables that they obey."""
    home = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "huggingface"
    own = Path(os.environ.get("HF_HOME") or home) / "hub"
    return Path(os.environ.get("HF_HUB_CACHE") or own).expanduser()


def is_whole(folder: Path) -> bool:
    """Whether the configuration, the words and all files of weights are there."""
    named = (folder / name for name in ("config.json", "tokenizer.json", "tokenizer_config.json"))
    return all(file.is_file() for file in (*named, *files(folder)))


def files(folder: Path) -> list[Path]:
    """The files that hold the weights: one, or the parts that an index names."""
    with suppress(OSError, ValueError, KeyError):
        index = json.loads((folder / "model.safetensors.index.json").read_text(encoding="utf-8"))
        return [folder / name for name in sorted(set(index["weight_map"].values()))]
    return [folder / "model.safetensors"]


def numbers(folder: Path) -> dict[str, int]:
    """How many numbers each part ("text_encoder", "decoder", "audio_encoder", …) has, read off the files' headers."""
    counted: dict[str, int] = {}
    for file in files(folder):
        for name, tensor in _header(file).items():
            part = name.split(".", 1)[0]
            counted[part] = counted.get(part, 0) + math.prod(tensor["shape"])
    return counted


def _header(file: Path) -> dict[str, dict[str, list[int]]]:
    with file.open("rb") as data:
        size = int.from_bytes(data.read(8), "little")
        header = json.loads(data.read(size))
    return {name: tensor for name, tensor in header.items() if name != "__metadata__"}

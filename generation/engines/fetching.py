"""Fetching weights from the hub where they are published: safetensors and descriptions, and what audiocraft wants."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from importlib.util import find_spec
from pathlib import Path

from audio.dsp.separation import weights as demucs
from generation.engines.musicgen import audiocraft
from generation.engines.musicgen import weights as musicgen

_NO_PACKAGES = "Fetching needs the packages of requirements-ml.txt: run script/setup --ml."


class Unfetched(Exception):
    """It could not be fetched; the sentence says why."""


@dataclass(frozen=True, slots=True)
class Published:
    """A model as it can be fetched."""

    repo: str
    files: tuple[str, ...]
    """Patterns of their names."""
    is_whole: Callable[[Path], bool]
    gigabytes: float
    parts: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """Files by repo where it is spread over several: its folder is then laid out as the hub's cache."""


def _musicgen(model: str, gigabytes: float) -> Published:
    return Published(musicgen.REPOS[model], ("*.safetensors", "*.json"), musicgen.is_whole, gigabytes)


def _audiocraft(model: str, gigabytes: float) -> Published:
    """What audiocraft wants has its weights in files of torch, which are read as numbers only."""
    parts = audiocraft.parts(model)
    return Published(musicgen.REPOS[model], (), lambda folder: audiocraft.is_whole(folder, model), gigabytes, parts)


MODELS: Mapping[str, Published] = {
    "musicgen-small": _musicgen("small", 2.4),
    "musicgen-medium": _musicgen("medium", 8.0),
    "musicgen-melody": _musicgen("melody", 6.5),
    "musicgen-stereo-small": _musicgen("stereo-small", 2.4),
    "musicgen-stereo-medium": _musicgen("stereo-medium", 8.0),
    "musicgen-stereo-melody": _musicgen("stereo-melody", 6.5),
    "audiocraft-small": _audiocraft("small", 2.0),
    "audiocraft-medium": _audiocraft("medium", 4.8),
    "audiocraft-stereo-small": _audiocraft("stereo-small", 2.0),
    "audiocraft-stereo-medium": _audiocraft("stereo-medium", 4.8),
    demucs.DEMUCS_MODEL: Published(
        demucs.HUB_REPO,
        (f"{demucs.DEMUCS_MODEL}.yaml", "*.safetensors"),
        lambda folder: (folder / f"{demucs.DEMUCS_MODEL}.yaml").is_file() and any(folder.glob("*.safetensors")),
        0.1,
    ),
}
"""By the name of their folder. Gigabytes are rough: how much time and disk to set aside."""
USUAL = ("musicgen-small", "musicgen-melody", demucs.DEMUCS_MODEL)
"""What "all" stands for."""


def fetch(name: str, models: Path) -> Path:
    """Fetch a model into its folder below `models`; what is there already is not fetched again. Raises Unfetched.

    The hub's client shows its own progress on standard error, goes on after an interruption, and obeys HF_ENDPOINT,
    HF_TOKEN and the proxy's variables.
    """
    if find_spec("huggingface_hub") is None:
        raise Unfetched(_NO_PACKAGES)
    model, folder = MODELS[name], models / name
    reason = _download(model, folder)
    if not model.is_whole(folder):
        raise Unfetched(
            f"{name} could not be fetched from {model.repo}: {reason or 'the hub did not answer, or lacks some of it'}."
        )
    return folder


def _download(model: Published, folder: Path) -> str:
    """Bring what is missing; "" or what went wrong, for the client has many errors, and calls half a folder success."""
    from huggingface_hub import snapshot_download

    try:
        for repo, files in model.parts.items():
            snapshot_download(repo, cache_dir=folder, allow_patterns=list(files))
        if not model.parts:
            snapshot_download(model.repo, local_dir=folder, allow_patterns=list(model.files))
    except Exception as error:
        return " ".join(str(error).split()).rstrip(".") or type(error).__name__
    return ""

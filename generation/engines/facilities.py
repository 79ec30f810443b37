"""What engines and audio tools find where they run: folders, a device, the keys of hosted services."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field, fields
from pathlib import Path
from typing import Any

_FOLDERS = ("sounds", "models", "audiocraft")


@dataclass(frozen=True, slots=True)
class Facilities:
    """Handed in by the shell. Keys are left out of its repr, so that no log and no traceback shows one."""

    sounds: Path
    """Where the packages with SoundFonts and samples lie."""
    models: Path = Path("models")
    """Where weights lie, a folder for each model: what `manage.py fetch_models` writes."""
    device: str = "cpu"
    """"cpu" or "cuda"."""
    threads: int = 0
    """How many processors a neural network takes at once; 0 for all that are there."""
    musicgen_runtime: str = "transformers"
    """"transformers", whose steps are ours, or "audiocraft"."""
    audiocraft: Path = Path("audiocraft")
    """The folder of its packages: what `script/setup-audiocraft` writes."""
    audiocraft_python: str = ""
    """The Python of an environment that has audiocraft; "" for this one, with that folder."""
    musicgen_model: str = "small"
    """"small", "medium", "melody", or one of these as "stereo-small"."""
    musicgen_precision: str = "auto"
    """"auto", "float32", "bfloat16", "float16" or, on processors alone, "int8"."""
    musicgen_guidance: float = 3.0
    """How much the words count."""
    musicgen_top_k: int = 250
    """Among how many of the likeliest codes it chooses."""
    musicgen_temperature: float = 1.0
    """How boldly: below 1 it keeps to what is likely."""
    beatoven_url: str = "https://public-api.beatoven.ai"
    beatoven_key: str = field(default="", repr=False)
    beatoven_poll_s: float = 10.0
    beatoven_limit_s: float = 600.0
    """How long one of its tracks may take."""
    beatoven_stems: bool = True
    """Whether its stems are fetched; else they are found here."""
    elevenlabs_url: str = "https://api.elevenlabs.io"
    elevenlabs_key: str = field(default="", repr=False)
    elevenlabs_model: str = "music_v1"
    elevenlabs_limit_s: float = 600.0
    elevenlabs_stems: bool = False
    """Whether it is asked for stems too, which it charges for."""

    def as_json(self) -> dict[str, Any]:
        """For the pipe to the child, which is private; never for a log."""
        return asdict(self) | {name: str(getattr(self, name)) for name in _FOLDERS}


def from_json(told: Mapping[str, Any]) -> Facilities:
    """What `as_json` gave. Unknown fields raise TypeError."""
    known = {one.name for one in fields(Facilities)}
    if unknown := told.keys() - known:
        raise TypeError(f"Unknown facilities: {', '.join(sorted(unknown))}.")
    values: dict[str, Any] = {name: Path(value) if name in _FOLDERS else value for name, value in told.items()}
    return Facilities(**values)

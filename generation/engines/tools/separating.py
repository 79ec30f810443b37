"""A sound taken apart into stems, by the best separator that is installed."""

from __future__ import annotations

from collections.abc import Generator, Iterator, Mapping
from pathlib import Path
from typing import Any

from audio.dsp.codec import encode, read
from audio.dsp.peaks import peaks
from audio.dsp.separation.presets import PRESETS, Preset, kind_of
from audio.dsp.separation.separating import Means, Separated, separation
from audio.dsp.sound import Sound
from generation.engines import models
from generation.engines.base import Done, Progress, Refused
from generation.engines.facilities import Facilities
from generation.engines.telling import within

_NO_SOUND = "The sound that was to be taken apart is missing on the server."
_SEPARATED_PERCENT = 92


def work(request: Mapping[str, Any], facilities: Facilities) -> Iterator[Progress | Done]:
    """Take `"file"` apart as `"preset"` says, into `"folder"`.

    Done has `"stems"` (`[{"name", "kind", "file", "peaks", "frames"}]`, which sum to the file), `"separator"`
    (`{"name", "model", "title"}`) and `"notices"`, sentences for the user.
    """
    preset, folder = PRESETS[request["preset"]], Path(request["folder"])
    sound = _sound(Path(request["file"]))
    separated = yield from _separated(sound, preset, facilities)
    yield Progress(_SEPARATED_PERCENT, "Writing the stems…")
    stems = [_written(name, stem, folder) for name, stem in separated.stems.items()]
    name, model, title, _ = separated.separator
    told = {"name": name, "model": model, "title": title}
    yield Done({"stems": stems, "separator": told, "notices": _notices(preset, separated)})


def _sound(file: Path) -> Sound:
    try:
        return read(file)
    except (ValueError, FileNotFoundError) as error:
        raise Refused("no_sound", _NO_SOUND) from error


def _separated(sound: Sound, preset: Preset, facilities: Facilities) -> Generator[Progress, None, Separated]:
    steps = separation(sound, preset, Means(facilities.models, facilities.device, models.held))
    try:
        return (yield from within(steps, 0, _SEPARATED_PERCENT))
    except ValueError as error:
        raise Refused("separator_unavailable", str(error)) from error


def _written(name: str, stem: Sound, folder: Path) -> dict[str, Any]:
    file, drawn = f"{name}.flac", f"{name}.peaks"
    (folder / file).write_bytes(encode(stem, "flac24"))
    (folder / drawn).write_bytes(peaks(stem))
    return {"name": name, "kind": kind_of(name), "file": file, "peaks": drawn, "frames": len(stem)}


def _notices(preset: Preset, separated: Separated) -> list[str]:
    missing = [name for name in preset.names if name not in separated.stems]
    return [f"Without {', '.join(missing)}: {separated.separator.says}"] if missing else []

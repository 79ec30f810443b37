"""Listening to a sound: tempo and beats, key, loudness."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from audio.dsp.analysis.analyse import steps
from audio.dsp.codec import read
from generation.engines.base import Done, Progress, Refused
from generation.engines.facilities import Facilities

_UNREADABLE = "This sound cannot be read on the server, so it cannot be listened to."


def work(request: Mapping[str, Any], facilities: Facilities) -> Iterator[Progress | Done]:
    """Listen to `"file"`. Done has `"facts"`: `audio.dsp.analysis.analyse.Analysis.facts`."""
    try:
        sound = read(Path(request["file"]))
    except (ValueError, FileNotFoundError) as error:
        raise Refused("no_sound", _UNREADABLE) from error
    listening = steps(sound)
    while True:
        try:
            percent, stage = next(listening)
        except StopIteration as ended:
            yield Done({"facts": ended.value.facts()})
            return
        yield Progress(percent, f"{stage}…")

"""Tools say how far they are all the way through: nothing stands still for half of the work."""

from collections.abc import Callable, Iterator
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest

from audio.dsp.codec import encode
from audio.dsp.sound import SAMPLE_RATE_HZ
from generation.engines.base import Done, Progress
from generation.engines.facilities import Facilities
from generation.engines.tools import mastering, mixing
from tests.make import make_sound

_FRAMES = 2 * SAMPLE_RATE_HZ
_LEVEL = {"gain_cdb": 0, "fade_in_samples": 0, "fade_out_samples": 0}
_PLACE = {"start_samples": 0, "offset_samples": 0, "length_samples": _FRAMES}


def _file(folder: Path, name: str, hz: float) -> str:
    (folder / f"{name}.flac").write_bytes(encode(make_sound(hz, 2.0), "flac24"))
    return str(folder / f"{name}.flac")


def _track(folder: Path, name: str, hz: float) -> dict[str, Any]:
    clips = [{"source": _file(folder, name, hz), **_PLACE, **_LEVEL}]
    return {"id": name, "kind": name, "gain_cdb": 0, "pan_percent": 0, "clips": clips}


def _mixing(folder: Path) -> Iterator[Any]:
    tracks = [_track(folder, name, hz) for name, hz in (("drums", 110), ("bass", 60), ("chords", 330))]
    plan = {"length_samples": _FRAMES, "tracks": tracks}
    return mixing.work({"plan": plan, "profile": "warm", "folder": str(folder)}, Facilities(folder))


def _mastering(folder: Path) -> Iterator[Any]:
    asked = {"mix": _file(folder, "mix", 110), "preset": "club", "tone": {}, "folder": str(folder)}
    return mastering.work(asked, Facilities(folder))


@pytest.mark.parametrize("work", [_mixing, _mastering])
def test_no_step_of_a_tool_is_a_third_of_the_way(work: Callable[[Path], Iterator[Any]], tmp_path: Path) -> None:
    *steps, done = work(tmp_path)
    assert isinstance(done, Done)
    told = [step for step in steps if isinstance(step, Progress)]
    assert told == steps
    percents = [0, *(step.percent for step in told), 100]
    assert percents == sorted(percents)
    assert max(later - earlier for earlier, later in pairwise(percents)) < 34
    assert all(step.stage.endswith("…") for step in told)


def test_a_mix_tells_of_each_player(tmp_path: Path) -> None:
    said = " ".join(step.stage for step in _mixing(tmp_path) if isinstance(step, Progress) and step.percent >= 20)
    assert all(said.count(name) == 3 for name in ("drums", "bass", "chords")), said

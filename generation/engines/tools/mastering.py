"""A mix mastered for a place where music is heard, with what was measured before and after."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from audio.dsp import mastering
from audio.dsp.codec import read
from generation.engines.base import Done, Progress, Refused
from generation.engines.delivery import write_sound
from generation.engines.facilities import Facilities
from generation.engines.telling import within


def work(request: Mapping[str, Any], facilities: Facilities) -> Iterator[Progress | Done]:
    """Master the file `"mix"` for `"preset"`, or to `"target_lufs"` where that is "own", with the tone `"tone"`.

    Done has `"sounds": {"master": …}` as `delivery.deliver` tells of them, `"before"` and `"after"`.
    """
    yield Progress(5, "Listening to the mix…")
    sound, tone = read(Path(request["mix"])), request["tone"]
    shape = {"tilt_db": tone.get("tilt_db", 0.0), "looping": tone.get("looping", False)}
    try:
        is_own = request["preset"] == "own"
        aim = mastering.own_aim(request["target_lufs"]) if is_own else mastering.aim_of(request["preset"])
    except ValueError as error:
        raise Refused("master_impossible", str(error)) from error
    done = yield from within(mastering.mastering(sound, *aim, **shape), 10, 85)
    yield Progress(85, "Writing the file…")
    yield Done(
        {
            "sounds": {"master": write_sound("master", done.sound, Path(request["folder"]))},
            "before": mastering.as_json(done.before),
            "after": mastering.as_json(done.after),
        }
    )

"""The stems of a version mixed anew, by one of the profiles."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import partial
from pathlib import Path
from typing import Any

from audio.dsp import automix
from audio.dsp.bounce import bounce
from audio.dsp.codec import quantise
from audio.dsp.master import mastering
from audio.dsp.spilling import spilled
from generation.engines.base import Done, Progress, Refused
from generation.engines.delivery import write_sound
from generation.engines.facilities import Facilities
from generation.engines.telling import within


def work(request: Mapping[str, Any], facilities: Facilities) -> Iterator[Progress | Done]:
    """Mix `"plan"` (as `audio.dsp.bounce` reads it; tracks have "id" and "kind" besides) by `"profile"`.

    Done has `"sounds"` as `delivery.deliver` tells of them, `"levels"` (`{track: {"gain_db", "pan"}}`), and what was
    measured of the master.
    """
    plan, folder = request["plan"], Path(request["folder"])
    stems, keep = [], partial(spilled, folder=folder)
    for number, track in enumerate(plan["tracks"]):
        yield Progress(round(20 * number / len(plan["tracks"])), f"Listening to {track['id']}…")
        level = {**track, "gain_cdb": 0, "pan_percent": 0}
        alone = keep(bounce({"length_samples": plan["length_samples"], "tracks": [level]}))
        stems.append(automix.Stem(track["id"], track["kind"], alone))
    tone = plan.get("master", {})
    try:
        steps = automix.mixing(stems, request["profile"], looping=bool(tone.get("looping")), keep=keep)
        mixed = yield from within(steps, 20, 70)
    except ValueError as error:
        raise Refused("mix_impossible", str(error)) from error
    del stems, steps
    whole = quantise(automix.total(mixed))
    record = yield from within(mastering(whole, **tone), 70, 85)
    yield Progress(85, "Writing the files…")
    sounds = {f"stems/{one.name}": one.sound for one in mixed} | {"mix": whole, "master": record.sound}
    yield Done(
        {
            "sounds": {name: write_sound(name, sound, folder) for name, sound in sounds.items()},
            "levels": {one.name: {"gain_db": round(one.gain_db, 2), "pan": round(one.pan, 2)} for one in mixed},
            "loudness_lufs": record.loudness_lufs,
            "true_peak_dbtp": record.true_peak_dbtp,
        }
    )

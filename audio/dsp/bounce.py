"""`python -m audio.dsp.bounce PLAN FOLDER mix [master]`: an arrangement as `mix.flac`, and mastered as `master.flac`.

The plan is JSON, in samples, hundredths of a decibel and percent, as arrangements count:

    {"length_samples": 88200, "tracks": [{"gain_cdb": 0, "pan_percent": 0, "clips": [{"source": "/path/of.flac",
      "start_samples": 0, "offset_samples": 0, "length_samples": 88200, "gain_cdb": 0, "fade_in_samples": 0,
      "fade_out_samples": 0}]}], "master": {"tilt_db": 0.5, "drive": 0.2, "looping": false}}

How it is mastered may be left out. Prints one line of JSON: of each file its frames, and of the master
loudness_lufs and true_peak_dbtp, null for silence. Exits with 2 and one line where a source is no audio or the disk is
full.
"""

from __future__ import annotations

import json
import math
import sys
from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path
from typing import Any

import numpy as np

from audio.dsp.codec import encode, read
from audio.dsp.master import master
from audio.dsp.sound import Sound, silence

_SOURCES_KEPT = 2
_read = lru_cache(_SOURCES_KEPT)(lambda path: read(Path(path)))


def bounce(plan: Mapping[str, Any]) -> Sound:
    """The sum of all clips, with their gains, fades and the pans of their tracks. What lies outside is cut off."""
    mix = silence(plan["length_samples"])
    for track in plan["tracks"]:
        sides = _gain(track["gain_cdb"]) * _pan(track["pan_percent"])
        for clip in track["clips"]:
            _lay(mix, clip, sides)
    return mix


def _lay(mix: Sound, clip: Mapping[str, Any], sides: Sound) -> None:
    start, offset = clip["start_samples"], clip["offset_samples"]
    sound = _read(clip["source"])[offset : offset + clip["length_samples"]]
    heard = _faded(sound, clip)[: max(0, len(mix) - start)] * (sides * _gain(clip["gain_cdb"]))
    mix[start : start + len(heard)] += heard


def _faded(sound: Sound, clip: Mapping[str, Any]) -> Sound:
    """With straight fades, that at the end where the clip ends."""
    at = np.arange(len(sound), dtype=np.float32)
    level = np.ones(len(sound), dtype=np.float32)
    if clip["fade_in_samples"]:
        level = np.minimum(level, at / clip["fade_in_samples"])
    if clip["fade_out_samples"]:
        level = np.minimum(level, (clip["length_samples"] - at) / clip["fade_out_samples"])
    return sound * level[:, None]


def _gain(cdb: int) -> np.float32:
    return np.float32(10.0 ** (cdb / 2000.0))


def _pan(percent: int) -> Sound:
    """The level of each side: a pan turns the other side down, and the middle is as it is."""
    return np.array([min(1.0, 1.0 - percent / 100.0), min(1.0, 1.0 + percent / 100.0)], dtype=np.float32)


def main() -> int:
    """The files that are wanted, and what was measured."""
    plan, folder, wanted = json.loads(Path(sys.argv[1]).read_bytes()), Path(sys.argv[2]), sys.argv[3:]
    try:
        mix = bounce(plan)
        told = {"mix": _written(folder / "mix.flac", mix)}
        if "master" in wanted:
            record = master(mix, **plan.get("master", {}))
            measured = {"loudness_lufs": record.loudness_lufs, "true_peak_dbtp": record.true_peak_dbtp}
            told["master"] = _written(folder / "master.flac", record.sound) | _finite(measured)
    except (ValueError, OSError) as error:
        print(error, file=sys.stderr)
        return 2
    print(json.dumps(told))
    return 0


def _written(file: Path, sound: Sound) -> dict[str, float | None]:
    file.write_bytes(encode(sound, "flac24"))
    return {"frames": len(sound)}


def _finite(measured: Mapping[str, float]) -> dict[str, float | None]:
    return {name: value if math.isfinite(value) else None for name, value in measured.items()}


if __name__ == "__main__":
    sys.exit(main())

"""Files that somebody brings: each decoded in a process of its own, in which a hostile one can do no harm."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Any

from audio.dsp.analysis.analyse import analyse
from audio.dsp.codec import read
from audio.dsp.dying import die_with_parent
from audio.dsp.limits import Limits
from generation.engines.base import Done, Passing, Progress, Refused
from generation.engines.facilities import Facilities

_GRACE_S = 60
_STOPPED = "Decoding this file took more time or memory than is allowed."


def work(request: Mapping[str, Any], facilities: Facilities) -> Iterator[Progress | Done]:
    """Decode `"files"` (`[{"name", "file"}]`) within `"limits"` into `"folder"`; one that is refused refuses them all.

    Done has `"files"`, in their order: `{"name", "file", "peaks", "original": intake.Taken}`. With `"is_mixed"` they
    are also put together: "mix.flac" and "master.flac", told of under `"sounds"` as `audio.dsp.bounce` does, and
    what is `"heard"` of the mix is told as `analysis.Analysis.facts` does.
    """
    folder, files = Path(request["folder"]), request["files"]
    limits = Limits(**request["limits"])
    taken = []
    for number, told in enumerate(files):
        yield Progress(round(5 + 65 * number / len(files)), f"Reading {told['name']}…")
        taken.append(taken_in(told, folder, number, limits))
    answer: dict[str, Any] = {"files": taken}
    if request["is_mixed"]:
        yield Progress(70, "Mixing and mastering…")
        answer["sounds"] = _mixed(taken, folder)
        yield Progress(88, "Listening for tempo and key…")
        answer["heard"] = analyse(read(folder / "mix.flac")).facts()
    yield Done(answer)


def taken_in(told: Mapping[str, Any], folder: Path, number: int, limits: Limits) -> dict[str, Any]:
    """One file, decoded and drawn, as Done tells of it. Raises Refused."""
    file, drawn = f"{number}.flac", f"{number}.peaks"
    arguments = [told["file"], str(folder / file), str(folder / drawn), json.dumps(asdict(limits))]
    try:
        ended = _run("audio.dsp.intake", arguments, limits.processor_s + _GRACE_S)
    except subprocess.TimeoutExpired as error:
        raise _refused(told["name"], _STOPPED) from error
    if ended.returncode == 0:
        return {"name": told["name"], "file": file, "peaks": drawn, "original": json.loads(ended.stdout)}
    said = ended.stderr.decode(errors="replace").strip().splitlines()
    raise _refused(told["name"], said[-1] if ended.returncode == 2 and said else _STOPPED)


def _refused(name: str, sentence: str) -> Refused:
    return Refused("file_refused", f"“{name}”: {sentence}")


def _mixed(taken: Sequence[Mapping[str, Any]], folder: Path) -> dict[str, Any]:
    """All files from the start, as they are, and mastered."""
    frames = max(one["original"]["frames"] for one in taken)
    tracks = [{"gain_cdb": 0, "pan_percent": 0, "clips": [_clip(one, folder)]} for one in taken]
    plan = folder / "plan.json"
    plan.write_text(json.dumps({"length_samples": frames, "tracks": tracks}))
    ended = _run("audio.dsp.bounce", [str(plan), str(folder), "mix", "master"], None)
    if ended.returncode:
        sys.stderr.buffer.write(ended.stderr)
        raise Passing("These files were decoded, but could not be mixed.")
    return dict(json.loads(ended.stdout))


def _clip(one: Mapping[str, Any], folder: Path) -> dict[str, Any]:
    place = {"start_samples": 0, "offset_samples": 0, "length_samples": one["original"]["frames"]}
    level = {"gain_cdb": 0, "fade_in_samples": 0, "fade_out_samples": 0}
    return {"source": str(folder / one["file"]), **place, **level}


def _run(module: str, arguments: Sequence[str], timeout_s: float | None) -> subprocess.CompletedProcess[bytes]:
    """It ends with this process from its first moment on, as this one is killed where an import is called off."""
    command = [sys.executable, "-m", module, *arguments]
    return subprocess.run(
        command,
        capture_output=True,
        check=False,
        timeout=timeout_s,
        preexec_fn=die_with_parent,
    )

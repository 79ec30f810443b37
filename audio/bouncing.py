"""Mixing and mastering an arrangement of stored sound in a child process."""

from __future__ import annotations

import json
import shutil
import tempfile
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from django.conf import settings

from audio import services, store, transcoding
from audio.dsp.rate import SAMPLE_RATE_HZ
from audio.models import Blob

MAX_DURATION_S = 15 * 60
_FLAC = "audio/flac"


def bounce(plan: Mapping[str, Any]) -> tuple[Blob, Blob]:
    """The mix and the master of a plan as `dsp.bounce` reads it (an arrangement, and under "master" the tone of its
    master where that has one), with digests for sources; both are kept.

    Takes about 2 s and 60 ms per second of sound. Raises transcoding.Failed, and what `services.keep_file` raises.
    """
    mix, master = _bounced(plan, "mix", "master")
    return mix, master


def mix(plan: Mapping[str, Any]) -> Blob:
    """The mix alone, as `bounce` gives it."""
    (blob,) = _bounced(plan, "mix")
    return blob


def _bounced(plan: Mapping[str, Any], *wanted: str) -> list[Blob]:
    duration_s = plan["length_samples"] / SAMPLE_RATE_HZ
    if duration_s > MAX_DURATION_S:
        raise transcoding.Failed(f"Nothing longer than {MAX_DURATION_S // 60} minutes is mixed.")
    settings.SCRATCH_DIR.mkdir(parents=True, exist_ok=True)
    folder = Path(tempfile.mkdtemp(prefix="bounce-", dir=settings.SCRATCH_DIR))
    try:
        file = folder / "plan.json"
        file.write_text(json.dumps(_with_files(plan)))
        told = json.loads(transcoding.in_child("audio.dsp.bounce", [str(file), str(folder), *wanted], duration_s))
        return [services.keep_file(folder / f"{one}.flac", media_type=_FLAC, **told[one]) for one in wanted]
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _with_files(plan: Mapping[str, Any]) -> dict[str, Any]:
    def found(clip: Mapping[str, Any]) -> dict[str, Any]:
        return {**clip, "source": str(store.path(clip["source"]))}

    tracks = [{**track, "clips": [found(clip) for clip in track["clips"]]} for track in plan["tracks"]]
    return {**plan, "tracks": tracks}

"""Mixing and mastering an arrangement of stored sound in a child process."""

from __future__ import annotations

import json
import shutil
import tempfile
import time
from collections.abc import Callable, Mapping
from contextlib import suppress
from pathlib import Path
from typing import Any

from django.conf import settings

from audio import services, store, transcoding
from audio.dsp.rate import SAMPLE_RATE_HZ
from audio.models import Blob

MAX_DURATION_S = 15 * 60
_FLAC = "audio/flac"
_FOLDER = "bounce-"
_OVER_AFTER_S = 3600.0
"""Nothing takes that long."""


def bounce(plan: Mapping[str, Any], look: Callable[[], None] = lambda: None) -> tuple[Blob, Blob]:
    """The mix and the master of a plan as `dsp.bounce` reads it (an arrangement, and under "master" the tone of its
    master where that has one), with digests for sources; both are kept.

    Takes about 2 s and 60 ms per second of sound; `look` is called often meanwhile, and may raise to end it. Raises
    transcoding.Failed, and what `services.keep_file` raises.
    """
    mix, master = _bounced(plan, look, "mix", "master")
    return mix, master


def mix(plan: Mapping[str, Any]) -> Blob:
    """The mix alone, as `bounce` gives it."""
    (blob,) = _bounced(plan, lambda: None, "mix")
    return blob


def _bounced(plan: Mapping[str, Any], look: Callable[[], None], *wanted: str) -> list[Blob]:
    duration_s = plan["length_samples"] / SAMPLE_RATE_HZ
    if duration_s > MAX_DURATION_S:
        raise transcoding.Failed(f"Nothing longer than {MAX_DURATION_S // 60} minutes is mixed.")
    settings.SCRATCH_DIR.mkdir(parents=True, exist_ok=True)
    folder = Path(tempfile.mkdtemp(prefix=_FOLDER, dir=settings.SCRATCH_DIR))
    try:
        file = folder / "plan.json"
        file.write_text(json.dumps(_with_files(plan)))
        arguments = [str(file), str(folder), *wanted]
        told = json.loads(transcoding.in_child("audio.dsp.bounce", arguments, duration_s, look))
        return [services.keep_file(folder / f"{one}.flac", media_type=_FLAC, **told[one]) for one in wanted]
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def clear_away() -> None:
    """Remove the folders that were left behind by processes that died."""
    for folder in settings.SCRATCH_DIR.glob(f"{_FOLDER}*"):
        with suppress(FileNotFoundError):
            if time.time() - folder.stat().st_mtime > _OVER_AFTER_S:
                shutil.rmtree(folder, ignore_errors=True)


def _with_files(plan: Mapping[str, Any]) -> dict[str, Any]:
    def found(clip: Mapping[str, Any]) -> dict[str, Any]:
        return {**clip, "source": str(store.path(clip["source"]))}

    tracks = [{**track, "clips": [found(clip) for clip in track["clips"]]} for track in plan["tracks"]]
    return {**plan, "tracks": tracks}

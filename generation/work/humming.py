"""A hum: decoded and heard by the child, then kept for whoever hummed it."""

from collections.abc import Mapping
from dataclasses import asdict
from pathlib import Path
from typing import Any

from django.conf import settings

from audio import store
from audio.dsp.limits import Limits
from audio.models import Blob
from generation import humming
from generation.models import Hum, Job
from generation.work.child import Failed, Look
from generation.work.importing import kept_blob

_LOST = "This recording is missing from the server's store. Hum it once more."


def request(job: Job, folder: Path, look: Look) -> Mapping[str, Any]:
    """Lay the recording out, and say how long it may be."""
    told = job.params["files"][0]
    try:
        store.lay(told["digest"], folder / "original")
    except (FileNotFoundError, ValueError) as error:
        raise Failed("file_lost", _LOST, can_pass=False) from error
    limits = Limits(bytes=settings.UPLOAD_LIMIT_BYTES, duration_s=humming.LONGEST_S)
    hum = {"name": told["name"], "file": str(folder / "original")}
    return {"do": "hum", "hum": hum, "limits": asdict(limits), "folder": str(folder)}


def keep(job: Job, answer: Mapping[str, Any], folder: Path) -> Blob:
    """Store the sound and how it is drawn."""
    return kept_blob(answer["taken"], folder)


def conclude(job: Job, answer: Mapping[str, Any], kept: Blob) -> Mapping[str, Any]:
    """Keep the notes with the recording."""
    bpm = job.params["bpm"]
    hum = Hum.objects.create(
        user=job.user,
        name=job.title,
        sound=kept,
        heard=answer["notes"],
        heard_bpm=bpm or answer["bpm"],
        was_counted_in=bpm is not None,
    )
    return {"hum": str(hum.pk), "notes": len(answer["notes"])}

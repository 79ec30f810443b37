"""More bars: the engine hears a commit and goes on where it ends, or leads to where it begins."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from generation.models import Job
from generation.work import changing
from generation.work.child import Look
from generation.work.takes import Kept


def request(job: Job, folder: Path, look: Look) -> Mapping[str, Any]:
    """Ask the engine for the bars."""
    return {"do": "extend", "bars": job.params["bars"], "place": job.params["place"], **changing.held(job, folder)}


def keep(job: Job, answer: Mapping[str, Any], folder: Path) -> Kept:
    """Store the longer stems, mix and master."""
    return changing.keep(job, answer, folder)


def conclude(job: Job, answer: Mapping[str, Any], kept: Kept) -> Mapping[str, Any]:
    """Commit it on top of what it was made for."""
    told = {"bars": job.params["bars"], "place": job.params["place"]}
    return changing.conclude(job, answer, kept, told, word="longer")

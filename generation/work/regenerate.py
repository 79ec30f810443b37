"""A new take of one stem: the engine hears a commit and plays one of its stems anew."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from generation.models import Job
from generation.work import changing
from generation.work.child import Look
from generation.work.takes import Kept


def request(job: Job, folder: Path, look: Look) -> Mapping[str, Any]:
    """Ask the engine for the stem."""
    return {"do": "regenerate", "stem": job.params["stem"], **changing.held(job, folder)}


def keep(job: Job, answer: Mapping[str, Any], folder: Path) -> Kept:
    """Store the new stem, mix and master."""
    return changing.keep(job, answer, folder)


def conclude(job: Job, answer: Mapping[str, Any], kept: Kept) -> Mapping[str, Any]:
    """Commit it on top of what it was made for."""
    told = {"stem": job.params["stem"], "wishes": job.params["wishes"]}
    return changing.conclude(job, answer, kept, told, word=job.params["stem"])

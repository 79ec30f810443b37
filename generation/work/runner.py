"""One attempt at one job, from the request to the child to the end of the job, whatever that is."""

import errno
import logging
import shutil
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from functools import partial
from importlib import import_module
from pathlib import Path
from typing import Any, Protocol, cast

from django.conf import settings

from audio.store import StoreFull
from generation.models import Job
from generation.work import leases
from generation.work.child import Child, Died, Failed, Look

FULL = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG)
PROGRESS_EVERY_S = 0.1
LOOK_EVERY_S = 0.2
_FULL = "The server's disk is full, so this could not be kept. Nothing of it was stored."
_UNWRITABLE = "The server's audio store cannot be written, so this could not be kept. Nothing of it was stored."
_DIED = "The engine stopped unexpectedly."
_BROKEN = "Something broke while this was being made. The details are in the server's log."
_logger = logging.getLogger(__name__)


class Cancelled(Exception):
    """Its user wants it no more."""


class Kind(Protocol):
    """A type of job."""

    def request(self, job: Job, folder: Path, look: Look) -> Mapping[str, Any]:
        """What to ask the child. What takes long to find out calls `look` meanwhile."""
        ...

    def keep(self, job: Job, answer: Mapping[str, Any], folder: Path) -> Any:
        """Store what the child wrote: blobs only, which may be done twice."""
        ...

    def conclude(self, job: Job, answer: Mapping[str, Any], kept: Any) -> Mapping[str, Any]:
        """Record it, in the transaction that ends the job; return the job's result."""
        ...


KINDS: Mapping[str, str] = {
    "beat": "generation.work.beat",
    "regenerate": "generation.work.regenerate",
    "extend": "generation.work.extend",
    "analyse": "generation.work.analyse",
    "hum": "generation.work.humming",
    "import": "generation.work.importing",
    "mix": "generation.work.mixing",
    "master": "generation.work.mastering",
    "stems": "generation.work.stems",
}
"""The module that knows each type of job."""


def run(job: Job, child: Child) -> None:
    """Try to do the job that was just claimed, and leave it completed, failed, cancelled or waiting."""
    with ending(job):
        _attempt(job, kind_of(job), child)


def kind_of(job: Job) -> Kind:
    """What knows its type."""
    return cast(Kind, import_module(KINDS[job.type]))


@contextmanager
def ending(job: Job) -> Iterator[None]:
    """Whatever the block raises ends the job: cancelled, failed, or waiting for another attempt."""
    with suppress(leases.Lost):
        try:
            yield
        except Cancelled:
            leases.end_cancelled(job)
        except leases.Lost:
            _logger.info("Lost job %s to somebody else; what was made is dropped.", job.pk)
        except Exception as error:
            _settle(job, error)


def _attempt(job: Job, kind: Kind, child: Child) -> None:
    watch = Watch(job)
    with scratch(job) as folder:
        request = {**kind.request(job, folder, watch.look), "notes": job.notes}
        answer = child.ask(request, on_progress=watch.progress, tick=watch.look, on_note=partial(leases.note, job))
        finish(job, kind, answer, folder, watch)


def finish(job: Job, kind: Kind, answer: Mapping[str, Any], folder: Path, watch: "Watch") -> None:
    """Keep what the child answered, and end the job with it."""
    leases.progress(job, 97, "Keeping it…")
    kept = kind.keep(job, answer, folder)
    watch.look_now()
    leases.complete(job, partial(kind.conclude, job, answer, kept), cost=answer.get("cost"))


@contextmanager
def scratch(job: Job) -> Iterator[Path]:
    """The folder of an attempt, which goes with it."""
    folder = settings.SCRATCH_DIR / scratch_name(job)
    try:
        settings.SCRATCH_DIR.mkdir(parents=True, exist_ok=True)
        folder.mkdir(exist_ok=True)
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def scratch_name(job: Job) -> str:
    """The folder of one attempt; another attempt has another."""
    return f"{job.pk}.{job.attempts}.{job.worker.rpartition(':')[2]}"


class Watch:
    """Between the child and the database: passes progress on, holds the lease, hears a cancel."""

    def __init__(self, job: Job) -> None:
        self._job = job
        self._looked_at = self._told_at = self._renewed_at = time.monotonic()
        self._told: tuple[int, str] = (0, "")

    def progress(self, percent: int, stage: str) -> None:
        """Tell it if the stage is new or the last telling is a while ago."""
        now = time.monotonic()
        is_new = stage != self._told[1] or (percent != self._told[0] and now - self._told_at >= PROGRESS_EVERY_S)
        if is_new:
            leases.progress(self._job, percent, stage)
            self._told, self._told_at = (percent, stage), now

    def look(self) -> None:
        """Look now and then; raises Cancelled or Lost."""
        if time.monotonic() - self._looked_at >= LOOK_EVERY_S:
            self.look_now()

    def look_now(self) -> None:
        """Raises Cancelled or Lost."""
        self._looked_at = now = time.monotonic()
        if leases.is_cancel_wanted(self._job):
            raise Cancelled
        if now - self._renewed_at >= settings.JOB_LEASE_S / 4:
            leases.renew(self._job)
            self._renewed_at = now


def _settle(job: Job, error: Exception) -> None:
    """Fail the job or put it off, with a sentence for its user; the details go to the log."""
    code, sentence, can_pass = _reason(error)
    _logger.warning("Job %s, attempt %s: %s", job.pk, job.attempts, code, exc_info=error)
    if can_pass:
        leases.put_off(job, code, sentence, error.wait_s if isinstance(error, Failed) else 0.0)
    else:
        leases.give_up(job, code, sentence)


def _reason(error: Exception) -> tuple[str, str, bool]:
    match error:
        case Failed():
            return error.code, error.sentence, error.can_pass
        case Died():
            return "engine_died", _DIED, True
        case OSError() if isinstance(error, StoreFull) or error.errno in FULL:
            return "storage_full", _FULL, False
        case OSError():
            return "storage_unwritable", _UNWRITABLE, False
        case _:
            return "broken", _BROKEN, True

"""Several takes of one brief, which an engine makes in one go: each is a job of its own, and ends by itself."""

import shutil
import time
from collections.abc import Callable, Mapping, Sequence
from contextlib import ExitStack
from pathlib import Path
from typing import Any

from generation.models import Job
from generation.work import runner
from generation.work.child import Child, Died

GRACE_S = 2.0
"""How long the child may take to stop by itself where no take is wanted any more: then it keeps its models."""


class _NoneWanted(Exception):
    """Every job of the batch has ended, and the child goes on."""


class _Part:
    """A job of the batch, while it is open."""

    def __init__(self, job: Job, folder: Path) -> None:
        self.job, self.folder = job, folder
        self.watch, self.is_open = runner.Watch(job), True

    def do(self, work: Callable[[], None]) -> None:
        """Something for this job alone; what goes wrong ends this job alone."""
        if not self.is_open:
            return
        fine = False
        with runner.ending(self.job):
            work()
            fine = True
        if not fine:
            self.close()

    def close(self) -> None:
        """It has ended. Its folder goes, by which the child knows that nobody wants this take any more."""
        self.is_open = False
        shutil.rmtree(self.folder, ignore_errors=True)

    def hear(self, message: Mapping[str, Any]) -> None:
        """What the child says of it."""
        if "done" in message:
            self.do(lambda: self._finish(message["done"]))
        else:
            self.do(lambda: self.watch.progress(*message["progress"]))

    def _finish(self, answer: Mapping[str, Any]) -> None:
        runner.finish(self.job, runner.kind_of(self.job), answer, self.folder, self.watch)
        self.close()


def run(jobs: Sequence[Job], child: Child) -> None:
    """Do jobs that were just claimed: takes of one brief, asked for together; each ends as it would alone."""
    if len(jobs) == 1:
        return runner.run(jobs[0], child)
    with ExitStack() as folders:
        parts = [_Part(job, folders.enter_context(runner.scratch(job))) for job in jobs]
        try:
            _ask(parts, child)
            _end_all(parts, Died())  # what the child passed over
        except _NoneWanted:
            pass
        except Exception as error:
            _end_all(parts, error)
    return None


class _Look:
    """Look after all jobs now and then, and end the child where it goes on for nobody."""

    def __init__(self, parts: Sequence[_Part]) -> None:
        self._parts = parts
        self._ended_at: float | None = None

    def __call__(self) -> None:
        for part in self._parts:
            part.do(part.watch.look)
        if any(part.is_open for part in self._parts):
            return
        now = time.monotonic()
        self._ended_at = self._ended_at or now
        if now - self._ended_at > GRACE_S:
            raise _NoneWanted


def _ask(parts: Sequence[_Part], child: Child) -> None:
    child.ask(
        _request(parts),
        on_progress=lambda percent, stage: None,
        tick=_Look(parts),
        on_part=lambda index, message: parts[index].hear(message),
    )


def _request(parts: Sequence[_Part]) -> Mapping[str, Any]:
    """Ask for all of them at once, by what each would ask for alone."""
    alone = [runner.kind_of(part.job).request(part.job, part.folder, part.watch.look) for part in parts]
    folders = [one["folder"] for one in alone]
    return {"do": "beats", "engine": alone[0]["engine"], "briefs": [one["brief"] for one in alone], "folders": folders}


def _end_all(parts: Sequence[_Part], error: Exception) -> None:
    """What ends the work on all of them ends each that is still open."""

    def fail() -> None:
        raise error

    for part in parts:
        part.do(fail)

"""Variations of a brief by MusicGen, from the queue to their commits, in a worker's real child."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

pytest.importorskip("torch")

from accounts.models import User
from generation import services
from generation.engines.base import Brief
from generation.models import Generation, Job
from generation.work import batches, leases, runner
from generation.work.child import Child
from repos.models import Commit

pytestmark = pytest.mark.ml
BRIEF = Brief(genre="trap", bpm=140, key="C minor", mood="dark", duration_s=3, seed=5)


@pytest.fixture
def child(weights_dir: Path, settings: Any, tmp_path: Path) -> Iterator[Child]:
    settings.MODELS_DIR, settings.SCRATCH_DIR, settings.MODEL_THREADS = weights_dir, tmp_path / "scratch", 1
    started = Child()
    yield started
    started.kill()


def worked(child: Child) -> list[Job]:
    jobs = leases.claim_all("cpu", "here:1:1")
    batches.run(jobs, child)
    return list(Job.objects.filter(pk__in=[job.pk for job in jobs]).order_by("index"))


def stages(generation: Generation, index: int) -> list[str]:
    events = generation.jobs.get(index=index).events.filter(type="generation:progress")
    return [event.payload.get("stage", "") for event in events]


def test_they_are_written_at_once_and_each_is_a_commit_of_its_own(
    alice: User, child: Child, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = services.order(BRIEF, by=alice, engine="musicgen", variations=2)
    jobs = worked(child)
    assert [(job.state, job.error) for job in jobs] == [("completed", "")] * 2
    assert {job.result["model"] for job in jobs} == {"musicgen-small"}
    for index in (1, 2):
        assert any(stage.startswith("Writing takes 1 to 2 at once") for stage in stages(first, index))
    trees = [Commit.objects.get(takes__job=job).tree for job in jobs]
    stems = [{entry.path: entry.blob_id for entry in tree.stems()} for tree in trees]
    assert stems[0].keys() == stems[1].keys() == {"stems/drums", "stems/bass", "stems/other"}
    assert stems[0] != stems[1]

    services.order(replace(BRIEF, seed=6), by=alice, engine="musicgen")
    (alone,) = worked(child)
    assert {entry.path: entry.blob_id for entry in Commit.objects.get(takes__job=alone).tree.stems()} == stems[1]

    told = runner.Watch.progress

    def progress(watch: runner.Watch, percent: int, stage: str) -> None:
        told(watch, percent, stage)
        if stage.startswith("Writing takes"):
            for job in second.jobs.all():
                services.cancel(job, by=alice)

    monkeypatch.setattr(runner.Watch, "progress", progress)
    second = services.order(replace(BRIEF, duration_s=60), by=alice, engine="musicgen", variations=2)
    process = child._process
    assert {job.state for job in worked(child)} == {"cancelled"}
    assert child._process is process, "it stopped by itself, and keeps its model"

"""Takes of one brief that an engine makes at once: claimed together, and each ends as a job of its own."""

import shutil
from collections.abc import Callable, Iterator, Mapping
from dataclasses import asdict
from pathlib import Path
from typing import Any

import pytest

from accounts.models import User
from generation import services
from generation.engines import finishing
from generation.engines.base import Batcher, Brief, Passing, Progress, Refused, Take
from generation.engines.composer.takes import Stopwatch
from generation.engines.facilities import Facilities
from generation.engines.host import Host, respond
from generation.models import Generation, Job
from generation.work import batches, leases
from generation.work.child import Died, Failed
from repos.models import Commit
from tests.make import make_sound

BRIEF = Brief(genre="trap", bpm=140, key="C minor", mood="dark", duration_s=3, seed=5)
WORKER = "here:1:1"


class Duplicator:
    """An engine that makes takes at once, each of a tone of its own; `then` happens before the take of its place."""

    name = "musicgen"

    def __init__(self) -> None:
        self.then: dict[int, Callable[[], Any]] = {}
        self.asked: list[list[int]] = []
        self.passed_over: set[int] = set()

    def compose(self, brief: Brief) -> Iterator[Progress | Take]:
        return (step for _, step in self.compose_batch([brief], lambda index: True))

    def compose_batch(
        self, briefs: list[Brief], is_wanted: Callable[[int], bool]
    ) -> Iterator[tuple[int, Progress | Take]]:
        self.asked.append([brief.seed for brief in briefs])
        for index in range(len(briefs)):
            yield index, Progress(50, "Writing…")
        for index, brief in enumerate(briefs):
            self.then.get(index, lambda: None)()
            if is_wanted(index) and index not in self.passed_over:
                stems = {"drums": make_sound(brief.seed), "other": make_sound(brief.seed + 1)}
                yield from ((index, step) for step in finishing.finished(brief, self.name, stems, Stopwatch()))


class Here:
    """A child that works in this process."""

    def __init__(self, host: Host) -> None:
        self.host = host

    def ask(
        self, request: Mapping[str, Any], *, tick: Callable[[], None], on_progress: Callable[[int, str], None],
        on_part: Callable[[int, Mapping[str, Any]], None] = lambda index, message: None, **callbacks: Any,
    ) -> Any:  # fmt: skip
        for message in respond(request, self.host):
            tick()
            if "of" in message:
                on_part(message["of"], message)
            elif "done" in message:
                return message["done"]
            elif "error" in message:
                raise Failed(**message["error"])
        raise Died


@pytest.fixture
def engine() -> Duplicator:
    return Duplicator()


@pytest.fixture
def child(engine: Duplicator, tmp_path: Path) -> Here:
    return Here(Host(Facilities(sounds=tmp_path), {"musicgen": engine, "composer": engine}))


@pytest.fixture(autouse=True)
def at_once_looks(monkeypatch: pytest.MonkeyPatch, settings: Any, tmp_path: Path) -> None:
    settings.SCRATCH_DIR = tmp_path / "scratch"
    monkeypatch.setattr("generation.work.runner.LOOK_EVERY_S", 0.0)


def ordered(user: User, variations: int = 3, engine: str = "musicgen") -> Generation:
    return services.order(BRIEF, by=user, engine=engine, variations=variations)


def work(child: Here) -> list[Job]:
    jobs = leases.claim_all("cpu", WORKER)
    batches.run(jobs, child)  # type: ignore[arg-type]
    for job in jobs:
        job.refresh_from_db()
    return jobs


def states(generation: Generation) -> list[str]:
    return [str(state) for state in generation.jobs.order_by("index").values_list("state", flat=True)]


def test_all_takes_of_a_brief_are_claimed_together_and_no_others(alice: User, bob: User) -> None:
    first, other = ordered(alice), ordered(bob)
    claimed = leases.claim_all("cpu", WORKER)
    assert [job.index for job in claimed] == [1, 2, 3]
    assert {job.generation_id for job in claimed} == {first.pk}
    assert {(job.state, job.attempts, job.worker) for job in Job.objects.filter(generation=first)} == {
        ("active", 1, WORKER)
    }
    assert states(other) == ["waiting"] * 3


def test_a_take_that_never_came_is_tried_again(alice: User, child: Here, engine: Duplicator) -> None:
    generation = ordered(alice)
    engine.passed_over = {1}
    work(child)
    assert states(generation) == ["completed", "waiting", "completed"]


def test_an_engine_that_makes_one_beat_at_a_time_gets_one(alice: User) -> None:
    ordered(alice, engine="composer")
    assert [job.index for job in leases.claim_all("cpu", WORKER)] == [1]
    assert leases.claim_all("gpu", WORKER) == []


def test_a_take_that_failed_before_is_tried_alone(alice: User) -> None:
    generation = ordered(alice)
    generation.jobs.filter(index=1).update(attempts=1)
    assert [job.index for job in leases.claim_all("cpu", WORKER)] == [1]
    assert [job.index for job in leases.claim_all("cpu", WORKER)] == [2, 3]


def test_every_take_becomes_a_commit_of_its_own(alice: User, engine: Duplicator, child: Here, settings: Any) -> None:
    generation = ordered(alice)
    assert {job.state for job in work(child)} == {"completed"}
    assert engine.asked == [[5, 6, 7]]
    generation.refresh_from_db()
    assert generation.repo is not None
    assert sorted(generation.repo.refs.values_list("name", flat=True)) == ["main", "take-2", "take-3"]
    commits = [Commit.objects.get(takes__job=job) for job in generation.jobs.all()]
    assert len({commit.tree_id for commit in commits}) == 3
    assert list(settings.SCRATCH_DIR.iterdir()) == []


def test_a_take_is_complete_while_the_next_ones_are_still_made(alice: User, engine: Duplicator, child: Here) -> None:
    generation = ordered(alice)
    seen: list[list[str]] = []
    engine.then = {1: lambda: seen.append(states(generation)), 2: lambda: seen.append(states(generation))}
    work(child)
    assert seen == [["completed", "active", "active"], ["completed", "completed", "active"]]


def test_a_take_that_is_called_off_ends_at_once_and_the_others_are_made(
    alice: User, engine: Duplicator, child: Here
) -> None:
    generation = ordered(alice)
    seen: list[list[str]] = []
    engine.then = {
        0: lambda: services.cancel(generation.jobs.get(index=2), by=alice),
        2: lambda: seen.append(states(generation)),
    }
    work(child)
    assert seen == [["completed", "cancelled", "active"]]
    assert states(generation) == ["completed", "cancelled", "completed"]


def test_when_all_are_called_off_nothing_is_kept(alice: User, engine: Duplicator, child: Here) -> None:
    generation = ordered(alice)
    engine.then = {0: lambda: [services.cancel(job, by=alice) for job in generation.jobs.all()]}
    work(child)
    assert states(generation) == ["cancelled"] * 3
    assert not Commit.objects.exists()


@pytest.mark.parametrize(
    ("error", "expected"),
    [(Passing("Others use the memory."), "waiting"), (Refused("out_of_memory", "The memory ran out."), "failed")],
)
def test_what_ends_the_work_leaves_what_was_complete(
    alice: User, engine: Duplicator, child: Here, error: Exception, expected: str
) -> None:
    generation = ordered(alice)

    def fail() -> None:
        raise error

    engine.then = {1: fail}
    work(child)
    assert states(generation) == ["completed", expected, expected]
    told = generation.jobs.get(index=2)
    assert told.error == str(error)


def test_a_take_that_cannot_be_kept_fails_alone(
    alice: User, child: Here, monkeypatch: pytest.MonkeyPatch, engine: Duplicator
) -> None:
    from generation.work import beat

    keep = beat.keep

    def full(job: Job, answer: Mapping[str, Any], folder: Path) -> Any:
        if job.index == 2:
            raise OSError(28, "No space left on device")
        return keep(job, answer, folder)

    monkeypatch.setattr(beat, "keep", full)
    generation = ordered(alice)
    work(child)
    assert states(generation) == ["completed", "failed", "completed"]


def test_files_of_takes_come_into_their_own_folders_and_not_into_one_that_is_gone(
    engine: Duplicator, child: Here, tmp_path: Path
) -> None:
    folders = [tmp_path / name for name in ("a", "b", "c")]
    for folder in folders:
        folder.mkdir()
    shutil.rmtree(folders[1])
    briefs = [asdict(BRIEF) | {"seed": seed} for seed in (5, 6, 7)]
    request = {"do": "beats", "engine": "musicgen", "briefs": briefs, "folders": [str(folder) for folder in folders]}
    *answers, last = respond(request, child.host)
    assert last == {"done": {}}
    assert [answer["of"] for answer in answers if "done" in answer] == [0, 2]
    assert (folders[2] / "mix.flac").is_file()
    assert not folders[1].exists()


def test_an_engine_that_cannot_do_it_says_so(tmp_path: Path) -> None:
    class Single:
        name = "single"

        def compose(self, brief: Brief) -> Iterator[Progress | Take]:
            yield Progress(0, "")

    assert not isinstance(Single(), Batcher)
    host = Host(Facilities(sounds=tmp_path), {"single": Single()})
    request = {"do": "beats", "engine": "single", "briefs": [asdict(BRIEF)], "folders": [str(tmp_path)]}
    (answer,) = respond(request, host)
    assert answer["error"]["code"] == "engine_unable"

"""Jobs from the order to the commit, on a real site with real workers."""

from collections.abc import Iterator

import pytest

from tests.sites import Site, children, is_running, new_site, worker_pid

LONG_S = 300


@pytest.fixture(scope="module")
def running(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    with new_site(tmp_path_factory.mktemp("site")) as site:
        site.sign_up("alice")
        site.sign_up("bob")
        site.start()
        yield site


@pytest.fixture
def site(running: Site) -> Iterator[Site]:
    running.do("forget_jobs")
    yield running
    running.do("forget_jobs")


def test_a_beat_becomes_the_first_commit_of_a_repo(site: Site) -> None:
    site.do("order", user="alice")
    site.wait_for("completed")
    kept = site.kept()
    assert (kept["commits"], kept["repos"], kept["takes"], kept["branches"]) == (1, 1, 1, ["main"])
    assert (kept["rows_without_bytes"], kept["half_blobs"]) == ([], [])


def test_events_are_numbered_and_end_once(site: Site) -> None:
    site.do("order", user="alice")
    site.wait_for("completed")
    events = site.do("events")
    assert [seq for _, seq, _ in events] == list(range(1, len(events) + 1))
    names = [name for _, _, name in events]
    assert names[1] == "generation:started"
    assert names[-1] == "generation:completed"
    assert set(names[2:-1]) == {"generation:progress"}


def test_variations_become_branches_of_one_repo(site: Site) -> None:
    site.do("order", user="alice", variations=3)
    site.wait_for("completed", "completed", "completed")
    kept = site.kept()
    assert (kept["commits"], kept["repos"], kept["takes"]) == (3, 1, 3)
    assert "main" in kept["branches"]
    assert len(kept["branches"]) == 3


def test_two_jobs_of_two_users_run_at_once(site: Site) -> None:
    site.do("order", user="alice", duration_s=LONG_S)
    site.do("order", user="bob", duration_s=LONG_S)
    jobs = site.wait_for("active", "active")
    assert worker_pid(jobs[0]) != worker_pid(jobs[1])
    assert {job["user__username"] for job in jobs} == {"alice", "bob"}


def test_a_waiting_job_is_cancelled_at_once(site: Site) -> None:
    for _ in range(3):
        site.do("order", user="alice", duration_s=LONG_S)
    *_, last = site.wait_for("active", "active", "waiting")
    site.do("cancel", job=last["pk"])
    assert site.jobs()[-1]["state"] == "cancelled"


def test_a_running_job_is_cancelled_in_the_middle_of_its_work(site: Site) -> None:
    site.do("order", user="alice", duration_s=LONG_S)
    job = site.wait_for_progress()
    worker = worker_pid(job)
    (child,) = children(worker)
    site.do("cancel", job=job["pk"])
    site.wait_for("cancelled")
    assert not is_running(child)
    assert is_running(worker)
    kept = site.kept()
    assert (kept["commits"], kept["rows_without_bytes"], kept["half_blobs"]) == (0, [], [])


def test_after_a_cancel_the_next_job_runs(site: Site) -> None:
    site.do("order", user="alice", duration_s=LONG_S)
    site.do("cancel", job=site.wait_for_progress()["pk"])
    site.do("order", user="alice")
    site.wait_for("cancelled", "completed")


def test_what_has_ended_cannot_be_cancelled_or_retried(site: Site) -> None:
    site.do("order", user="alice")
    (job,) = site.wait_for("completed")
    assert site.do("cancel", job=job["pk"]) is False
    assert site.do("retry", job=job["pk"]) is False
    assert site.jobs()[0]["state"] == "completed"

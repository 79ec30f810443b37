"""Whatever is killed, lost or told twice: a job ends once, with one commit, and leaves nothing half-done."""

import os
import signal
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.services import wait_until
from tests.sites import Site, children, is_running, new_site, worker_pid

MEDIUM_S, LONG_S = 30, 90


@pytest.fixture
def site(tmp_path: Path) -> Iterator[Site]:
    with new_site(tmp_path) as site:
        site.sign_up("alice")
        yield site


def _assert_one_clean_commit(site: Site) -> None:
    kept = site.kept()
    assert (kept["commits"], kept["repos"], kept["takes"]) == (1, 1, 1)
    assert (kept["rows_without_bytes"], kept["half_blobs"]) == ([], [])
    assert [name for _, _, name in site.do("events")].count("generation:completed") == 1


def test_a_worker_killed_in_the_middle_loses_nothing(site: Site) -> None:
    site.start()
    site.do("order", user="alice", duration_s=MEDIUM_S)
    worker = worker_pid(site.wait_for_progress())
    child = children(worker)[0]
    os.kill(worker, signal.SIGKILL)
    wait_until(lambda: not is_running(child), "the child dies with its worker", 2)
    (job,) = site.wait_for("completed")
    assert job["attempts"] == 2
    _assert_one_clean_commit(site)


def test_a_killed_child_costs_one_attempt(site: Site) -> None:
    site.start()
    site.do("order", user="alice", duration_s=MEDIUM_S)
    worker = worker_pid(site.wait_for_progress())
    os.kill(children(worker)[0], signal.SIGKILL)
    (job,) = site.wait_for("completed")
    assert job["attempts"] == 2
    assert is_running(worker)
    _assert_one_clean_commit(site)


def test_a_server_stopped_in_the_middle_goes_on_after_its_start(site: Site) -> None:
    site.start()
    site.do("order", user="alice", duration_s=LONG_S)
    worker = worker_pid(site.wait_for_progress())
    assert site.stop() < 8
    assert not is_running(worker)
    (job,) = site.jobs()
    assert (job["state"], job["attempts"]) == ("waiting", 0), "a deliberate stop is no failed attempt"
    site.start()
    site.wait_for("completed")
    _assert_one_clean_commit(site)


def test_a_killed_supervisor_leaves_nobody_behind(site: Site) -> None:
    site.start()
    site.do("order", user="alice", duration_s=6)
    site.wait_for("completed")
    started = children(site.pid)
    site.stop(signal.SIGKILL)
    wait_until(lambda: not any(map(is_running, started)), "web and cluster stop", 8)


def test_a_dead_cluster_is_started_again_without_its_orphans(site: Site) -> None:
    site.start()
    cluster = site.cluster()
    (sentinel,) = children(cluster)
    orphans = children(sentinel)
    os.kill(cluster, signal.SIGKILL)
    wait_until(lambda: not any(map(is_running, [sentinel, *orphans])), "the orphans are ended")
    site.do("order", user="alice", duration_s=6)
    site.wait_for("completed")


def test_a_wedged_cluster_is_noticed(site: Site) -> None:
    """Killing the idle worker that holds the lock of django-q2's queue leaves the others deaf for ever."""
    site.start()
    cluster, workers = site.cluster(), site.workers()
    for worker in workers:
        os.kill(worker, signal.SIGKILL)
    site.do("order", user="alice", duration_s=6)
    site.wait_for("completed")
    assert site.cluster() != cluster, "the cluster was started anew"
    _assert_one_clean_commit(site)


def test_a_message_delivered_many_times_is_harmless(site: Site) -> None:
    site.do("order", user="alice", duration_s=6)
    site.do("ring", times=5)
    site.start()
    site.wait_for("completed")
    site.do("ring", times=5)
    site.do("order", user="alice", duration_s=6, seed=2)
    jobs = site.wait_for("completed", "completed")
    assert [job["attempts"] for job in jobs] == [1, 1]
    assert site.do("kept")["commits"] == 2


def test_a_lost_message_is_rung_again(site: Site) -> None:
    site.do("order", user="alice", duration_s=6)
    site.do("forget_bells")
    site.start()
    site.wait_for("completed")


def test_a_job_that_kills_every_worker_fails_with_a_sentence(site: Site) -> None:
    site.start()
    site.do("order", user="alice", duration_s=LONG_S)
    for attempt in (1, 2, 3):
        wait_until(lambda number=attempt: _is_active(site, number), f"attempt {attempt}", 30)
        os.kill(worker_pid(site.jobs()[0]), signal.SIGKILL)
    (job,) = site.wait_for("failed")
    assert job["error"] == "The worker stopped three times on this."
    assert site.do("kept")["commits"] == 0
    site.kept()
    site.do("retry", job=job["pk"])
    wait_until(lambda: _is_active(site, 1), "it is tried afresh")


def _is_active(site: Site, attempt: int) -> bool:
    (job,) = site.jobs()
    return bool(job["state"] == "active" and job["attempts"] == attempt)


def test_an_unwritable_store_is_a_clear_failure(site: Site) -> None:
    (site.folder / "blobs").write_text("a file where the folder should be")
    site.start()
    site.do("order", user="alice", duration_s=6)
    (job,) = site.wait_for("failed")
    assert (job["error_code"], job["attempts"]) == ("storage_unwritable", 1)
    assert "cannot be written" in job["error"]
    kept = site.kept()
    assert (kept["commits"], kept["repos"]) == (0, 0)


def test_a_full_disk_is_a_clear_failure(tmp_path: Path) -> None:
    import resource

    with new_site(tmp_path) as site:
        site.sign_up("alice")
        soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
        # What a start hands on: files end here. SQLite's own log may grow to 4 MB and has room; a stem hasn't.
        resource.setrlimit(resource.RLIMIT_FSIZE, (6_000_000, hard))
        try:
            site.start()
        finally:
            resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
        site.do("order", user="alice", duration_s=LONG_S)
        (job,) = site.wait_for("failed")
        assert (job["error_code"], job["attempts"]) == ("storage_full", 1)
        assert "disk is full" in job["error"]
        kept = site.kept()
        assert (kept["commits"], kept["repos"], kept["half_blobs"]) == (0, 0, [])

"""Many workers at once: each job is claimed by exactly one, and whoever follows the events misses none."""

from pathlib import Path

import pytest

from tests.databases import new_postgres
from tests.sites import new_site

RUNNERS, NUMBER = 8, 40


def _claimed_once(folder: Path, **environment: str) -> None:
    with new_site(folder, **environment) as site:
        shares = site.do("race", runners=RUNNERS, number=NUMBER)
        claimed = [job for share in shares for job in share]
        assert len(claimed) == len(set(claimed)) == NUMBER
        assert {(job["state"], job["attempts"]) for job in site.jobs()} == {("active", 1)}
        assert all(seq == 1 for _, seq, _ in site.do("events"))


def test_eight_workers_on_sqlite_claim_forty_jobs_each_once(tmp_path: Path) -> None:
    _claimed_once(tmp_path)


@pytest.mark.postgres
def test_eight_workers_on_postgres_claim_forty_jobs_each_once(tmp_path: Path) -> None:
    with new_postgres() as url:
        _claimed_once(tmp_path, DATABASE_URL=url)


def _followed(folder: Path, **environment: str) -> None:
    with new_site(folder, **environment) as site:
        told = site.do("follow", runners=RUNNERS, number=10)
        assert len(told["written"]) == RUNNERS * 10
        assert told["read"] == told["written"]


def test_a_cursor_misses_no_event_of_eight_who_write_on_sqlite(tmp_path: Path) -> None:
    _followed(tmp_path)


@pytest.mark.postgres
def test_a_cursor_misses_no_event_of_eight_who_write_on_postgres(tmp_path: Path) -> None:
    with new_postgres() as url:
        _followed(tmp_path, DATABASE_URL=url)

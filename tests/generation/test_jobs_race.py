"""Many workers, one line of jobs: each is claimed by exactly one."""

from pathlib import Path

import pytest

from tests.services import postgres_server
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
    with postgres_server(tmp_path) as url:
        _claimed_once(tmp_path, DATABASE_URL=url)

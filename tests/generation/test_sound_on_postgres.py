"""Work on sound where several people do it at once, on the database that a public site has."""

from collections.abc import Iterator

import pytest

from tests.databases import new_postgres
from tests.services import wait_until
from tests.sites import Site, new_site

pytestmark = pytest.mark.postgres


@pytest.fixture(scope="module")
def running(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    with new_postgres() as url, new_site(tmp_path_factory.mktemp("site"), DATABASE_URL=url) as site:
        for name in ("alice", "bob", "charlie"):
            site.sign_up(name)
        site.start()
        yield site


@pytest.fixture
def site(running: Site) -> Iterator[Site]:
    yield running
    running.do("forget_jobs")


def test_two_people_import_the_same_file_at_once_and_each_has_a_beat_of_it(site: Site) -> None:
    for user in ("alice", "bob"):
        site.do("order_work", user=user, kind="import", seconds=5)
    jobs = site.wait_for("completed", "completed")
    assert {job["user__username"] for job in jobs} == {"alice", "bob"}
    kept = site.do("kept")
    assert (kept["repos"], kept["commits"], kept["rows_without_bytes"]) == (2, 2, [])
    assert kept["half_blobs"] == []
    wait_until(lambda: site.do("kept")["scratch"] == [], "the folders are cleared away")


def test_a_master_opens_to_strangers_and_a_mix_can_be_forked_merged_and_synced(site: Site) -> None:
    repo = site.do("order_finish", user="alice")
    site.wait_for("completed", "completed")
    first = site.do("first_commit", path=repo)
    for name in ("charlie", ""):
        assert site.do("answer", user=name, path=f"{first}masters/800.flac") == [200, "audio/flac"]
    told = site.do("go_on_after_a_mix", owner="alice", other="bob")
    assert told["merged"] == told["synced"]
    assert told["is_mixed"]

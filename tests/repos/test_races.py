"""Many at once on one branch, one name, one rendition, one blob: everything is kept or answered, nothing is lost."""

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings as site

from tests.databases import new_postgres, new_sqlite
from tests.repos.racers import EACH, LOOSE

RUNNERS = 8


@pytest.fixture(params=["sqlite", pytest.param("postgres", marks=pytest.mark.postgres)])
def database(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[dict[str, str]]:
    """A database that processes share, and a store beside it."""
    if request.param == "sqlite":
        new_sqlite(tmp_path)
        yield {"DATA_DIR": str(tmp_path)}
        return
    with new_postgres() as url:
        yield {"DATA_DIR": str(tmp_path), "DATABASE_URL": url}


def race(name: str, database: dict[str, str]) -> Any:
    environment = {**os.environ, "DJANGO_SETTINGS_MODULE": "tests.settings", **database}
    command = [sys.executable, "-m", "tests.repos.racers", name, str(RUNNERS)]
    ended = subprocess.run(command, cwd=site.BASE_DIR, env=environment, capture_output=True, text=True, check=False)
    assert ended.returncode == 0, ended.stderr
    return json.loads(ended.stdout)


def test_eight_who_commit_to_one_branch_lose_nothing(database: dict[str, str]) -> None:
    told = race("commits", database)
    assert len(told["told_kept"]) == RUNNERS * EACH
    assert told["line"] == told["told_kept"] == told["held"]
    assert told["moved"] > 0


def test_eight_who_commit_on_top_of_the_same_version_find_it_on_a_branch_of_their_own(database: dict[str, str]) -> None:
    told = race("late", database)
    assert told["told"] == told["lying"]
    asides = [f"main-alice-{number}" for number in range(1, RUNNERS)]
    assert [branch for branch, _ in told["told"]] == ["main", *asides]


def test_a_branch_begins_once_and_is_not_deleted_while_somebody_commits_to_it(database: dict[str, str]) -> None:
    told = race("branches", database)
    assert told["told"].count("begun") == 1
    assert told["told"].count("Taken") == RUNNERS // 2 - 1
    if "committed" in told["told"]:
        assert (told["idea"], told["deleted"]) == (["Newer"], 0)
    else:
        assert (told["idea"], told["deleted"], told["told"].count("deleted")) == ([], 1, 1)


def test_forks_of_a_repo_that_is_committed_to_and_deleted_meanwhile_are_whole(database: dict[str, str]) -> None:
    told = race("forking", database)
    assert told["forks"] == told["made"]
    assert (told["incomplete"], told["without_tip"]) == ([], 0)


def test_syncs_of_a_fork_lose_nothing_while_it_and_its_origin_are_committed_to(database: dict[str, str]) -> None:
    told = race("syncing", database)
    assert (told["whole"], told["lost"]) == (True, [])
    assert told["kept"] > 0


def test_eight_repos_of_one_title_have_eight_names(database: dict[str, str]) -> None:
    expected = ["night-drive", *(f"night-drive-{number}" for number in range(2, RUNNERS + 1))]
    assert sorted(race("names", database)) == sorted(expected)


def test_eight_who_want_the_same_rendition_have_it_prepared_once(database: dict[str, str]) -> None:
    told = race("renditions", database)
    assert (told["prepared"], len(told["digests"]), told["rows"]) == (1, 1, 1)


def test_pruning_takes_nothing_from_those_who_keep_the_same_bytes(database: dict[str, str]) -> None:
    told = race("pruners", database)
    assert (told["kept"], told["without_row"], told["without_bytes"]) == (10, [], [])


def test_nobody_loses_what_they_go_on_from_while_it_is_let_go(database: dict[str, str]) -> None:
    told = race("letting_go", database)
    assert (told["broken"], told["left"]) == ([], 0)
    assert told["kept"] >= LOOSE, "whatever was planted again at least"

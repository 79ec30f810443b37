"""Eight processes commit to one branch at once: nothing is lost, and the history stays one line."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from tests.services import postgres_server
from tests.sites import ROOT, new_site

PEOPLE, EACH = 8, 6


def _one_line(folder: Path, **environment: str) -> None:
    with new_site(folder, **environment) as site:
        command = [sys.executable, "-m", "tests.repos.committers", str(PEOPLE), str(EACH)]
        ended = subprocess.run(command, cwd=ROOT, env=site.environment, capture_output=True, text=True, timeout=60)
    assert ended.returncode == 0, ended.stderr
    result = json.loads(ended.stdout)
    kept = [digest for person in result["told"] for digest in person["kept"]]
    assert len(set(kept)) == PEOPLE * EACH, "every commit that was confirmed is a commit of its own"
    assert sorted(result["line"][:-1]) == sorted(kept), "and lies on the one line"
    assert result["rows"] == len(result["line"]), "whoever came too late left nothing behind"


def test_eight_at_once_on_sqlite_make_one_line(tmp_path: Path) -> None:
    _one_line(tmp_path)


@pytest.mark.postgres
def test_eight_at_once_on_postgres_make_one_line(tmp_path: Path) -> None:
    with postgres_server(tmp_path) as url:
        _one_line(tmp_path, DATABASE_URL=url)

"""What is done once a day is done in its time, beside everything else, and ends with the supervisor."""

import logging
import sys
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import call_command

from beatflow_site.supervisor import Chore, stop_all
from tests.services import wait_until
from tests.sites import is_running


def chore(code: str, *, every_s: float = 3600, first_after_s: float = 0) -> Chore:
    return Chore("Tidying", [sys.executable, "-c", code], every_s=every_s, first_after_s=first_after_s)


def has_ended(one: Chore) -> bool:
    one.look()
    return one._process is None


def test_a_chore_is_done_when_it_is_due_and_then_not_again_for_a_while(tmp_path: Path) -> None:
    tidying = chore(f"open({str(tmp_path / 'done')!r}, 'a').write('x')")
    tidying.look()
    wait_until(lambda: has_ended(tidying), "it is done")
    tidying.look()
    assert (tmp_path / "done").read_text() == "x"
    assert tidying._process is None


def test_a_chore_waits_for_its_time() -> None:
    tidying = chore("", first_after_s=3600)
    tidying.look()
    assert tidying._process is None


def test_a_chore_that_goes_wrong_is_told_and_tried_again(caplog: pytest.LogCaptureFixture) -> None:
    tidying = chore("raise SystemExit(3)", every_s=0)
    with caplog.at_level(logging.WARNING):
        tidying.look()
        wait_until(lambda: has_ended(tidying), "it ended")
    assert "Tidying ended with status 3" in caplog.text
    tidying.look()
    assert tidying._process is not None
    stop_all([tidying])


def test_a_chore_ends_with_the_supervisor() -> None:
    tidying = chore("import time; time.sleep(60)")
    tidying.look()
    assert tidying._process is not None
    pid = tidying._process.pid
    stop_all([tidying])
    assert not is_running(pid)


def test_pruning_does_all(db: None) -> None:
    told = StringIO()
    call_command("prune", stdout=told)
    pruned = "Let go of 0 versions and 0 trees.\nRemoved 0 blobs and 0 stray files: 0 bytes.\n"
    assert told.getvalue() == f"{pruned}Named 0 versions for git.\n"

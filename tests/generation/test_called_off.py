"""Work on sound that is called off while it runs, however stubborn it is: it ends, and leaves nothing behind."""

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.services import wait_until
from tests.sites import ROOT, Site, children, is_running, new_site, worker_pid

_TOOL = "from generation.engines.tools import importing; importing._run({module!r}, {arguments!r}, None)"
_SECONDS = 150.0


@pytest.fixture(scope="module")
def running(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    with new_site(tmp_path_factory.mktemp("site"), CPU_WORKERS="1") as site:
        site.sign_up("alice")
        site.start()
        yield site


@pytest.fixture
def site(running: Site) -> Iterator[Site]:
    running.do("forget_jobs")
    yield running
    running.do("forget_jobs")


def stop(pid: int) -> None:
    """As if it hung inside a call: it hears nothing any more but SIGKILL."""
    os.kill(pid, signal.SIGSTOP)


def call_off(site: Site, *hung: int) -> None:
    """Cancel the first job while these processes hang, and see that nothing is left of it."""
    (job,) = site.jobs()
    assert job["state"] == "active"
    before = site.do("kept")
    site.do("cancel", job=job["pk"])
    site.wait_for("cancelled")
    wait_until(lambda: not any(map(is_running, hung)), "what hung has ended")
    wait_until(lambda: site.do("kept")["scratch"] == [], "the scratch folder is gone")
    after = site.do("kept")
    assert (after["commits"], after["repos"], after["half_blobs"]) == (before["commits"], before["repos"], [])
    assert set(after["blobs"]) <= set(before["blobs"])


@pytest.mark.parametrize("kind", ["stems", "mix", "hum"])
def test_a_tool_that_hangs_ends_when_its_job_is_called_off(site: Site, kind: str) -> None:
    site.do("order_work", user="alice", kind=kind, seconds=_SECONDS)
    (child,) = children(worker_pid(site.wait_for_progress()))
    stop(child)
    call_off(site, child)


def test_after_a_separation_was_called_off_the_worker_goes_on(site: Site) -> None:
    site.do("order_work", user="alice", kind="stems", seconds=_SECONDS)
    site.wait_for_progress()
    call_off(site)
    site.do("order_work", user="alice", kind="mix", seconds=0.5)
    site.wait_for("cancelled", "completed")


def test_an_import_that_is_called_off_while_it_decodes_leaves_nothing_not_even_its_file(site: Site) -> None:
    before = site.do("kept")["blobs"]
    site.do("order_work", user="alice", kind="import", seconds=600)
    (child,) = children(worker_pid(site.wait_for_progress()))
    wait_until(lambda: children(child), "it decodes")
    (decoder,) = children(child)
    stop(decoder)
    call_off(site, child, decoder)
    wait_until(lambda: site.do("kept")["blobs"] == before, "what was sent is gone")


def test_a_job_is_called_off_while_its_version_is_mixed_for_the_first_time(site: Site) -> None:
    site.do("order_work", user="alice", kind="unheard", seconds=_SECONDS)
    wait_until(lambda: site.jobs()[0]["state"] == "active", "it has begun")
    worker = worker_pid(site.jobs()[0])
    wait_until(lambda: len(children(worker)) == 2, "it mixes")
    mixing = max(children(worker))
    stop(mixing)
    call_off(site, mixing)


@pytest.mark.parametrize("module", ["audio.dsp.intake", "audio.dsp.bounce"])
def test_a_tool_ends_with_whoever_started_it_even_before_it_has_begun(module: str, tmp_path: Path) -> None:
    code = _TOOL.format(module=module, arguments=[])
    with subprocess.Popen([sys.executable, "-c", code], cwd=ROOT, stderr=subprocess.DEVNULL) as parent:
        wait_until(lambda: children(parent.pid), "it has started")
        (tool,) = children(parent.pid)
        wait_until(lambda: b"audio.dsp" in Path(f"/proc/{tool}/cmdline").read_bytes(), "it is Python")
        stop(tool)
        parent.kill()
    wait_until(lambda: not is_running(tool), "the tool has ended")

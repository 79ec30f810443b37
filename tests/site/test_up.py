"""`manage.py up`: one command that says where it is, refuses what cannot be, and stops when told."""

import signal
import subprocess
import sys
from pathlib import Path

import pytest

from tests.sites import ROOT, children, is_running, new_site


@pytest.mark.parametrize("how", [signal.SIGINT, signal.SIGTERM])
def test_it_stops_within_seconds_and_takes_everything_along(tmp_path: Path, how: signal.Signals) -> None:
    with new_site(tmp_path) as site:
        site.start()
        started = [*children(site.pid), site.cluster(), *site.workers()]
        assert f"BeatFlow runs at http://localhost:{site.port} — stop it with Ctrl-C." in site.log()
        assert site.stop(how) < 8
        assert not any(map(is_running, started))


def test_without_web_it_only_works(tmp_path: Path) -> None:
    with new_site(tmp_path) as site:
        site.sign_up("alice")
        site.do("order", user="alice", duration_s=3)
        site.start("--no-web", "--workers", "1")
        site.wait_for("completed")
        with pytest.raises(OSError):
            site.socket("/ws/queue/", "alice")


def test_a_taken_port_is_named_with_a_way_out(tmp_path: Path) -> None:
    with new_site(tmp_path) as site:
        site.start("--workers", "1")
        refused = _up(site.environment, "--port", str(site.port))
        assert refused.returncode == 1
        assert f"Cannot listen at 127.0.0.1:{site.port}" in refused.stderr
        assert f"--port {site.port + 1}" in refused.stderr
        assert "Traceback" not in refused.stderr


@pytest.mark.parametrize("options", [["--port", "99999"], ["--port", "http"], ["--workers", "0"], ["--workers", "x"]])
def test_impossible_options_are_refused(options: list[str]) -> None:
    refused = _up(None, *options)
    assert refused.returncode == 2
    assert "whole number" in refused.stderr


def _up(environment: dict[str, str] | None, *options: str) -> "subprocess.CompletedProcess[str]":
    command = [sys.executable, str(ROOT / "manage.py"), "up", *options]
    return subprocess.run(command, env=environment, capture_output=True, text=True, timeout=60, check=False)

"""A whole BeatFlow of its own: `manage.py up` with a database, a store and a port that nobody else uses."""

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

from websockets.sync.client import ClientConnection, connect
from websockets.typing import Origin

from tests.databases import new_sqlite
from tests.services import free_port, wait_until

ROOT = Path(__file__).resolve().parent.parent
_MANAGE = [sys.executable, str(ROOT / "manage.py")]


class Site:
    """A site that can be started, stopped and hurt."""

    def __init__(self, folder: Path, **environment: str) -> None:
        self.folder, self.port = folder, free_port()
        self.environment = {
            **{name: value for name, value in os.environ.items() if not name.startswith("COV")},
            "DJANGO_SETTINGS_MODULE": "tests.settings",
            "DATA_DIR": str(folder),
            "INSTANCE": "here",
            "CPU_WORKERS": "2",
            "JOB_BACKOFF_S": "1",
            "JOB_LEASE_S": "4",
            **environment,
        }
        self.cookies: dict[str, str] = {}
        self._console: subprocess.Popen[str] | None = None
        self._up: subprocess.Popen[bytes] | None = None

    def do(self, name: str, /, **details: Any) -> Any:
        """Call a function of `tests.console` inside the site."""
        if self._console is None:
            command = [sys.executable, "-m", "tests.console"]
            pipes: dict[str, Any] = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE, "text": True}
            self._console = subprocess.Popen(command, cwd=ROOT, env=self.environment, **pipes)
        assert self._console.stdin is not None
        assert self._console.stdout is not None
        self._console.stdin.write(json.dumps([name, details]) + "\n")
        self._console.stdin.flush()
        reply = json.loads(self._console.stdout.readline())
        if "error" in reply:
            raise RuntimeError(reply["error"])
        return reply["answer"]

    def sign_up(self, name: str) -> None:
        """A new user, who is signed in from now on."""
        self.cookies[name] = self.do("sign_up", name=name)

    def socket(self, path: str, user: str | None = None) -> ClientConnection:
        """An open WebSocket of a user's page, or of nobody's."""
        headers = {"Cookie": f"sessionid={self.cookies[user]}"} if user else {}
        url, origin = f"ws://localhost:{self.port}{path}", f"http://localhost:{self.port}"
        return connect(url, origin=Origin(origin), additional_headers=headers, proxy=None)

    def start(self, *options: str) -> None:
        """Start it, and wait until it says where it runs."""
        command = [*_MANAGE, "up", "--port", str(self.port), *options]
        log = (self.folder / "up.log").open("ab")
        self._up = subprocess.Popen(command, env=self.environment, stdout=log, stderr=log)
        wait_until(self._has_started, "the site runs")

    def log(self) -> str:
        """What it has printed since its start."""
        return (self.folder / "up.log").read_text()

    def _has_started(self) -> bool:
        assert self._up is not None
        assert self._up.poll() is None, self.log()[-2000:]
        return "Ctrl-C" in self.log()

    def stop(self, how: signal.Signals = signal.SIGTERM) -> float:
        """Stop it, and say how many seconds that took."""
        began = time.monotonic()
        if self._up is not None:
            self._up.send_signal(how)
            self._up.wait(timeout=30)
            (self.folder / "up.log").rename(self.folder / f"up.{time.monotonic_ns()}.log")
        self._up = None
        return time.monotonic() - began

    def close(self) -> None:
        """End all of it."""
        if self._up is not None:
            self.stop()
        if self._console is not None:
            self._console.kill()
            self._console.communicate()

    def jobs(self) -> list[dict[str, Any]]:
        """Every job, oldest first."""
        found: list[dict[str, Any]] = self.do("jobs")
        return found

    def wait_for(self, *states: str, timeout_s: float = 60.0) -> list[dict[str, Any]]:
        """Wait until the jobs are in these states, oldest first."""
        wait_until(lambda: self._have_reached(states), f"jobs {states}", timeout_s)
        return self.jobs()

    def _have_reached(self, states: tuple[str, ...]) -> bool:
        now = [(job["state"], job["error"]) for job in self.jobs()]
        for (state, error), wanted in zip(now, states, strict=False):
            assert state != "failed" or wanted == "failed", error
        return tuple(state for state, _ in now) == states

    def wait_for_progress(self, timeout_s: float = 30.0) -> dict[str, Any]:
        """Wait until the first job is being worked on in the child; gives that job."""
        wait_until(lambda: self.jobs()[0]["stage"] not in ("", "Starting…"), "progress", timeout_s)
        return self.jobs()[0]

    def wait_for_latest_progress(self) -> dict[str, Any]:
        """Wait until the newest job is being worked on in the child."""
        wait_until(lambda: self.jobs()[-1]["percent"] > 0, "progress")
        return self.jobs()[-1]

    def kept(self) -> dict[str, Any]:
        """What is stored, once what jobs worked in is cleared away: that comes just after their end."""
        wait_until(lambda: not self.do("kept")["scratch"], "the folders of attempts are cleared away")
        found: dict[str, Any] = self.do("kept")
        return found

    @property
    def pid(self) -> int:
        """The supervisor's."""
        assert self._up is not None
        return self._up.pid

    def cluster(self) -> int:
        """The parent of the workers' cluster, once that runs."""
        wait_until(lambda: self._clusters(), "the cluster runs")
        return self._clusters()[0]

    def _clusters(self) -> list[int]:
        return [pid for pid in children(self.pid) if any(map(children, children(pid)))]

    def workers(self) -> list[int]:
        """The idle workers, once all have their child."""
        number = int(self.environment["CPU_WORKERS"])
        (sentinel,) = children(self.cluster())
        wait_until(lambda: len(_parents_among(children(sentinel))) == number, "the workers are warm")
        return _parents_among(children(sentinel))


def _parents_among(pids: list[int]) -> list[int]:
    return [pid for pid in pids if children(pid)]


def worker_pid(job: dict[str, Any]) -> int:
    """The process that holds the lease."""
    return int(job["worker"].rpartition(":")[2])


def children(pid: int) -> list[int]:
    """The processes that a process started."""
    found = []
    for entry in Path("/proc").glob("[0-9]*"):
        with suppress(OSError):
            if int((entry / "stat").read_text().rpartition(")")[2].split()[1]) == pid:
                found.append(int(entry.name))
    return sorted(found)


def is_running(pid: int) -> bool:
    """Whether a process runs, zombies aside."""
    with suppress(OSError):
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] not in "ZX"
    return False


@contextmanager
def new_site(folder: Path, **environment: str) -> Iterator[Site]:
    """A migrated site that is not running yet."""
    site = Site(folder, **environment)
    try:
        if "DATABASE_URL" not in site.environment:
            new_sqlite(folder)
        site.do("migrate")
        yield site
    finally:
        site.close()

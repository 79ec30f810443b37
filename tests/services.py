"""Real servers for tests that need one: given by the environment, or started here and stopped afterwards."""

import os
import shutil
import signal
import socket
import subprocess
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest


def free_port() -> int:
    """A port that nobody listens on right now."""
    with socket.socket() as trial:
        trial.bind(("127.0.0.1", 0))
        return int(trial.getsockname()[1])


def wait_until(condition: Callable[[], object], what: str, timeout_s: float = 60.0) -> None:
    """Look often until something holds, or fail saying what never came."""
    deadline = time.monotonic() + timeout_s
    while not condition():
        if time.monotonic() > deadline:
            pytest.fail(f"Waited {timeout_s:.0f} s in vain: {what}")
        time.sleep(0.02)


def _answers(port: int) -> bool:
    with socket.socket() as trial:
        return trial.connect_ex(("127.0.0.1", port)) == 0


def _postgres_tool(name: str) -> str | None:
    found = sorted(Path("/usr/lib/postgresql").glob(f"*/bin/{name}"))
    return str(found[-1]) if found else shutil.which(name)


@contextmanager
def postgres_server() -> Iterator[str]:
    """A PostgreSQL of our own; gives its DATABASE_URL. Skips where none is installed.

    Its folder is none of pytest's, whose parents nobody else may enter.
    """
    given = os.environ.get("TEST_POSTGRES_URL")
    if given:
        yield given
        return
    initdb, server = _postgres_tool("initdb"), _postgres_tool("postgres")
    if initdb is None or server is None:
        pytest.skip("PostgreSQL is not installed.")
    data, port = Path(tempfile.mkdtemp(prefix="beatflow-postgres-")), free_port()
    user = _plain_user(data)
    trust = ["-U", "beatflow", "-A", "trust", "-E", "UTF8", "--no-locale", "--no-sync"]
    subprocess.run([*user, initdb, "-D", str(data), *trust], check=True, capture_output=True)
    options = ["-p", str(port), "-k", "", "-c", "listen_addresses=127.0.0.1", "-c", "fsync=off"]
    process = subprocess.Popen([*user, server, "-D", str(data), *options], stderr=subprocess.DEVNULL)
    try:
        wait_until(lambda: _answers(port), "PostgreSQL answers")
        yield f"postgres://beatflow@127.0.0.1:{port}/postgres"
    finally:
        process.send_signal(signal.SIGINT)  # SIGTERM would wait until the last connection is closed
        process.wait()
        shutil.rmtree(data)


def _plain_user(folder: Path) -> list[str]:
    """PostgreSQL refuses to run as root: then run it as its own user, who must own the folder."""
    if os.geteuid() != 0:
        return []
    shutil.chown(folder, "postgres", "postgres")
    return ["setpriv", "--reuid=postgres", "--regid=postgres", "--clear-groups"]


@contextmanager
def redis_server(folder: Path) -> Iterator[str]:
    """A Redis of our own; gives its REDIS_URL. Skips where none is installed."""
    given = os.environ.get("TEST_REDIS_URL")
    if given:
        yield given
        return
    server = shutil.which("redis-server")
    if server is None:
        pytest.skip("Redis is not installed.")
    port = free_port()
    options = ["--port", str(port), "--bind", "127.0.0.1", "--save", "", "--dir", str(folder)]
    process = subprocess.Popen([server, *options], stdout=subprocess.DEVNULL)
    try:
        wait_until(lambda: _answers(port), "Redis answers")
        yield f"redis://127.0.0.1:{port}/0"
    finally:
        process.terminate()
        process.wait()

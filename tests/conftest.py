"""The cast, the stage, and a closed door to the network."""

import socket
from collections import defaultdict
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import pytest
from django.core.cache import cache

from accounts.models import User
from generation.work.child import Child
from tests.hands import browser

MEASURED_EVERY = 8
_connect = socket.socket.connect


def pytest_collection_modifyitems(items: Sequence[pytest.Item]) -> None:
    """Of a test's many cases coverage watches every eighth: what it watches runs at a third of its speed."""
    cases: dict[str, list[pytest.Item]] = defaultdict(list)
    for item in sorted(items, key=lambda item: item.nodeid):
        cases[item.nodeid.partition("[")[0]].append(item)
    for same in cases.values():
        for n, item in enumerate(same):
            if n % MEASURED_EVERY:
                item.add_marker("no_cover")


def _only_here(self: socket.socket, address: Any) -> None:
    """Tests reach this machine and nothing else."""
    if self.family in (socket.AF_INET, socket.AF_INET6) and address[0] not in ("127.0.0.1", "::1", "localhost"):
        raise OSError(f"Tests may not reach the network: {address}")
    _connect(self, address)


@pytest.fixture(autouse=True, scope="session")
def closed_network() -> Iterator[None]:
    patch = pytest.MonkeyPatch()
    patch.setattr(socket.socket, "connect", _only_here)
    yield
    patch.undo()


@pytest.fixture(autouse=True)
def own_store(settings: Any, tmp_path: Path) -> None:
    """Every test has an empty store of its own."""
    settings.DATA_DIR = tmp_path
    settings.BLOBS_DIR = tmp_path / "blobs"
    settings.SCRATCH_DIR = tmp_path / "scratch"


@pytest.fixture(autouse=True)
def nothing_remembered() -> None:
    """What is cached goes by numbers of rows, which tests give out again."""
    cache.clear()


def _user(name: str) -> User:
    return User.objects.create_user(name, f"{name}@example.com", "correct horse battery")


@pytest.fixture
def alice(db: None) -> User:
    """She owns."""
    return _user("alice")


@pytest.fixture
def bob(db: None) -> User:
    """He collaborates."""
    return _user("bob")


@pytest.fixture
def charlie(db: None) -> User:
    """A stranger."""
    return _user("charlie")


@pytest.fixture
def browser_of() -> Any:
    """A signed-in test client for a user."""

    return browser


@pytest.fixture(scope="module")
def child() -> Iterator[Child]:
    """What a worker has for all its jobs."""
    started = Child()
    yield started
    started.kill()

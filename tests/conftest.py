"""The cast, the stage, and a closed door to the network."""

import socket
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.test import Client

from accounts.models import User

_connect = socket.socket.connect


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

    def sign_in(user: User) -> Client:
        client = Client()
        client.force_login(user)
        return client

    return sign_in

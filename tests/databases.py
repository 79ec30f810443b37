"""Databases that are migrated already, each somebody's own: copies of one, because migrating takes seconds."""

import atexit
import os
import shutil
import subprocess
import sys
import tempfile
import uuid
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, suppress
from functools import cache
from pathlib import Path

import psycopg

from tests import services

ROOT = Path(__file__).resolve().parent.parent
_TEMPLATE = f"beatflow_migrated_{os.getpid()}"


def new_sqlite(folder: Path) -> None:
    """Lays a migrated database into the folder that is a site's DATA_DIR."""
    shutil.copyfile(_migrated_folder() / "db.sqlite3", folder / "db.sqlite3")


@contextmanager
def new_postgres() -> Iterator[str]:
    """A migrated database on PostgreSQL; gives its DATABASE_URL. Skips where no server is installed."""
    server = _migrated_server()
    name = f"beatflow_{uuid.uuid4().hex}"
    _tell(server, f"CREATE DATABASE {name} TEMPLATE {_TEMPLATE}")
    try:
        yield _named(server, name)
    finally:
        _tell(server, f"DROP DATABASE {name} WITH (FORCE)")


@cache
def _migrated_folder() -> Path:
    folder = Path(tempfile.mkdtemp(prefix="beatflow-migrated-"))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    _migrate(DATA_DIR=str(folder))
    return folder


@cache
def _migrated_server() -> str:
    """The one server of this process, which ends with it."""
    with ExitStack() as ends:
        server = ends.enter_context(services.postgres_server())
        services.wait_until(lambda: _is_ready(server), "PostgreSQL is ready")
        _tell(server, f"CREATE DATABASE {_TEMPLATE}")
        ends.callback(_tell, server, f"DROP DATABASE {_TEMPLATE} WITH (FORCE)")
        _migrate(DATABASE_URL=_named(server, _TEMPLATE))
        atexit.register(ends.pop_all().close)
    return server


def _is_ready(server: str) -> bool:
    """For a moment it listens and refuses, while it starts."""
    with suppress(psycopg.OperationalError):
        _tell(server, "SELECT")
        return True
    return False


def _migrate(**where: str) -> None:
    kept = {name: value for name, value in os.environ.items() if name != "DATABASE_URL" and not name.startswith("COV")}
    environment = {**kept, "DJANGO_SETTINGS_MODULE": "tests.settings", **where}
    subprocess.run([sys.executable, "manage.py", "migrate", "-v", "0"], cwd=ROOT, env=environment, check=True)


def _named(server: str, name: str) -> str:
    return f"{server.rpartition('/')[0]}/{name}"


def _tell(server: str, command: str) -> None:
    with psycopg.connect(server, autocommit=True) as connection:
        connection.execute(command)

"""A database of a bench's own, which nothing is left of afterwards."""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, nullcontext


@contextmanager
def database(on_postgres: bool) -> Iterator[str]:
    """Django, set up on an empty database; gives the name of what runs it."""
    from tests.services import postgres_server

    os.environ["DATA_DIR"] = tempfile.mkdtemp(prefix="beatflow-bench-")
    os.environ["DJANGO_SETTINGS_MODULE"] = "tests.settings"
    try:
        with postgres_server() if on_postgres else nullcontext() as url:
            if url:
                os.environ["DATABASE_URL"] = url
            _set_up()
            yield "PostgreSQL" if on_postgres else "SQLite"
    finally:
        shutil.rmtree(os.environ["DATA_DIR"], ignore_errors=True)


def _set_up() -> None:
    import django
    from django.core.management import call_command

    django.setup()
    call_command("migrate", verbosity=0)

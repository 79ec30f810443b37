"""How long pages take on the server and how many queries they make, on a library of 60 repos with two commits each."""

import os
import statistics
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
REPOS, RUNS = 60, 30
sys.path.insert(0, str(ROOT))
os.environ["DATA_DIR"] = tempfile.mkdtemp(prefix="beatflow-bench-")
os.environ["DJANGO_SETTINGS_MODULE"] = "tests.settings"

import django  # noqa: E402

django.setup()

from django.core.management import call_command  # noqa: E402
from django.db import connection  # noqa: E402
from django.test import Client  # noqa: E402
from django.test.utils import CaptureQueriesContext  # noqa: E402

from accounts.models import User  # noqa: E402
from generation import services  # noqa: E402
from tests.make import make_commit, make_repo  # noqa: E402


def seed() -> tuple[Client, dict[str, str]]:
    """A user with a full library; gives their browser and the pages to look at."""
    call_command("migrate", verbosity=0)
    alice = User.objects.create_user("alice", "alice@example.com", "correct horse battery")
    for n in range(REPOS):
        repo = make_repo(alice, f"Night Drive {n}")
        commit = make_commit(repo, "Second take", by=alice, hz=100 + n)
    browser = Client(headers={"host": "localhost"})
    browser.force_login(alice)
    home = f"/~alice/{repo.name}/"
    pages = {"library": "/library/", "create": "/create/", "repo": home, "commit": f"{home}commits/{commit.digest}/"}
    made = services.submit({"prompt": "dark trap in C minor"}, by=alice)
    return browser, pages | {"generation": made.get_absolute_url(), "profile": "/~alice/", "health": "/health"}


def timed(browser: Client, url: str) -> tuple[list[float], int]:
    """Milliseconds of each run, and the queries of one."""
    with CaptureQueriesContext(connection) as queries:
        assert browser.get(url).status_code == 200, url
    count = len(queries)
    times_ms = []
    for _ in range(RUNS):
        began = time.perf_counter()
        browser.get(url)
        times_ms.append((time.perf_counter() - began) * 1000)
    return times_ms, count


def main() -> None:
    browser, pages = seed()
    print(f"{'page':<10}{'median ms':>10}{'p95 ms':>10}{'queries':>9}   n={RUNS}, {REPOS} repos, SQLite")
    for name, url in pages.items():
        times_ms, queries = timed(browser, url)
        p95 = statistics.quantiles(times_ms, n=20)[-1]
        print(f"{name:<10}{statistics.median(times_ms):>10.1f}{p95:>10.1f}{queries:>9}")


if __name__ == "__main__":
    main()

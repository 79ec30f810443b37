"""How quick versions are on a small site and on a full one: 1 000 commits, then 100 000 in 2 000 repos of 200 users.

`--commits`, `--repos` and `--users` say how full; `--postgres` starts a server of its own instead of SQLite.
"""

from __future__ import annotations

import argparse
import os
import random
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, nullcontext
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
RUNS = 20
SMALL, DEEP, FAMILY, FORKS = 1000, 1000, 5000, 20
sys.path[:0] = [str(ROOT), str(ROOT / "script")]
os.environ["DATA_DIR"] = tempfile.mkdtemp(prefix="beatflow-bench-")
os.environ["DJANGO_SETTINGS_MODULE"] = "tests.settings"


def arguments() -> argparse.Namespace:
    """What was asked for."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--commits", type=int, default=100_000)
    parser.add_argument("--repos", type=int, default=2000)
    parser.add_argument("--users", type=int, default=200)
    parser.add_argument("--postgres", action="store_true")
    return parser.parse_args()


@contextmanager
def database(on_postgres: bool) -> Iterator[str]:
    """A database of its own, by name."""
    from tests.services import postgres_server

    with postgres_server() if on_postgres else nullcontext() as url:
        if url:
            os.environ["DATABASE_URL"] = url
        yield "PostgreSQL" if on_postgres else "SQLite"


def timed(do: Callable[[], object], runs: int = RUNS) -> list[float]:
    """Milliseconds of each run, after one that is not counted."""
    do()
    times_ms = []
    for _ in range(runs):
        began = time.perf_counter()
        do()
        times_ms.append((time.perf_counter() - began) * 1000)
    return times_ms


def told(name: str, times_ms: list[float], queries: int | None) -> None:
    """One line of the table."""
    p95 = statistics.quantiles(times_ms, n=20)[-1]
    count = "" if queries is None else str(queries)
    print(f"  {name:<44}{statistics.median(times_ms):>10.1f}{p95:>10.1f}{count:>9}", flush=True)


def main() -> None:
    asked = arguments()
    with database(asked.postgres) as name:
        import django

        django.setup()
        run(asked, name)


def run(asked: argparse.Namespace, database_name: str) -> None:
    from django.core.management import call_command
    from repos_bench import measures, seeding

    call_command("migrate", verbosity=0)
    rng, garden = random.Random(1), seeding.Garden()
    trees = garden.trees()
    owners = seeding.people(asked.users)
    alice = owners[0]

    [drive] = seeding.repos([alice], 1, garden, name="night-drive", title="Night Drive")
    seeding.grow(drive, 200, trees, rng)
    for repo in seeding.repos(owners[:20], 40, garden):
        seeding.grow(repo, (SMALL - 200) // 40, trees, rng)
    table(measures, f"{SMALL} commits in 41 repos", database_name, alice, deep=None, root=None)

    began = time.perf_counter()
    [deep] = seeding.repos([alice], 1, garden, name="deep-tide", title="Deep Tide")
    seeding.grow(deep, DEEP, trees, rng)
    root = seeding.family(alice, owners, garden, trees, commits=FAMILY, forks=FORKS)
    rest = asked.commits - SMALL - DEEP - FAMILY
    others = seeding.repos(owners, asked.repos - 42 - 1 - FORKS, garden)
    for number, repo in enumerate(others):
        share = rest * (number + 1) // len(others) - rest * number // len(others)
        if share:
            seeding.grow(repo, share, trees, rng)
    print(f"  (seeded in {time.perf_counter() - began:.0f} s)")
    table(measures, f"{asked.commits} commits in {asked.repos} repos", database_name, alice, deep=deep, root=root)


def table(measures: object, what: str, database_name: str, alice: object, *, deep: object, root: object) -> None:
    """Measure and print one site."""
    print(f"{what}, {database_name}, n={RUNS}\n  {'':<44}{'median ms':>10}{'p95 ms':>10}{'queries':>9}")
    for name, times_ms, queries in measures.of(alice, deep, root, timed):  # type: ignore[attr-defined]
        told(name, times_ms, queries)


if __name__ == "__main__":
    main()

"""How quick versions are on a small site and on a full one: 1 000 commits, then 100 000 in 2 000 repos of 200 users.

`--commits`, `--repos` and `--users` say how full; `--postgres` starts a server of its own instead of SQLite.
"""

from __future__ import annotations

import argparse
import random
import statistics
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
RUNS = 20
SMALL, DEEP, FAMILY, FORKS = 1000, 1000, 5000, 20
sys.path[:0] = [str(ROOT), str(ROOT / "script")]


def arguments() -> argparse.Namespace:
    """What was asked for."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--commits", type=int, default=100_000)
    parser.add_argument("--repos", type=int, default=2000)
    parser.add_argument("--users", type=int, default=200)
    parser.add_argument("--postgres", action="store_true")
    return parser.parse_args()


@dataclass(frozen=True, slots=True)
class Timing:
    """Milliseconds of each run, and what of that this process worked: where others work too, that says more."""

    times_ms: list[float]
    work_ms: list[float]

    def __str__(self) -> str:
        p95 = statistics.quantiles(self.times_ms, n=20)[-1]
        return f"{statistics.median(self.times_ms):>10.1f}{p95:>10.1f}{statistics.median(self.work_ms):>13.1f}"


def timed(do: Callable[[], object], runs: int = RUNS) -> Timing:
    """How long each run takes, after one that is not counted."""
    do()
    timing = Timing([], [])
    for _ in range(runs):
        began, worked = time.perf_counter(), time.process_time()
        do()
        timing.times_ms.append((time.perf_counter() - began) * 1000)
        timing.work_ms.append((time.process_time() - worked) * 1000)
    return timing


def told(name: str, timing: object, queries: int | None) -> None:
    """One line of the table."""
    print(f"  {name:<44}{timing}{'' if queries is None else queries:>9}", flush=True)


def main() -> None:
    from repos_bench.database import database

    asked = arguments()
    with database(asked.postgres) as name:
        run(asked, name)


def run(asked: argparse.Namespace, database_name: str) -> None:
    from repos_bench import measures, seeding

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
    print(
        f"{what}, {database_name}, n={RUNS}\n  {'':<44}{'median ms':>10}{'p95 ms':>10}{'of that CPU':>13}{'queries':>9}"
    )
    for name, timing, queries in measures.of(alice, deep, root, timed):  # type: ignore[attr-defined]
        told(name, timing, queries)


if __name__ == "__main__":
    main()

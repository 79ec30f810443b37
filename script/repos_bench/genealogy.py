"""The genealogy of one family, measured by its owner's browser."""

from __future__ import annotations

import statistics
import time
from argparse import Namespace
from collections.abc import Callable

from django.core.cache import cache
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from accounts.models import User
from repos.family import kept_chart, seen_by
from repos.models import Repo
from repos.paper import NEAR, Paper
from tests.families import spread
from tests.make import make_repo

FORKS = 7


def seed(commits: int, others: int) -> tuple[Client, Repo]:
    """One family, and further ones beside it; gives its owner's browser and the repo that it comes from."""
    people = [User.objects.create_user(f"user-{n}", f"{n}@example.com", "correct horse battery") for n in range(4)]
    repo = make_repo(people[0], "Night Drive", visibility="public")
    spread(repo, people, commits=commits - 1, forks=FORKS)
    for n in range(others):
        spread(
            make_repo(people[1], f"Other {n}", visibility="public"), people, commits=commits - 1, forks=FORKS, seed=n
        )
    browser = Client(headers={"host": "localhost"})
    browser.force_login(people[0])
    return browser, repo


def measured(name: str, ask: Callable[[int], bytes], runs: int, before: Callable[[], None]) -> None:
    """Prints a line: how long answers took, how large the largest was, and the queries of one."""
    times_ms, work_ms, sizes = [], [], []
    for n in range(runs):
        before()
        began, worked = time.perf_counter(), time.process_time()
        sizes.append(len(ask(n)))
        times_ms.append((time.perf_counter() - began) * 1000)
        work_ms.append((time.process_time() - worked) * 1000)
    before()
    with CaptureQueriesContext(connection) as queries:
        ask(0)
    p95 = statistics.quantiles(times_ms, n=20)[-1]
    median, work = statistics.median(times_ms), statistics.median(work_ms)
    print(f"{name:<26}{median:>10.1f}{p95:>8.1f}{work:>12.1f}{max(sizes):>12}{len(queries):>9}")


def run(given: Namespace, database_name: str) -> None:
    """Seed and print the table."""
    browser, repo = seed(given.commits, given.others)
    tree, tip = f"{repo.get_absolute_url()}tree/", repo.refs.get(name="main").tip
    paper = Paper(kept_chart(seen_by(repo.owner, repo)), NEAR)
    busiest = max(range(paper.tiles_across), key=lambda column: len(paper.tile(column, 0).view.spots))
    near = [{"column": n * paper.tiles_across // given.runs, "row": 0} for n in range(given.runs)]

    def page(_: int) -> bytes:
        return browser.get(tree).content

    def window(n: int) -> bytes:
        return browser.get(f"{tree}window/", near[n]).content

    def far(n: int) -> bytes:
        return browser.get(f"{tree}window/", {"column": near[n]["column"] // 2, "scale": "far"}).content

    def fullest(_: int) -> bytes:
        return browser.get(f"{tree}window/", {"column": busiest}).content

    what = f"{given.commits} commits in {FORKS + 1} repos, {given.others} more such families"
    print(f"{what}, {database_name}, n={given.runs}")
    print(f"{'':<26}{'median ms':>10}{'p95':>8}{'of that CPU':>12}{'most bytes':>12}{'queries':>9}")
    measured("first view, uncached", page, given.runs, cache.clear)
    measured("first view", page, given.runs, lambda: None)
    measured("a window, uncached", window, given.runs, cache.clear)
    measured("a window", window, given.runs, lambda: None)
    measured("the fullest window", fullest, given.runs, lambda: None)
    measured("a window from afar", far, given.runs, lambda: None)
    measured(
        "a commit beside it", lambda _: browser.get(f"{tree}commits/{tip.digest}/").content, given.runs, lambda: None
    )

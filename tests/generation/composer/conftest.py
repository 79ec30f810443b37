"""The composer's tests walk all genres, moods and instruments: of a long one, another third each day."""

from __future__ import annotations

from collections import defaultdict
from pathlib import Path

import pytest

from tests.sampling import some

HERE = Path(__file__).parent
A_LONG_WALK = 10
"""Cases of one test from which on a day's third of them is run; `BEATFLOW_SAMPLE_SEED=0` runs them all."""


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Leave out the cases that are not drawn today; who names a case gets it."""
    cases: dict[str, list[pytest.Item]] = defaultdict(list)
    for item in items:
        if HERE in item.path.parents:
            cases[item.nodeid.partition("[")[0]].append(item)
    drawn = {
        id(item)
        for name, same in cases.items()
        for item in (some(same, len(same) // 3, name) if len(same) >= A_LONG_WALK else same)
    }
    left_out = [item for item in items if HERE in item.path.parents and id(item) not in drawn]
    if left_out:
        items[:] = [item for item in items if HERE not in item.path.parents or id(item) in drawn]
        config.hook.pytest_deselected(items=left_out)

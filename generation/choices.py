"""Which engine is asked, and which where it fails."""

from collections.abc import Sequence
from typing import Any

from generation import facilities
from generation.engines import registry

UNAVAILABLE = "engine_unavailable"


def first_able(names: Sequence[str]) -> tuple[str | None, list[str], list[dict[str, Any]]]:
    """The first engine that can run here, or None; those after it; and those before it, with what they lack."""
    here = facilities.here()
    passed_over: list[dict[str, Any]] = []
    for place, name in enumerate(names):
        row = registry.ENGINES.get(name)
        lacks = row.lacks(here) if row else "This version does not know it."
        if lacks is None:
            return name, list(names[place + 1 :]), passed_over
        passed_over.append({"engine": name, "code": UNAVAILABLE, "sentence": lacks})
    return None, [], passed_over

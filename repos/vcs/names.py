"""What branches and tags may be called: names that git takes too."""

from __future__ import annotations

import re
from collections.abc import Iterable

_PART = re.compile(r"[A-Za-z0-9_][A-Za-z0-9._-]*")
MAX_LENGTH = 100


def checked(name: str) -> str:
    """The name itself. Raises ValueError with a sentence for one that git or a URL would trip over."""
    parts = name.split("/")
    is_fit = all(_PART.fullmatch(part) and not part.endswith((".", ".lock")) for part in parts) and ".." not in name
    if not is_fit or len(name) > MAX_LENGTH:
        raise ValueError(
            f"“{name[:MAX_LENGTH]}” cannot be the name of a branch or tag. "
            f"Use up to {MAX_LENGTH} letters, digits, hyphens, dots and slashes."
        )
    return name


def rival(name: str, others: Iterable[str]) -> str | None:
    """The name among others that this one cannot stand beside: alike but for its case, or the folder of the other,
    which git keeps as files: nobody could clone the two."""
    mine = name.lower()

    def clashes(other: str) -> bool:
        return other == mine or other.startswith(f"{mine}/") or mine.startswith(f"{other}/")

    return next((other for other in others if clashes(other.lower())), None)


def first_free(name: str, others: Iterable[str], number: int = 1) -> str:
    """The first of name-1, name-2…, from a number on, that can stand beside others. Where another has the name of a
    folder that it lies in, it lies in none."""
    taken = set(others)
    if any(name.lower().startswith(f"{other.lower()}/") for other in taken):
        name = name.replace("/", "-")
    return next(one for n in range(number, number + len(taken) + 1) if rival(one := f"{name}-{n}", taken) is None)

"""What branches and tags may be called: names that git takes too."""

from __future__ import annotations

import re

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

"""Bytes that are the same for equal values, and the digests that address them."""

from __future__ import annotations

import hashlib
import json
import math
import re
from collections.abc import Mapping
from typing import Any, TypeAlias

Digest: TypeAlias = str
"""64 lower-case hexadecimal digits of a SHA-256."""

DIGEST = re.compile(r"[0-9a-f]{64}")


def canonical(value: Any) -> bytes:
    """JSON that is the same bytes for equal values: sorted keys, no spaces, UTF-8, whole floats as integers.

    Raises ValueError for what no database keeps faithfully: NaN, infinities, NUL, lone surrogates, keys but text.
    """
    text = json.dumps(_faithful(value), sort_keys=True, separators=(",", ":"), ensure_ascii=False, allow_nan=False)
    return text.encode()


def digest_of(data: bytes) -> Digest:
    """The SHA-256 of some bytes."""
    return hashlib.sha256(data).hexdigest()


def faithful(document: Mapping[str, Any]) -> dict[str, Any]:
    """A document as `canonical` sees it, which a database gives back unchanged. Raises as `canonical` does."""
    result: dict[str, Any] = _faithful(document)
    return result


def _faithful(value: Any) -> Any:
    if isinstance(value, str):
        return _text(value)
    if value is None or isinstance(value, bool | int):
        return value
    if isinstance(value, float):
        return _number(value)
    if isinstance(value, Mapping):
        return {_key(key): _faithful(inner) for key, inner in value.items()}
    if isinstance(value, list | tuple):
        return [_faithful(inner) for inner in value]
    raise ValueError(f"A {type(value).__name__} has no canonical bytes.")


def _key(key: Any) -> str:
    if not isinstance(key, str):
        raise ValueError("Keys are text.")
    return _text(key)


def _text(text: str) -> str:
    if "\0" in text:
        raise ValueError("Text may not hold NUL.")
    text.encode()  # UnicodeEncodeError is a ValueError
    return text


def _number(number: float) -> float | int:
    if not math.isfinite(number):
        raise ValueError("Numbers are finite.")
    return int(number) if number.is_integer() else number


def checked(digest: Digest) -> Digest:
    """The digest itself. Raises ValueError for anything else."""
    if not DIGEST.fullmatch(digest):
        raise ValueError(f"“{digest[:80]}” is no digest.")
    return digest

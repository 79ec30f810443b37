"""Canonical bytes and SHA-256 digests of trees and commits, and the arrangement document.

Canonical bytes are JSON (RFC 8259) in UTF-8 with sorted keys and no space, opened by the object's type and version, so
that no tree can be mistaken for a commit and a later version for an earlier one.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Sequence
from typing import Any

ARRANGEMENT_VERSION = 1
STEM_PATH = "stems/"


def canonical(document: Any) -> bytes:
    """The one spelling of a JSON document. Raises ValueError for NaN and infinities."""
    text = json.dumps(document, sort_keys=True, separators=(",", ":"), ensure_ascii=False, allow_nan=False)
    return text.encode()


def digest_of(data: bytes) -> str:
    """SHA-256 in 64 lower-case hexadecimal digits."""
    return hashlib.sha256(data).hexdigest()


def tree_digest(entries: Mapping[str, tuple[str, str]]) -> str:
    """The digest of a tree from path → (kind, blob digest)."""
    return digest_of(canonical(["tree 1", sorted([path, *entry] for path, entry in entries.items())]))


def commit_digest(
    tree: str, parents: Sequence[str], *, author: str, message: str, made: Mapping[str, Any], at: str
) -> str:
    """The digest of a commit; `at` is ISO 8601 in UTC with microseconds, and the order of the parents counts."""
    head = {"tree": tree, "parents": list(parents), "author": author, "message": message, "at": at}
    return digest_of(canonical(["commit 1", {**head, "made": made}]))


def arrangement(bpm: float, key: str, stems: Mapping[str, tuple[str, int]]) -> bytes:
    """The arrangement of whole stems side by side, from kind → (blob digest, frames).

    It counts in integers: thousandths of a bpm, samples, hundredths of a dB, and hundredths of the way for pan. The ids
    of tracks and clips stay the same through every later version.
    """
    tracks = [_track(kind, digest, frames) for kind, (digest, frames) in stems.items()]
    head = {"version": ARRANGEMENT_VERSION, "tempo_millibpm": round(bpm * 1000), "key": key, "time_signature": [4, 4]}
    return canonical({**head, "tracks": tracks})


def _track(kind: str, digest: str, frames: int) -> dict[str, Any]:
    clip = {
        "id": f"{kind}-1",
        "source": digest,
        "start_samples": 0,
        "offset_samples": 0,
        "length_samples": frames,
        "gain_cdb": 0,
        "fade_in_samples": 0,
        "fade_out_samples": 0,
    }
    return {"id": kind, "kind": kind, "name": kind.capitalize(), "gain_cdb": 0, "pan_percent": 0, "clips": [clip]}

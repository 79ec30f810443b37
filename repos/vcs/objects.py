"""Trees and commits as digests, and the arrangement of a plain set of stems."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, datetime
from typing import Any

from repos.vcs import arrangement as arrangements
from repos.vcs.canonical import Digest, canonical, checked, digest_of

VERSION = 1


def tree_digest(entries: Iterable[tuple[str, str, Digest]]) -> Digest:
    """The digest of a tree by its entries (path, kind, blob), in whatever order they come.

    Raises ValueError for a path that comes twice, and for a blob that is no digest.
    """
    rows = sorted([path, kind, checked(blob)] for path, kind, blob in entries)
    if len({path for path, _, _ in rows}) < len(rows):
        raise ValueError("A tree has one entry for each path.")
    return digest_of(canonical({"type": "tree", "version": VERSION, "entries": rows}))


def commit_digest(
    tree: Digest, parents: Sequence[Digest], author: str, message: str, at: datetime, made: Mapping[str, Any]
) -> Digest:
    """The digest of a commit. The first parent is the branch that it was made on. `at` knows its time zone.

    Raises ValueError for parents that are no digests or come twice, and for a time without a zone.
    """
    if len(set(parents)) < len(parents):
        raise ValueError("A commit has each parent once.")
    if at.tzinfo is None:
        raise ValueError("The time of a commit needs a time zone.")
    document = {
        "type": "commit",
        "version": VERSION,
        "tree": checked(tree),
        "parents": [checked(parent) for parent in parents],
        "author": author,
        "message": message,
        "at": at.astimezone(UTC).isoformat(timespec="microseconds"),
        "made": dict(made),
    }
    return digest_of(canonical(document))


def arrangement(bpm: float, key: str, stems: Mapping[str, tuple[Digest, int]]) -> bytes:
    """The document `arrangement.json` of stems (blob, frames) by kind, which lie side by side from the start.

    Each kind is the id of its track. Raises arrangement.Malformed for what cannot be one.
    """
    rows = [(kind, kind, blob, frames) for kind, (blob, frames) in stems.items()]
    return arrangements.to_bytes(arrangements.of_stems(bpm, key, rows))

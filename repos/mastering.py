"""How the master of a tree is made: as its score says, so that what was put together sounds like what it came from."""

from __future__ import annotations

import json
import math
from typing import Any

from audio import store
from repos.models import Tree
from repos.vcs.documents import SCORE
from repos.vcs.trees import MergedTree

MOST_TILT_DB = 12.0


def of_tree(tree: Tree) -> dict[str, Any]:
    """What `audio.dsp.master.master` is told for a tree; {} where no score says anything that can be read."""
    entry = tree.entries.filter(path=SCORE).first()
    return _said(_read(entry.blob_id)) if entry else {}


def of_merge(merged: MergedTree) -> dict[str, Any]:
    """The same for a merge that nobody has planted yet."""
    stored = {path: blob for path, _, blob in merged.entries}
    if SCORE in merged.written:
        return _said(merged.written[SCORE])
    return _said(_read(stored[SCORE])) if SCORE in stored else {}


def _read(digest: str) -> bytes:
    try:
        with store.open(digest) as file:
            return file.read()
    except OSError:
        return b""


def _said(score: bytes) -> dict[str, Any]:
    try:
        told = json.loads(score)
        tone = {name: float(told["master"][name]) for name in ("tilt_db", "drive")}
        is_looping = told.get("looping") is True
    except (ValueError, TypeError, KeyError, AttributeError, RecursionError, OverflowError):
        return {}
    if not all(map(math.isfinite, tone.values())):
        return {}
    tilt_db = max(-MOST_TILT_DB, min(tone["tilt_db"], MOST_TILT_DB))
    return {"tilt_db": tilt_db, "drive": max(0.0, min(tone["drive"], 1.0)), "looping": is_looping}

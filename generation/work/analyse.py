"""Listening to the mix of a commit: what is heard is noted with its blob, and no commit is made."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from audio import analyses, store, transcoding
from generation.models import Job
from generation.work import changing
from generation.work.child import Failed, Look
from repos.models import Tree
from repos.services import mixes

_UNMADE = "This version could not be mixed, so there is nothing to listen to."
_GONE = "The sound of this version is missing on the server, so it cannot be listened to."


def request(job: Job, folder: Path, look: Look) -> Mapping[str, Any]:
    """Lay the mix out; a version that nobody has heard yet gets one first."""
    file, tree = folder / "mix.flac", _tree(job, look)
    if tree.mix_id is None:
        raise Failed("not_mixed", _UNMADE, can_pass=False)
    try:
        store.lay(tree.mix_id, file)
    except FileNotFoundError as error:
        raise Failed("no_sound", _GONE, can_pass=False) from error
    return {"do": "analyse", "file": str(file)}


def _tree(job: Job, look: Look) -> Tree:
    tree = changing.base_of(job.generation).tree
    try:
        mixes.prepare(tree, look)
    except transcoding.Failed as error:
        raise Failed("not_mixed", _UNMADE, can_pass=False) from error
    return tree


def keep(job: Job, answer: Mapping[str, Any], folder: Path) -> Mapping[str, Any]:
    """There is nothing to store but what `conclude` notes."""
    return dict(answer["facts"])


def conclude(job: Job, answer: Mapping[str, Any], kept: Mapping[str, Any]) -> Mapping[str, Any]:
    """Note it with the blob."""
    mix = changing.base_of(job.generation).tree.mix
    if mix is not None:
        analyses.keep(mix, kept)
    tempo, key = kept["tempo"] or {}, kept["key"] or {}
    return {"bpm": tempo.get("bpm"), "key": key.get("name", ""), "duration": kept["duration_s"]}

"""What a change of a commit starts from: the brief that it was made by, as its score bears it out."""

import json
from collections.abc import Iterable
from dataclasses import asdict, fields
from typing import Any

from audio import store
from generation.brief_errors import BriefError
from generation.engines.base import Brief
from generation.models import Generation, Job
from repos.models import Commit

SCORE = "score.json"
_NO_SCORE = "This version has no score that can be played on from, so it can only be listened to."
_FACTS = ("genre", "bpm", "key", "mood", "energy", "looping", "traits")
"""What the score knows best."""


def in_use() -> Iterable[int]:
    """The commits (primary keys) that unfinished jobs work on: they are not to be pruned."""
    return Generation.objects.filter(jobs__in=Job.objects.unfinished(), base__isnull=False).values_list(
        "base_id", flat=True
    )


def brief_of(commit: Commit) -> dict[str, Any]:
    """The fields of the brief of a commit. Raises BriefError where it has no score that says enough."""
    score = _score_of(commit)
    told = {"seed": 0, **commit.made.get("brief", {}), **{name: score[name] for name in _FACTS if name in score}}
    told["duration_s"] = commit.tree.duration_s
    known = {field.name for field in fields(Brief)}
    try:
        if not score["parts"] or float(score["bpm"]) <= 0:
            raise ValueError
        return asdict(Brief(**{name: value for name, value in told.items() if name in known}))
    except (KeyError, TypeError, ValueError) as error:
        raise BriefError("commit", "no_score", _NO_SCORE) from error


def _score_of(commit: Commit) -> dict[str, Any]:
    """The score, or {} where there is none that can be read."""
    digest = commit.tree.entries.filter(path=SCORE).values_list("blob", flat=True).first()
    try:
        with store.open(str(digest)) as file:
            score = json.load(file)
    except (OSError, ValueError):
        return {}
    return score if isinstance(score, dict) else {}

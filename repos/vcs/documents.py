"""The documents of a merged tree: taken from a side, put together, or to be made."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TypeAlias

from repos.vcs import scores
from repos.vcs.arrangement import Arrangement
from repos.vcs.canonical import Digest
from repos.vcs.conflicts import BASE, OURS, THEIRS, Conflict, Referee
from repos.vcs.diff import is_document
from repos.vcs.versions import Sides

SCORE, MIDI = "score.json", "beat.mid"
Read: TypeAlias = Callable[[Digest], bytes]
"""The bytes of a blob. Raises ValueError or OSError for one that is lost."""


@dataclass
class Documents:
    """By path, where the documents of a merge come from."""

    kept: dict[str, Digest] = field(default_factory=dict)
    written: dict[str, bytes] = field(default_factory=dict)
    to_make: list[str] = field(default_factory=list)

    def keep(self, path: str, blob: Digest | None) -> None:
        """Take a blob, or have no such document."""
        self.kept |= {path: blob} if blob else {}


def documents(made: Arrangement, sides: Sides, referee: Referee, read: Read) -> Documents:
    """Those of a merge. Scores are put together as stems are; the MIDI file goes with the score."""
    found = Documents()
    paths = {path for version in sides.named.values() for path in version.blobs if is_document(path)}
    for path in sorted(paths - {SCORE, MIDI}):
        found.keep(path, referee.settle("document", *sides.blobs(path), path=path))
    _score(found, made, sides, referee, read)
    _midi(found, sides, referee)
    return found


def _score(found: Documents, made: Arrangement, sides: Sides, referee: Referee, read: Read) -> None:
    base, ours, theirs = sides.blobs(SCORE)
    merging = _merging(made, sides, read) if ours and theirs and ours != theirs else None
    if merging is None:
        found.keep(SCORE, referee.settle("document", base, ours, theirs, path=SCORE))
        return
    conflict = Conflict("document", base, ours, theirs, path=SCORE)
    merged = merging.merged(OURS if merging.agrees else referee.choice(conflict))
    known = {ours: merging.ours, theirs: merging.theirs}
    same = next((blob for blob, score in known.items() if scores.says_the_same(score, merged)), None)
    found.keep(SCORE, same)
    if same is None:
        found.written[SCORE] = scores.to_bytes(merged)


def _merging(made: Arrangement, sides: Sides, read: Read) -> scores.Merging | None:
    """None where one of the scores cannot be read."""
    loose = {digest: data for version in sides.named.values() for digest, data in version.loose.items()}

    def score(blob: Digest | None) -> scores.Score:
        return scores.read(loose.get(blob) or read(blob)) if blob else {"parts": []}

    try:
        before, mine, others = map(score, sides.blobs(SCORE))
    except (ValueError, OSError):
        return None
    return scores.Merging(before, mine, others, _recorded_by(made, sides))


def _recorded_by(made: Arrangement, sides: Sides) -> dict[str, str]:
    found: dict[str, str] = {}
    for track in made.tracks:
        whose = list(sides.playing(track))
        if whose and not {OURS, THEIRS} <= set(whose):
            found.setdefault(track.kind, next(name for name in (OURS, THEIRS, BASE) if name in whose))
    return found


def _midi(found: Documents, sides: Sides, referee: Referee) -> None:
    """It is to be made where the score is new and some side has one."""
    blobs = sides.blobs(MIDI)
    score = found.kept.get(SCORE)
    of_score = {version.blobs.get(MIDI) for version in sides.named.values() if score == version.blobs.get(SCORE)}
    if SCORE in found.written:
        found.to_make += [MIDI] if any(blobs) else []
    elif len(of_score) == 1:
        found.keep(MIDI, of_score.pop())
    else:
        found.keep(MIDI, referee.settle("document", *blobs, path=MIDI))

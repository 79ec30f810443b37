"""Where two sides both changed the same thing in different ways, and who wins."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

OURS, THEIRS, BOTH, BASE = "ours", "theirs", "both", "base"


@dataclass(frozen=True, slots=True)
class Conflict:
    """One thing that both sides changed."""

    what: str
    """An aspect ("tempo", "gain", …), "sound" (a clip that both re-recorded), "clip" or "track" (added differently,
    or removed by one and changed by the other), "clips" (a track that one side re-recorded and the other cut up),
    "home" (a clip that both moved to other tracks), "order" (of the tracks), "document"."""
    base: Any
    ours: Any
    theirs: Any
    """A `Track` or `Clip` for what can be heard, the value of an aspect, ids in their order, the digest of a document.
    None where there is no such thing."""
    track: str = ""
    clip: str = ""
    path: str = ""

    @property
    def id(self) -> str:
        """The same for the same conflict, whoever merges: "tempo", "bass/gain", "bass/bass-1/sound"."""
        return "/".join(part for part in (self.track, self.clip, self.path, self.what) if part)

    @property
    def choices(self) -> tuple[str, ...]:
        """How it may be settled. Both: theirs stays too, under an id of its own."""
        can_be_both = self.what in ("sound", "clip", "clips", "track") and self.ours and self.theirs
        return (OURS, THEIRS, BOTH) if can_be_both else (OURS, THEIRS)

    def side(self, choice: str) -> Any:
        """The value on a side; ours where both stay."""
        return {OURS: self.ours, BOTH: self.ours, THEIRS: self.theirs, BASE: self.base}[choice]


@dataclass
class Referee:
    """Settles one thing after another, and remembers what there was to choose."""

    choices: Mapping[str, str]
    """By the ids of conflicts."""
    otherwise: str = OURS
    """What holds where nobody has chosen. `BASE` finds the ground that two merge bases share after a criss-cross: where
    they don't agree it is as before both, so that whoever changed it since is asked."""
    conflicts: list[Conflict] = field(default_factory=list)

    def settle(self, what: str, base: Any, ours: Any, theirs: Any, **where: str) -> Any:
        """The value that holds: the one that somebody changed; where both did, the chosen one."""
        if agrees(base, ours, theirs):
            return theirs if ours == base else ours
        conflict = Conflict(what, base, ours, theirs, **where)
        return conflict.side(self.choice(conflict))

    def choice(self, conflict: Conflict) -> str:
        """What was chosen for a conflict, which is remembered. Raises ValueError for what it does not offer."""
        self.conflicts.append(conflict)
        choice = self.choices.get(conflict.id)
        if choice is not None and choice not in conflict.choices:
            raise ValueError(f"There is nothing to choose like “{choice[:20]}” for “{conflict.id[:80]}”.")
        return choice or self.otherwise

    @property
    def open(self) -> tuple[Conflict, ...]:
        """What nobody has chosen."""
        return tuple(conflict for conflict in self.conflicts if conflict.id not in self.choices)

    def check(self) -> None:
        """Raises ValueError for a choice about what is no conflict."""
        strange = self.choices.keys() - {conflict.id for conflict in self.conflicts}
        if strange:
            raise ValueError(f"There is nothing to choose about “{min(strange)[:80]}”.")


def agrees(base: Any, ours: Any, theirs: Any) -> bool:
    """Whether at most one side changed a thing, or both did it alike."""
    return bool(ours in (base, theirs) or theirs == base)

"""What there is to choose in a merge, as a page asks it: each side in words, and where it can be heard."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from repos.comparing import Side, Sound, side_of, sound_of
from repos.models import Commit, Repo
from repos.plans import Plan
from repos.vcs.aspects import tracks_of
from repos.vcs.conflicts import BOTH, OURS, THEIRS, Conflict
from repos.vcs.summary import clock, decibels, place
from repos.vcs.trees import MergedTree

PREFIX = "choice:"
MERGING = {OURS: "as on the branch", THEIRS: "as in this version", BOTH: "both, one beside the other"}
PROPOSING = MERGING | {THEIRS: "as it is proposed"}
REVERTING = MERGING | {THEIRS: "as it was before"}
"""What each side is called."""
_HEARD_AS = {OURS: "old", THEIRS: "new", BOTH: "both"}
_SOUNDING = ("sound", "clip", "clips", "track")
_OF_A_TRACK = (*_SOUNDING, "gain", "pan")
_VALUES: Mapping[str, Callable[[Any], str]] = {
    "tempo": lambda value: f"{value / 1000:g} BPM",
    "key": lambda value: value or "unknown",
    "length": clock,
    "gain": decibels,
    "pan": place,
    "name": str,
    "kind": str,
}


@dataclass(frozen=True, slots=True)
class Option:
    """One way to settle it."""

    value: str
    words: str
    sound: Sound | None
    """A stem to listen to."""
    hears: str
    """What is heard of it, as a pair of sounds calls it: "old", "new", "both"; "" for nothing."""
    is_chosen: bool


@dataclass(frozen=True, slots=True)
class Choice:
    """One thing that both sides changed."""

    field: str
    title: str
    kind: str
    """Of the track that it concerns, for its colour; "" for the beat as a whole."""
    options: tuple[Option, ...]
    ours: Sound | None
    theirs: Sound | None

    @property
    def is_heard(self) -> bool:
        """Whether there is something to listen to."""
        return bool(self.ours or self.theirs)


@dataclass(frozen=True, slots=True)
class Question:
    """All that a page asks and tells before two versions become one."""

    choices: tuple[Choice, ...]
    is_open: bool
    """Whether something is still to be chosen."""
    late: tuple[str, ...]
    """A sentence for each track that would be out of time."""
    grounds: tuple[Commit, ...]
    """What both were made from; for a revert what is taken back."""
    ours: Side
    theirs: Side
    bpm: float

    @property
    def known(self) -> str:
        """What a form says to tell that its user has read what would be out of time."""
        return self.ours.commit.digest

    @property
    def length_s(self) -> float:
        """How long the longer side lasts."""
        return max(self.ours.commit.tree.duration_s, self.theirs.commit.tree.duration_s)


def question_of(
    plan: Plan, merged: MergedTree, repo: Repo, chosen: Mapping[str, str], words: Mapping[str, str] = MERGING
) -> Question:
    """What a page asks about a plan, whose commits a repo holds."""
    ours, theirs = side_of(repo, plan.ours), side_of(repo, plan.theirs)
    bpm = merged.arrangement.bpm
    late = tuple(f"“{name}” was made for {made:g} BPM, and this will have {bpm:g}." for name, made in plan.late(merged))
    choices = choices_of(merged.conflicts, ours, theirs, chosen, words)
    return Question(choices, bool(merged.open), late, plan.grounds, ours, theirs, bpm)


def choices_of(
    conflicts: Iterable[Conflict],
    ours: Side,
    theirs: Side,
    chosen: Mapping[str, str],
    words: Mapping[str, str] = MERGING,
) -> tuple[Choice, ...]:
    """The questions of a merge, in its order."""
    tracks = tracks_of(theirs.arrangement) | tracks_of(ours.arrangement)
    names = {id: track.name for id, track in tracks.items()}

    def choice(one: Conflict) -> Choice:
        sounds = {OURS: _sound(one, ours), THEIRS: _sound(one, theirs)}
        options = tuple(_option(one, value, sounds, words, chosen) for value in one.choices)
        kind = tracks[one.track].kind if one.track in tracks else ""
        return Choice(PREFIX + one.id, _title(one, names), kind, options, sounds[OURS], sounds[THEIRS])

    return tuple(map(choice, conflicts))


def chosen_in(posted: Iterable[tuple[str, Any]]) -> dict[str, str]:
    """What a form says was chosen: the id of a conflict → a side."""
    return {name.removeprefix(PREFIX): str(side) for name, side in posted if name.startswith(PREFIX)}


def _sound(conflict: Conflict, side: Side) -> Sound | None:
    can_be_heard = conflict.what in _OF_A_TRACK and (conflict.what in _SOUNDING or not conflict.clip)
    return sound_of(side, tracks_of(side.arrangement).get(conflict.track)) if can_be_heard else None


def _option(
    conflict: Conflict,
    value: str,
    sounds: Mapping[str, Sound | None],
    words: Mapping[str, str],
    chosen: Mapping[str, str],
) -> Option:
    sound = sounds.get(value)
    is_heard = all(sounds.values()) if value == BOTH else sound is not None
    hears = _HEARD_AS[value] if is_heard else ""
    return Option(value, _words(conflict, value, words), sound, hears, chosen.get(conflict.id) == value)


def _title(conflict: Conflict, names: Mapping[str, str]) -> str:
    what = "" if conflict.what in _SOUNDING else conflict.what.replace("_", " ")
    if conflict.track:
        return f"{names.get(conflict.track, conflict.track)}{f': {what}' if what else ''}"
    return conflict.path or what.capitalize()


def _words(conflict: Conflict, side: str, sides: Mapping[str, str]) -> str:
    value = conflict.side(side)
    if value is None:
        return f"{sides[side]}: not there"
    tell = _VALUES.get(conflict.what)
    return f"{sides[side]}: {tell(value)}" if tell and side != BOTH else sides[side]

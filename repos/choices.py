"""What there is to choose in a merge, as a page asks it: each side in words, and where it can be heard."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.urls import reverse

from repos.changes import arrangement_of
from repos.models import Commit, Repo
from repos.vcs.aspects import tracks_of
from repos.vcs.conflicts import BOTH, OURS, THEIRS, Conflict
from repos.vcs.summary import clock, decibels, place

PREFIX = "choice:"
_SIDES = {OURS: "as on the branch", THEIRS: "as in this version", BOTH: "both, one beside the other"}
_SOUNDING = ("sound", "clip", "clips", "track")
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
    sound_url: str
    """A stem to listen to; "" where there is none."""
    is_chosen: bool


@dataclass(frozen=True, slots=True)
class Choice:
    """One thing that both sides changed."""

    field: str
    title: str
    options: tuple[Option, ...]


def choices_of(
    conflicts: Iterable[Conflict], repo: Repo, ours: Commit, theirs: Commit, chosen: Mapping[str, str]
) -> list[Choice]:
    """The questions of a merge, in its order."""
    commits = {OURS: ours, THEIRS: theirs}
    tracks = {side: tracks_of(arrangement_of(commit.tree)) for side, commit in commits.items()}
    names = {id: track.name for side in (THEIRS, OURS) for id, track in tracks[side].items()}

    def sound(conflict: Conflict, side: str) -> str:
        if conflict.what not in _SOUNDING or conflict.track not in tracks.get(side, ()):
            return ""
        return reverse("stem_audio", args=[repo.owner.username, repo.name, commits[side].digest, conflict.track, "mp3"])

    def option(conflict: Conflict, side: str) -> Option:
        return Option(side, _words(conflict, side), sound(conflict, side), chosen.get(conflict.id) == side)

    return [
        Choice(PREFIX + one.id, _title(one, names), tuple(option(one, side) for side in one.choices))
        for one in conflicts
    ]


def chosen_in(posted: Iterable[tuple[str, Any]]) -> dict[str, str]:
    """What a form says was chosen: the id of a conflict → a side."""
    return {name.removeprefix(PREFIX): str(side) for name, side in posted if name.startswith(PREFIX)}


def _title(conflict: Conflict, names: Mapping[str, str]) -> str:
    what = "" if conflict.what in _SOUNDING else conflict.what.replace("_", " ")
    if conflict.track:
        return f"{names.get(conflict.track, conflict.track)}{f': {what}' if what else ''}"
    return conflict.path or what.capitalize()


def _words(conflict: Conflict, side: str) -> str:
    value = conflict.side(side)
    if value is None:
        return f"{_SIDES[side]}: not there"
    tell = _VALUES.get(conflict.what)
    return f"{_SIDES[side]}: {tell(value)}" if tell and side != BOTH else _SIDES[side]

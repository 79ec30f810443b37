"""The versions that a merge is made of, and which of their tracks sound alike."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import TypeAlias

from repos.vcs.arrangement import Arrangement, Track
from repos.vcs.canonical import Digest
from repos.vcs.conflicts import BASE, OURS, THEIRS
from repos.vcs.diff import STEMS

Sound: TypeAlias = tuple[tuple[object, ...], ...]


@dataclass(frozen=True, slots=True)
class Version:
    """The tree of a commit."""

    arrangement: Arrangement
    blobs: Mapping[str, Digest]
    """By the paths of its entries."""
    loose: Mapping[Digest, bytes] = field(default_factory=dict)
    """Documents that are stored nowhere: of a version that no commit has."""


class Sides:
    """Base (None: there is none), ours and theirs."""

    def __init__(self, base: Version | None, ours: Version, theirs: Version) -> None:
        self.base, self.ours, self.theirs = base, ours, theirs
        self.named = {OURS: ours, THEIRS: theirs} | ({BASE: base} if base else {})
        self._tracks = {name: _by_sound(version.arrangement) for name, version in self.named.items()}

    def blobs(self, path: str) -> tuple[Digest | None, Digest | None, Digest | None]:
        """An entry before, on our side, on theirs."""
        return self.base.blobs.get(path) if self.base else None, self.ours.blobs.get(path), self.theirs.blobs.get(path)

    def playing(self, track: Track) -> Iterator[str]:
        """The sides on which some track sounds like one."""
        sound = sounding(track)
        return (name for name, tracks in self._tracks.items() if sound in tracks)

    def stem(self, track: Track) -> Digest | None:
        """The blob that a track sounds like already, where both sides have one then the one that is newer."""
        before, mine, others = (self._stem(track, name) for name in (BASE, OURS, THEIRS))
        return others if others and mine in (None, before) else mine or before

    def _stem(self, track: Track, name: str) -> Digest | None:
        same = self._tracks.get(name, {}).get(sounding(track), ())
        blobs = (self.named[name].blobs.get(STEMS + id) for id in sorted(same, key=lambda id: id != track.id))
        return next((blob for blob in blobs if blob), None)


def sounding(track: Track) -> Sound:
    """What a track's stem is made of: equal for tracks that sound alike before their fader."""
    clips = (
        (
            c.source,
            c.start_samples,
            c.offset_samples,
            c.length_samples,
            c.gain_cdb,
            c.fade_in_samples,
            c.fade_out_samples,
        )
        for c in track.clips
    )
    return tuple(sorted(clips))


def _by_sound(arrangement: Arrangement) -> dict[Sound, list[str]]:
    found: dict[Sound, list[str]] = {}
    for track in arrangement.tracks:
        found.setdefault(sounding(track), []).append(track.id)
    return found

"""What can be different about a beat, a track and a clip that stay the same thing: the grain of diffs and merges."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from operator import attrgetter
from typing import Any, TypeVar

from repos.vcs.arrangement import Arrangement, Clip, Track

_Part = TypeVar("_Part", Arrangement, Track, Clip)
Aspects = Mapping[str, tuple[str, ...]]
"""What one calls it → the fields that say it, which only mean something together."""

SONG: Aspects = {
    "tempo": ("tempo_millibpm",),
    "key": ("key",),
    "time_signature": ("time_signature",),
    "length": ("length_samples",),
}
TRACK: Aspects = {"name": ("name",), "kind": ("kind",), "gain": ("gain_cdb",), "pan": ("pan_percent",)}
CLIP: Aspects = {
    "sound": ("source",),
    "start": ("start_samples",),
    "trim": ("offset_samples", "length_samples"),
    "gain": ("gain_cdb",),
    "fades": ("fade_in_samples", "fade_out_samples"),
}


def told(part: Arrangement | Track | Clip, aspects: Aspects) -> dict[str, Any]:
    """Each aspect of a part: the value of its field, or a tuple where it has several."""
    return {name: attrgetter(*names)(part) for name, names in aspects.items()}


def retold(part: _Part, aspects: Aspects, values: Mapping[str, Any]) -> _Part:
    """The part with other values for some of its aspects."""
    changes: dict[str, Any] = {}
    for aspect, value in values.items():
        names = aspects[aspect]
        changes |= zip(names, value if len(names) > 1 else (value,), strict=True)
    return replace(part, **changes)


def tracks_of(arrangement: Arrangement | None) -> dict[str, Track]:
    """The tracks by id, in their order; none without an arrangement."""
    return {track.id: track for track in arrangement.tracks} if arrangement else {}


def clips_of(arrangement: Arrangement | None) -> dict[str, tuple[str, Clip]]:
    """Every clip by id, with the id of the track that it lies on."""
    return {clip.id: (track.id, clip) for track in tracks_of(arrangement).values() for clip in track.clips}

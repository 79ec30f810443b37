"""What is different between two versions of a beat, thing by thing, by their stable ids."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from repos.vcs.arrangement import Arrangement, Clip, Track
from repos.vcs.aspects import CLIP, SONG, TRACK, Aspects, clips_of, told, tracks_of
from repos.vcs.canonical import Digest

ARRANGEMENT = "arrangement.json"
STEMS = "stems/"
SOURCES = "sources/"


@dataclass(frozen=True, slots=True)
class Change:
    """One thing that is different."""

    what: str
    """"added", "removed", "order", "home" (a clip lies on another track), "document", or an aspect out of `aspects`:
    "tempo", "key", "time_signature", "length", "name", "kind", "gain", "pan", "sound" (re-recorded), "start",
    "trim", "fades"."""
    before: Any
    after: Any
    """As the arrangement counts: the fields of an aspect (a tuple where there are two), a whole `Track` or `Clip`, the
    ids of tracks in their order, the digest of a document. None where there is nothing."""
    track: str = ""
    """The id of the track that it concerns; "" for the beat as a whole."""
    clip: str = ""
    """The id of the clip that it concerns; "" for the track as a whole."""
    path: str = ""
    """Of a document."""


def diff(old: Arrangement, new: Arrangement) -> tuple[Change, ...]:
    """All that is different, the beat as a whole first, then track by track, each followed by its clips.

    Nothing exactly where the two are equal, but for the order of clips within a track, which says nothing. The clips
    of a track that is new or gone are told by that track alone.
    """
    return (*_aspects(old, new, SONG), *_order(old, new), *_tracks(old, new))


def diff_entries(old: Mapping[str, Digest], new: Mapping[str, Digest]) -> tuple[Change, ...]:
    """The documents (path → digest; whatever is no stem, no source and not the arrangement) that are different."""
    paths = sorted({path for path in (*old, *new) if is_document(path)})
    return tuple(
        Change("document", old.get(path), new.get(path), path=path) for path in paths if old.get(path) != new.get(path)
    )


def is_document(path: str) -> bool:
    """Whether an entry is a document that stands for itself, like the score."""
    return path != ARRANGEMENT and not path.startswith((STEMS, SOURCES))


def _aspects(old: Any, new: Any, aspects: Aspects, **where: str) -> Iterator[Change]:
    before, after = told(old, aspects), told(new, aspects)
    return (Change(what, before[what], after[what], **where) for what in aspects if before[what] != after[what])


def _order(old: Arrangement, new: Arrangement) -> Iterator[Change]:
    before, after = list(tracks_of(old)), list(tracks_of(new))
    if kept(before, after) != kept(after, before):
        yield Change("order", tuple(before), tuple(after))


def kept(order: Iterable[str], by: Iterable[str]) -> list[str]:
    """Those of some ids that others have too, in their order."""
    others = set(by)
    return [id for id in order if id in others]


def _tracks(old: Arrangement, new: Arrangement) -> Iterator[Change]:
    before, after = tracks_of(old), tracks_of(new)
    clips = _clips(old, new)
    for id in (*after, *(id for id in before if id not in after)):
        yield from _track(before.get(id), after.get(id), id)
        yield from clips.get(id, ())


def _track(old: Track | None, new: Track | None, id: str) -> Iterator[Change]:
    if old and new:
        yield from _aspects(old, new, TRACK, track=id)
    else:
        yield Change("added" if new else "removed", old, new, track=id)


def _clips(old: Arrangement, new: Arrangement) -> dict[str, list[Change]]:
    """What is different about clips, under the track that each lies on now, or lay on when it went."""
    before, after = clips_of(old), clips_of(new)
    lasting = tracks_of(old).keys() & tracks_of(new).keys()
    found: dict[str, list[Change]] = {}
    for id in (*after, *(id for id in before if id not in after)):
        track = (after.get(id) or before[id])[0]
        found.setdefault(track, []).extend(_clip(before.get(id), after.get(id), track in lasting))
    return found


def _clip(old: tuple[str, Clip] | None, new: tuple[str, Clip] | None, track_lasts: bool) -> Iterator[Change]:
    if old and new:
        (before, was), (track, clip) = old, new
        if before != track:
            yield Change("home", before, track, track=track, clip=clip.id)
        yield from _aspects(was, clip, CLIP, track=track, clip=clip.id)
    elif track_lasts and new:
        yield Change("added", None, new[1], track=new[0], clip=new[1].id)
    elif track_lasts and old:
        yield Change("removed", old[1], None, track=old[0], clip=old[1].id)

"""Three-way merge of whole trees: the arrangement, and which blobs go with it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import TypeAlias

from repos.vcs import arrangement as arrangements
from repos.vcs import merge
from repos.vcs.arrangement import Arrangement, Track
from repos.vcs.canonical import Digest, digest_of
from repos.vcs.conflicts import BASE, Conflict, Referee
from repos.vcs.dag import Commit, Parents, Rank, merge_bases
from repos.vcs.diff import ARRANGEMENT, SOURCES, STEMS
from repos.vcs.documents import Read, documents
from repos.vcs.versions import Sides, Version

_DEEPEST = 10
Row: TypeAlias = tuple[str, str, Digest]
"""Path, kind, blob: an entry of a tree."""


@dataclass(frozen=True, slots=True)
class MergedTree:
    """What came out of a merge."""

    arrangement: Arrangement
    conflicts: tuple[Conflict, ...]
    """All that there is to choose, chosen or not."""
    open: tuple[Conflict, ...]
    """What nobody has chosen yet; it is as on our side."""
    entries: tuple[Row, ...]
    """All that need not be made: stems that sound as they did keep their blob. Stems are in the order of the tracks."""
    written: Mapping[str, bytes]
    """By path, the documents among the entries that may be new: to be stored first."""
    to_render: tuple[str, ...]
    """The tracks whose clips lie on no side as they do now: `stems/<id>` is to be made out of them."""
    to_make: tuple[str, ...]
    """The documents that are to be made out of the score, as it is neither side's."""
    out_of_time: tuple[str, ...]
    """The tracks that were recorded at another tempo than the merge has."""


def merge_trees(
    base: Version | None,
    ours: Version,
    theirs: Version,
    choices: Mapping[str, str] | None = None,
    *,
    read: Read,
) -> MergedTree:
    """Put what two versions changed since `base` (see `base_of`) together, as `merge.merge` does.

    Reads scores where the sides have different ones. To revert a commit is to merge its parent into the tip, with the
    commit as base. Raises ValueError and Malformed as `merge.merge` does.
    """
    referee = Referee(choices or {})
    merged = _put_together(Sides(base, ours, theirs), referee, read)
    referee.check()
    return merged


def base_of(
    parents: Parents[Commit],
    load: Callable[[Commit], Version],
    ours: Commit,
    theirs: Commit,
    rank: Rank[Commit] = None,
    *,
    read: Read,
) -> Version | None:
    """What two commits were both made from: None if unrelated, the ground that all bases share after a criss-cross.

    Several bases are merged themselves, on their own bases and so on, up to ten criss-crosses deep; below that the
    first base by name stands for all.
    """

    def ground(one: Commit, other: Commit, depth: int) -> Version | None:
        bases = sorted(merge_bases(parents, one, other, rank), key=str)
        if not bases:
            return None
        found = load(bases[0])
        for further in bases[1:] if depth < _DEEPEST else ():
            sides = Sides(ground(bases[0], further, depth + 1), found, load(further))
            found = _version(_put_together(sides, Referee({}, otherwise=BASE), read))
        return found

    return ground(ours, theirs, 0)


def _version(merged: MergedTree) -> Version:
    loose = {digest_of(data): data for data in merged.written.values()}
    return Version(merged.arrangement, {path: blob for path, _, blob in merged.entries}, loose)


def _put_together(sides: Sides, referee: Referee, read: Read) -> MergedTree:
    base = sides.base.arrangement if sides.base else None
    made = merge.settled(base, sides.ours.arrangement, sides.theirs.arrangement, referee)
    stems = {track.id: sides.stem(track) for track in made.tracks}
    found = documents(made, sides, referee, read)
    written = found.written | {ARRANGEMENT: arrangements.to_bytes(made)}
    kept = found.kept | {path: digest_of(data) for path, data in written.items()}
    return MergedTree(
        arrangement=made,
        conflicts=tuple(referee.conflicts),
        open=referee.open,
        entries=tuple(_entries(made, stems, kept)),
        written=written,
        to_render=tuple(id for id, stem in stems.items() if stem is None),
        to_make=tuple(found.to_make),
        out_of_time=tuple(track.id for track in made.tracks if not _is_in_time(track, made, sides)),
    )


def _entries(made: Arrangement, stems: Mapping[str, Digest | None], kept: Mapping[str, Digest]) -> Iterator[Row]:
    for track in made.tracks:
        if stem := stems[track.id]:
            yield STEMS + track.id, track.kind, stem
    for source in sorted(made.sources() - set(stems.values())):
        yield SOURCES + source, "source", source
    for path in sorted(kept):
        yield path, "document", kept[path]


def _is_in_time(track: Track, made: Arrangement, sides: Sides) -> bool:
    playing = (sides.named[name].arrangement for name in sides.playing(track))
    return not track.clips or made.tempo_millibpm in {version.tempo_millibpm for version in playing}

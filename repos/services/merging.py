"""Putting trees together: what two sides changed since a third, as a new tree."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import reduce

from audio import services as audio
from audio import store
from audio.models import Blob
from repos import changes, documents
from repos.models import Entry, Tree
from repos.models.history import STEMS
from repos.services import history
from repos.services.history import ARRANGEMENT, EntryOf
from repos.vcs import arrangement as arrangements
from repos.vcs.arrangement import Arrangement, Track
from repos.vcs.aspects import tracks_of
from repos.vcs.conflicts import BASE, Conflict, Referee
from repos.vcs.diff import SOURCES, is_document
from repos.vcs.merge import merge, settled


class Conflicted(ValueError):
    """Both sides changed the same things in different ways; the sentence names them, and `conflicts` holds them."""

    def __init__(self, sentence: str, conflicts: tuple[Conflict, ...]) -> None:
        super().__init__(sentence)
        self.conflicts = conflicts


def merged_tree(bases: Sequence[Tree], ours: Tree, theirs: Tree, choices: Mapping[str, str] | None = None) -> Tree:
    """The tree of both sides' changes since their bases (none: they share nothing; several after a criss-cross).

    It has neither mix nor master unless just that tree was made before. Raises Conflicted for what `choices` leave
    open, ValueError for a choice that nobody offered or a version without an arrangement.
    """
    if ours == theirs or list(bases) == [theirs]:
        return ours
    if list(bases) == [ours]:
        return theirs
    mine, others = _readable(ours), _readable(theirs)
    result = merge(_ground(bases), mine, others, choices)
    if result.open:
        raise Conflicted(f"Both sides changed {_named(result.open, mine, others)}.", result.open)
    return _planted(result.arrangement, ours, theirs, documents.from_theirs(result.arrangement, mine, others))


def _ground(bases: Sequence[Tree]) -> Arrangement | None:
    read = [_readable(tree) for tree in bases]
    return reduce(lambda one, other: settled(None, one, other, Referee({}, otherwise=BASE)), read) if read else None


def _readable(tree: Tree) -> Arrangement:
    arrangement = changes.arrangement_of(tree)
    if arrangement is None:
        raise ValueError("A version without an arrangement cannot be merged.")
    return arrangement


def _planted(made: Arrangement, ours: Tree, theirs: Tree, theirs_of: set[str]) -> Tree:
    mine, others = _entries(ours), _entries(theirs)
    document = audio.keep(arrangements.to_bytes(made), media_type="application/json")
    entries = [*_sounds(made, mine, others), EntryOf(ARRANGEMENT, "document", document)]
    entries += _documents(mine, others, theirs_of)
    genre = ours.genre or theirs.genre
    return history.plant(
        entries, mix=None, master=None, genre=genre, bpm=made.bpm, key=made.key, frames=made.length_samples
    )


def _entries(tree: Tree) -> dict[str, Entry]:
    return {entry.path: entry for entry in tree.entries.select_related("blob")}


def _sounds(made: Arrangement, mine: Mapping[str, Entry], others: Mapping[str, Entry]) -> Iterator[EntryOf]:
    """A stem for each track, and beside them what clips play that is no stem."""
    blobs = {entry.blob_id: entry.blob for side in (others, mine) for entry in side.values()}
    stems = {track.id: _stem(track, blobs, mine, others) for track in made.tracks}
    yield from (EntryOf(STEMS + track.id, track.kind, stems[track.id]) for track in made.tracks)
    for source in sorted(made.sources() - {blob.digest for blob in stems.values()}):
        yield EntryOf(SOURCES + source, "source", blobs[source])


def _stem(track: Track, blobs: Mapping[str, Blob], mine: Mapping[str, Entry], others: Mapping[str, Entry]) -> Blob:
    """The audio of a track: that of the side whose sound it has."""
    sources = [clip.source for clip in track.clips]
    entries = [side[STEMS + track.id].blob for side in (mine, others) if STEMS + track.id in side]
    fitting = [blob for blob in entries if blob.digest in sources]
    return next(iter((*fitting, *(blobs[source] for source in sources), *entries)))


def _documents(mine: Mapping[str, Entry], others: Mapping[str, Entry], theirs_of: set[str]) -> Iterator[EntryOf]:
    for path in sorted({path for path in (*mine, *others) if is_document(path)}):
        both = mine.get(path), others.get(path)
        entry = both[0] or both[1]
        assert entry is not None
        yield EntryOf(path, entry.kind, _document(path, both[0], both[1], theirs_of) or entry.blob)


def _document(path: str, mine: Entry | None, others: Entry | None, theirs_of: set[str]) -> Blob | None:
    """A document put together; None where there is only one, or one to be left as it is."""
    if mine is None or others is None or mine.blob_id == others.blob_id or path not in documents.MERGED:
        return None
    data = documents.merged(path, _read(mine), _read(others), theirs_of)
    return audio.keep(data, media_type=mine.blob.media_type)


def _read(entry: Entry) -> bytes:
    with store.open(entry.blob_id) as file:
        return file.read()


def _named(conflicts: Iterable[Conflict], ours: Arrangement, theirs: Arrangement) -> str:
    """What the conflicts are about, as one says it: "the bass", "the bass and the tempo"."""
    tracks = tracks_of(theirs) | tracks_of(ours)
    words = {
        f"the stem “{tracks[one.track].name if one.track in tracks else one.track}”" if one.track else _song_word(one)
        for one in conflicts
    }
    *first, last = sorted(words)
    return f"{', '.join(first)} and {last}" if first else last


def _song_word(conflict: Conflict) -> str:
    return f"the {conflict.what.replace('_', ' ')}" + (" of the tracks" if conflict.what == "order" else "")

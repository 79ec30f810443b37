"""Putting trees together: what two sides changed since a third, as a new tree."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import asdict, replace

from audio import bouncing, store
from audio import services as audio
from audio.models import Blob
from repos import changes, merged_midi
from repos.models import Tree
from repos.models.history import STEMS
from repos.services import history
from repos.services.history import EntryOf
from repos.vcs.arrangement import Arrangement
from repos.vcs.aspects import tracks_of
from repos.vcs.conflicts import Conflict
from repos.vcs.documents import MIDI
from repos.vcs.trees import MergedTree, merge_trees
from repos.vcs.versions import Version

_MEDIA_TYPES = {".json": "application/json", ".mid": "audio/midi"}


class Conflicted(ValueError):
    """Both sides changed the same things in different ways. The sentence names those that nobody has chosen yet, and
    `conflicts` holds all."""

    def __init__(self, sentence: str, conflicts: tuple[Conflict, ...]) -> None:
        super().__init__(sentence)
        self.conflicts = conflicts


def version_of(tree: Tree) -> Version:
    """A tree as `vcs.trees` takes it. ValueError for one without an arrangement that can be read."""
    arrangement = changes.arrangement_of(tree)
    if arrangement is None:
        raise ValueError("A version without an arrangement cannot be merged.")
    return Version(arrangement, dict(tree.entries.values_list("path", "blob")))


def read(digest: str) -> bytes:
    """The bytes of a blob."""
    with store.open(digest) as file:
        return file.read()


def merged_tree(base: Version | None, ours: Tree, theirs: Tree, choices: Mapping[str, str] | None = None) -> Tree:
    """The tree of both sides' changes since a base (None: they share nothing), planted without mix and master unless
    just that tree was made before.

    Raises Conflicted for what `choices` leave open, ValueError for a choice that nobody offered or a version without an
    arrangement; transcoding.Failed where a stem of clips from both sides can't be rendered.
    """
    mine, others = version_of(ours), version_of(theirs)
    merged = merge_trees(base, mine, others, choices, read=read)
    if merged.open:
        words = _named(merged.open, mine.arrangement, others.arrangement)
        raise Conflicted(f"Both sides changed {words}.", merged.conflicts)
    made, genre = merged.arrangement, ours.genre or theirs.genre
    return history.plant(
        _entries(merged, mine, others),
        mix=None,
        master=None,
        genre=genre,
        bpm=made.bpm,
        key=made.key,
        frames=made.length_samples,
    )


def _entries(merged: MergedTree, mine: Version, others: Version) -> Iterator[EntryOf]:
    """Stems in the order of the tracks, then what clips play, then documents."""
    written = {path: _keep(path, data) for path, data in merged.written.items()}
    kinds = {path: kind for path, kind, _ in merged.entries}
    blobs = Blob.objects.in_bulk([blob for path, _, blob in merged.entries if path not in written])
    found = {path: blobs[blob] for path, _, blob in merged.entries if path not in written} | written
    for track in merged.arrangement.tracks:
        path = STEMS + track.id
        yield EntryOf(path, track.kind, found[path] if path in found else _rendered(merged.arrangement, track.id))
    yield from (EntryOf(path, kinds[path], blob) for path, blob in found.items() if not path.startswith(STEMS))
    if MIDI in merged.to_make:
        yield from _midi(mine, others, merged.arrangement)


def _rendered(arrangement: Arrangement, id: str) -> Blob:
    """A track as it sounds before its fader."""
    track = replace(tracks_of(arrangement)[id], gain_cdb=0, pan_percent=0)
    return bouncing.mix(asdict(replace(arrangement, tracks=(track,))))


def _midi(mine: Version, others: Version, made: Arrangement) -> Iterator[EntryOf]:
    both = [version.blobs[MIDI] for version in (mine, others) if MIDI in version.blobs]
    files = [read(blob) for blob in both]
    if len(files) > 1:
        theirs_of = merged_midi.from_theirs(made, mine.arrangement, others.arrangement)
        files = [merged_midi.merged(files[0], files[1], theirs_of)]
    yield from (EntryOf(MIDI, "document", _keep(MIDI, data)) for data in files)


def _keep(path: str, data: bytes) -> Blob:
    suffix = path[path.rindex(".") :] if "." in path else ""
    return audio.keep(data, media_type=_MEDIA_TYPES.get(suffix, "application/octet-stream"))


def _named(conflicts: Iterable[Conflict], ours: Arrangement, theirs: Arrangement) -> str:
    """What conflicts are about, as one says it: the stem “Bass” and the tempo."""
    tracks = tracks_of(theirs) | tracks_of(ours)
    *first, last = sorted(
        {_word(one, tracks[one.track].name if one.track in tracks else one.track) for one in conflicts}
    )
    return f"{', '.join(first)} and {last}" if first else last


def _word(conflict: Conflict, name: str) -> str:
    if conflict.track:
        return f"the stem “{name}”"
    return {"order": "the order of the tracks", "document": f"“{conflict.path}”"}.get(
        conflict.what, f"the {conflict.what.replace('_', ' ')}"
    )

"""The same sound counted at another tempo, or called another key: only the arrangement says something else."""

from __future__ import annotations

from dataclasses import replace

from audio import services as audio
from repos import changes
from repos.models import Tree
from repos.services import history
from repos.services.history import ARRANGEMENT, EntryOf
from repos.vcs import arrangement as arrangements
from repos.vcs.documents import SCORE


def may_be_counted_anew(tree: Tree) -> bool:
    """Whether its tempo and key are only said of it; what was written by a composer follows them bar by bar."""
    paths = {entry.path for entry in tree.entries.all()}
    return ARRANGEMENT in paths and SCORE not in paths


def regridded(tree: Tree, *, bpm: float | None = None, key: str | None = None) -> Tree:
    """The tree with another tempo, or another key, and sounding as it does; the tree itself where that is what it says.

    Raises ValueError for one whose tempo and key are more than said, and what `audio.services.keep` raises.
    """
    before = changes.arrangement_of(tree)
    if before is None or not may_be_counted_anew(tree):
        raise ValueError("Tempo and key of this version follow from its score, or from nothing that can be changed.")
    tempo = before.tempo_millibpm if bpm is None else round(bpm * 1000)
    after = replace(before, tempo_millibpm=tempo, key=before.key if key is None else key)
    if after == before:
        return tree
    document = audio.keep(arrangements.to_bytes(after), media_type="application/json")
    return history.plant(
        (
            EntryOf(entry.path, entry.kind, document if entry.path == ARRANGEMENT else entry.blob)
            for entry in tree.entries.select_related("blob")
        ),
        mix=tree.mix,
        master=tree.master,
        genre=tree.genre,
        bpm=after.bpm,
        key=after.key,
        frames=tree.frames,
    )

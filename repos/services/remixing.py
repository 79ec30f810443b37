"""The same stems at other levels and places: only the arrangement is another one."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from audio import services as audio
from repos import changes
from repos.models import Tree
from repos.services import history
from repos.services.history import ARRANGEMENT, EntryOf
from repos.vcs import arrangement as arrangements
from repos.vcs import faders


def remixed(tree: Tree, moved: Mapping[str, tuple[float | None, int | None]]) -> Tree:
    """The tree with the faders (dB) and pans (percent) of some tracks elsewhere, None where one stays; planted without
    mix and master unless just that tree was made before. The tree itself where nothing sounds different.

    Raises ValueError for a tree without an arrangement, and what `audio.services.keep` raises.
    """
    before = changes.arrangement_of(tree)
    if before is None:
        raise ValueError("A version without an arrangement cannot be mixed.")
    tracks = tuple(faders.moved(track, *moved.get(track.id, (None, None))) for track in before.tracks)
    if tracks == before.tracks:
        return tree
    document = audio.keep(arrangements.to_bytes(replace(before, tracks=tracks)), media_type="application/json")
    return history.plant(
        (
            EntryOf(entry.path, entry.kind, document if entry.path == ARRANGEMENT else entry.blob)
            for entry in tree.entries.select_related("blob")
        ),
        mix=None,
        master=None,
        genre=tree.genre,
        bpm=tree.bpm,
        key=tree.key,
        frames=tree.frames,
    )

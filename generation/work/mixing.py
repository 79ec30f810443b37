"""A mix: the stems of a version, each with its level, tone, place and space, become the next version."""

from collections.abc import Mapping
from dataclasses import asdict, replace
from pathlib import Path
from typing import Any

from audio import services as audio
from audio import store
from generation.models import Job
from generation.work import changing, takes
from generation.work.child import Failed, Look
from generation.work.takes import Stem
from repos import changes, mastering
from repos.models import Tree
from repos.models.history import STEMS
from repos.services import history
from repos.services.history import ARRANGEMENT, EntryOf
from repos.vcs import arrangement as arrangements
from repos.vcs.arrangement import Arrangement, Clip, Track

_LOST = "A stem of this beat is missing from the server's store, so it cannot be mixed."
_UNARRANGED = "This version has no arrangement that can be read, so it cannot be mixed."


def request(job: Job, folder: Path, look: Look) -> Mapping[str, Any]:
    """Lay out what the arrangement plays, and ask for the profile."""
    tree = changing.base_of(job.generation).tree
    arrangement = _arrangement(tree)
    home = folder / "sources"
    home.mkdir(exist_ok=True)
    try:
        for digest in arrangement.sources():
            store.lay(digest, home / digest)
    except (FileNotFoundError, ValueError) as error:
        raise Failed("base_lost", _LOST, can_pass=False) from error
    plan = asdict(arrangement) | {"master": mastering.of_tree(tree)}
    for track in plan["tracks"]:
        track["clips"] = [{**clip, "source": str(home / clip["source"])} for clip in track["clips"]]
    return {"do": "mix", "profile": job.params["profile"], "plan": plan, "folder": str(folder)}


def _arrangement(tree: Tree) -> Arrangement:
    arrangement = changes.arrangement_of(tree)
    if arrangement is None or not arrangement.tracks:
        raise Failed("no_arrangement", _UNARRANGED, can_pass=False)
    return arrangement


def keep(job: Job, answer: Mapping[str, Any], folder: Path) -> Mapping[str, Stem]:
    """Store the stems, the mix and the master."""
    kinds = {entry.track_id: entry.kind for entry in changing.base_of(job.generation).tree.stems()}
    blobs = {name: takes.keep_sound(name, told, answer, folder) for name, told in answer["sounds"].items()}
    return {name: Stem(kinds.get(name.removeprefix(STEMS), ""), blob) for name, blob in blobs.items()}


def conclude(job: Job, answer: Mapping[str, Any], kept: Mapping[str, Stem]) -> Mapping[str, Any]:
    """Commit the mixed stems on top of what was mixed."""
    profile, before = job.params["profile"], changing.base_of(job.generation).tree
    made = {"engine": "", "profile": profile, "levels": answer["levels"]}
    commit, branch, repo = changing.record(job, lambda: _planted(before, kept), made, word="mix")
    return {
        "repo": {"owner": repo.owner.username, "name": repo.name},
        "commit": commit.digest,
        "branch": branch,
        "bpm": commit.tree.bpm,
        "key": commit.tree.key,
        "duration": commit.tree.duration_s,
        "loudness_lufs": answer["loudness_lufs"],
        "true_peak_dbtp": answer["true_peak_dbtp"],
    }


def _planted(before: Tree, kept: Mapping[str, Stem]) -> Tree:
    """As it was, with the stems as they are now; their faders stand at nought, for the mix is in the sound."""
    arrangement = _arrangement(before)
    tracks = tuple(
        replace(track, gain_cdb=0, pan_percent=0, clips=(_whole(track, kept[STEMS + track.id]),))
        for track in arrangement.tracks
    )
    mixed = replace(arrangement, tracks=tracks)
    document = audio.keep(arrangements.to_bytes(mixed), media_type="application/json")
    stems = [EntryOf(name, stem.kind, stem.blob) for name, stem in kept.items() if name.startswith(STEMS)]
    rest = [
        EntryOf(entry.path, entry.kind, document if entry.path == ARRANGEMENT else entry.blob)
        for entry in before.entries.select_related("blob")
        if not entry.path.startswith(STEMS)
    ]
    mix = kept["mix"].blob
    return history.plant(
        [*stems, *rest],
        mix=mix,
        master=kept["master"].blob,
        genre=before.genre,
        bpm=before.bpm,
        key=before.key,
        frames=mix.frames or 0,
    )


def _whole(track: Track, stem: Stem) -> Clip:
    """All of it as one clip, which goes under the name of the first that was there: it is that one, recorded anew."""
    name = track.clips[0].id if track.clips else f"{track.id[:55]}-mix"
    return Clip(name, stem.blob.digest, 0, 0, stem.blob.frames or 0)

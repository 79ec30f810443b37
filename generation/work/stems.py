"""A stem of a commit, or its mix, taken apart: the child separates it, and its parts stand in its place."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from audio import services as audio
from audio import store
from audio.models import Blob
from audio.transcoding import Failed as Unmixable
from generation.imports import free_track
from generation.models import Job
from generation.separations import MIX
from generation.work import changing
from generation.work.child import Failed, Look
from repos import changes
from repos.models import Tree
from repos.models.history import STEMS
from repos.services import history, mixes
from repos.services.history import ARRANGEMENT, EntryOf
from repos.vcs import arrangement as arrangements
from repos.vcs.arrangement import Arrangement, Clip, Track

_LOST = "The sound that was to be taken apart is missing from the server's store."


@dataclass(frozen=True, slots=True)
class Part:
    """One of the sounds that came out."""

    name: str
    kind: str
    blob: Blob


def request(job: Job, folder: Path, look: Look) -> Mapping[str, Any]:
    """Lay out what is to be taken apart."""
    tree, track, file = changing.base_of(job.generation).tree, job.params["track"], folder / "whole.flac"
    try:
        store.lay(_digest(tree, track, look), file)
    except (FileNotFoundError, ValueError, Unmixable) as error:
        raise Failed("base_lost", _LOST, can_pass=False) from error
    return {"do": "stems", "file": str(file), "preset": job.params["preset"], "folder": str(folder)}


def _digest(tree: Tree, track: str, look: Look) -> str:
    if track != MIX:
        return str(tree.entries.get(path=STEMS + track).blob_id)
    mixes.prepare(tree, look)
    return tree.mix_id or ""


def keep(job: Job, answer: Mapping[str, Any], folder: Path) -> Sequence[Part]:
    """Store the stems."""
    return [_part(told, folder) for told in answer["stems"]]


def _part(told: Mapping[str, Any], folder: Path) -> Part:
    blob = audio.keep_file(folder / told["file"], media_type="audio/flac", frames=told["frames"])
    drawn = audio.keep_file(folder / told["peaks"], media_type="application/octet-stream")
    audio.remember(blob, "peaks-256", drawn)
    return Part(told["name"], told["kind"], blob)


def conclude(job: Job, answer: Mapping[str, Any], kept: Sequence[Part]) -> Mapping[str, Any]:
    """Commit the beat with the parts in the place of the whole."""
    before, track, separator = changing.base_of(job.generation).tree, job.params["track"], answer["separator"]
    made = {
        "engine": separator["name"],
        "model": separator["model"],
        "taken_apart": track or "the mix",
        "separator": separator["title"],
    }
    commit, branch, repo = changing.record(job, lambda: _split(before, track, kept), made, word="split")
    return {
        "repo": {"owner": repo.owner.username, "name": repo.name},
        "commit": commit.digest,
        "branch": branch,
        "bpm": commit.tree.bpm,
        "key": commit.tree.key,
        "duration": commit.tree.duration_s,
        "separator": separator["title"],
        "notices": answer["notices"],
    }


def _split(before: Tree, track: str, parts: Sequence[Part]) -> Tree:
    """The parts sum to the whole, so mix and master are as they were."""
    arrangement, entries = changes.arranged(before), list(before.entries.select_related("blob"))
    gone = {STEMS + one.id for one in arrangement.tracks if track in (MIX, one.id)}
    ids = _ids(arrangement, track, parts)
    pairs = list(zip(ids, parts, strict=True))
    whole = _in_place(arrangement, track, pairs)
    document = audio.keep(arrangements.to_bytes(whole), media_type="application/json")
    rest = [one for one in entries if one.path not in gone and one.path != ARRANGEMENT]
    return history.plant(
        [
            *(EntryOf(one.path, one.kind, one.blob) for one in rest),
            *(EntryOf(STEMS + id, part.kind, part.blob) for id, part in pairs),
            EntryOf(ARRANGEMENT, "document", document),
        ],
        mix=before.mix,
        master=before.master,
        genre=before.genre,
        bpm=before.bpm,
        key=before.key,
        frames=before.frames,
    )


def _ids(arrangement: Arrangement, track: str, parts: Sequence[Part]) -> list[str]:
    """Called after what they are; beside other stems also after what they come from."""
    others = {one.id for one in arrangement.tracks if track not in (MIX, one.id)}
    ids: list[str] = []
    for part in parts:
        ids.append(free_track(f"{track}-{part.name}" if others else part.name, {*others, *ids}))
    return ids


def _in_place(arrangement: Arrangement, track: str, pairs: Sequence[tuple[str, Part]]) -> Arrangement:
    if track == MIX:
        rows = [(id, part.kind, part.blob.digest, part.blob.frames or 0) for id, part in pairs]
        fresh = arrangements.of_stems(arrangement.bpm, arrangement.key, rows)
        return replace(arrangement, tracks=fresh.tracks)
    tracks: list[Track] = []
    for one in arrangement.tracks:
        tracks += [_part_of(one, id, part) for id, part in pairs] if one.id == track else [one]
    return replace(arrangement, tracks=tuple(tracks))


def _part_of(track: Track, id: str, part: Part) -> Track:
    """The same clips at the same places, as loud and as far left or right, of another sound."""
    clips: list[Clip] = []
    for number, clip in enumerate(track.clips, start=1):
        clips.append(replace(clip, id=f"{id}-{number}", source=part.blob.digest))
    return Track(id, id.replace("-", " ").capitalize(), part.kind, track.gain_cdb, track.pan_percent, tuple(clips))

"""Files that somebody brought: decoded by the child, then the stems of a new repo or of one more commit."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import Any

from django.conf import settings
from django.utils import timezone

from audio import analyses, store
from audio import services as audio
from audio.dsp.limits import Limits
from audio.models import Blob
from generation import imports
from generation.models import Generation, Job, Take
from generation.work import changing, takes
from generation.work.child import Failed, Look
from repos import changes
from repos.models import Commit, Repo, Tree
from repos.models.history import STEMS
from repos.services import history, repositories
from repos.services.history import ARRANGEMENT, EntryOf
from repos.vcs import arrangement as arrangements

_SURE = 0.5
DEFAULT_BPM = 120.0
"""What the grid of an import has until somebody says better."""
_LOST = "A file of this import is missing from the server's store. Bring it once more."


@dataclass(frozen=True, slots=True)
class Brought:
    """A file as it was decoded, and the track that it becomes."""

    track: str
    kind: str
    blob: Blob


@dataclass(frozen=True, slots=True)
class Kept:
    """All that came of an import."""

    brought: Sequence[Brought]
    heard: Mapping[str, Any]
    """What was heard of the mix, as `audio.dsp.analysis` tells it; {} where none was made."""
    mix: Blob | None
    """None where it is made later, with what was there before."""
    master: Blob | None


def request(job: Job, folder: Path, look: Look) -> Mapping[str, Any]:
    """Lay the files out, and say how large they may be."""
    home = folder / "originals"
    home.mkdir(exist_ok=True)
    files = []
    for number, told in enumerate(job.params["files"]):
        try:
            store.lay(told["digest"], home / str(number))
        except (FileNotFoundError, ValueError) as error:
            raise Failed("file_lost", _LOST, can_pass=False) from error
        files.append({"name": told["name"], "file": str(home / str(number))})
    limits = Limits(bytes=settings.UPLOAD_LIMIT_BYTES, duration_s=settings.UPLOAD_LIMIT_S)
    is_mixed = "title" in job.params  # what is added to a beat is mixed with the rest of it, when that is first heard
    asked = {"files": files, "limits": asdict(limits), "is_mixed": is_mixed}
    return {"do": "import", **asked, "folder": str(folder)}


def keep(job: Job, answer: Mapping[str, Any], folder: Path) -> Kept:
    """Store what was decoded."""
    pairs = zip(job.params["files"], answer["files"], strict=True)
    brought = [Brought(told["track"], told["kind"], kept_blob(one, folder)) for told, one in pairs]
    sounds = {
        name: audio.keep_file(folder / f"{name}.flac", media_type="audio/flac", **facts)
        for name, facts in answer.get("sounds", {}).items()
    }
    return Kept(brought, answer.get("heard", {}), sounds.get("mix"), sounds.get("master"))


def kept_blob(one: Mapping[str, Any], folder: Path) -> Blob:
    """A decoded file, stored with how it is drawn."""
    blob = audio.keep_file(folder / one["file"], media_type="audio/flac", frames=one["original"]["frames"])
    drawn = audio.keep_file(folder / one["peaks"], media_type="application/octet-stream")
    audio.remember(blob, "peaks-256", drawn)
    return blob


def conclude(job: Job, answer: Mapping[str, Any], kept: Kept) -> Mapping[str, Any]:
    """Commit the stems: as the first commit of a new repo, or on top of the commit that they are added to."""
    generation = takes.locked(job)
    made = {"engine": "", "operation": "import", "files": _told(job, answer)}
    if generation.repo_id is not None:
        before = changing.base_of(generation).tree
        commit, branch, repo = changing.record(job, lambda: _added(before, kept.brought), made, word="import")
    else:
        tree, repo = _alone(kept), repositories.create(generation.user, job.params["title"])
        Generation.objects.filter(pk=generation.pk).update(repo=repo)
        branch, at = repo.default_branch, timezone.now()
        commit = history.record(repo, branch, tree, job.title, onto=None, made=made, by=generation.user, at=at)
        Take.objects.create(job=job, index=job.index, commit=commit)
        if kept.mix is not None:
            analyses.keep(kept.mix, kept.heard)
    return _result(repo, commit, branch, answer)


def _told(job: Job, answer: Mapping[str, Any]) -> list[dict[str, Any]]:
    """What the commit remembers of each file."""
    return [
        {
            "name": told["name"],
            "digest": told["digest"],
            "coding": one["original"]["coding"],
            "rate_hz": one["original"]["rate_hz"],
        }
        for told, one in zip(job.params["files"], answer["files"], strict=True)
    ]


def _alone(kept: Kept) -> Tree:
    brought = kept.brought
    rows = [(one.track, one.kind, one.blob.digest, one.blob.frames or 0) for one in brought]
    bpm, key = _grid(kept.heard)
    arrangement = arrangements.of_stems(bpm, key, rows)
    entries = [EntryOf(STEMS + one.track, one.kind, one.blob) for one in brought]
    return _planted(entries, arrangement, (kept.mix, kept.master), genre="", key=key)


def _grid(heard: Mapping[str, Any]) -> tuple[float, str]:
    """The tempo and the key that an import begins with: what was heard, where that was clear."""
    tempo, key = heard.get("tempo"), heard.get("key")
    bpm = tempo["bpm"] if tempo and tempo["confidence"] >= _SURE else DEFAULT_BPM
    return analyses.written_bpm(bpm), key["name"] if key and key["confidence"] >= _SURE else ""


def _added(before: Tree, brought: Sequence[Brought]) -> Tree:
    """The tree with some tracks more, from the start of the timeline."""
    arrangement = changes.arranged(before)
    taken = {track.id for track in arrangement.tracks}
    tracks, entries = list(arrangement.tracks), list(before.entries.select_related("blob"))
    added = []
    for one in brought:
        id = imports.free_track(one.track, taken)
        taken.add(id)
        row = (id, one.kind, one.blob.digest, one.blob.frames or 0)
        tracks += arrangements.of_stems(arrangement.bpm, arrangement.key, [row]).tracks
        added.append(EntryOf(STEMS + id, one.kind, one.blob))
    length = max([arrangement.length_samples, *(one.blob.frames or 0 for one in brought)])
    longer = replace(arrangement, tracks=tuple(tracks), length_samples=length)
    stems = [EntryOf(one.path, one.kind, one.blob) for one in entries if one.path.startswith(STEMS)]
    others = [EntryOf(one.path, one.kind, one.blob) for one in entries if not one.path.startswith(STEMS)]
    rest = [one for one in others if one.path != ARRANGEMENT]
    return _planted([*stems, *added, *rest], longer, (None, None), genre=before.genre, key=before.key)


def _planted(
    entries: Sequence[EntryOf],
    arrangement: arrangements.Arrangement,
    sums: tuple[Blob | None, Blob | None],
    *,
    genre: str,
    key: str,
) -> Tree:
    document = audio.keep(arrangements.to_bytes(arrangement), media_type="application/json")
    return history.plant(
        [*entries, EntryOf(ARRANGEMENT, "document", document)],
        mix=sums[0],
        master=sums[1],
        genre=genre,
        bpm=arrangement.bpm,
        key=key,
        frames=arrangement.length_samples,
    )


def _result(repo: Repo, commit: Commit, branch: str, answer: Mapping[str, Any]) -> dict[str, Any]:
    turned_down = [one for one in answer["files"] if one["original"]["turned_down_db"] >= 0.1]
    return {
        "repo": {"owner": repo.owner.username, "name": repo.name},
        "commit": commit.digest,
        "branch": branch,
        "bpm": commit.tree.bpm,
        "key": commit.tree.key,
        "duration": commit.tree.duration_s,
        "notices": [
            f"“{one['name']}” went over full scale and was turned down by {one['original']['turned_down_db']:.1f} dB."
            for one in turned_down
        ],
    }

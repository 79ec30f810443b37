"""What came out of an engine, as blobs and as a tree: the same for every job that ends in a commit."""

from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from accounts.models import User
from audio import services as audio
from audio.models import Blob
from generation.models import Generation, Job
from generation.work.child import Failed
from repos import access
from repos.models import Commit, Repo, Tree
from repos.models.history import STEMS
from repos.services import history, locking
from repos.services.history import ARRANGEMENT, EntryOf
from repos.vcs import arrangement

FLAC = "audio/flac"
_DOCUMENT_TYPES = {"score.json": "application/json", "beat.mid": "audio/midi"}
_RENDITION_TYPES = {"peaks-256": "application/octet-stream", "mp3-320": "audio/mpeg"}


@dataclass(frozen=True, slots=True)
class Stem:
    """A stem that is stored."""

    kind: str
    blob: Blob


@dataclass(frozen=True, slots=True)
class Kept:
    """The blobs of a take."""

    stems: Mapping[str, Stem]
    """By name, in the order in which they are shown."""
    mix: Blob
    master: Blob
    documents: Mapping[str, Blob]
    """By path."""


def keep(answer: Mapping[str, Any], folder: Path, base: Mapping[str, Stem]) -> Kept:
    """Store every sound, its renditions and the documents. Stems that were kept are those of the base."""
    sounds = {name: keep_sound(name, told, answer, folder) for name, told in answer["sounds"].items()}
    documents = {
        path: audio.keep_file(folder / file, media_type=_DOCUMENT_TYPES[path])
        for path, file in answer["documents"].items()
    }
    stems = _stems(sounds, {name: base[name] for name in answer.get("kept", ())}, base)
    documents[ARRANGEMENT] = audio.keep(_arrangement(answer, stems), media_type="application/json")
    return Kept(stems, sounds["mix"], sounds["master"], documents)


def _stems(sounds: Mapping[str, Blob], kept: Mapping[str, Stem], base: Mapping[str, Stem]) -> dict[str, Stem]:
    """In the order of the base; a stem that it doesn't have is named after its kind, and comes last."""
    new = {name.removeprefix(STEMS): blob for name, blob in sounds.items() if name.startswith(STEMS)}
    made = {name: Stem(base[name].kind if name in base else name, blob) for name, blob in new.items()}
    everything = {**kept, **made}
    return {name: everything[name] for name in dict.fromkeys((*base, *made)) if name in everything}


def keep_sound(name: str, told: Mapping[str, Any], answer: Mapping[str, Any], folder: Path) -> Blob:
    measured = ("loudness_lufs", "true_peak_dbtp") if name == "master" else ()
    facts = {fact: answer[fact] for fact in measured}
    blob = audio.keep_file(folder / told["file"], media_type=FLAC, frames=told["frames"], **facts)
    for recipe, file in told["renditions"].items():
        audio.remember(blob, recipe, audio.keep_file(folder / file, media_type=_RENDITION_TYPES[recipe]))
    return blob


def _arrangement(answer: Mapping[str, Any], stems: Mapping[str, Stem]) -> bytes:
    rows = [(name, stem.kind, stem.blob.digest, stem.blob.frames or 0) for name, stem in stems.items()]
    return arrangement.to_bytes(arrangement.of_stems(answer["brief"]["bpm"], answer["brief"]["key"], rows))


def locked(job: Job) -> Generation:
    """What a job is for, which nobody else changes until this transaction ends. Its repo is locked first, as whoever
    deletes that does: the other way round the two would wait for each other."""
    repo = Repo.objects.filter(generations__jobs=job).first()
    if repo is not None:
        with suppress(Repo.DoesNotExist):
            locking.locked(repo)
    return Generation.objects.select_for_update().get(jobs=job)


def check_allowed(user: User, repo: Repo) -> None:
    """For much may have happened since a take was asked for. Raises Failed for whoever may not write any longer."""
    if not access.may_write(user, repo):
        raise Failed("not_allowed", "You may no longer write to the repo that this was made for.", can_pass=False)


def plant(answer: Mapping[str, Any], kept: Kept) -> Tree:
    """The tree of a take."""
    brief = answer["brief"]
    entries = [EntryOf(STEMS + name, stem.kind, stem.blob) for name, stem in kept.stems.items()]
    entries += [EntryOf(path, "document", blob) for path, blob in kept.documents.items()]
    facts = {"genre": brief["genre"], "bpm": brief["bpm"], "key": brief["key"], "frames": kept.mix.frames or 0}
    return history.plant(entries, mix=kept.mix, master=kept.master, **facts)


def made(answer: Mapping[str, Any], prompt: str) -> dict[str, Any]:
    """How a take came to be, as its commit tells it."""
    brief = answer["brief"]
    return {
        "engine": answer["engine"],
        "model": answer["model"],
        "prompt": prompt,
        "seed": brief["seed"],
        "brief": brief,
    }


def result(answer: Mapping[str, Any], repo: Repo, commit: Commit, branch: str) -> dict[str, Any]:
    """What a finished job says of its take."""
    brief = answer["brief"]
    return {
        "repo": {"owner": repo.owner.username, "name": repo.name},
        "commit": commit.digest,
        "branch": branch,
        "genre": brief["genre"],
        "bpm": brief["bpm"],
        "key": brief["key"],
        "duration": brief["duration_s"],
        "seed": brief["seed"],
        "engine": answer["engine"],
        "model": answer["model"],
        "loudness_lufs": answer["loudness_lufs"],
        "true_peak_dbtp": answer["true_peak_dbtp"],
        "notices": answer["notices"],
        "timings_s": answer["timings_s"],
    }

"""A beat: a brief goes to an engine; what comes back becomes a commit of a repo."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.utils import timezone

from audio import services as audio
from audio.models import Blob
from generation.models import Generation, Job, Take
from repos.models import Commit, Repo
from repos.services import history, repositories
from repos.services.history import EntryOf
from repos.vcs import objects

FLAC = "audio/flac"
_DOCUMENT_TYPES = {"score.json": "application/json", "beat.mid": "audio/midi"}
_RENDITION_TYPES = {"peaks-256": "application/octet-stream", "mp3-320": "audio/mpeg"}


@dataclass(frozen=True, slots=True)
class Kept:
    """The blobs of a beat."""

    stems: Mapping[str, Blob]
    """By kind, in the order in which they are shown."""
    mix: Blob
    master: Blob
    documents: Mapping[str, Blob]
    """By path."""


def request(job: Job, folder: Path) -> Mapping[str, Any]:
    """Ask the engine to compose the brief."""
    return {"do": "beat", "engine": job.engine, "brief": job.params, "folder": str(folder)}


def keep(job: Job, answer: Mapping[str, Any], folder: Path) -> Kept:
    """Store every sound, its renditions and the documents."""
    sounds = {name: _keep_sound(name, told, answer, folder) for name, told in answer["sounds"].items()}
    documents = {
        path: audio.keep_file(folder / file, media_type=_DOCUMENT_TYPES[path])
        for path, file in answer["documents"].items()
    }
    stems = {name.removeprefix("stems/"): blob for name, blob in sounds.items() if name.startswith("stems/")}
    documents["arrangement.json"] = audio.keep(_arrangement(answer, stems), media_type="application/json")
    return Kept(stems, sounds["mix"], sounds["master"], documents)


def _keep_sound(name: str, told: Mapping[str, Any], answer: Mapping[str, Any], folder: Path) -> Blob:
    measured = ("loudness_lufs", "true_peak_dbtp") if name == "master" else ()
    facts = {fact: answer[fact] for fact in measured}
    blob = audio.keep_file(folder / told["file"], media_type=FLAC, frames=told["frames"], **facts)
    for recipe, file in told["renditions"].items():
        audio.remember(blob, recipe, audio.keep_file(folder / file, media_type=_RENDITION_TYPES[recipe]))
    return blob


def _arrangement(answer: Mapping[str, Any], stems: Mapping[str, Blob]) -> bytes:
    brief = answer["brief"]
    return objects.arrangement(
        brief["bpm"], brief["key"], {kind: (blob.digest, blob.frames or 0) for kind, blob in stems.items()}
    )


def conclude(job: Job, answer: Mapping[str, Any], kept: Kept) -> Mapping[str, Any]:
    """Plant the tree and commit it: on the main branch of a new repo, or on a branch of its own beside the first."""
    generation = Generation.objects.select_for_update().get(jobs=job)
    repo = generation.repo or _new_repo(generation)
    is_first = not repo.refs.filter(name=repo.default_branch).exists()
    branch = repo.default_branch if is_first else f"take-{job.index}"
    commit = _record(job, generation, repo, branch, answer, kept)
    Take.objects.create(job=job, index=job.index, commit=commit)
    return _result(answer, repo, commit, branch)


def _new_repo(generation: Generation) -> Repo:
    repo = repositories.create(generation.user, generation.name, description=generation.prompt)
    Generation.objects.filter(pk=generation.pk).update(repo=repo)
    return repo


def _record(job: Job, generation: Generation, repo: Repo, branch: str, answer: Mapping[str, Any], kept: Kept) -> Commit:
    brief = answer["brief"]
    entries = [EntryOf(f"stems/{kind}", kind, blob) for kind, blob in kept.stems.items()]
    entries += [EntryOf(path, "document", blob) for path, blob in kept.documents.items()]
    facts = {"genre": brief["genre"], "bpm": brief["bpm"], "key": brief["key"], "frames": kept.mix.frames}
    tree = history.plant(entries, mix=kept.mix, master=kept.master, **facts)
    made = {
        "engine": answer["engine"],
        "model": "",
        "prompt": generation.prompt,
        "seed": brief["seed"],
        "brief": brief,
    }
    return history.record(
        repo, branch, tree, _message(job, generation), onto=None, made=made, by=generation.user, at=timezone.now()
    )


def _message(job: Job, generation: Generation) -> str:
    return generation.name if job.index == 1 else f"{generation.name}, take {job.index}"


def _result(answer: Mapping[str, Any], repo: Repo, commit: Commit, branch: str) -> Mapping[str, Any]:
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
        "loudness_lufs": answer["loudness_lufs"],
        "true_peak_dbtp": answer["true_peak_dbtp"],
        "notices": answer["notices"],
        "timings_s": answer["timings_s"],
    }

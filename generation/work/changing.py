"""Work on a commit: what the engine gets of it, and where the new version of it goes."""

from collections.abc import Callable, Mapping
from contextlib import suppress
from pathlib import Path
from typing import Any

from django.utils import timezone

from audio import store
from generation.bases import SCORE
from generation.models import Generation, Job, Take
from generation.work import takes
from generation.work.child import Failed
from generation.work.takes import Kept, Stem
from repos.models import Commit, Repo, Tree
from repos.services import history
from repos.vcs import names

_GONE = "The beat that this was made for has been deleted."
_LOST = "A stem of this beat is missing from the server's store, so nothing could be made to go with it."


def base_of(generation: Generation | None) -> Commit:
    """The commit that is worked on. Raises Failed where it was deleted meanwhile."""
    if generation is None or generation.base is None or generation.repo is None:
        raise Failed("base_gone", _GONE, can_pass=False)
    return generation.base


def stems_of(commit: Commit) -> dict[str, Stem]:
    """Its stems by name, in their order."""
    return {entry.track_id: Stem(entry.kind, entry.blob) for entry in commit.tree.stems()}


def held(job: Job, folder: Path) -> dict[str, Any]:
    """A commit as the engine is told of it, laid out as files in a folder of the job. Raises Failed."""
    base = base_of(job.generation)
    stems, home = stems_of(base), folder / "base"
    home.mkdir(exist_ok=True)
    score = base.tree.entries.values_list("blob", flat=True).filter(path=SCORE).first()
    digests = {f"{name}.flac": stem.blob.digest for name, stem in stems.items()} | {SCORE: score or ""}
    _lay(digests, home)
    return {
        "engine": job.engine,
        "brief": job.params["brief"],
        "score": str(home / SCORE),
        "stems": {name: str(home / f"{name}.flac") for name in stems},
        "kinds": {name: stem.kind for name, stem in stems.items()},
        "folder": str(folder),
    }


def _lay(digests: Mapping[str, str], home: Path) -> None:
    try:
        for name, digest in digests.items():
            store.lay(digest, home / name)
    except (FileNotFoundError, ValueError) as error:
        raise Failed("base_lost", _LOST, can_pass=False) from error


def keep(job: Job, answer: Mapping[str, Any], folder: Path) -> Kept:
    """Store what was made; what was kept is stored already."""
    return takes.keep(answer, folder, stems_of(base_of(job.generation)))


def conclude(job: Job, answer: Mapping[str, Any], kept: Kept, told: Mapping[str, Any], word: str) -> dict[str, Any]:
    """Commit a take on top of what was worked on, as `record` does."""
    prompt = job.generation.prompt if job.generation else ""
    commit, branch, repo = record(job, lambda: takes.plant(answer, kept), {**takes.made(answer, prompt), **told}, word)
    return takes.result(answer, repo, commit, branch)


def record(job: Job, plant: Callable[[], Tree], made: Mapping[str, Any], word: str) -> tuple[Commit, str, Repo]:
    """Commit on top of what a job worked on: to the branch where that is still the latest and the take is the only one,
    else to a branch of its own, named after `word`. `plant` gives the tree, and is asked when the repo is locked;
    `made` is what the commit tells besides.

    Raises Failed where the base is gone, or its user may no longer write.
    """
    generation = takes.locked(job)
    base, repo = base_of(generation), Repo.objects.get(generations=generation)
    takes.check_allowed(generation.user, repo)
    whole = {**made, "from": base.digest, "operation": job.type}
    commit, branch = _record(job, generation, repo, base, plant(), whole, word)
    Take.objects.create(job=job, index=job.index, commit=commit)
    return commit, branch, repo


def _record(
    job: Job, generation: Generation, repo: Repo, base: Commit, tree: Tree, made: dict[str, Any], word: str
) -> tuple[Commit, str]:
    def on(branch: str) -> tuple[Commit, str]:
        at = timezone.now()
        return history.record(repo, branch, tree, job.title, onto=base, made=made, by=generation.user, at=at), branch

    if generation.jobs.count() == 1:
        with suppress(history.Moved):
            return on(generation.branch)
    own = names.first_free(f"{word}-take", repo.refs.values_list("name", flat=True), job.index)
    history.branch_off(repo, own, base)
    return on(own)

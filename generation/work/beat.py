"""A beat: a brief goes to an engine; what comes back becomes a commit of a repo."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from django.utils import timezone

from audio import store
from generation.models import Generation, Job, Take
from generation.work import takes
from generation.work.child import Failed, Look
from generation.work.takes import Kept
from repos.models import Repo
from repos.services import history, repositories
from repos.vcs import names

_LOST = "The hum that this beat is made around is no longer kept. Hum it once more."


def request(job: Job, folder: Path, look: Look) -> Mapping[str, Any]:
    """Ask the engine to compose the brief; around a hum where there is one, which is laid out."""
    brief = {name: value for name, value in job.params.items() if name != "hum"}
    asked = {"do": "beat", "engine": job.engine, "brief": brief, "folder": str(folder)}
    return asked | ({"hum": _laid_out(job.params["hum"], folder)} if "hum" in job.params else {})


def _laid_out(hum: Mapping[str, Any], folder: Path) -> Mapping[str, Any]:
    try:
        store.lay(hum["digest"], folder / "hummed.flac")
    except (FileNotFoundError, ValueError) as error:
        raise Failed("hum_lost", _LOST, can_pass=False) from error
    return {"file": str(folder / "hummed.flac"), "zero_s": hum["zero_s"]}


def keep(job: Job, answer: Mapping[str, Any], folder: Path) -> Kept:
    """Store what was made."""
    return takes.keep(answer, folder, base={})


def conclude(job: Job, answer: Mapping[str, Any], kept: Kept) -> Mapping[str, Any]:
    """Commit it: to the main branch of a new repo, or to a branch of its own beside the first."""
    generation = takes.locked(job)
    repo = generation.repo or _new_repo(generation)
    takes.check_allowed(generation.user, repo)
    branches = set(repo.refs.values_list("name", flat=True))
    is_first = repo.default_branch not in branches
    branch = repo.default_branch if is_first else names.first_free("take", branches, job.index)
    tree, made = takes.plant(answer, kept), takes.made(answer, generation.prompt)
    commit = history.record(repo, branch, tree, job.title, onto=None, made=made, by=generation.user, at=timezone.now())
    Take.objects.create(job=job, index=job.index, commit=commit)
    return takes.result(answer, repo, commit, branch)


def _new_repo(generation: Generation) -> Repo:
    repo = repositories.create(generation.user, generation.name, description=generation.prompt)
    Generation.objects.filter(pk=generation.pk).update(repo=repo)
    return repo

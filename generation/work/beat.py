"""A beat: a brief goes to an engine; what comes back becomes a commit of a repo."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from django.utils import timezone

from generation.models import Generation, Job, Take
from generation.work import takes
from generation.work.takes import Kept
from repos.models import Repo
from repos.services import history, repositories
from repos.vcs import names


def request(job: Job, folder: Path) -> Mapping[str, Any]:
    """Ask the engine to compose the brief."""
    return {"do": "beat", "engine": job.engine, "brief": job.params, "folder": str(folder)}


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

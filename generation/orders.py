"""Asking for work on sound that is there: import, analysis, separation, mix, master."""

from collections.abc import Mapping
from typing import Any

from django.db import transaction

from accounts.models import User
from beatflow_site.lib.text import one_line
from generation import quotas, services
from generation.models import Generation, Job
from repos import access
from repos.models import Commit, Repo


@transaction.atomic
def order(
    type: str,
    *,
    name: str,
    by: User,
    settings: Mapping[str, Any] | None = None,
    params: Mapping[str, Any] | None = None,
    repo: Repo | None = None,
    base: Commit | None = None,
    branch: str = "",
) -> Generation:
    """Queue one job of a type that needs no engine; whoever asks has checked all values.

    `settings` is what its page shows, `params` what the worker needs besides. Raises PermissionError for whoever may
    not read the repo, or where it doesn't hold the commit, and OverQuota; whether the outcome may be written is asked
    at the end.
    """
    if repo is not None and not access.may_read(by, repo):
        raise PermissionError("Only whoever may read a repo may work on what it holds.")
    if base is not None and (repo is None or not repo.commits.filter(pk=base.pk).exists()):
        raise PermissionError("This repo holds no such commit.")
    quotas.check(by, jobs=1, seconds=quotas.music_s(type, params or {}))
    generation = Generation.objects.create(
        user=by,
        name=one_line(name)[: services.NAME_LENGTH],
        brief={},
        settings=dict(settings or {}),
        repo=repo,
        base=base,
        branch=branch,
    )
    services.queue_job(generation, type, params or {}, index=1)
    return generation


def latest(type: str, base: Commit, by: User) -> Job | None:
    """The newest job of a type that somebody asked for on a commit."""
    jobs = Job.objects.filter(type=type, generation__base=base, user=by).select_related("generation")
    return jobs.order_by("-created_at").first()

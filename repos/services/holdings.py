"""Which commits a repo holds: always with everything that they rest on."""

from __future__ import annotations

from django.db import connection, transaction

from repos import graph
from repos.models import Commit, Repo, RepoCommit
from repos.services import locking

_FIRST = "SELECT CAST(%s AS bigint)"
_BRING = """
    INSERT INTO repos_repocommit (repo_id, commit_id)
    SELECT %s, id FROM below
    WHERE NOT EXISTS (SELECT 1 FROM repos_repocommit held WHERE held.repo_id = %s AND held.commit_id = below.id)
    ORDER BY id
"""


class NotHeld(ValueError):
    """The repo that a commit was to come from does not hold it, or is gone. Nothing was changed."""


@transaction.atomic
def bring(repo: Repo, commit: Commit, *, source: Repo) -> None:
    """Let a repo hold a commit of another one and all that it rests on.

    Copies no audio. Whether somebody may do that is for who calls. Locks both repos, so call it before anything else
    is locked. Raises NotHeld, and Repo.DoesNotExist where `repo` is gone.
    """
    present = {one.pk for one in locking.both(repo, source)}
    if repo.pk not in present:
        raise Repo.DoesNotExist
    if not RepoCommit.objects.filter(repo=source.pk, commit=commit).exists():
        raise NotHeld("The repo that it should come from does not hold that commit.")
    repo_key = Repo._meta.pk.get_db_prep_value(repo.pk, connection)
    with connection.cursor() as cursor:
        cursor.execute(f"{graph.below(_FIRST)} {_BRING}", [commit.pk, repo_key, repo_key])

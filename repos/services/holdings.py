"""Which commits a repo holds: always with everything that they rest on."""

from __future__ import annotations

from django.db import connection, transaction

from repos.models import Commit, Repo, RepoCommit
from repos.services import locking

_BRING = """
    WITH RECURSIVE missing(id) AS (
        SELECT one.id FROM repos_commit one
            WHERE one.id = %(commit)s
            AND NOT EXISTS (SELECT 1 FROM repos_repocommit WHERE repo_id = %(repo)s AND commit_id = one.id)
        UNION
        SELECT edge.parent_id FROM repos_commitparent edge JOIN missing ON edge.commit_id = missing.id
            WHERE NOT EXISTS (SELECT 1 FROM repos_repocommit WHERE repo_id = %(repo)s AND commit_id = edge.parent_id)
    )
    INSERT INTO repos_repocommit (repo_id, commit_id) SELECT %(repo)s, id FROM missing ORDER BY id
"""
"""Down from a commit as far as the repo does not hold it already."""


class NotHeld(ValueError):
    """The repo that a commit was to come from does not hold it, or is gone. Nothing was changed."""


@transaction.atomic
def bring(repo: Repo, commit: Commit, *, source: Repo) -> None:
    """Let a repo hold a commit of another one and all that it rests on.

    Copies no audio, and takes time by what is new. Whether somebody may do that is for who calls. Locks both repos,
    so call it before anything else is locked. Raises NotHeld, and Repo.DoesNotExist where `repo` is gone.
    """
    present = {one.pk for one in locking.both(repo, source)}
    if repo.pk not in present:
        raise Repo.DoesNotExist
    if not RepoCommit.objects.filter(repo=source.pk, commit=commit).exists():
        raise NotHeld("The repo that it should come from does not hold that commit.")
    with connection.cursor() as cursor:
        repo_key = Repo._meta.pk.get_db_prep_value(repo.pk, connection)
        cursor.execute(_BRING, {"repo": repo_key, "commit": commit.pk})

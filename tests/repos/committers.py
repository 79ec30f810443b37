"""`python -m tests.repos.committers PEOPLE EACH`: processes that commit to one branch at once, told about in JSON."""

import json
import multiprocessing
import sys
from typing import Any

import django

django.setup()

from django.db import connections  # noqa: E402

from accounts.models import User  # noqa: E402
from repos.models import Commit, Ref, Repo  # noqa: E402
from repos.services import history, repositories  # noqa: E402
from tests.make import AT, make_blob  # noqa: E402

MADE = {"engine": "composer", "seed": 1}


def _commit_all(place: tuple[str, int, int]) -> dict[str, Any]:
    """Commit `each` times; whoever comes too late looks where the branch is now and tries on top of that."""
    repo_pk, person, each = place
    repo, user = Repo.objects.get(pk=repo_pk), User.objects.get(username="alice")
    kept: list[str] = []
    late = 0
    while len(kept) < each:
        try:
            kept.append(_commit(repo, user, f"{person} says {len(kept)}").digest)
        except history.Moved:
            late += 1
    return {"kept": kept, "late": late}


def _commit(repo: Repo, user: User, message: str) -> Commit:
    onto = history.tip(repo)
    assert onto is not None
    return history.record(repo, "main", onto.tree, message, onto=onto, made=MADE, by=user, at=AT)


def _first_commit() -> Repo:
    user = User.objects.create_user("alice")
    repo, blob = repositories.create(user, "Night Drive"), make_blob(seconds=0.05)
    tree = history.plant([history.EntryOf("beat.mid", "document", blob)], mix=blob, master=blob)
    history.record(repo, "main", tree, "First", onto=None, made=MADE, by=user, at=AT)
    return repo


def _line(repo: Repo) -> list[str]:
    """The digests from the tip back to the first commit; a commit with two parents breaks it."""
    line, at = [], Ref.objects.get(repo=repo, name="main").tip
    while at is not None:
        line.append(at.digest)
        at = at.parents.get() if at.parents.exists() else None
    return line


def main() -> None:
    people, each = map(int, sys.argv[1:])
    repo = _first_commit()
    connections.close_all()
    with multiprocessing.get_context("fork").Pool(people) as pool:
        told = pool.map(_commit_all, [(str(repo.pk), person, each) for person in range(people)], chunksize=1)
    print(json.dumps({"told": told, "line": _line(repo), "rows": Commit.objects.count()}))


if __name__ == "__main__":
    main()

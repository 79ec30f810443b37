"""Committing without losing a race: what comes too late goes to a branch of its own, and can be merged from there."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import transaction

from accounts.models import User
from repos import access
from repos.models import Commit, Ref, Repo, Tree
from repos.services import history
from repos.vcs import names

ATTEMPTS = 20


@dataclass(frozen=True, slots=True)
class Recorded:
    """A commit, and where it went."""

    commit: Commit
    branch: str
    """On which it lies now."""
    wanted: str
    """The branch that it was meant for."""

    @property
    def is_aside(self) -> bool:
        """Whether somebody was first, so that it waits to be merged."""
        return self.branch != self.wanted


def record(  # noqa: PLR0913  what a commit is
    repo: Repo,
    branch: str,
    tree: Tree,
    message: str,
    *,
    onto: Commit,
    merged: Sequence[Commit] = (),
    made: Mapping[str, Any],
    by: User,
    at: datetime | None = None,
) -> Recorded:
    """Commit to a branch on top of `onto`; where it has moved on or is gone, to a new one named after it and `by`
    ("main-alice-1"). Raises ValueError as `history.record` does, PermissionError for whoever may not write.
    """
    if not access.may_write(by, repo):
        raise PermissionError("Only whoever may write to the repo may do that.")

    def on(name: str) -> Recorded:
        commit = history.record(repo, name, tree, message, onto=onto, merged=merged, made=made, by=by, at=at)
        return Recorded(commit, name, branch)

    with suppress(history.Moved):
        return on(branch)
    for _ in range(ATTEMPTS):
        with suppress(history.Moved), transaction.atomic():
            own = own_name(repo, branch, by)
            history.branch_off(repo, own, onto)
            return on(own)
    raise RuntimeError(f"No name like “{branch}” stayed free.")


def own_name(repo: Repo, branch: str, by: User) -> str:
    """The first of main-alice-1, main-alice-2… that can stand beside the branches that are there."""
    room = names.MAX_LENGTH - len(by.username) - 7
    others = repo.refs.filter(kind=Ref.Kind.BRANCH).values_list("name", flat=True)
    return names.first_free(f"{branch[:room].rstrip('./')}-{by.username}", others)

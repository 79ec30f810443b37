"""Going on from what was: restore an old version, or record the present one, as commits like any other."""

from __future__ import annotations

from accounts.models import User
from repos import changes
from repos.models import Commit, Repo, Tree
from repos.services import asides
from repos.services.asides import Recorded

MAX_QUOTED = 80


class NothingToDo(ValueError):
    """The branch is like that already. The sentence says so."""


def restore(repo: Repo, branch: str, commit: Commit, *, onto: Commit, by: User, message: str = "") -> Recorded:
    """Commit what an older commit held on top of `onto`, the tip of a branch as `by` saw it.

    Where the branch has moved on since, the commit lies on a branch of its own. Raises NothingToDo where the tip holds
    just that, ValueError for another repo's commit or a bad message, PermissionError.
    """
    _check_held(repo, commit)
    if commit.tree_id == onto.tree_id:
        raise NothingToDo(f"“{branch}” is as it was then already.")
    made = {"operation": "restore", "from": commit.digest}
    told = message or f"Restore “{quoted(commit)}”\n\nAs it was in {commit.digest[:12]}."
    return asides.record(repo, branch, commit.tree, told, onto=onto, made=made, by=by)


def checkpoint(repo: Repo, branch: str, tree: Tree, *, onto: Commit, by: User, message: str = "") -> Recorded:
    """Commit a tree on top of `onto` with a message that says what has changed: "Checkpoint: bass re-recorded".

    Raises as `restore` does.
    """
    if tree.pk == onto.tree_id:
        raise NothingToDo("Nothing has changed since the last commit.")
    told = message or checkpoint_message(onto.tree, tree)
    return asides.record(repo, branch, tree, told, onto=onto, made={"operation": "checkpoint"}, by=by)


def checkpoint_message(old: Tree, new: Tree) -> str:
    """The message that a checkpoint has unless somebody writes another."""
    told = changes.in_words(changes.lines(old, new))
    return f"Checkpoint: {told}" if told else "Checkpoint"


def quoted(commit: Commit) -> str:
    """A commit's subject, short enough to stand within another one's."""
    subject = commit.subject
    return subject if len(subject) <= MAX_QUOTED else f"{subject[: MAX_QUOTED - 1].rstrip()}…"


def _check_held(repo: Repo, commit: Commit) -> None:
    if not repo.commits.filter(pk=commit.pk).exists():
        raise ValueError("The repo does not hold that commit.")

"""Going on from what was: restore, take back, merge and record versions, always as commits like any other."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from accounts.models import User
from repos import changes, graph
from repos.models import Commit, Repo, Tree
from repos.services import asides, merging, refs
from repos.services.asides import Recorded
from repos.vcs import dag, trees
from repos.vcs.versions import Version

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


def revert(
    repo: Repo,
    branch: str,
    commit: Commit,
    *,
    onto: Commit,
    by: User,
    choices: Mapping[str, str] | None = None,
    message: str = "",
) -> Recorded:
    """Commit what `onto` holds without what one commit changed, compared with its first parent.

    Where later commits changed the same things, `choices` say what holds: "ours" for what they made of it, "theirs" for
    how it was before. Raises merging.Conflicted for what they leave open, NothingToDo where nothing of it is left, and
    otherwise as `restore` does.
    """
    _check_held(repo, commit)
    earlier = before(commit)
    if not dag.is_ancestor(graph.parents_of(repo), commit.pk, onto.pk, graph.rank):
        raise ValueError(f"“{branch}” does not rest on this version.")
    tree = _without(commit, earlier.tree, onto.tree, choices)
    if tree == onto.tree:
        raise NothingToDo(f"Nothing of it is left on “{branch}”.")
    made = {"operation": "revert", "from": commit.digest}
    told = message or f"Revert “{quoted(commit)}”\n\nTakes back what {commit.digest[:12]} changed."
    return asides.record(repo, branch, tree, told, onto=onto, made=made, by=by)


def before(commit: Commit) -> Commit:
    """The first parent of a commit, with its tree. ValueError for the first commit of all."""
    found = commit.parents.order_by("child_edges__position").select_related("tree").first()
    if found is None:
        raise ValueError("Nothing came before the first version, so it can't be taken back.")
    return found


def _without(commit: Commit, before: Tree, now: Tree, choices: Mapping[str, str] | None) -> Tree:
    if now == commit.tree:
        return before
    try:
        return merging.merged_tree(merging.version_of(commit.tree), now, before, choices)
    except merging.Conflicted as error:
        again = str(error).replace("Both sides changed", "Later versions changed").rstrip(".")
        raise merging.Conflicted(f"{again} too, and would lose that.", error.conflicts) from error


def merge(
    repo: Repo,
    branch: str,
    source: Commit,
    *,
    onto: Commit,
    by: User,
    choices: Mapping[str, str] | None = None,
    message: str = "",
) -> Recorded:
    """Bring what a commit of the repo has into a branch that stood at `onto`: by moving the branch on where it rests
    on that, else by a commit with two parents.

    Raises merging.Conflicted for what `choices` leave open, NothingToDo where the branch has it all, and otherwise as
    `restore` does.
    """
    _check_held(repo, source)
    parents = graph.parents_of(repo)
    _check_new(parents, branch, source, onto)
    if dag.is_ancestor(parents, onto.pk, source.pk, graph.rank) and refs.advance(repo, branch, onto, source, by=by):
        return Recorded(source, branch, branch)
    tree = merging.merged_tree(base_of(parents, onto, source), onto.tree, source.tree, choices)
    made = {"operation": "merge", "from": source.digest}
    told = message or f"Merge “{quoted(source)}” into {branch}"
    return asides.record(repo, branch, tree, told, onto=onto, merged=[source], made=made, by=by)


def joined(repo: Repo, branch: str, source: Commit, *, onto: Commit, choices: Mapping[str, str] | None = None) -> Tree:
    """What a branch that stands at `onto` is once it has what a commit of the repo has, without committing it.

    Raises merging.Conflicted for what `choices` leave open, NothingToDo where the branch has it all, ValueError for
    another repo's commit.
    """
    _check_held(repo, source)
    parents = graph.parents_of(repo)
    _check_new(parents, branch, source, onto)
    return merging.merged_tree(base_of(parents, onto, source), onto.tree, source.tree, choices)


def _check_new(parents: dag.Parents[int], branch: str, source: Commit, onto: Commit) -> None:
    if dag.is_ancestor(parents, source.pk, onto.pk, graph.rank):
        raise NothingToDo(f"“{branch}” has all of it already.")


def base_of(parents: Callable[[int], Sequence[int]], ours: Commit, theirs: Commit) -> Version | None:
    """What two commits of a repo were both made from."""

    def load(commit: int) -> Version:
        return merging.version_of(Tree.objects.get(commits=commit))

    return trees.base_of(parents, load, ours.pk, theirs.pk, graph.rank, read=merging.read)


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

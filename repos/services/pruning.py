"""Letting go of versions that nothing leads to any more, beside whoever is making new ones.

A repo lets go of a commit where none of its branches, tags and merge requests rests on it, no deleted branch that can
still be brought back, and nothing that is being made. A commit that no repo holds any more goes, then its tree, then,
by `audio.pruning`, its sound: each only once the one before has been gone for a while.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import PROTECT, Exists, ForeignObjectRel, Model, OuterRef, Q, QuerySet
from django.utils import timezone

from audio.models import Blob
from repos import graph
from repos.models import Commit, CommitParent, DeletedRef, GitObject, Repo, RepoCommit, Tree
from repos.services import history, locking
from repos.services.git_names import batches
from repos.vcs import dag

InUse = Callable[[], Iterable[int]]
_in_use: list[InUse] = []


@dataclass(slots=True)
class Pruned:
    """What went, or would have gone."""

    versions: list[tuple[Repo, Commit]] = field(default_factory=list)
    """What each repo lets go of."""
    commits: int = 0
    """Those that no repo holds any more."""
    trees: int = 0


def spare(commits: InUse) -> None:
    """Ask another app, whenever it is pruned, which commits (primary keys) something is being made of."""
    _in_use.append(commits)


def prune(grace: timedelta, *, is_dry: bool = False) -> Pruned:
    """Let go of what nothing leads to and what is older than `grace`. May be stopped any time."""
    before, pruned = timezone.now() - grace, Pruned()
    for repo in _repos_with_loose_ends(before):
        _let_go(repo, before, pruned, is_dry=is_dry)
    if not is_dry:
        for batch in batches(_unheld(before)):
            pruned.commits += len(history.forget_commits(batch)[0])
    trees = list(_unreached_trees(before))
    pruned.trees = len(trees) if is_dry else sum(history.forget_trees([tree], before=before) for tree in trees)
    if not is_dry:
        _forget_names()
    return pruned


@transaction.atomic
def _let_go(repo: Repo, before: datetime, pruned: Pruned, *, is_dry: bool) -> None:
    """Under the lock of the repo: whoever commits waits, and then finds what is gone or has what stays."""
    try:
        locking.locked(repo)
    except Repo.DoesNotExist:
        return
    loose = sorted(_unreached(repo, before))
    for batch in batches(loose):
        commits = Commit.objects.filter(pk__in=batch).only("digest", "message").order_by("pk")
        pruned.versions += [(repo, commit) for commit in commits]
    if is_dry:
        return
    repo.deleted_refs.exclude(pk__in=DeletedRef.objects.still_kept().values("pk")).delete()
    for batch in batches(loose):
        RepoCommit.objects.filter(repo=repo, commit__in=batch).delete()
    pruned.commits += len(_forgotten(loose))


def _forgotten(loose: Collection[int]) -> set[int]:
    """The newest first, as parents stay while something rests on them."""
    return {commit for batch in batches(sorted(loose, reverse=True)) for commit in history.forget_commits(batch)[0]}


def _unreached(repo: Repo, before: datetime) -> set[int]:
    """What the repo holds and nothing leads to."""
    held = set(repo.holdings.values_list("commit_id", flat=True))
    anchors = Commit.objects.filter(_anchored("pk", repo=repo) | Q(created_at__gte=before), holdings__repo=repo)
    used = {commit for commits in _in_use for commit in commits()} & held
    reached = dag.ancestors(graph.parents_of(repo), *anchors.values_list("pk", flat=True), *used)
    return held - reached


def _repos_with_loose_ends(before: datetime) -> Iterator[Repo]:
    """Those that hold a commit that nothing of theirs rests on and nothing names, or a name past bringing back."""
    in_repo = Q(commit__holdings__repo=OuterRef("repo"))
    child = CommitParent.objects.filter(in_repo, parent=OuterRef("commit"))
    old = RepoCommit.objects.filter(commit__created_at__lt=before)
    ends = old.filter(~Exists(child)).exclude(_anchored("commit", repo=OuterRef("repo")))
    over = DeletedRef.objects.exclude(pk__in=DeletedRef.objects.still_kept().values("pk"))
    ids = {*ends.values_list("repo", flat=True), *over.values_list("repo", flat=True)}
    for batch in batches(sorted(ids)):
        yield from Repo.objects.filter(pk__in=batch).select_related("owner")


def _anchored(commit: str, **of_repo: object) -> Q:
    """Whether a row that cannot do without a commit points at it: a ref, a merge request, a deleted ref while it can be
    brought back. With `repo` only the repo's own count, where they are some repo's. What rests on a commit is reached
    from its own end."""
    anchored = Q(Exists(DeletedRef.objects.still_kept().filter(tip=OuterRef(commit), **of_repo)))
    for relation in protecting(Commit, besides=(CommitParent, DeletedRef)):
        model = relation.related_model
        own = of_repo if any(field.name == "repo" for field in model._meta.fields) else {}
        anchored |= Q(Exists(model._base_manager.filter(**{relation.field.name: OuterRef(commit)}, **own)))
    return anchored


def protecting(model: type[Model], besides: Collection[type[Model]]) -> list[ForeignObjectRel]:
    """The foreign keys to a model whose rows cannot do without it."""
    fields = model._meta.get_fields(include_hidden=True)
    found = [one for one in fields if isinstance(one, ForeignObjectRel) and getattr(one, "on_delete", None) is PROTECT]
    return [one for one in found if one.related_model not in besides]


def _unheld(before: datetime) -> QuerySet[Commit, int]:
    """What two repos let go of at once, each leaving it to the other, the newest first."""
    loose = Commit.objects.exclude(_anchored("pk")).filter(holdings=None, created_at__lt=before)
    return loose.order_by("-pk").values_list("pk", flat=True)


def _unreached_trees(before: datetime) -> QuerySet[Tree, str]:
    return Tree.objects.filter(commits=None, kept_at__lt=before).values_list("pk", flat=True)


def _forget_names() -> None:
    """What git called things that are gone."""
    for kind, things in ((GitObject.Kind.COMMIT, Commit.objects.all()), (GitObject.Kind.BLOB, Blob.objects.all())):
        GitObject.objects.filter(~Exists(things.filter(digest=OuterRef("digest"))), kind=kind).delete()

"""Merge requests: proposing what a branch has for another one, talking about it, and merging it."""

from __future__ import annotations

from collections.abc import Mapping

from django.db import transaction
from django.db.models import Max, QuerySet
from django.utils import timezone

from accounts.models import User
from beatflow_site.lib.text import one_line
from repos import access, graph, publishing
from repos.models import Commit, MergeRequest, Ref, Remark, Repo
from repos.services import activities, history, holdings, locking, versions
from repos.services.history import Moved
from repos.vcs import dag

MAX_TITLE, MAX_DESCRIPTION, MAX_TEXT = 120, 5000, 2000
MAX_OPEN_BY_ONE = 100
"""How many open requests of one person a repo takes."""
State, Kind = MergeRequest.State, Remark.Kind


class Already(ValueError):
    """There is an open request for the same branches, which `request` is."""

    def __init__(self, request: MergeRequest) -> None:
        super().__init__(f"Merge request {request.number} proposes that branch already.")
        self.request = request


class NotOpen(ValueError):
    """The request is merged or closed. The sentence says which."""


@transaction.atomic
def open(
    repo: Repo, *, source: Repo, source_branch: str, target_branch: str, title: str, description: str = "", by: User
) -> MergeRequest:
    """Propose what a branch of `source`, the repo itself or one of its family, has for a branch of the repo.

    From then on whoever may see the repo may hear what is proposed. Raises PermissionError for whoever may not see
    the repo or not write to the source, Already, versions.NothingToDo where the target has it all, and ValueError for
    a missing branch, an unrelated repo, what `publishing` does not let them show, or a bad title or description.
    """
    _check_may_propose(repo, source, by)
    locking.both(repo, source)
    head, target = _tip(source, source_branch), _tip(repo, target_branch)
    if source == repo and source_branch == target_branch:
        raise ValueError("A branch can't be merged into itself.")
    _check_first(repo, source, source_branch, target_branch, by)
    _check_may_show(repo, source, head, by)
    holdings.bring(repo, head, source=source)
    _check_new(repo, head, target, target_branch)
    number = (MergeRequest.objects.filter(repo=repo).aggregate(last=Max("number"))["last"] or 0) + 1
    Ref.objects.create(repo=repo, kind=Ref.Kind.REQUEST, name=str(number), tip=head)
    request = MergeRequest.objects.create(
        repo=repo,
        number=number,
        **_checked(title, description),
        author=by,
        author_name=by.name,
        source_repo=source,
        source_title=f"{source.owner.username}/{source.name}",
        source_branch=source_branch,
        target_branch=target_branch,
        head=head,
    )
    activities.note(repo, activities.PROPOSE, by=by, request=request)
    return request


@transaction.atomic
def edit(request: MergeRequest, *, title: str, description: str, by: User) -> None:
    """Say something else about a request. Raises PermissionError for all but its author and the repo's writers,
    ValueError for a bad title or description."""
    _check_may_manage(request, by)
    MergeRequest.objects.filter(pk=request.pk).update(**_checked(title, description), updated_at=timezone.now())


@transaction.atomic
def update(request: MergeRequest, *, by: User) -> Commit:
    """Propose what the source branch has now; earlier approvals don't count for that.

    Raises NotOpen, PermissionError for whoever may not write to the source, versions.NothingToDo where nothing is new
    there, ValueError where the source or its branch is gone, or for what `publishing` does not let them show.
    """
    source = request.source_repo
    if source is None:
        raise ValueError("The repo that it comes from is gone.")
    if not access.may_read(by, request.repo) or not access.may_write(by, source):
        raise PermissionError("Only whoever may write to the branch may propose more of it.")
    locking.both(request.repo, source)
    request = _opened(request)
    head = _tip(source, request.source_branch)
    if head.pk == request.head_id:
        raise versions.NothingToDo("It proposes the latest version already.")
    _check_may_show(request.repo, source, head, by)
    holdings.bring(request.repo, head, source=source)
    Ref.objects.filter(repo=request.repo, kind=Ref.Kind.REQUEST, name=str(request.number)).update(
        tip=head, **head.tree.facts()
    )
    MergeRequest.objects.filter(pk=request.pk).update(head=head)
    _remark(request, Kind.UPDATE, by, commit=head)
    return head


@transaction.atomic
def comment(request: MergeRequest, text: str, *, position_s: float | None = None, by: User) -> Remark:
    """Say something about a request, in general or about a moment of the proposed audio.

    Raises PermissionError for whoever may not see the repo, ValueError for an empty or over-long text and a moment
    outside of the audio.
    """
    if not access.may_read(by, request.repo):
        raise PermissionError("There is no such repo.")
    text = text.replace("\0", "").replace("\r\n", "\n").strip()
    if not 0 < len(text) <= MAX_TEXT:
        raise ValueError(f"A comment has 1 to {MAX_TEXT} characters.")
    if position_s is not None and not 0 <= position_s <= request.head.tree.duration_s:
        raise ValueError("That moment is not within the beat.")
    return _remark(request, Kind.COMMENT, by, text=text, position_s=position_s, commit=request.head)


@transaction.atomic
def take_back(remark: Remark, *, by: User) -> None:
    """Delete a comment. Raises PermissionError for all but who wrote it and the repo's admins, ValueError for what is
    no comment."""
    if remark.author_id != by.pk and not access.may_administer(by, remark.request.repo):
        raise PermissionError("Only who wrote it may delete it.")
    if remark.kind != Kind.COMMENT:
        raise ValueError("Only comments can be deleted.")
    remark.delete()


@transaction.atomic
def approve(request: MergeRequest, *, seen: Commit, text: str = "", by: User) -> Remark:
    """Say that `seen`, which it proposes, is good to be merged. Once per person and version.

    Raises NotOpen, Moved where something else is proposed by now, PermissionError for its author and for whoever may
    not write to the repo, ValueError for an over-long text.
    """
    if not access.may_write(by, request.repo) or request.author_id == by.pk:
        raise PermissionError("A request is approved by somebody else who may write to the repo.")
    if len(text) > MAX_TEXT:
        raise ValueError(f"A comment has at most {MAX_TEXT} characters.")
    locking.locked(request.repo)
    request = _opened(request)
    if request.head_id != seen.pk:
        raise Moved("It was updated meanwhile. Listen to what it proposes now.")
    given = request.remarks.filter(kind=Kind.APPROVAL, author=by, commit=seen).first()
    return given or _remark(request, Kind.APPROVAL, by, text=text.replace("\0", "").strip(), commit=seen)


def merge(
    request: MergeRequest,
    *,
    seen: Commit,
    onto: Commit,
    choices: Mapping[str, str] | None = None,
    message: str = "",
    by: User,
) -> Commit:
    """Merge what a request proposes, `seen`, into its target branch, which stood at `onto`, as a commit of two parents.

    Raises Moved where either has moved since: then nothing is done until somebody has looked at both again. NotOpen,
    PermissionError for whoever may not write to the repo, and otherwise as versions.joined and history.record do.
    """
    if not access.may_write(by, request.repo):
        raise PermissionError("Only whoever may write to the repo may merge.")
    tree = versions.joined(request.repo, request.target_branch, seen, onto=onto, choices=choices)
    with transaction.atomic():
        locking.locked(request.repo)
        request = _opened(request)
        if request.head_id != seen.pk:
            raise Moved("It was updated meanwhile. Listen to what it proposes now.")
        told = message or f"Merge request {request.number}: {request.title}"
        made = {"operation": "merge", "from": seen.digest, "merge_request": request.number}
        commit = history.record(
            request.repo, request.target_branch, tree, told, onto=onto, merged=[seen], made=made, by=by
        )
        MergeRequest.objects.filter(pk=request.pk).update(state=State.MERGED, merged_as=commit)
        _remark(request, Kind.MERGE, by, commit=commit)
    return commit


@transaction.atomic
def close(request: MergeRequest, *, by: User) -> None:
    """Give a request up. Raises NotOpen, PermissionError for all but its author and the repo's writers."""
    _check_may_manage(request, by)
    locking.locked(request.repo)
    request = _opened(request)
    MergeRequest.objects.filter(pk=request.pk).update(state=State.CLOSED)
    _remark(request, Kind.CLOSURE, by, commit=request.head)
    activities.note(request.repo, activities.CLOSE, by=by, request=request)


@transaction.atomic
def reopen(request: MergeRequest, *, by: User) -> None:
    """Take a closed request up again. Raises ValueError for one that is not closed, Already where another one took its
    place, PermissionError for all but its author and the repo's writers."""
    _check_may_manage(request, by)
    locking.locked(request.repo)
    request = _fresh(request)
    if request.state != State.CLOSED:
        raise ValueError("Only a closed request can be opened again.")
    rival = _open_ones(request.repo, request.source_repo, request.source_branch, request.target_branch).first()
    if rival:
        raise Already(rival)
    MergeRequest.objects.filter(pk=request.pk).update(state=State.OPEN)
    _remark(request, Kind.REOPENING, by, commit=request.head)


def may_manage(request: MergeRequest, by: access.Viewer) -> bool:
    """Whether somebody may edit, close and reopen a request."""
    return by.is_authenticated and (request.author_id == by.pk or access.may_write(by, request.repo))


def _check_may_manage(request: MergeRequest, by: User) -> None:
    if not access.may_read(by, request.repo) or not may_manage(request, by):
        raise PermissionError("Only its author and whoever may write to the repo may do that.")


def _check_may_propose(repo: Repo, source: Repo, by: User) -> None:
    if not access.may_read(by, repo):
        raise PermissionError("There is no such repo.")
    if not access.may_write(by, source):
        raise PermissionError("Only whoever may write to a branch may propose it.")
    if source.family != repo.family:
        raise ValueError("The two repos have nothing in common: propose a branch of a fork.")


def _check_may_show(repo: Repo, source: Repo, head: Commit, by: User) -> None:
    if not publishing.may_show(by, source, head, repo.visibility):
        raise ValueError("More people see this repo than where it comes from, and that is not yours to decide.")


def _check_first(repo: Repo, source: Repo, source_branch: str, target_branch: str, by: User) -> None:
    rival = _open_ones(repo, source, source_branch, target_branch).first()
    if rival:
        raise Already(rival)
    if MergeRequest.objects.filter(repo=repo, author=by, state=State.OPEN).count() >= MAX_OPEN_BY_ONE:
        raise ValueError("You have too many open merge requests here. Close some first.")


def _open_ones(repo: Repo, source: Repo | None, source_branch: str, target_branch: str) -> QuerySet[MergeRequest]:
    proposed = MergeRequest.objects.filter(source_repo=source, source_branch=source_branch)
    return proposed.filter(repo=repo, target_branch=target_branch, state=State.OPEN)


def _check_new(repo: Repo, head: Commit, target: Commit, target_branch: str) -> None:
    if dag.is_ancestor(graph.parents_of(repo), head.pk, target.pk, graph.rank):
        raise versions.NothingToDo(f"“{target_branch}” has all of it already.")


def _tip(repo: Repo, branch: str) -> Commit:
    commit = history.tip(repo, branch) if branch else None
    if commit is None:
        raise ValueError(f"There is no branch “{branch}” in {repo.title}.")
    return commit


def _fresh(request: MergeRequest) -> MergeRequest:
    return MergeRequest.objects.select_related("repo__owner", "source_repo", "head__tree").get(pk=request.pk)


def _opened(request: MergeRequest) -> MergeRequest:
    """The request as it is now, which nobody else changes while the repo is locked."""
    request = _fresh(request)
    if not request.is_open:
        raise NotOpen(f"The merge request is {request.get_state_display().lower()}.")
    return request


def _remark(request: MergeRequest, kind: Remark.Kind, by: User, **facts: object) -> Remark:
    MergeRequest.objects.filter(pk=request.pk).update(updated_at=timezone.now())
    return Remark.objects.create(request=request, kind=kind, author=by, author_name=by.name, **facts)


def _checked(title: str, description: str) -> dict[str, str]:
    title, description = one_line(title), description.replace("\0", "").replace("\r\n", "\n").strip()
    if not 0 < len(title) <= MAX_TITLE:
        raise ValueError(f"A title has 1 to {MAX_TITLE} characters.")
    if len(description) > MAX_DESCRIPTION:
        raise ValueError(f"A description has at most {MAX_DESCRIPTION} characters.")
    return {"title": title, "description": description}

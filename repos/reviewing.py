"""What pages show of merge requests: lists, the two versions to be heard, what was said, and what can be done now."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.db.models import Count, Q, QuerySet

from repos import access, comparing, graph
from repos.comparing import Comparison
from repos.models import Commit, MergeRequest, Ref, Remark, Repo
from repos.services import history, reviews
from repos.vcs import dag

State = MergeRequest.State


@dataclass(frozen=True, slots=True)
class Counts:
    """How many there are in each state."""

    open: int
    merged: int
    closed: int


@dataclass(frozen=True, slots=True)
class Said:
    """A remark, and what the viewer may do with it."""

    remark: Remark
    is_dated: bool
    """Whether it is about an earlier version than the one that is proposed now."""
    can_take_back: bool


@dataclass(frozen=True, slots=True)
class Moment:
    """A comment on the waveform."""

    id: int
    percent: float
    """How far into the audio, from 0 to 100."""
    position_s: float
    label: str


@dataclass(frozen=True, slots=True)
class Review:
    """One merge request as its page shows it."""

    request: MergeRequest
    compared: Comparison | None
    """What it would change: from where both went apart to what is proposed. None where they share nothing."""
    said: tuple[Said, ...]
    moments: tuple[Moment, ...]
    approved_by: tuple[str, ...]
    """Who approved what is proposed now."""
    target: Commit | None
    """Where the target branch stands; None where it is gone."""
    newer_count: int
    """How many commits the target branch has that the proposal does not rest on."""
    can_merge: bool
    can_approve: bool
    can_update: bool
    can_manage: bool


def counts(repo: Repo) -> Counts:
    """Of a repo."""
    of = {state.value: Count("pk", filter=Q(state=state)) for state in State}
    return Counts(**MergeRequest.objects.filter(repo=repo).aggregate(**of))


def listed(repo: Repo, state: str) -> QuerySet[MergeRequest]:
    """Those of a repo in one state, the latest first, with how much was said about each."""
    found = MergeRequest.objects.filter(repo=repo, state=state).select_related("repo__owner", "head")
    comments = Count("remarks", filter=Q(remarks__kind=Remark.Kind.COMMENT))
    return found.annotate(comments_count=comments).order_by("-number")


def review_of(request: MergeRequest, viewer: access.Viewer) -> Review:
    """Gather what the page of a request shows."""
    repo, head = request.repo, request.head
    target, base, newer = _between(repo, request)
    remarks = list(request.remarks.select_related("commit"))
    compared = comparing.compared(comparing.side_of(repo, base), comparing.side_of(repo, head)) if base else None
    can_write = access.may_write(viewer, repo)
    return Review(
        request,
        compared,
        tuple(_said(remarks, head, viewer, access.may_administer(viewer, repo))),
        tuple(_moments(remarks, head)),
        tuple(one.author_name for one in remarks if one.kind == Remark.Kind.APPROVAL and one.commit_id == head.pk),
        target,
        newer,
        can_merge=can_write and request.is_open and target is not None,
        can_approve=can_write and request.is_open and not _has_judged(request, remarks, viewer),
        can_update=_can_update(request, viewer),
        can_manage=reviews.may_manage(request, viewer),
    )


def _between(repo: Repo, request: MergeRequest) -> tuple[Commit | None, Commit | None, int]:
    """The tip of the target branch, what both were made from, and what the target has that is new to the proposal.

    Of a merged request: as it was before the merge.
    """
    target = history.tip(repo, request.target_branch)
    before = request.merged_as.parents.order_by("child_edges__position").first() if request.merged_as else target
    if before is None:
        return target, None, 0
    parents = graph.parents_of(repo)
    bases = dag.merge_bases(parents, before.pk, request.head_id, graph.rank)
    newer = dag.ahead_behind(parents, before.pk, request.head_id, graph.rank)[0]
    return target, _whole(repo, max(bases)) if bases else None, newer


def _whole(repo: Repo, pk: int) -> Commit | None:
    found = repo.commits.select_related("tree__mix", "tree__master").prefetch_related("tree__entries__blob")
    return found.filter(pk=pk).first()


def _said(remarks: Iterable[Remark], head: Commit, viewer: access.Viewer, is_admin: bool) -> Iterable[Said]:
    for one in remarks:
        is_own = viewer.is_authenticated and one.author_id == viewer.pk
        is_comment = one.kind == Remark.Kind.COMMENT
        yield Said(one, is_comment and one.commit_id != head.pk, is_comment and (is_own or is_admin))


def _moments(remarks: Iterable[Remark], head: Commit) -> Iterable[Moment]:
    for one in remarks:
        if one.position_s is not None and one.commit_id == head.pk and head.tree.duration_s:
            percent = 100 * one.position_s / head.tree.duration_s
            yield Moment(one.pk, percent, one.position_s, f"{one.author_name}: {one.text}")


def _has_judged(request: MergeRequest, remarks: Iterable[Remark], viewer: access.Viewer) -> bool:
    """Whether it is the viewer's own, or what is proposed now has their approval."""
    given = {one.author_id for one in remarks if one.kind == Remark.Kind.APPROVAL and one.commit_id == request.head_id}
    return viewer.pk in given | {request.author_id}


def _can_update(request: MergeRequest, viewer: access.Viewer) -> bool:
    """Whether the viewer may propose something newer, and there is something."""
    source = request.source_repo
    if source is None or not request.is_open or not access.may_write(viewer, source):
        return False
    tip = Ref.objects.filter(repo=source, kind=Ref.Kind.BRANCH, name=request.source_branch).values_list(
        "tip", flat=True
    )
    return tip.exclude(tip=request.head_id).exists()


def proposable(repo: Repo, viewer: access.Viewer) -> Sequence[Ref]:
    """The branches that somebody may propose to a repo: of the repo itself where they may write, and of their forks.

    The latest first.
    """
    family = Repo.objects.filter(access.may_be_written(viewer), family=repo.family)
    found = Ref.objects.filter(repo__in=family, kind=Ref.Kind.BRANCH).select_related("repo__owner", "tip")
    return [
        ref for ref in found.order_by("-updated_at")[:200] if (ref.repo_id, ref.name) != (repo.pk, repo.default_branch)
    ]

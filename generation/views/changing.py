"""Pages of changing: a new take of a stem, more bars, and which take is kept."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_POST

from accounts.requests import OwnRequest
from generation import changes
from generation.briefs import BriefErrors
from generation.engines.composer.wishes import WISHES
from generation.forms import by_field
from generation.models import Job
from generation.quotas import OverQuota
from repos import access, pieces
from repos.models import Commit, Repo
from repos.models.history import STEMS
from repos.services import history

USUAL_BARS = ("4", "8", "16")
_MOVED = "“{branch}” has moved on from the version that this take was made for, so it stays on “{own}”."


@login_required
@require_http_methods(["GET", "POST"])
def regenerate(request: OwnRequest, owner: str, name: str, digest: str, track: str) -> HttpResponse:
    """A new take of one stem: what to wish for, then the work."""
    repo, commit = _writable(request, owner, name, digest)
    kind = access.entry_of(commit, STEMS + track).kind
    branch, *others = changes.branches_of(repo, commit, _asked(request))
    chosen = request.POST.getlist("wishes")
    context: dict[str, Any] = {"track": track, "kind": kind, "wishes": WISHES.get(kind, ()), "chosen": chosen}
    if request.method == "POST":
        try:
            return redirect(
                changes.regenerate(
                    commit,
                    track,
                    repo=repo,
                    branch=branch,
                    wishes=chosen,
                    variations=request.POST.get("variations"),
                    seed=request.POST.get("seed"),
                    by=request.user,
                )
            )
        except BriefErrors as refused:
            context["errors"] = by_field(refused)
        except OverQuota as over:
            context["errors"] = {"quota": str(over)}
    return _page(request, "generation/regenerate.html", repo, commit, [branch, *others], context)


@login_required
@require_http_methods(["GET", "POST"])
def extend(request: OwnRequest, owner: str, name: str, digest: str) -> HttpResponse:
    """More bars: how many and where, then the work."""
    repo, commit = _writable(request, owner, name, digest)
    branch, *others = changes.branches_of(repo, commit, _asked(request))
    context: dict[str, Any] = {"usual_bars": USUAL_BARS, "bars": _bars(request)}
    if request.method == "POST":
        try:
            return redirect(
                changes.extend(
                    commit,
                    context["bars"],
                    request.POST.get("place", ""),
                    repo=repo,
                    branch=branch,
                    variations=request.POST.get("variations"),
                    seed=request.POST.get("seed"),
                    by=request.user,
                )
            )
        except BriefErrors as refused:
            context["errors"] = by_field(refused)
        except OverQuota as over:
            context["errors"] = {"quota": str(over)}
    return _page(request, "generation/extend.html", repo, commit, [branch, *others], context)


@login_required
@require_POST
def take_keep(request: OwnRequest, id: UUID) -> HttpResponse:
    """Move the branch on to one of the takes that were made for it."""
    job = get_object_or_404(Job.objects.select_related("generation__repo"), pk=id, user=request.user)
    try:
        branch = changes.keep(job, by=request.user)
        messages.success(request, f"This take is on “{branch}” now.")
    except history.Moved:
        told = _MOVED.format(branch=job.generation and job.generation.branch, own=job.result.get("branch"))
        messages.warning(request, told)
    except (LookupError, PermissionError) as error:
        raise Http404 from error
    return redirect(job.generation) if job.generation else redirect("library")


def _writable(request: OwnRequest, owner: str, name: str, digest: str) -> tuple[Repo, Commit]:
    repo = access.writable(request.user, owner, name)
    return repo, access.commit_of(repo, digest)


def _asked(request: OwnRequest) -> str:
    """The branch that somebody chose, or came from."""
    return request.POST.get("branch") or request.GET.get("branch", "")


def _bars(request: OwnRequest) -> str:
    """The number that was written, else the one that was picked."""
    return request.POST.get("other_bars", "").strip() or request.POST.get("bars", "8")


def _page(
    request: OwnRequest, template: str, repo: Repo, commit: Commit, branches: list[str], context: dict[str, Any]
) -> HttpResponse:
    errors = context.get("errors", {})
    piece = pieces.piece_of(repo, commit, viewer=request.user)
    is_latest = history.tip(repo, branches[0]) == commit
    shown = {"repo": repo, "commit": commit, "piece": piece, "branches": branches, "is_latest": is_latest}
    told = {"values": request.POST, "errors": errors}
    status = 429 if "quota" in errors else 422 if errors else 200
    return render(request, template, {**context, **shown, **told}, status=status)

"""Pages of importing: one's own files as a new beat, or as stems of one that is there."""

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from accounts.requests import OwnRequest
from audio.store import StoreFull, StoreUnwritable
from generation import changes, imports
from generation.brief_errors import BriefError, BriefErrors
from generation.forms import by_field
from repos import access, pieces
from repos.services import history

_NOT_KEPT = "The server has no room for this just now. Nothing was kept; try again later."


@login_required
@require_http_methods(["GET", "POST"])
def import_beat(request: OwnRequest) -> HttpResponse:
    """Files become a repo of their own."""
    errors: dict[str, str] = {}
    if request.method == "POST":
        try:
            files, name = request.FILES.getlist("files"), request.POST.get("name", "")
            return redirect(imports.bring(files, name=name, by=request.user))
        except (BriefErrors, StoreFull, StoreUnwritable) as refused:
            errors = _told(refused)
    context = {"values": request.POST, "errors": errors, **_limits()}
    return render(request, "generation/import.html", context, status=422 if errors else 200)


@login_required
@require_http_methods(["GET", "POST"])
def import_stems(request: OwnRequest, owner: str, name: str, digest: str) -> HttpResponse:
    """Files become stems of a beat that is there."""
    repo = access.writable(request.user, owner, name)
    commit = access.commit_of(repo, digest)
    asked = request.POST.get("branch") or request.GET.get("branch", "")
    branches = changes.branches_of(repo, commit, asked)
    errors: dict[str, str] = {}
    if request.method == "POST":
        try:
            files = request.FILES.getlist("files")
            return redirect(imports.add(files, repo=repo, commit=commit, branch=branches[0], by=request.user))
        except (BriefErrors, StoreFull, StoreUnwritable) as refused:
            errors = _told(refused)
    context = {
        "repo": repo,
        "commit": commit,
        "piece": pieces.piece_of(repo, commit, viewer=request.user),
        "branches": branches,
        "is_latest": history.tip(repo, branches[0]) == commit,
        "values": request.POST,
        "errors": errors,
        **_limits(),
    }
    return render(request, "generation/import.html", context, status=422 if errors else 200)


def _told(refused: Exception) -> dict[str, str]:
    if isinstance(refused, BriefErrors):
        return by_field(refused)
    return by_field(BriefErrors([BriefError("files", "storage_full", _NOT_KEPT)]))


def _limits() -> dict[str, object]:
    return {"limits": imports.limits(), "accepted": ",".join(f".{suffix}" for suffix in imports.SUFFIXES)}

"""Pages of mixing and mastering: what it is for, then the work."""

from collections.abc import Callable
from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from accounts.requests import OwnRequest
from audio.dsp.master_presets import PRESETS, TARGET_RANGE_LUFS
from audio.dsp.mix_profiles import PROFILES
from generation import changes, finishing
from generation.brief_errors import BriefErrors
from generation.forms import by_field
from generation.models import Generation
from repos import access, masters, pieces
from repos.models import Commit, Repo
from repos.services import history


@login_required
@require_http_methods(["GET", "POST"])
def mix(request: OwnRequest, owner: str, name: str, digest: str) -> HttpResponse:
    """All stems mixed anew, as the next version."""
    repo = access.writable(request.user, owner, name)
    commit = access.commit_of(repo, digest)
    branches = changes.branches_of(repo, commit, request.POST.get("branch") or request.GET.get("branch", ""))

    def order() -> Generation:
        profile = request.POST.get("profile", "")
        return finishing.mix(commit, profile, repo=repo, branch=branches[0], by=request.user)

    chosen = request.POST.get("profile", "balanced")
    is_latest = history.tip(repo, branches[0]) == commit
    shown = {"profiles": PROFILES, "chosen": chosen, "branches": branches, "is_latest": is_latest}
    return _page(request, "generation/mix.html", repo, commit, shown, order)


@login_required
@require_http_methods(["GET", "POST"])
def master(request: OwnRequest, owner: str, name: str, digest: str) -> HttpResponse:
    """A master for another place, beside the version's own."""
    repo = access.writable(request.user, owner, name)
    commit = access.commit_of(repo, digest)
    preset, target = request.POST.get("preset", "cd"), request.POST.get("target_lufs", "")

    def order() -> Generation:
        return finishing.master(commit, preset, target, repo=repo, by=request.user)

    shown = {"presets": PRESETS, "chosen": preset, "range": TARGET_RANGE_LUFS, "masters": masters.of_tree(commit.tree)}
    return _page(request, "generation/master.html", repo, commit, shown, order)


def _page(
    request: OwnRequest,
    template: str,
    repo: Repo,
    commit: Commit,
    shown: dict[str, Any],
    order: Callable[[], Generation],
) -> HttpResponse:
    errors: dict[str, str] = {}
    if request.method == "POST":
        try:
            return redirect(order())
        except BriefErrors as refused:
            errors = by_field(refused)
    piece = pieces.piece_of(repo, commit, viewer=request.user)
    context = {"repo": repo, "commit": commit, "piece": piece, "values": request.POST, "errors": errors, **shown}
    return render(request, template, context, status=422 if errors else 200)

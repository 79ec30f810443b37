"""The page of taking apart: what comes out, who does it here, then the work."""

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from accounts.requests import OwnRequest
from audio.dsp.separation import weights
from audio.dsp.separation.presets import FOUR_STEMS, PRESETS
from generation import changes, separations
from generation.brief_errors import BriefErrors
from generation.forms import by_field
from repos import access, pieces
from repos.models import Commit, Repo
from repos.models.history import STEMS
from repos.services import history


@login_required
@require_http_methods(["GET", "POST"])
def split_mix(request: OwnRequest, owner: str, name: str, digest: str) -> HttpResponse:
    """The mix of a commit, and with it all of its stems."""
    repo = access.writable(request.user, owner, name)
    return _page(request, repo, access.commit_of(repo, digest), separations.MIX, "mix")


@login_required
@require_http_methods(["GET", "POST"])
def split_stem(request: OwnRequest, owner: str, name: str, digest: str, track: str) -> HttpResponse:
    """One stem of a commit."""
    repo = access.writable(request.user, owner, name)
    commit = access.commit_of(repo, digest)
    kind = access.entry_of(commit, STEMS + track).kind
    return _page(request, repo, commit, track, kind)


def _page(request: OwnRequest, repo: Repo, commit: Commit, track: str, kind: str) -> HttpResponse:
    asked = request.POST.get("branch") or request.GET.get("branch", "")
    branches = changes.branches_of(repo, commit, asked)
    errors: dict[str, str] = {}
    if request.method == "POST":
        try:
            preset = request.POST.get("preset")
            return redirect(separations.split(commit, track, preset, repo=repo, branch=branches[0], by=request.user))
        except BriefErrors as refused:
            errors = by_field(refused)
    separator = separations.separator()
    context = {
        "repo": repo,
        "commit": commit,
        "piece": pieces.piece_of(repo, commit, viewer=request.user),
        "track": track,
        "kind": kind,
        "is_mix": track == separations.MIX,
        "branches": branches,
        "is_latest": history.tip(repo, branches[0]) == commit,
        "separator": separator,
        "presets": [(preset, weights.lacks(separator, preset.stems)) for preset in PRESETS.values()],
        "has_voice": separator != weights.BUILTIN,
        "no_voice": weights.NO_VOICE,
        "chosen": request.POST.get("preset", FOUR_STEMS),
        "errors": errors,
    }
    return render(request, "generation/separate.html", context, status=422 if errors else 200)

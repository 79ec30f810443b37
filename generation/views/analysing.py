"""Pages of what is heard in a version: tempo, key, loudness, and what a listener knows better."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_POST

from accounts.requests import OwnRequest
from audio import analyses
from generation import changes, hearing, listening, orders
from generation.hearing import CorrectionForm
from repos import access, standing
from repos.models import Commit, Repo
from repos.views.versions import landed

_NOT_KEPT = "It cannot be stored at the moment. Nothing was changed."


@require_GET
def analysis(request: HttpRequest, owner: str, name: str, digest: str) -> HttpResponse:
    """What was heard, or that nobody has listened yet."""
    repo = standing.shown(request.user, owner, name)
    return _page(request, repo, access.commit_of(repo, digest))


@login_required
@require_POST
def analyse(request: OwnRequest, owner: str, name: str, digest: str) -> HttpResponse:
    """Have the version listened to, where that was not done."""
    repo = access.readable(request.user, owner, name)
    commit = access.commit_of(repo, digest)
    return redirect(listening.listen(repo, commit, by=request.user) or _place(repo, commit))


@login_required
@require_POST
def correct_analysis(request: OwnRequest, owner: str, name: str, digest: str) -> HttpResponse:
    """Note what somebody knows better, for them alone."""
    repo = access.readable(request.user, owner, name)
    commit = access.commit_of(repo, digest)
    mix, heard = commit.tree.mix, analyses.of(commit.tree.mix, request.user)
    if mix is None or heard is None:
        messages.info(request, "Nobody has listened to this version yet, so there is nothing to correct.")
        return redirect(_place(repo, commit))
    form = CorrectionForm(request.POST, duration_s=heard.facts["duration_s"])
    if not form.is_valid():
        return _page(request, repo, commit, form)
    analyses.correct(mix, **form.cleaned_data, by=request.user)
    said = "Noted, for you alone." if any(form.cleaned_data.values()) else "As it was heard."
    messages.success(request, said)
    return redirect(_place(repo, commit))


@login_required
@require_POST
def use_analysis(request: OwnRequest, owner: str, name: str, digest: str) -> HttpResponse:
    """What is heard becomes what the version says of itself: tempo or key."""
    repo = access.writable(request.user, owner, name)
    commit = access.commit_of(repo, digest)
    branch = changes.branches_of(repo, commit)[0]
    try:
        recorded = listening.use(commit, request.POST.get("use", ""), repo=repo, branch=branch, by=request.user)
    except (ValueError, OSError) as refused:
        messages.error(request, str(refused) if isinstance(refused, ValueError) else _NOT_KEPT)
        return redirect(_place(repo, commit))
    return landed(request, repo, recorded)


def _place(repo: Repo, commit: Commit) -> str:
    return listening.page_of(repo, commit)


def _page(request: HttpRequest, repo: Repo, commit: Commit, refused: CorrectionForm | None = None) -> HttpResponse:
    heard = analyses.of(commit.tree.mix, request.user)
    context: dict[str, Any] = {"repo": repo, "commit": commit, "url": listening.commit_page_of(repo, commit)}
    if heard is not None:
        context |= {"shown": hearing.shown(heard), "form": refused or _form(heard)}
        context["usable"] = listening.usable(commit, heard) if access.may_write(request.user, repo) else {}
    elif request.user.is_authenticated:
        context["job"] = orders.latest(listening.TYPE, commit, request.user)
    return render(request, "generation/analysis.html", context, status=422 if refused else 200)


def _form(heard: analyses.Heard) -> CorrectionForm:
    said = heard.correction
    initial = {"bpm": said.bpm, "key": said.key, "downbeat_s": said.downbeat_s} if said else {}
    return CorrectionForm(initial=initial, duration_s=heard.facts["duration_s"])

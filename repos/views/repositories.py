"""Pages of repos: the library, a repo, its settings, and what somebody has made."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from accounts.models import User
from accounts.requests import OwnRequest
from beatflow_site.lib.text import one_line
from repos import access, graph, listings, log
from repos.forms import DeletionForm, RepoForm
from repos.models import Ref, Repo
from repos.pieces import piece_of
from repos.services import repositories

LIBRARY_PAGE = 24
COMMITS_SHOWN = 10
LONGEST_SEARCH = 200
FAN = 3
FAN_OF_A_NEWCOMER = ("Midnight Transit", "Low Tide Garage", "Salt and Neon")


@login_required
@require_GET
def library(request: OwnRequest) -> HttpResponse:
    """One's own beats, by words and genre."""
    own = listings.repos_of(request.user)
    text, genre = (one_line(request.GET.get(name, ""))[:LONGEST_SEARCH] for name in ("q", "genre"))
    page = _page(request, listings.found(own, text, genre))
    context = {"page": page, "q": text, "genre": genre, "genres": listings.genres_of(own)}
    return render(request, "repos/library.html", context | {"searching": bool(text or genre), "fan": _fan(page)})


def _page(request: HttpRequest, repos: Any) -> Any:
    page = Paginator(repos, LIBRARY_PAGE).get_page(request.GET.get("page"))
    page.object_list = listings.listed(page.object_list)
    return page


def _fan(page: Any) -> list[str]:
    """The covers that adorn the top: one's latest, filled up for a newcomer."""
    return ([beat.cover for beat in page.object_list[:FAN]] + list(FAN_OF_A_NEWCOMER))[:FAN]


@require_GET
def profile(request: HttpRequest, owner: str) -> HttpResponse:
    """Somebody, and what of theirs the viewer may see."""
    person = get_object_or_404(User, username=owner.lower(), is_active=True)
    theirs = Repo.objects.filter(owner=person)
    shown = theirs if person == request.user else theirs.filter(visibility=Repo.Visibility.PUBLIC)
    page = _page(request, shown.select_related("owner"))
    return render(request, "accounts/profile.html", {"person": person, "page": page})


@require_GET
def repo(request: HttpRequest, owner: str, name: str) -> HttpResponse:
    """The tip of a branch with its stems, and the history that leads there."""
    found = access.readable(request.user, owner, name)
    refs = list(found.refs.exclude(kind=Ref.Kind.REQUEST))
    branches = [ref for ref in refs if ref.kind == Ref.Kind.BRANCH]
    branch = _branch(branches, request.GET.get("branch", found.default_branch))
    if branch is None and "branch" in request.GET:
        raise Http404
    tips = [branch.tip_id] if branch else []
    latest = log.page_of(found, tips, refs, left=branch.tip_id if branch else None, size=COMMITS_SHOWN)
    context = {
        "repo": found,
        "cover": listings.covers_of([found])[found.pk],
        "can_write": access.may_write(request.user, found),
        "branch": branch,
        "branches": branches,
        "page": latest,
        "count": graph.reach(found, tips),
        "piece": piece_of(found, latest.rows[0].commit) if latest.rows else None,
    }
    return render(request, "repos/repo.html", context)


def _branch(branches: list[Ref], name: str) -> Ref | None:
    return next((branch for branch in branches if branch.name == name), None)


@login_required
@require_http_methods(["GET", "POST"])
def settings(request: OwnRequest, owner: str, name: str) -> HttpResponse:
    """Title, description and who may see it."""
    mine = _own(request, owner, name)
    form = RepoForm(request.POST or None, instance=mine)
    if request.method == "POST" and form.is_valid():
        try:
            repositories.update(mine, by=request.user, **form.cleaned_data)
        except ValueError as error:
            form.add_error("visibility", str(error))
            return _settings_page(request, mine, form, DeletionForm(repo=mine))
        messages.success(request, "Saved.")
        return redirect(mine)
    return _settings_page(request, mine, form, DeletionForm(repo=mine))


@login_required
@require_POST
def delete(request: OwnRequest, owner: str, name: str) -> HttpResponse:
    """Gone, once its name is typed."""
    mine = _own(request, owner, name)
    if mine.owner_id != request.user.pk:
        raise PermissionDenied
    deletion = DeletionForm(request.POST, repo=mine)
    if not deletion.is_valid():
        return _settings_page(request, mine, RepoForm(instance=mine), deletion)
    title = mine.title
    repositories.delete(mine, by=request.user)
    messages.success(request, f"{title} is deleted.")
    return redirect("library")


def _settings_page(request: HttpRequest, mine: Repo, form: RepoForm, deletion: DeletionForm) -> HttpResponse:
    wrong = form.errors or deletion.errors
    context = {"repo": mine, "form": form, "deletion": deletion}
    return render(request, "repos/settings.html", context, status=422 if wrong else 200)


def _own(request: OwnRequest, owner: str, name: str) -> Repo:
    return access.administered(request.user, owner, name)

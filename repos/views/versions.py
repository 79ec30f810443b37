"""What can be done with one commit of a history: branch off, tag, restore, take back, merge."""

from collections.abc import Callable, Mapping, Sequence
from functools import partial
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import urlencode
from django.views.decorators.http import require_http_methods

from accounts.requests import OwnRequest
from audio import transcoding
from repos import access, choices
from repos.forms import NameForm, OntoForm
from repos.models import Commit, Ref, Repo
from repos.services import merging, refs, versions
from repos.services.asides import Recorded

_Page = dict[str, str]
BRANCH: _Page = {
    "title": "Branch from here",
    "why": "A branch goes its own way from this version. The others stay as they are.",
    "verb": "Begin the branch",
    "icon": "git-branch",
}
TAG: _Page = {
    "title": "Tag this version",
    "why": "A tag is a name that stays with one version, like “v1” or “sent-to-label”.",
    "verb": "Tag it",
    "icon": "tag",
}
RESTORE: _Page = {
    "title": "Restore this version",
    "why": "A new commit that holds what this one held. What came after it stays in the history.",
    "verb": "Restore",
    "icon": "history",
}
REVERT: _Page = {
    "title": "Take this change back",
    "why": "A new commit without what this one changed. What came after it stays as it is.",
    "verb": "Revert",
    "icon": "undo-2",
}
MERGE: _Page = {
    "title": "Merge this version",
    "why": "Brings what was made up to here into another branch, stem by stem.",
    "verb": "Merge",
    "icon": "git-merge",
}


@login_required
@require_http_methods(["GET", "POST"])
def branch(request: OwnRequest, owner: str, name: str, digest: str) -> HttpResponse:
    """A new branch that begins at this commit."""

    def begin(repo: Repo, commit: Commit, form: NameForm) -> HttpResponse:
        ref = refs.branch(repo, form.cleaned_data["name"], at=commit, by=request.user)
        messages.success(request, f"“{ref.name}” begins here.")
        return redirect(f"{repo.get_absolute_url()}?{urlencode({'branch': ref.name})}")

    return _named(request, owner, name, digest, BRANCH, begin)


@login_required
@require_http_methods(["GET", "POST"])
def tag(request: OwnRequest, owner: str, name: str, digest: str) -> HttpResponse:
    """A name that stays with this commit."""

    def give(repo: Repo, commit: Commit, form: NameForm) -> HttpResponse:
        ref = refs.tag(repo, form.cleaned_data["name"], at=commit, by=request.user)
        messages.success(request, f"This version is “{ref.name}” now.")
        return redirect("commit", repo.owner.username, repo.name, commit.digest)

    return _named(request, owner, name, digest, TAG, give)


@login_required
@require_http_methods(["GET", "POST"])
def restore(request: OwnRequest, owner: str, name: str, digest: str) -> HttpResponse:
    """What this commit held, as a new one."""
    return _onto(request, owner, name, digest, RESTORE, versions.restore)


@login_required
@require_http_methods(["GET", "POST"])
def revert(request: OwnRequest, owner: str, name: str, digest: str) -> HttpResponse:
    """Without what this commit changed, as a new one."""
    return _onto(request, owner, name, digest, REVERT, versions.revert)


@login_required
@require_http_methods(["GET", "POST"])
def merge(request: OwnRequest, owner: str, name: str, digest: str) -> HttpResponse:
    """What was made up to this commit, brought into a branch."""
    chosen = choices.chosen_in(request.POST.items())
    return _onto(request, owner, name, digest, MERGE, partial(versions.merge, choices=chosen), chosen)


_Naming = Callable[[Repo, Commit, NameForm], HttpResponse]


def _named(request: OwnRequest, owner: str, name: str, digest: str, page: _Page, do: _Naming) -> HttpResponse:
    repo, commit = _writable(request, owner, name, digest)
    form = NameForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            return do(repo, commit, form)
        except ValueError as error:
            form.add_error("name", str(error))
    return _page(request, repo, commit, page, form)


def _onto(
    request: OwnRequest,
    owner: str,
    name: str,
    digest: str,
    page: _Page,
    do: Callable[..., Recorded],
    chosen: Mapping[str, str] | None = None,
) -> HttpResponse:
    repo, commit = _writable(request, owner, name, digest)
    form = OntoForm(request.POST or None, branches=_branches(repo))
    asked: list[choices.Choice] = []
    if request.method == "POST" and form.is_valid():
        (seen, branch), message = form.cleaned_data["branch"], form.cleaned_data["message"]
        try:
            onto = _seen(repo, seen)
            return _told(request, repo, do(repo, branch, commit, onto=onto, by=request.user, message=message))
        except merging.Conflicted as error:
            form.add_error("branch", str(error))
            asked = choices.choices_of(error.conflicts, repo, onto, commit, chosen) if chosen is not None else []
        except (ValueError, transcoding.Failed) as error:
            form.add_error("branch", str(error))
        except OSError:
            form.add_error(None, "Its sound cannot be stored or read at the moment. Nothing was changed.")
    return _page(request, repo, commit, page, form, asked)


def _told(request: OwnRequest, repo: Repo, recorded: Recorded) -> HttpResponse:
    """Where the commit lies, or that somebody was first and where it waits."""
    if recorded.is_aside:
        first = f"Somebody committed to “{recorded.wanted}” first. Your version is kept on “{recorded.branch}”"
        messages.warning(request, f"{first}, from where it can be merged.")
        return redirect("branches", repo.owner.username, repo.name)
    messages.success(request, f"“{recorded.commit.subject}” is on “{recorded.branch}”.")
    return redirect("commit", repo.owner.username, repo.name, recorded.commit.digest)


def _writable(request: OwnRequest, owner: str, name: str, digest: str) -> tuple[Repo, Commit]:
    repo = access.writable(request.user, owner, name)
    return repo, access.commit_of(repo, digest)


def _branches(repo: Repo) -> list[Ref]:
    """The default one first."""
    found = repo.refs.filter(kind=Ref.Kind.BRANCH).select_related("tip")
    return sorted(found, key=lambda ref: ref.name != repo.default_branch)


def _seen(repo: Repo, digest: str) -> Commit:
    commit = repo.commits.filter(digest=digest).select_related("tree").first()
    if commit is None:
        raise ValueError("Choose a branch.")
    return commit


def _page(
    request: OwnRequest, repo: Repo, commit: Commit, page: _Page, form: Any, asked: Sequence[choices.Choice] = ()
) -> HttpResponse:
    back = reverse("commit", args=[repo.owner.username, repo.name, commit.digest])
    context = {"repo": repo, "commit": commit, "page": page, "form": form, "back": back, "choices": asked}
    return render(request, "repos/commit_verb.html", context, status=422 if form.errors else 200)

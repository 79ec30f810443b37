"""What can be done with one commit of a history: branch off, tag, restore, take back, merge."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import urlencode
from django.views.decorators.http import require_http_methods, require_POST

from accounts.requests import OwnRequest
from audio import transcoding
from repos import access, choices, plans
from repos.forms import NameForm, OntoForm
from repos.models import Commit, Ref, Repo
from repos.services import previews, refs, versions
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
    "preview": "preview_revert",
}
MERGE: _Page = {
    "title": "Merge this version",
    "why": "Brings what was made up to here into another branch, stem by stem.",
    "verb": "Merge",
    "icon": "git-merge",
    "preview": "preview_merge",
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
    return _onto(request, owner, name, digest, _RESTORE)


@login_required
@require_http_methods(["GET", "POST"])
def revert(request: OwnRequest, owner: str, name: str, digest: str) -> HttpResponse:
    """Without what this commit changed, as a new one."""
    return _onto(request, owner, name, digest, _REVERT)


@login_required
@require_http_methods(["GET", "POST"])
def merge(request: OwnRequest, owner: str, name: str, digest: str) -> HttpResponse:
    """What was made up to this commit, brought into a branch."""
    return _onto(request, owner, name, digest, _MERGE)


@login_required
@require_POST
def preview_revert(request: OwnRequest, owner: str, name: str, digest: str) -> HttpResponse:
    """What taking it back would sound like, with the choices made so far. Nothing is committed."""
    return _onto(request, owner, name, digest, _REVERT, is_preview=True)


@login_required
@require_POST
def preview_merge(request: OwnRequest, owner: str, name: str, digest: str) -> HttpResponse:
    """What the merge would sound like, with the choices made so far. Nothing is committed."""
    return _onto(request, owner, name, digest, _MERGE, is_preview=True)


_Naming = Callable[[Repo, Commit, NameForm], HttpResponse]


def _named(request: OwnRequest, owner: str, name: str, digest: str, page: _Page, do: _Naming) -> HttpResponse:
    repo, commit = writable_commit(request, owner, name, digest)
    form = NameForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            return do(repo, commit, form)
        except ValueError as error:
            form.add_error("name", str(error))
    return _page(request, repo, commit, page, form)


@dataclass(frozen=True, slots=True)
class _Verb:
    """Something that puts a commit on a branch."""

    page: _Page
    do: Callable[..., Recorded]
    plan: plans.Planned | None = None
    """How it can be looked at before; None where there is nothing to choose."""
    words: Mapping[str, str] = field(default_factory=dict)
    """What the sides are called."""


_RESTORE = _Verb(RESTORE, versions.restore)
_REVERT = _Verb(REVERT, versions.revert, plans.of_revert, choices.REVERTING)
_MERGE = _Verb(MERGE, versions.merge, plans.of_merge, choices.MERGING)


def _onto(
    request: OwnRequest, owner: str, name: str, digest: str, verb: _Verb, *, is_preview: bool = False
) -> HttpResponse:
    repo, commit = writable_commit(request, owner, name, digest)
    form = OntoForm(request.POST if request.method == "POST" else None, branches=_branches(repo))
    told: dict[str, Any] = {}
    if request.method == "POST" and form.is_valid():
        try:
            onto = _seen(repo, form.cleaned_data["branch"][0])
            told |= _asked(request, repo, commit, onto, verb, is_preview=is_preview)
            if not is_preview and not _is_news(request, told.get("question")):
                return landed(request, repo, _done(request, repo, commit, onto, verb, form))
        except (ValueError, transcoding.Failed) as error:
            form.add_error("branch", str(error))
        except OSError:
            form.add_error(None, "Its sound cannot be stored or read at the moment. Nothing was changed.")
    is_fine = request.method == "GET" or (is_preview and not form.errors)
    return _page(request, repo, commit, verb.page, form, status=200 if is_fine else 422, **told)


def _asked(
    request: OwnRequest, repo: Repo, commit: Commit, onto: Commit, verb: _Verb, *, is_preview: bool
) -> dict[str, Any]:
    """What the page asks about a plan and, in a preview, where its sound is."""
    if verb.plan is None:
        return {}
    plan = verb.plan(repo, commit, onto)
    chosen = choices.chosen_in(request.POST.items())
    merged = plan.merged(chosen)
    asked = {"question": choices.question_of(plan, merged, repo, chosen, verb.words)}
    if not is_preview:
        return asked
    ticket = previews.ticket(repo, previews.of(merged), by=request.user)
    return asked | {"preview": reverse("preview_audio", args=[ticket, "flac"]).removesuffix(".flac")}


def _is_news(request: OwnRequest, question: choices.Question | None) -> bool:
    """Whether something would be out of time that nobody has been told of yet."""
    is_settled = question is not None and not question.is_open
    return bool(is_settled and question and question.late and request.POST.get("known") != question.known)


def _done(request: OwnRequest, repo: Repo, commit: Commit, onto: Commit, verb: _Verb, form: OntoForm) -> Recorded:
    (_, branch), message = form.cleaned_data["branch"], form.cleaned_data["message"]
    chosen = {"choices": choices.chosen_in(request.POST.items())} if verb.plan else {}
    return verb.do(repo, branch, commit, onto=onto, by=request.user, message=message, **chosen)


def landed(request: OwnRequest, repo: Repo, recorded: Recorded) -> HttpResponse:
    """Where the commit lies, or that somebody was first and where it waits."""
    if recorded.is_aside:
        first = f"Somebody committed to “{recorded.wanted}” first. Your version is kept on “{recorded.branch}”"
        messages.warning(request, f"{first}, from where it can be merged.")
        return redirect("branches", repo.owner.username, repo.name)
    messages.success(request, f"“{recorded.commit.subject}” is on “{recorded.branch}”.")
    return redirect("commit", repo.owner.username, repo.name, recorded.commit.digest)


def writable_commit(request: OwnRequest, owner: str, name: str, digest: str) -> tuple[Repo, Commit]:
    """The repo and the commit of an address for whoever may change the repo."""
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
    request: OwnRequest, repo: Repo, commit: Commit, page: _Page, form: Any, *, status: int = 0, **told: Any
) -> HttpResponse:
    back = reverse("commit", args=[repo.owner.username, repo.name, commit.digest])
    context = {"repo": repo, "commit": commit, "page": page, "form": form, "back": back, **told}
    return render(request, "repos/commit_verb.html", context, status=status or (422 if form.errors else 200))

"""Pages of branches and tags."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from accounts.requests import OwnRequest
from beatflow_site.lib import undo
from repos import access, standing
from repos.branches import branches_of, tags_of
from repos.forms import NameForm
from repos.models import DeletedRef, Ref, Repo
from repos.services import history, refs


@require_GET
def branches(request: HttpRequest, owner: str, name: str) -> HttpResponse:
    """Every branch: its tip, how far it has gone its own way, and what was deleted lately."""
    repo = standing.shown(request.user, owner, name)
    return render(request, "repos/branches.html", _context(request, repo, Ref.Kind.BRANCH, branches=branches_of(repo)))


@require_GET
def tags(request: HttpRequest, owner: str, name: str) -> HttpResponse:
    """Every tag, and what was deleted lately."""
    repo = standing.shown(request.user, owner, name)
    return render(request, "repos/tags.html", _context(request, repo, Ref.Kind.TAG, tags=tags_of(repo)))


@login_required
@require_http_methods(["GET", "POST"])
def rename(request: OwnRequest, owner: str, name: str, branch: str) -> HttpResponse:
    """Another name for a branch."""
    repo = access.writable(request.user, owner, name)
    ref = get_object_or_404(Ref, repo=repo, kind=Ref.Kind.BRANCH, name=branch)
    form = NameForm(request.POST or None, initial={"name": branch})
    if request.method == "POST" and form.is_valid():
        try:
            renamed = refs.rename_branch(repo, branch, form.cleaned_data["name"], by=request.user)
        except ValueError as error:
            form.add_error("name", str(error))
        except Ref.DoesNotExist as error:
            raise Http404 from error
        else:
            messages.success(request, f"“{branch}” is called “{renamed.name}” now.")
            return redirect("branches", repo.owner.username, repo.name)
    context = {"repo": repo, "ref": ref, "form": form}
    return render(request, "repos/rename_branch.html", context, status=422 if form.errors else 200)


@login_required
@require_POST
def delete(request: OwnRequest, owner: str, name: str, branch: str) -> HttpResponse:
    """Gone, and brought back as quickly."""
    return _delete(request, owner, name, Ref.Kind.BRANCH, branch)


@login_required
@require_POST
def delete_tag(request: OwnRequest, owner: str, name: str, tag: str) -> HttpResponse:
    """Gone, and brought back as quickly."""
    return _delete(request, owner, name, Ref.Kind.TAG, tag)


@login_required
@require_POST
def bring_back(request: OwnRequest, owner: str, name: str, number: int) -> HttpResponse:
    """A deleted branch or tag is there again."""
    repo = access.writable(request.user, owner, name)
    deleted = DeletedRef.objects.filter(repo=repo, pk=number).first()
    try:
        if deleted is None:
            raise history.Moved("That was brought back already.")
        back = refs.bring_back(deleted, by=request.user)
    except (history.Moved, refs.Taken) as error:
        messages.error(request, str(error))
        return redirect("branches", repo.owner.username, repo.name)
    messages.success(request, f"“{back.name}” is back.")
    return redirect(_list_of(back.kind), repo.owner.username, repo.name)


def _delete(request: OwnRequest, owner: str, name: str, kind: Ref.Kind, ref: str) -> HttpResponse:
    repo = access.writable(request.user, owner, name)
    seen = access.commit_of(repo, request.POST.get("seen", ""))
    verb = refs.delete_branch if kind == Ref.Kind.BRANCH else refs.delete_tag
    try:
        deleted = verb(repo, ref, seen=seen, by=request.user)
    except (history.Moved, ValueError) as error:
        messages.error(request, str(error))
    else:
        undo.tell(request, f"“{ref}” is deleted.", _url("bring_back", repo, deleted.pk))
    return redirect(_list_of(kind), repo.owner.username, repo.name)


def _context(request: HttpRequest, repo: Repo, kind: Ref.Kind, **rows: Any) -> dict[str, Any]:
    can_write = access.may_write(request.user, repo)
    deleted = repo.deleted_refs.still_kept().filter(kind=kind).select_related("tip") if can_write else []
    return {"repo": repo, "can_write": can_write, "deleted": deleted, **rows}


def _list_of(kind: str) -> str:
    return "branches" if kind == Ref.Kind.BRANCH else "tags"


def _url(name: str, repo: Repo, *args: Any) -> str:
    return reverse(name, args=[repo.owner.username, repo.name, *args])

"""Pages of forks: make one, see those of a repo, bring in what the origin has made since."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from accounts.requests import OwnRequest
from audio import transcoding
from repos import access, listings, publishing, upstream
from repos.forms import ForkForm
from repos.models import Repo
from repos.services import forks as services
from repos.services import merging, versions
from repos.services.asides import Recorded

PAGE = 24


@login_required
@require_http_methods(["GET", "POST"])
def fork(request: OwnRequest, owner: str, name: str, digest: str) -> HttpResponse:
    """A repo of one's own that begins with this commit."""
    repo = access.readable(request.user, owner, name)
    commit = access.commit_of(repo, digest)
    may_fork = access.may_fork(request.user, repo)
    if request.method == "POST" and not may_fork:
        raise PermissionDenied
    allowed = publishing.allowed_for_fork(request.user, repo, commit)
    form = ForkForm(request.POST or None, initial={"title": repo.title}, allowed=allowed)
    if request.method == "POST" and form.is_valid():
        try:
            made = services.fork(repo, commit, by=request.user, **form.cleaned_data)
        except ValueError as error:
            form.add_error(None, str(error))
        except Repo.DoesNotExist as error:
            raise Http404 from error
        else:
            messages.success(request, f"{made.title} is yours now.")
            return redirect(made)
    context = {"repo": repo, "commit": commit, "form": form, "may_fork": may_fork, "is_narrow": len(allowed) == 1}
    return render(request, "repos/fork.html", context, status=422 if form.errors else 200)


@require_GET
def forks(request: HttpRequest, owner: str, name: str) -> HttpResponse:
    """The forks of a repo that the viewer may see."""
    repo = access.readable(request.user, owner, name)
    found = upstream.forks_of(repo, request.user).select_related("owner", "forked_at")
    page: Any = Paginator(found, PAGE).get_page(request.GET.get("page"))
    page.object_list = listings.listed(page.object_list)
    return render(request, "repos/forks.html", {"repo": repo, "page": page})


@login_required
@require_POST
def sync(request: OwnRequest, owner: str, name: str) -> HttpResponse:
    """What the origin has made since comes into the default branch, or to where it can be merged."""
    repo = access.writable(request.user, owner, name)
    try:
        return _told(request, repo, services.sync(repo, by=request.user))
    except merging.Conflicted as error:
        return _choose(request, repo, error)
    except versions.NothingToDo:
        messages.info(request, "It has everything that its origin has.")
    except (PermissionError, ValueError, transcoding.Failed) as error:
        messages.error(request, str(error))
    except Repo.DoesNotExist as error:
        raise Http404 from error
    except OSError:
        messages.error(request, "Its sound cannot be stored or read at the moment. Nothing was changed.")
    return redirect(repo)


def _told(request: OwnRequest, repo: Repo, recorded: Recorded) -> HttpResponse:
    if recorded.is_aside:
        first = f"Somebody committed to “{recorded.wanted}” first. What was brought in is on “{recorded.branch}”"
        messages.warning(request, f"{first}, from where it can be merged.")
        return redirect("branches", repo.owner.username, repo.name)
    messages.success(request, f"“{recorded.branch}” has what its origin has.")
    return redirect(repo)


def _choose(request: OwnRequest, repo: Repo, error: merging.Conflicted) -> HttpResponse:
    """To the page that merges: the repo holds the origin's commit by now."""
    beside = upstream.upstream_of(repo, request.user)
    if beside is None or beside.tip is None:
        raise Http404 from error
    messages.warning(request, f"{error} Choose below what holds.")
    return redirect("merge_commit", repo.owner.username, repo.name, beside.tip.digest)

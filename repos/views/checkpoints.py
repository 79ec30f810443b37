"""Keeping the faders of a page as a commit."""

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.views.decorators.http import require_POST

from accounts.requests import OwnRequest
from repos.checkpoints import CheckpointForm
from repos.pieces import piece_of
from repos.services import remixing, versions
from repos.views.history import commit_page, tips_at
from repos.views.versions import landed, writable_commit


@login_required
@require_POST
def checkpoint(request: OwnRequest, owner: str, name: str, digest: str) -> HttpResponse:
    """The stems of this commit at other levels and places, on top of it."""
    repo, commit = writable_commit(request, owner, name, digest)
    branches = [ref.name for ref in tips_at(repo, commit)]
    form = CheckpointForm(request.POST, lanes=piece_of(repo, commit).lanes, branches=branches)
    if form.is_valid():
        branch, message = form.cleaned_data["branch"], form.cleaned_data["message"]
        try:
            tree = remixing.remixed(commit.tree, form.moved())
            return landed(
                request, repo, versions.checkpoint(repo, branch, tree, onto=commit, by=request.user, message=message)
            )
        except ValueError as error:
            form.add_error(None, str(error))
        except OSError:
            form.add_error(None, "It cannot be stored at the moment. Nothing was changed.")
    return commit_page(request, repo, commit, checkpoint=form)

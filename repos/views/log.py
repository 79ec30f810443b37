"""The page of a repo's history: its commits with the lines between them."""

from __future__ import annotations

from collections.abc import Sequence

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from beatflow_site.lib.http import is_part
from repos import graph, standing
from repos.log import Cursor, cursor_of, page_of
from repos.models import Ref, Repo


@require_GET
def log(request: HttpRequest, owner: str, name: str) -> HttpResponse:
    """All branches, or what one of them reaches (`branch`), as it goes on below a cursor (`after`)."""
    repo = standing.shown(request.user, owner, name)
    refs = list(repo.refs.exclude(kind=Ref.Kind.REQUEST))
    branches = [ref for ref in refs if ref.kind == Ref.Kind.BRANCH]
    branch = _branch(branches, request.GET.get("branch", ""))
    tips = {ref.tip_id for ref in ([branch] if branch else refs)}
    after = _cursor(request.GET.get("after", ""))
    context = {
        "repo": repo,
        "branch": branch,
        "branches": branches,
        "page": page_of(repo, tips, refs, left=_left(repo, branch, branches), after=after),
        "begins": after is None,
    }
    if is_part(request):
        return render(request, "repos/log.html#rows", context | {"is_more": True})
    return render(request, "repos/log.html", context | {"count": graph.reach(tips)})


def _branch(branches: Sequence[Ref], name: str) -> Ref | None:
    found = next((ref for ref in branches if ref.name == name), None)
    if name and found is None:
        raise Http404
    return found


def _left(repo: Repo, branch: Ref | None, branches: Sequence[Ref]) -> int | None:
    """The tip whose branch runs down the left side: the chosen one, or the default one."""
    main = branch or next((ref for ref in branches if ref.name == repo.default_branch), None)
    return main.tip_id if main else None


def _cursor(text: str) -> Cursor | None:
    try:
        return cursor_of(text) if text else None
    except ValueError as error:
        raise Http404 from error

"""The page that puts two versions beside each other."""

import re

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.http import urlencode
from django.views.decorators.http import require_GET

from repos import access, comparing, standing
from repos.forms import CompareForm, Options
from repos.models import Commit, Ref, Repo

RECENT = 40
SHORT = 12
RELATIVES = 40
SIDES = ("old", "new")
_ADDRESS = re.compile(r"([-\w]{1,150})/([-\w]{1,100})", re.ASCII)


@require_GET
def compare(request: HttpRequest, owner: str, name: str) -> HttpResponse:
    """Two versions, of this repo or of others that the visitor may see; without any, the form that asks for them."""
    repo = standing.shown(request.user, owner, name)
    repos = {side: _repo(request, repo, side) for side in SIDES}
    options = {pk: _options(one) for pk, one in {one.pk: one for one in repos.values()}.items()}
    asked = request.GET if any(side in request.GET for side in SIDES) else None
    form = CompareForm(
        asked,
        repos=repos,
        options={side: options[one.pk] for side, one in repos.items()},
        initial={} if asked else {"old": _before(repo), "new": repo.default_branch},
    )
    compared = _compared(repos, form) if form.is_valid() else None
    places = _places(request, repo, repos)
    context = {"repo": repo, "form": form, "compared": compared, "repos": repos, "places": places}
    context["swapped"] = _swapped(request)
    return render(request, "repos/compare.html", context, status=422 if form.errors else 200)


def _compared(repos: dict[str, Repo], form: CompareForm) -> comparing.Comparison:
    old, new = (comparing.side_of(repos[side], form.cleaned_data[side]) for side in SIDES)
    return comparing.compared(old, new)


def _repo(request: HttpRequest, repo: Repo, side: str) -> Repo:
    """Where a side's version is to be found: "owner/name", or this repo."""
    address = request.GET.get(f"{side}_repo", "")
    if not address:
        return repo
    parts = _ADDRESS.fullmatch(address)
    if parts is None:
        raise Http404
    return access.readable(request.user, *parts.groups())


def _places(request: HttpRequest, repo: Repo, repos: dict[str, Repo]) -> list[Repo]:
    """Where else versions may be taken from: what was asked for, and the listed rest of the family. One query."""
    family = Repo.objects.filter(access.may_be_listed(request.user), family=repo.family).exclude(pk=repo.pk)
    named = [one for one in repos.values() if one != repo]
    return list(dict.fromkeys([*named, *family.select_related("owner")[:RELATIVES]]))


def _options(repo: Repo) -> Options:
    """Branches, the default one first, tags, and the latest commits, in the order of the index of what a repo holds:
    for that of `holdings.pk` PostgreSQL looks at all that the site holds. Two queries."""
    refs = list(repo.refs.order_by("name").values_list("kind", "name"))
    branches = sorted((name for kind, name in refs if kind == Ref.Kind.BRANCH), key=repo.default_branch.__ne__)
    tags = [name for kind, name in refs if kind == Ref.Kind.TAG and name not in branches]
    held = repo.holdings.order_by("-commit_id").values_list("commit__digest", "commit__message")[:RECENT]
    commits = [(digest[:SHORT], f"{digest[:8]} {message.splitlines()[0][:60]}") for digest, message in held]
    named = [("Branches", [(name, name) for name in branches]), ("Tags", [(name, name) for name in tags])]
    return [group for group in (*named, ("Latest versions", commits)) if group[1]]


def _before(repo: Repo) -> str:
    """What the default branch was made from last, as its option says it; its name where it has one version only."""
    latest = Ref.objects.filter(repo=repo, kind=Ref.Kind.BRANCH, name=repo.default_branch)
    parents = Commit.objects.filter(child_edges__commit__in=latest.values("tip")).order_by("child_edges__position")
    return next((digest[:SHORT] for digest in parents.values_list("digest", flat=True)[:1]), repo.default_branch)


def _swapped(request: HttpRequest) -> str:
    """The query that asks for the same two the other way round."""
    said = {"old": "new", "new": "old", "old_repo": "new_repo", "new_repo": "old_repo"}
    return urlencode({name: request.GET[other] for name, other in said.items() if request.GET.get(other)})

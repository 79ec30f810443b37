"""Pages of merge requests."""

from __future__ import annotations

from collections.abc import Callable
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
from repos import access, choices, plans, reviewing
from repos.models import Commit, MergeRequest, Ref, Remark, Repo
from repos.review_forms import CommentForm, MergeForm, ProposalForm, RequestForm, named
from repos.services import history, reviews

PAGE = 30
GONE = "Its sound cannot be stored or read at the moment. Nothing was changed."


@require_GET
def merge_requests(request: HttpRequest, owner: str, name: str) -> HttpResponse:
    """What was proposed to a repo."""
    repo = access.readable(request.user, owner, name)
    asked = request.GET.get("state", "")
    state = asked if asked in MergeRequest.State.values else MergeRequest.State.OPEN.value
    page = Paginator(reviewing.listed(repo, state), PAGE).get_page(request.GET.get("page"))
    context = {"repo": repo, "state": state, "counts": reviewing.counts(repo), "page": page}
    return render(request, "repos/merge_requests.html", context)


@login_required
@require_http_methods(["GET", "POST"])
def propose(request: OwnRequest, owner: str, name: str) -> HttpResponse:
    """A new request."""
    repo = access.readable(request.user, owner, name)
    sources = reviewing.proposable(repo, request.user)
    targets = _branches(repo)
    asked = request.GET.get("source", "")
    first = next((one for one in sources if named(one) == asked), sources[0] if sources else None)
    initial = {"source": named(first) if first else "", "target": repo.default_branch, "title": _title(first)}
    form = ProposalForm(request.POST or None, repo=repo, sources=sources, targets=targets, initial=initial)
    if request.method == "POST" and form.is_valid():
        made = _proposed(request, repo, form)
        if made is not None:
            return redirect(made)
    context = {"repo": repo, "form": form, "sources": sources}
    return render(request, "repos/merge_request_new.html", context, status=422 if form.errors else 200)


def _proposed(request: OwnRequest, repo: Repo, form: ProposalForm) -> MergeRequest | None:
    """The new request, or the one that is there already; None where the form says what is wrong."""
    told = form.cleaned_data
    source: Ref = told["source"]
    try:
        made = reviews.open(
            repo,
            source=source.repo,
            source_branch=source.name,
            target_branch=told["target"],
            title=told["title"],
            description=told["description"],
            by=request.user,
        )
    except reviews.Already as error:
        messages.info(request, str(error))
        return error.request
    except ValueError as error:
        form.add_error("source", str(error))
        return None
    messages.success(request, f"Merge request {made.number} is open.")
    return made


@require_GET
def merge_request(request: HttpRequest, owner: str, name: str, number: int) -> HttpResponse:
    """One request: what it changes, to be heard, and what was said about it."""
    found = _found(request, owner, name, number)
    return _page(request, found, CommentForm())


@login_required
@require_http_methods(["GET", "POST"])
def edit(request: OwnRequest, owner: str, name: str, number: int) -> HttpResponse:
    """Another title or description."""
    found = _found(request, owner, name, number)
    if not reviews.may_manage(found, request.user):
        raise PermissionDenied
    form = RequestForm(request.POST or None, initial={"title": found.title, "description": found.description})
    if request.method == "POST" and form.is_valid():
        try:
            reviews.edit(found, by=request.user, **form.cleaned_data)
            return redirect(found)
        except ValueError as error:
            form.add_error("title", str(error))
    context = {"repo": found.repo, "merge_request": found, "form": form}
    return render(request, "repos/merge_request_edit.html", context, status=422 if form.errors else 200)


@login_required
@require_POST
def comment(request: OwnRequest, owner: str, name: str, number: int) -> HttpResponse:
    """Something said about it."""
    found = _found(request, owner, name, number)
    form = CommentForm(request.POST)
    if form.is_valid():
        try:
            said = reviews.comment(
                found, form.cleaned_data["text"], position_s=form.cleaned_data["position_s"], by=request.user
            )
            return redirect(f"{found.get_absolute_url()}#remark-{said.pk}")
        except ValueError as error:
            form.add_error("text", str(error))
    return _page(request, found, form)


@login_required
@require_POST
def take_back(request: OwnRequest, owner: str, name: str, number: int, remark: int) -> HttpResponse:
    """A comment deleted."""
    found = _found(request, owner, name, number)
    said = Remark.objects.filter(request=found, pk=remark).first()
    if said is None:
        raise Http404
    return _done(request, found, lambda: reviews.take_back(said, by=request.user), "Your comment is deleted.")


@login_required
@require_POST
def approve(request: OwnRequest, owner: str, name: str, number: int) -> HttpResponse:
    """It is good to be merged."""
    found = _found(request, owner, name, number)
    seen = access.commit_of(found.repo, request.POST.get("seen", ""))
    return _done(request, found, lambda: reviews.approve(found, seen=seen, by=request.user), "Approved.")


@login_required
@require_POST
def update(request: OwnRequest, owner: str, name: str, number: int) -> HttpResponse:
    """What its branch has by now."""
    found = _found(request, owner, name, number)
    return _done(request, found, lambda: reviews.update(found, by=request.user), "It proposes the latest version now.")


@login_required
@require_POST
def close(request: OwnRequest, owner: str, name: str, number: int) -> HttpResponse:
    """Given up."""
    found = _found(request, owner, name, number)
    return _done(request, found, lambda: reviews.close(found, by=request.user), "Closed.")


@login_required
@require_POST
def reopen(request: OwnRequest, owner: str, name: str, number: int) -> HttpResponse:
    """Taken up again."""
    found = _found(request, owner, name, number)
    return _done(request, found, lambda: reviews.reopen(found, by=request.user), "Open again.")


@login_required
@require_http_methods(["GET", "POST"])
def merge(request: OwnRequest, owner: str, name: str, number: int) -> HttpResponse:
    """What a merge would give, with what there is to choose; and the merge."""
    found = _found(request, owner, name, number)
    if not access.may_write(request.user, found.repo):
        raise PermissionDenied
    target = history.tip(found.repo, found.target_branch)
    if not found.is_open or target is None:
        return redirect(found)
    if request.method == "GET":
        form = MergeForm(initial={"seen": found.head.digest, "onto": target.digest})
        return _merge_page(request, found, form, found.head, target)
    form = MergeForm(request.POST)
    if not form.is_valid():
        return _merge_page(request, found, form, found.head, target)
    seen, onto = (access.commit_of(found.repo, form.cleaned_data[field]) for field in ("seen", "onto"))
    return _merged(request, found, form, seen, onto) or _merge_page(request, found, form, seen, onto)


def _merged(
    request: OwnRequest, found: MergeRequest, form: MergeForm, seen: Commit, onto: Commit
) -> HttpResponse | None:
    """The way to the merged version, or back where something moved; None where the form says what is to be done."""
    try:
        if _is_news(request, found, seen, onto):
            form.add_error(None, "Something would be out of time. Read below, then merge all the same or not.")
            return None
        chosen = choices.chosen_in(request.POST.items())
        told = form.cleaned_data["message"]
        merged = reviews.merge(found, seen=seen, onto=onto, choices=chosen, message=told, by=request.user)
    except history.Moved as error:
        messages.warning(request, f"{error} Listen again, then merge.")
        return redirect(found)
    except (ValueError, transcoding.Failed) as error:
        form.add_error(None, str(error))
        return None
    except OSError:
        form.add_error(None, GONE)
        return None
    messages.success(request, f"Merged into “{found.target_branch}”.")
    return redirect("commit", found.repo.owner.username, found.repo.name, merged.digest)


def _is_news(request: OwnRequest, found: MergeRequest, seen: Commit, onto: Commit) -> bool:
    """Whether something would be out of time that nobody has been told of yet."""
    question = _question(request, found, seen, onto)
    return not question.is_open and bool(question.late) and request.POST.get("known") != question.known


def _question(request: OwnRequest, found: MergeRequest, seen: Commit, onto: Commit) -> choices.Question:
    plan = plans.of_merge(found.repo, seen, onto)
    chosen = choices.chosen_in(request.POST.items())
    return choices.question_of(plan, plan.merged(chosen), found.repo, chosen, choices.PROPOSING)


def _merge_page(request: OwnRequest, found: MergeRequest, form: MergeForm, seen: Commit, onto: Commit) -> HttpResponse:
    context: dict[str, Any] = {"repo": found.repo, "merge_request": found, "form": form, "commit": seen, "onto": onto}
    try:
        context["question"] = _question(request, found, seen, onto)
    except (ValueError, OSError) as error:
        form.add_error(None, GONE if isinstance(error, OSError) else str(error))
    context["page"] = {"preview": "preview_merge"}
    return render(request, "repos/merge_request_merge.html", context, status=422 if form.errors else 200)


def _page(request: HttpRequest, found: MergeRequest, form: CommentForm) -> HttpResponse:
    review = reviewing.review_of(found, request.user)
    context = {"repo": found.repo, "merge_request": found, "review": review, "form": form}
    return render(request, "repos/merge_request.html", context, status=422 if form.errors else 200)


def _done(request: OwnRequest, found: MergeRequest, act: Callable[[], object], told: str) -> HttpResponse:
    try:
        act()
    except PermissionError as error:
        raise PermissionDenied from error
    except (ValueError, history.Moved) as error:
        messages.error(request, str(error))
    else:
        messages.success(request, told)
    return redirect(found)


def _found(request: HttpRequest, owner: str, name: str, number: int) -> MergeRequest:
    repo = access.readable(request.user, owner, name)
    related = ("repo__owner", "source_repo__owner", "head__tree__mix", "head__tree__master", "merged_as")
    found = MergeRequest.objects.filter(repo=repo, number=min(number, 2**31 - 1)).select_related(*related).first()
    if found is None:
        raise Http404
    return found


def _branches(repo: Repo) -> list[str]:
    """The default one first."""
    names = repo.refs.filter(kind=Ref.Kind.BRANCH).order_by("name").values_list("name", flat=True)
    return sorted(names, key=repo.default_branch.__ne__)


def _title(ref: Ref | None) -> str:
    return ref.tip.subject[: reviews.MAX_TITLE] if ref else ""

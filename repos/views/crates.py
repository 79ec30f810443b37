"""Pages of crates: one's own, what is in one, and putting a beat into one."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from accounts.requests import OwnRequest
from repos import access
from repos import crates as shelves
from repos.crate_forms import AddForm, CrateForm
from repos.models import Commit, Crate, CrateItem, Repo
from repos.services import crates as services

PAGE = 100


@login_required
@require_http_methods(["GET", "POST"])
def crates(request: OwnRequest) -> HttpResponse:
    """One's own crates, and a new one."""
    form = CrateForm(request.POST or None, initial={"visibility": Repo.Visibility.PRIVATE})
    if request.method == "POST" and form.is_valid():
        try:
            return redirect(services.create(**form.cleaned_data, by=request.user))
        except ValueError as error:
            form.add_error(None, str(error))
    context = {"crates": shelves.crates_of(request.user, request.user), "form": form}
    return render(request, "repos/crates.html", context, status=422 if form.errors else 200)


@require_GET
def crate(request: HttpRequest, number: int) -> HttpResponse:
    """What is in a crate, to be played one after another."""
    found = access.readable_crate(request.user, number)
    page: Any = Paginator(shelves.items_of(found, request.user), PAGE).get_page(request.GET.get("page"))
    page.object_list = shelves.rows(page.object_list)
    first = next((row.beat for row in page.object_list if row.beat.tip), None)
    context = {"crate": found, "page": page, "first": first, "is_own": found.owner_id == request.user.pk}
    return render(request, "repos/crate.html", context)


@login_required
@require_http_methods(["GET", "POST"])
def edit(request: OwnRequest, number: int) -> HttpResponse:
    """Its title, its description, who may see it."""
    found = access.own_crate(request.user, number)
    fields = ("title", "description", "visibility")
    form = CrateForm(request.POST or None, initial={name: getattr(found, name) for name in fields})
    if request.method == "POST" and form.is_valid():
        try:
            services.update(found, **form.cleaned_data, by=request.user)
        except ValueError as error:
            form.add_error("title", str(error))
        else:
            messages.success(request, "Saved.")
            return redirect(found)
    return render(request, "repos/crate_edit.html", {"crate": found, "form": form}, status=422 if form.errors else 200)


@login_required
@require_POST
def delete(request: OwnRequest, number: int) -> HttpResponse:
    """Gone, but nothing that was in it."""
    found = access.own_crate(request.user, number)
    services.delete(found, by=request.user)
    messages.success(request, f"The crate “{found.title}” is deleted. What was in it stays.")
    return redirect("crates")


@login_required
@require_POST
def remove(request: OwnRequest, number: int, item: int) -> HttpResponse:
    """Take a beat out."""
    found = _item(request, number, item)
    services.remove(found, by=request.user)
    messages.success(request, f"{found.repo.title} is no longer in it.")
    return _back(request, found.crate)


@login_required
@require_POST
def move(request: OwnRequest, number: int, item: int) -> HttpResponse:
    """One place up or down, past what one sees."""
    found = _item(request, number, item)
    other = shelves.neighbour(found, request.user, is_up=request.POST.get("to") == "up")
    if other is not None:
        services.swap(found, other, by=request.user)
    return _back(request, found.crate)


@login_required
@require_http_methods(["GET", "POST"])
def add(request: OwnRequest, owner: str, name: str) -> HttpResponse:
    """Put a beat into one of one's crates, or into a new one."""
    repo = access.readable(request.user, owner, name)
    version = request.GET.get("version", "")
    commit = access.commit_of(repo, version) if version else None
    own = shelves.crates_of(request.user, request.user)
    form = AddForm(request.POST or None, crates=own, has_version=commit is not None)
    if request.method == "POST" and form.is_valid():
        try:
            return redirect(_added(request, repo, commit, form))
        except ValueError as error:
            form.add_error(None, str(error))
    context = {"repo": repo, "commit": commit, "form": form}
    return render(request, "repos/crate_add.html", context, status=422 if form.errors else 200)


def _added(request: OwnRequest, repo: Repo, commit: Commit | None, form: AddForm) -> Crate:
    said = form.cleaned_data
    chosen = form.crates.get(said["crate"]) or services.create(said["title"], by=request.user)
    is_new = services.add(chosen, repo, commit if said.get("stays") else None, by=request.user)
    messages.success(request, f"{repo.title} is {'now' if is_new else 'already'} in “{chosen.title}”.")
    return chosen


def _back(request: OwnRequest, crate: Crate) -> HttpResponse:
    """To the page of the crate that one came from."""
    page = request.POST.get("page", "")[:6]
    return redirect(f"{crate.get_absolute_url()}{f'?page={page}' if page.isdecimal() and page != '1' else ''}")


def _item(request: OwnRequest, number: int, item: int) -> CrateItem:
    items = CrateItem.objects.select_related("repo", "crate")
    return get_object_or_404(items, crate=access.own_crate(request.user, number), pk=item)

"""The settings of a repo: what it says of itself, where it is to be found, and its end."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.forms import Form
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST

from accounts.requests import OwnRequest
from repos import access
from repos.models import Repo, Transfer
from repos.services import addresses, repositories
from repos.settings_forms import AddressForm, DeletionForm, RepoForm, TransferForm


@login_required
@require_http_methods(["GET", "POST"])
def settings(request: OwnRequest, owner: str, name: str) -> HttpResponse:
    """What the repo is and who may see it."""
    repo = access.administered(request.user, owner, name)
    form = RepoForm(request.POST or None, repo=repo)
    if request.method == "POST" and form.is_valid():
        try:
            repositories.update(repo, by=request.user, **form.cleaned_data)
        except ValueError as error:
            form.add_error("visibility", str(error))
        else:
            messages.success(request, "Saved.")
            return redirect(repo)
    return page(request, repo, form=form)


@login_required
@require_POST
def rename(request: OwnRequest, owner: str, name: str) -> HttpResponse:
    """Another address; old links lead there."""
    repo = access.administered(request.user, owner, name)
    form = AddressForm(request.POST)
    if form.is_valid():
        try:
            renamed = addresses.rename(repo, form.cleaned_data["name"], by=request.user)
        except ValueError as error:
            form.add_error("name", str(error))
        else:
            messages.success(request, f"It is to be found at {renamed.get_absolute_url()} now.")
            return redirect("repo_settings", renamed.owner.username, renamed.name)
    return page(request, repo, address=form)


@login_required
@require_POST
def delete(request: OwnRequest, owner: str, name: str) -> HttpResponse:
    """Gone, once its name is typed."""
    repo = access.administered(request.user, owner, name)
    if repo.owner_id != request.user.pk:
        raise PermissionDenied
    form = DeletionForm(request.POST, repo=repo)
    if not form.is_valid():
        return page(request, repo, deletion=form)
    repositories.delete(repo, by=request.user)
    messages.success(request, f"{repo.title} is deleted.")
    return redirect("library")


def page(request: HttpRequest, repo: Repo, **bound: Form) -> HttpResponse:
    """The page with all its forms, of which one was sent."""
    forms = {
        "form": RepoForm(repo=repo),
        "address": AddressForm(initial={"name": repo.name}),
        "transfer": TransferForm(),
        "deletion": DeletionForm(repo=repo),
        **bound,
    }
    is_owner = repo.owner_id == request.user.pk
    wrong = any(form.errors for form in bound.values())
    offered = Transfer.objects.filter(repo=repo).select_related("to").first()
    context = {"repo": repo, "is_owner": is_owner, "offered": offered, **forms}
    return render(request, "repos/settings.html", context, status=422 if wrong else 200)

"""Giving a repo away: offered on its settings page, answered in the library of whom it is offered to."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.http import require_POST

from accounts.requests import OwnRequest
from repos import access
from repos.models import Repo, Transfer
from repos.services import addresses, transfers
from repos.settings_forms import TransferForm
from repos.views import settings


@login_required
@require_POST
def offer(request: OwnRequest, owner: str, name: str) -> HttpResponse:
    """Offer the repo to somebody."""
    repo, form = _owned(request, owner, name), TransferForm(request.POST)
    if form.is_valid():
        try:
            offered = transfers.offer(repo, form.cleaned_data["receiver"], by=request.user)
        except ValueError as error:
            form.add_error("receiver", str(error))
        else:
            messages.success(request, f"It is {offered.to.name}’s as soon as they accept it.")
            return redirect("repo_settings", repo.owner.username, repo.name)
    return settings.page(request, repo, transfer=form)


@login_required
@require_POST
def withdraw(request: OwnRequest, owner: str, name: str) -> HttpResponse:
    """Offer it no more."""
    repo = _owned(request, owner, name)
    transfers.withdraw(repo, by=request.user)
    messages.success(request, "It stays yours.")
    return redirect("repo_settings", repo.owner.username, repo.name)


@login_required
@require_POST
def accept(request: OwnRequest, transfer: int) -> HttpResponse:
    """Take what was offered."""
    found = get_object_or_404(Transfer.objects.select_related("repo"), pk=transfer, to=request.user)
    try:
        repo = transfers.accept(found, by=request.user)
    except (transfers.Gone, addresses.Taken, Repo.DoesNotExist) as error:
        messages.error(request, str(error))
        return redirect("library")
    messages.success(request, f"{repo.title} is yours.")
    return redirect(repo)


@login_required
@require_POST
def decline(request: OwnRequest, transfer: int) -> HttpResponse:
    """Leave it where it is."""
    found = get_object_or_404(Transfer.objects.select_related("repo"), pk=transfer, to=request.user)
    try:
        transfers.decline(found, by=request.user)
    except transfers.Gone as error:
        messages.error(request, str(error))
    else:
        messages.success(request, f"{found.repo.title} stays where it is.")
    return redirect("library")


def _owned(request: OwnRequest, owner: str, name: str) -> Repo:
    repo = access.administered(request.user, owner, name)
    if repo.owner_id != request.user.pk:
        raise PermissionDenied
    return repo

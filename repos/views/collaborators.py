"""The page of who may do what in a repo."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_POST

from accounts.requests import OwnRequest
from repos import access
from repos.forms import CollaboratorForm
from repos.models import Collaborator, Repo
from repos.services import collaborators as services


@login_required
@require_http_methods(["GET", "POST"])
def collaborators(request: OwnRequest, owner: str, name: str) -> HttpResponse:
    """Who is in; an admin lets more in."""
    repo = access.taken_part_in(request.user, owner, name)
    form = CollaboratorForm(request.POST or None, initial={"role": Collaborator.Role.WRITE})
    if request.method == "POST":
        repo = access.administered(request.user, owner, name)
        if form.is_valid() and (added := _added(repo, form, request)):
            messages.success(request, f"{added.user.name} is a collaborator now.")
            return redirect("collaborators", repo.owner.username, repo.name)
    return _page(request, repo, form)


@login_required
@require_POST
def change(request: OwnRequest, owner: str, name: str, person: str) -> HttpResponse:
    """Another role for somebody."""
    repo = access.administered(request.user, owner, name)
    found = get_object_or_404(repo.collaborators.select_related("user", "repo"), user__username=person.lower())
    try:
        services.change_role(found, request.POST.get("role", ""), by=request.user)
        messages.success(request, f"{found.user.name} has another role now.")
    except ValueError as error:
        messages.error(request, str(error))
    may_stay = found.user_id != request.user.pk
    return redirect("collaborators", repo.owner.username, repo.name) if may_stay else redirect(repo)


@login_required
@require_POST
def remove(request: OwnRequest, owner: str, name: str, person: str) -> HttpResponse:
    """Somebody is out again, or leaves."""
    leaves = person.lower() == request.user.username
    repo = (access.taken_part_in if leaves else access.administered)(request.user, owner, name)
    found = get_object_or_404(repo.collaborators.select_related("user", "repo"), user__username=person.lower())
    services.remove(found, by=request.user)
    if leaves:
        messages.success(request, f"You have left {repo.title}.")
        return redirect("library")
    messages.success(request, f"{found.user.name} is no longer a collaborator.")
    return redirect("collaborators", repo.owner.username, repo.name)


def _added(repo: Repo, form: CollaboratorForm, request: OwnRequest) -> Collaborator | None:
    try:
        return services.add(repo, form.cleaned_data["who"], form.cleaned_data["role"], by=request.user)
    except ValueError as error:
        form.add_error("who", str(error))
        return None


def _page(request: OwnRequest, repo: Repo, form: CollaboratorForm) -> HttpResponse:
    context = {
        "repo": repo,
        "form": form,
        "collaborators": repo.collaborators.select_related("user"),
        "roles": Collaborator.Role.choices,
        "is_admin": access.may_administer(request.user, repo),
    }
    return render(request, "repos/collaborators.html", context, status=422 if form.errors else 200)

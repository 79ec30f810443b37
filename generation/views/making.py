"""Pages of making: the brief, what was understood of it, and the work."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from accounts.requests import OwnRequest
from beatflow_site.lib.http import is_part
from generation import forms, progress, quotas, services
from generation.briefs import BriefErrors
from generation.models import Generation, Job
from generation.quotas import OverQuota


@login_required
@require_http_methods(["GET", "POST"])
def create(request: OwnRequest) -> HttpResponse:
    """One field; one press generates."""
    if request.method == "GET":
        return _brief(request, forms.context_of(request.GET))
    data: QueryDict = request.POST
    try:
        data = forms.with_melody(request.POST, request.FILES)
        generation = services.submit(forms.fields_of(data), by=request.user)
    except BriefErrors as refused:
        return _brief(request, forms.context_of(data, forms.by_field(refused)), status=422)
    except OverQuota as over:
        return _brief(request, {**forms.context_of(data), "over_quota": str(over)}, status=429)
    return redirect(generation)


def _brief(request: OwnRequest, context: dict[str, Any], status: int = 200) -> HttpResponse:
    """The page of a brief, with what is left for its user."""
    told = {**context, "left": quotas.left_of(request.user)}
    return render(request, "generation/create.html", told, status=status)


@login_required
@require_POST
def understand(request: OwnRequest) -> HttpResponse:
    """What the words mean so far, as chips. Without JavaScript: the whole page with them."""
    part = is_part(request)
    template = f"generation/create.html{'#understood' if part else ''}"
    try:
        data = forms.with_melody(request.POST, request.FILES)
        return render(request, template, forms.context_of(data, patient=not part))
    except BriefErrors as refused:
        return render(request, template, forms.context_of(request.POST, forms.by_field(refused), patient=not part))


@login_required
@require_GET
def generation(request: OwnRequest, id: UUID) -> HttpResponse:
    """The work on one brief, and what came of it."""
    mine = get_object_or_404(Generation.objects.select_related("repo__owner", "user", "base"), pk=id, user=request.user)
    jobs = progress.of_generation(mine)
    context = {"generation": mine, "jobs": jobs, "version": progress.version_of(jobs), "base": progress.base_of(mine)}
    return render(request, "generation/generation.html", context)


@login_required
@require_GET
def making(request: OwnRequest) -> HttpResponse:
    """The slot that shows on other pages what is being made."""
    return render(request, "generation/making.html", {"queue": progress.queue_of(request.user.pk)})


@login_required
@require_POST
def job_cancel(request: OwnRequest, id: UUID) -> HttpResponse:
    """Call a job off."""
    return _act(request, id, services.cancel, "It has ended already.")


@login_required
@require_POST
def job_retry(request: OwnRequest, id: UUID) -> HttpResponse:
    """Try a failed job once more."""
    return _act(request, id, services.retry, "Only a failed job can be tried again.")


def _act(request: OwnRequest, id: UUID, action: Callable[..., bool], too_late: str) -> HttpResponse:
    """Do something about one's own job, and go back to where it is shown."""
    job = get_object_or_404(Job.objects.select_related("generation"), pk=id, user=request.user)
    if not action(job, by=request.user):
        messages.warning(request, too_late)
    return redirect(job.generation) if job.generation else redirect("library")

"""Pages about one's own account."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from accounts import tokens as keys
from accounts.forms import ProfileForm, TokenForm
from accounts.requests import OwnRequest


@login_required
@require_http_methods(["GET", "POST"])
def settings(request: OwnRequest) -> HttpResponse:
    """What others see, and the ways to sign in."""
    form = ProfileForm(request.POST or None, instance=request.user)
    if request.method == "POST" and form.is_valid():
        form.save()
        messages.success(request, "Saved.")
        return redirect("settings")
    return render(request, "accounts/settings.html", {"form": form}, status=422 if form.errors else 200)


@login_required
@never_cache
@require_http_methods(["GET", "POST"])
def tokens(request: OwnRequest) -> HttpResponse:
    """One's tokens. A new one's secret stands in the answer to the form, and nowhere else."""
    form, new = TokenForm(request.POST or None), None
    if request.method == "POST" and form.is_valid():
        asked = form.cleaned_data
        try:
            new = keys.issue(request.user, asked["name"], asked["scope"], expires_at=asked["lasts"])
        except ValueError as error:
            form.add_error("name", str(error))
        else:
            form = TokenForm()
    context = {"form": form, "new": new, "tokens": request.user.tokens.all()}
    return render(request, "accounts/tokens.html", context, status=422 if form.errors else 200)


@login_required
@require_POST
def revoke_token(request: OwnRequest, number: int) -> HttpResponse:
    """It opens nothing any more."""
    token = get_object_or_404(request.user.tokens, pk=number)
    keys.revoke(token, by=request.user)
    messages.success(request, f"“{token.name}” opens nothing any more.")
    return redirect("tokens")

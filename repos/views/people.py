"""Pages about people: what somebody has made and likes, whom they follow; and doing so oneself."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import Any

from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_GET, require_POST

from accounts import services as people
from accounts.models import Follow, User
from accounts.requests import OwnRequest
from repos import access, crates, feeds
from repos.cards import cards_of
from repos.models import Repo
from repos.services import stars

BEATS, ACTIVITY, STARRED, CRATES = "beats", "activity", "starred", "crates"
FOLLOWERS, FOLLOWING = "followers", "following"
PEOPLE_PAGE = 60
BEATS_PAGE = 24


@require_GET
def profile(request: HttpRequest, owner: str) -> HttpResponse:
    """Somebody: by default what of theirs the viewer may see."""
    person = get_object_or_404(User, username=owner.lower(), is_active=True)
    shown = request.GET.get("show", BEATS)
    if shown not in _SHOWN:
        raise Http404
    context = {
        "person": person,
        "shown": shown,
        "followers_count": _people(followed_by=person).count(),
        "following_count": _people(following=person).count(),
        "is_followed": request.user.is_authenticated
        and Follow.objects.filter(follower=request.user, followed=person).exists(),
        **_SHOWN[shown](request, person),
    }
    return render(request, "accounts/profile.html", context)


@login_required
@require_GET
def activity(request: OwnRequest) -> HttpResponse:
    """What the people whom one follows did lately, and what others did in one's repos."""
    return render(request, "repos/activity.html", {"feed": feeds.home(request.user, _before(request))})


@login_required
@require_POST
def follow(request: OwnRequest, owner: str) -> HttpResponse:
    """Follow somebody, or no longer."""
    person = get_object_or_404(User, username=owner.lower(), is_active=True)
    if person != request.user:
        (people.follow if _is_wanted(request) else people.unfollow)(person, by=request.user)
    return redirect("profile", person.username)


@login_required
@require_POST
def star(request: OwnRequest, owner: str, name: str) -> HttpResponse:
    """Star a repo, or no longer. htmx swaps the button; without it one comes back to the repo."""
    repo = access.readable(request.user, owner, name)
    (stars.star if _is_wanted(request) else stars.unstar)(repo, by=request.user)
    if request.headers.get("HX-Request") and not request.headers.get("HX-Boosted"):
        return render(request, "repos/star.html", {"repo": repo})
    return redirect(repo)


def _follows(user: access.Viewer, person: User) -> bool:
    return user.is_authenticated and Follow.objects.filter(follower=user, followed=person).exists()


def _is_wanted(request: OwnRequest) -> bool:
    return request.POST.get("wanted") == "yes"


def _beats(request: HttpRequest, person: User) -> Mapping[str, Any]:
    theirs = Repo.objects.filter(access.may_be_listed(request.user), owner=person)
    return {"page": _beats_page(request, theirs)}


def _activity(request: HttpRequest, person: User) -> Mapping[str, Any]:
    return {"feed": feeds.of(person, request.user, _before(request))}


def _before(request: HttpRequest) -> int | None:
    """Where a page of a feed begins; None for the first, and for nonsense."""
    told = request.GET.get("before", "")
    return int(told) if re.fullmatch(r"[0-9]{1,18}", told) else None


def _starred(request: HttpRequest, person: User) -> Mapping[str, Any]:
    liked = Repo.objects.filter(access.may_be_listed(request.user), stars__user=person)
    return {"page": _beats_page(request, liked.order_by("-stars__starred_at", "-stars__pk"))}


def _crates(request: HttpRequest, person: User) -> Mapping[str, Any]:
    shown = crates.crates_of(person, request.user).filter(visibility=Repo.Visibility.PUBLIC)
    return {"page": Paginator(shown, PEOPLE_PAGE).get_page(request.GET.get("page"))}


def _followers(request: HttpRequest, person: User) -> Mapping[str, Any]:
    return {"page": _people_page(request, _people(followed_by=person).order_by("-following__followed_at"))}


def _following(request: HttpRequest, person: User) -> Mapping[str, Any]:
    return {"page": _people_page(request, _people(following=person).order_by("-followers__followed_at"))}


def _people(followed_by: User | None = None, following: User | None = None) -> Any:
    """Who follows somebody, or whom somebody follows."""
    found = User.objects.filter(is_active=True)
    return found.filter(following__followed=followed_by) if followed_by else found.filter(followers__follower=following)


def _beats_page(request: HttpRequest, repos: Any) -> Any:
    page = Paginator(repos.values_list("pk", flat=True), BEATS_PAGE).get_page(request.GET.get("page"))
    page.object_list = cards_of(page.object_list, request.user)
    return page


def _people_page(request: HttpRequest, found: Any) -> Any:
    return Paginator(found, PEOPLE_PAGE).get_page(request.GET.get("page"))


_SHOWN: Mapping[str, Callable[[HttpRequest, User], Mapping[str, Any]]] = {
    BEATS: _beats,
    ACTIVITY: _activity,
    STARRED: _starred,
    CRATES: _crates,
    FOLLOWERS: _followers,
    FOLLOWING: _following,
}

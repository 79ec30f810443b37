"""Pages that belong to the site itself: home, health, errors."""

from django.db import connection
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render


def home(request: HttpRequest) -> HttpResponse:
    """The front door: the library for whoever is signed in."""
    if request.user.is_authenticated:
        return redirect("library")
    return render(request, "home.html")


def health(request: HttpRequest) -> JsonResponse:
    """Alive: answers without touching anything."""
    return JsonResponse({"status": "ok"})


def ready(request: HttpRequest) -> JsonResponse:
    """Whether this host can serve: each part with its own word."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
    return JsonResponse({"status": "ok"})


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    """400."""
    return _error(request, 400, "That request could not be understood.")


def forbidden(request: HttpRequest, exception: Exception) -> HttpResponse:
    """403."""
    return _error(request, 403, "You may not do that.")


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    """404: the same words for what is missing and for what one may not see."""
    return _error(request, 404, "There is nothing here, or it is not yours to see.")


def server_error(request: HttpRequest) -> HttpResponse:
    """500."""
    return _error(request, 500, "Something broke on our side. Nothing you made is lost.")


def _error(request: HttpRequest, status: int, sentence: str) -> HttpResponse:
    return render(request, "error.html", {"status": status, "sentence": sentence}, status=status)

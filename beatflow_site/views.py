"""Pages that belong to the site itself: home and errors."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.template.loader import render_to_string


def home(request: HttpRequest) -> HttpResponse:
    """The front door: the library for whoever is signed in."""
    if request.user.is_authenticated:
        return redirect("library")
    return render(request, "home.html")


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    """400."""
    return _error(request, 400, "Not understood", "That request could not be understood.")


def forbidden(request: HttpRequest, exception: Exception) -> HttpResponse:
    """403."""
    return _error(request, 403, "Not allowed", "You may not do that.")


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    """404: the same words for what is missing and for what one may not see."""
    return _error(request, 404, "Nothing here", "There is nothing here, or it is not yours to see.")


def server_error(request: HttpRequest) -> HttpResponse:
    """500: drawn without the database, which may be what broke."""
    context = {"status": 500, "title": "Something broke", "sentence": "It is our fault. What you made is kept."}
    return HttpResponse(render_to_string("error.html", context), status=500)


def _error(request: HttpRequest, status: int, title: str, sentence: str) -> HttpResponse:
    return render(request, "error.html", {"status": status, "title": title, "sentence": sentence}, status=status)

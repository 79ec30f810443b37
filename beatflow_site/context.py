"""What every page's shell needs: the sidebar and the queue."""

from typing import Any

from django.http import HttpRequest
from django.utils.functional import SimpleLazyObject

from accounts.models import User
from generation import progress
from repos import listings

SIDEBAR_REPOS = 8


def shell(request: HttpRequest) -> dict[str, Any]:
    """Evaluated only where a template asks: pages without a sidebar pay nothing."""
    return {"sidebar": SimpleLazyObject(lambda: _sidebar(request))}


def _sidebar(request: HttpRequest) -> dict[str, Any]:
    if not isinstance(request.user, User):
        return {}
    latest, count = listings.beside(request.user, SIDEBAR_REPOS)
    return {"repos": latest, "count": count, "queue": progress.queue_of(request.user.pk)}

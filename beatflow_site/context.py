"""What every page's shell needs: the sidebar and the queue."""

from typing import Any

from django.http import HttpRequest
from django.utils.functional import SimpleLazyObject

from generation import progress
from repos import listings

SIDEBAR_REPOS = 8


def shell(request: HttpRequest) -> dict[str, Any]:
    """Evaluated only where a template asks: pages without a sidebar pay nothing."""
    return {"sidebar": SimpleLazyObject(lambda: _sidebar(request))}


def _sidebar(request: HttpRequest) -> dict[str, Any]:
    own = listings.repos_of(request.user)
    return {"repos": own[:SIDEBAR_REPOS], "count": own.count(), "queue": progress.queue_of(request.user.pk)}

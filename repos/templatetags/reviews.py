"""How much waits in a repo, for its tabs."""

from __future__ import annotations

from django import template

from repos import access, standing
from repos.models import Repo

register = template.Library()


@register.simple_tag
def open_requests(repo: Repo, user: access.Viewer) -> int:
    """The open merge requests of a repo."""
    return standing.of(repo, user).open_requests_count

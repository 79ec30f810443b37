"""Who somebody is in a repo, for what a page offers."""

from __future__ import annotations

from django import template

from repos import access
from repos.models import Repo

register = template.Library()


@register.filter
def role_of(user: access.Viewer, repo: Repo) -> str:
    """What a user is in a repo: "read", "write", "admin", or "" for whoever takes no part in it."""
    return access.role_of(user, repo) or ""

"""Who somebody is in a repo, for what a page offers."""

from __future__ import annotations

from django import template

from repos import access
from repos.models import Repo

register = template.Library()


@register.filter
def administered_by(repo: Repo, user: access.Viewer) -> bool:
    """Whether a page may lead this user to the repo's settings."""
    return access.may_administer(user, repo)

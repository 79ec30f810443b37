"""What the pages of a repo say of stars."""

from __future__ import annotations

from dataclasses import dataclass

from django import template
from django.db.models import Count, Q

from repos import access
from repos.models import Repo

register = template.Library()


@dataclass(frozen=True, slots=True)
class Starring:
    """The button, and the count beside it."""

    count: int
    is_on: bool
    """Whether the user has starred it."""


@register.simple_tag
def starring(repo: Repo, user: access.Viewer) -> Starring:
    """What the star button of a page needs. One query."""
    own = Q(user=user) if user.is_authenticated else Q(pk__in=())
    counted = repo.stars.aggregate(all=Count("pk"), own=Count("pk", filter=own))
    return Starring(counted["all"], bool(counted["own"]))

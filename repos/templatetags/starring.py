"""What the pages of a repo say of stars."""

from __future__ import annotations

from dataclasses import dataclass

from django import template

from repos import access, standing
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
    """What the star button of a page needs."""
    stands = standing.of(repo, user)
    return Starring(stands.stars_count, stands.is_starred)

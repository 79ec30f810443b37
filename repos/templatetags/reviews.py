"""How much waits in a repo, for its tabs."""

from __future__ import annotations

from django import template

from repos.models import MergeRequest, Repo

register = template.Library()


@register.filter
def open_requests(repo: Repo) -> int:
    """The open merge requests of a repo. One query."""
    return MergeRequest.objects.filter(repo=repo, state=MergeRequest.State.OPEN).count()

"""Counting rows beside other rows, in the query that reads these."""

from functools import lru_cache
from typing import Any

from django.contrib.auth.models import AnonymousUser
from django.db.models import Count, IntegerField, OuterRef, QuerySet, Subquery
from django.db.models.functions import Coalesce

from accounts.models import User
from repos import access
from repos.models import Repo, Star


def count_of(rows: QuerySet[Any], by: str) -> Coalesce:
    """How many of some rows there are, which refer to the outer query and all have the same in the field `by`."""
    counted = rows.order_by().values(by).annotate(n=Count("pk")).values("n")
    return Coalesce(Subquery(counted, output_field=IntegerField()), 0)


@lru_cache(maxsize=1024)
def stars_and_forks(viewer: int | None) -> dict[str, Coalesce]:
    """The numbers of the stars of repos, and of their forks that the user of that primary key may see (None: anybody),
    as `stars_count` and `forks_count`. Expressions, which hold no rows: to put them together takes longer than to
    count, so they are kept."""
    user = AnonymousUser() if viewer is None else User(pk=viewer)
    forks = Repo.objects.filter(access.may_be_listed(user), origin=OuterRef("pk"))
    stars = Star.objects.filter(repo=OuterRef("pk"))
    return {"stars_count": count_of(stars, "repo"), "forks_count": count_of(forks, "origin")}

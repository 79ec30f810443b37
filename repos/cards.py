"""Repos as cards show them: what stands at the tip, whose it is, how many people like it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db.models import F
from django.urls import reverse

from audio.dsp.rate import SAMPLE_RATE_HZ
from repos import access, searching
from repos.counting import stars_and_forks
from repos.listings import FIRST_DIGEST
from repos.models import Repo


@dataclass(frozen=True, slots=True)
class Card:
    """One repo."""

    title: str
    url: str
    visibility: Repo.Visibility
    owner_name: str
    owner_url: str
    cover: str
    """What its cover art is drawn from: the digest of its first commit, which stays; its name without one."""
    tip_url: str
    """Of the commit at the tip of the default branch; "" where there is none yet, and then all else of it is empty."""
    genre: str
    bpm: float | None
    key: str
    duration_s: float
    stars_count: int
    forks_count: int
    """Of those that the viewer sees."""


def cards_of(found: Iterable[UUID], user: access.Viewer) -> list[Card]:
    """Repos by their primary keys, in that order. One query, which reads nothing that cards don't show."""
    order = {pk: place for place, pk in enumerate(found)}
    repos = searching.at_tip(Repo.objects.filter(pk__in=list(order))).order_by()
    columns = {"first": FIRST_DIGEST, "tip": F("at__tip__digest"), "frames": F("at__tip__tree__frames")}
    shown = repos.annotate(**columns, **stars_and_forks(user.pk)).values(*_READ)
    return [_card(**one) for one in sorted(shown, key=lambda one: order[one["pk"]])]


_READ = (
    *("pk", "name", "title", "visibility", "owner__username", "owner__display_name"),
    *("first", "tip", "genre", "bpm", "key", "frames", "stars_count", "forks_count"),
)


def _card(*, name: str, tip: str | None, first: str | None, **read: Any) -> Card:
    owner = read["owner__username"]
    url = reverse("repo", args=[owner, name])
    return Card(
        title=read["title"],
        url=url,
        visibility=Repo.Visibility(read["visibility"]),
        owner_name=read["owner__display_name"] or owner,
        owner_url=f"/~{owner}/",
        cover=first or name,
        tip_url=f"{url}commits/{tip}/" if tip else "",
        genre=read["genre"] or "",
        bpm=read["bpm"],
        key=read["key"] or "",
        duration_s=(read["frames"] or 0) / SAMPLE_RATE_HZ,
        stars_count=read["stars_count"],
        forks_count=read["forks_count"],
    )

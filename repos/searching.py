"""Finding repos among those that somebody may see: by words, genre, tempo, key, topic."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from typing import Any, TypeAlias

from django.core.cache import cache
from django.db.models import Count, Exists, F, FilteredRelation, OuterRef, Q, QuerySet
from django.db.models.functions import Coalesce

from audio.dsp import camelot
from repos import access
from repos.counting import stars_and_forks
from repos.models import Ref, Repo, Topic

Repos: TypeAlias = QuerySet[Any]
"""Repos with what stands at their tip, which type checkers can't follow."""
SORTS = {
    "recent": ("Recently changed", ("-updated_at",)),
    "new": ("Newest", ("-created_at",)),
    "stars": ("Most stars", ("-stars_count", "-updated_at")),
    "forks": ("Most forks", ("-forks_count", "-updated_at")),
    "slow": ("Slowest first", ("bpm", "-updated_at")),
    "fast": ("Fastest first", ("-bpm", "-updated_at")),
}
BY_INDEX = ("recent", "new")
"""The orders in which an index has all repos."""
MIN_BPM, MAX_BPM = 20, 300
_SLACK_BPM = 0.5
_LATELY_S = 60
_TEMPO = re.compile(r"\b(\d{2,3})(?:\s*(?:-|–|to)\s*(\d{2,3}))?\s*bpm\b", re.IGNORECASE)
_KEY = re.compile(
    r"(?<![\w#♯♭])([a-g])\s?(#|♯|b|♭|-?sharp|-?flat)?\s?(major|minor|maj|min|m|dorian|phrygian|lydian|mixolydian|locrian)(?!\w)",
    re.IGNORECASE,
)
_MODES = {"maj": "major", "min": "minor", "m": "minor"}
_SIGNS = {"♯": "#", "sharp": "#", "-sharp": "#", "♭": "b", "flat": "b", "-flat": "b"}


@dataclass(frozen=True, slots=True)
class Search:
    """What is looked for; whatever is empty does not matter."""

    text: str = ""
    genre: str = ""
    bpm_from: float | None = None
    bpm_to: float | None = None
    key: str = ""
    with_compatible: bool = False
    """Keys that mix well with `key` too."""
    topic: str = ""
    sort: str = "recent"

    @property
    def is_wide(self) -> bool:
        """Whether nothing is looked for."""
        return self == Search(sort=self.sort)


def read(search: Search) -> Search:
    """With a tempo and a key that stand in the text ("124 bpm a minor") taken out of it, where none is given beside."""
    tempo = _TEMPO.search(search.text) if search.bpm_from is None and search.bpm_to is None else None
    if tempo:
        first, last = sorted((float(tempo[1]), float(tempo[2] or tempo[1])))
        search = replace(search, text=_without(search.text, tempo), bpm_from=first, bpm_to=last)
    key = _KEY.search(search.text) if not search.key else None
    if key:
        search = replace(search, text=_without(search.text, key), key=_key(key))
    return search


def _without(text: str, match: re.Match[str]) -> str:
    return " ".join(f"{text[: match.start()]} {text[match.end() :]}".split())


def _key(match: re.Match[str]) -> str:
    sign, mode = (match[2] or "").lower(), match[3].lower()
    return f"{match[1].upper()}{_SIGNS.get(sign, sign)} {_MODES.get(mode, mode)}"


def everything(user: access.Viewer) -> Repos:
    """The repos with a commit that lists may show to somebody, with what stands at their tip: genre, bpm, key."""
    return at_tip(Repo.objects.filter(access.may_be_listed(user))).filter(genre__isnull=False)


def at_tip(repos: QuerySet[Repo]) -> Repos:
    """With the genre, bpm and key of the tip of the default branch."""
    default = Q(refs__kind=Ref.Kind.BRANCH, refs__name=F("default_branch"))
    tipped = repos.annotate(at=FilteredRelation("refs", condition=default))
    return tipped.annotate(genre=F("at__genre"), bpm=F("at__bpm"), key=F("at__key"))


def found(repos: Repos, search: Search, user: access.Viewer) -> Repos:
    """The primary keys of those of some repos `at_tip` that match, in the order that is wished."""
    if search.is_wide and search.sort in BY_INDEX:
        return _latest(search, user)
    matching = repos.filter(*_wishes(search))
    counted = {name: count for name, count in stars_and_forks(user.pk).items() if search.sort in name}
    ordered: Repos = matching.annotate(**counted).order_by(*map(_walked, SORTS[search.sort][1]), "pk")
    return ordered.values_list("pk", flat=True)


def _walked(field: str) -> Any:
    """An order that no index has: SQLite would take one to walk through the rows, at twice the time."""
    name = field.removeprefix("-")
    return Coalesce(name, name).desc() if name in ("updated_at", "created_at") else field


def _latest(search: Search, user: access.Viewer) -> Repos:
    """Everything, as an index has it: what stands at the tips matters only in that there is something."""
    tip = Ref.objects.filter(repo=OuterRef("pk"), kind=Ref.Kind.BRANCH, name=OuterRef("default_branch"))
    repos: Repos = Repo.objects.filter(access.may_be_listed(user), Exists(tip))
    return repos.order_by(*SORTS[search.sort][1], "pk").values_list("pk", flat=True)


def _wishes(search: Search) -> Iterator[Q]:
    yield from (_in_words(word) for word in search.text.split())
    if search.genre:
        yield Q(genre=search.genre)
    if search.bpm_from is not None:
        yield Q(bpm__gt=search.bpm_from - _SLACK_BPM)
    if search.bpm_to is not None:
        yield Q(bpm__lt=search.bpm_to + _SLACK_BPM)
    if search.key:
        keys = camelot.compatible(search.key) if search.with_compatible else camelot.same(search.key)
        yield Q(key__in=sorted(keys))
    if search.topic:
        yield Q(Exists(Topic.objects.filter(repo=OuterRef("pk"), name=search.topic)))


def _in_words(word: str) -> Q:
    said = Q(title__icontains=word) | Q(description__icontains=word) | Q(genre__icontains=word) | Q(key__icontains=word)
    by = Q(owner__username__icontains=word) | Q(owner__display_name__icontains=word)
    return said | by | Q(pk__in=Topic.objects.filter(name=word.lower()).values("repo"))


def genres() -> list[str]:
    """The genres at the tips of all public repos, in the order of the alphabet, as they were within the last minute."""
    return _lately(
        "genres", lambda: list(_public().exclude(genre="").order_by("genre").values_list("genre", flat=True).distinct())
    )


def topics(count: int = 12) -> list[str]:
    """The topics that most public repos have, as it was within the last minute."""
    named = Topic.objects.filter(repo__visibility=Repo.Visibility.PUBLIC).values("name").annotate(n=Count("pk"))
    return _lately(f"topics-{count}", lambda: [row["name"] for row in named.order_by("-n", "name")[:count]])


def _public() -> Repos:
    return at_tip(Repo.objects.filter(visibility=Repo.Visibility.PUBLIC)).filter(genre__isnull=False)


def _lately(name: str, ask: Callable[[], list[str]]) -> list[str]:
    return list(cache.get_or_set(f"explore-{name}", ask, _LATELY_S) or [])

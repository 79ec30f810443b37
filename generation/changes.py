"""Asking for a change of a commit: a new take of one stem, more bars, and which of the takes is kept."""

import secrets
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.db import transaction

from accounts.models import User
from generation import bases, quotas, services
from generation import brief_checks as checks
from generation.brief_errors import BriefError, Refusals, T, is_blank
from generation.engines.base import DURATION_RANGE_S, MAX_SEED
from generation.engines.composer.score import BEATS_PER_BAR
from generation.engines.composer.wishes import WISHES, settled
from generation.models import Generation, Job
from repos import access
from repos.models import Commit, Ref, Repo
from repos.services import history

ENGINE = services.DEFAULT_ENGINE
"""The engine that can work on a commit: the one that wrote its score."""
BARS_RANGE = (1, 64)
PLACES = ("after", "before")


@transaction.atomic
def regenerate(
    commit: Commit,
    stem: str,
    *,
    repo: Repo,
    branch: str,
    wishes: Sequence[str] = (),
    variations: object = 1,
    seed: object = None,
    by: User,
) -> Generation:
    """Order new takes of one stem of a commit, as `wishes` (out of `WISHES` of its kind) say, for a branch.

    Raises BriefErrors (stem, wishes, variations, seed), OverQuota, and PermissionError for whoever may not write to
    the repo.
    """
    _authorise(repo, commit, by)
    refusals = Refusals()
    kind = _demanded(refusals, "stem", "Say which stem.", lambda name: _kind_of(commit, str(name)), stem)
    chosen = refusals.of(lambda words: _wishes(kind or "", words), list(wishes)) or ()
    number = refusals.of(checks.variations, variations) or 1
    drawn = _seed(refusals, seed)
    brief = refusals.of(lambda _: bases.brief_of(commit), commit) or {}
    refusals.settle()
    brief |= {"seed": drawn, "traits": list(dict.fromkeys((*brief["traits"], *chosen)))}
    name = ", ".join((f"New {stem.replace('-', ' ')}", *chosen))
    told = {"stem": stem, "kind": kind, "wishes": list(chosen)}
    return _order(_Change("regenerate", name, brief, told, number), commit, repo, branch, by)


@transaction.atomic
def extend(
    commit: Commit,
    bars: object,
    place: str,
    *,
    repo: Repo,
    branch: str,
    variations: object = 1,
    seed: object = None,
    by: User,
) -> Generation:
    """Order more bars "before" or "after" a commit, for a branch.

    Raises BriefErrors (bars, place, variations, seed), OverQuota, and PermissionError for whoever may not write to
    the repo.
    """
    _authorise(repo, commit, by)
    refusals = Refusals()
    brief = refusals.of(lambda _: bases.brief_of(commit), commit) or {}
    count = _demanded(refusals, "bars", "Say how many bars.", lambda value: _bars(value, brief), bars) or 0
    side = _demanded(refusals, "place", "Say where the bars go.", _place, place)
    number = refusals.of(checks.variations, variations) or 1
    drawn = _seed(refusals, seed)
    refusals.settle()
    brief |= {"seed": drawn, "duration_s": brief["duration_s"] + seconds_of(count, brief["bpm"])}
    name = f"{count} bar{'s' * (count > 1)} {'more' if side == 'after' else 'before'}"
    return _order(_Change("extend", name, brief, {"bars": count, "place": side}, number), commit, repo, branch, by)


@transaction.atomic
def keep(job: Job, *, by: User) -> str:
    """Move the branch that a change was asked for on to a take that lies on a branch of its own; give its name.

    Raises history.Moved where the branch has gone another way, PermissionError for whoever may not do that, and
    LookupError where there is no take.
    """
    generation = job.generation
    if generation is None or generation.repo is None or not generation.branch:
        raise LookupError("There is no take that could be kept.")
    take = generation.repo.commits.filter(takes__job=job).first()
    if take is None:
        raise LookupError("There is no take that could be kept.")
    if job.user_id != by.pk or not access.may_write(by, generation.repo):
        raise PermissionError("Only whoever may write to the repo may do that.")
    history.fast_forward(generation.repo, generation.branch, take)
    Job.objects.filter(pk=job.pk).update(result=job.result | {"branch": generation.branch})
    return generation.branch


def branches_of(repo: Repo, commit: Commit, asked: str = "") -> list[str]:
    """The branches that a change of a commit can be meant for: those whose tip it is, else the default one. The one
    that was asked for comes first, wherever it stands by now, then the default one."""
    tips = repo.refs.filter(kind=Ref.Kind.BRANCH).values_list("name", "tip")
    names = {name for name, tip in tips if tip == commit.pk or name == asked} or {repo.default_branch}
    return sorted(names, key=lambda name: (name != asked, name != repo.default_branch, name))


def seconds_of(bars: int, bpm: float) -> float:
    """How long bars last."""
    return bars * BEATS_PER_BAR * 60.0 / bpm


@dataclass(frozen=True, slots=True)
class _Change:
    type: str
    name: str
    brief: Mapping[str, Any]
    told: Mapping[str, Any]
    variations: int


def _order(change: _Change, commit: Commit, repo: Repo, branch: str, by: User) -> Generation:
    brief = dict(change.brief)
    told = {**change.told, "brief": brief, "duration_s": brief["duration_s"]}
    seconds = change.variations * quotas.music_s(change.type, told)
    quotas.check(by, jobs=change.variations, seconds=seconds)
    generation = Generation.objects.create(
        user=by,
        name=change.name[: services.NAME_LENGTH],
        brief=brief,
        engine=ENGINE,
        repo=repo,
        base=commit,
        branch=branch,
    )
    for index in range(1, change.variations + 1):
        own = brief | {"seed": services.seed_of(brief["seed"], index)}
        params = {**change.told, "brief": own, "duration_s": own["duration_s"]}
        services.queue_job(generation, change.type, params, index)
    return generation


def _authorise(repo: Repo, commit: Commit, by: User) -> None:
    if not access.may_write(by, repo) or not repo.commits.filter(pk=commit.pk).exists():
        raise PermissionError("Only whoever may write to a repo may change its commits.")


def _demanded(refusals: Refusals, field: str, sentence: str, check: Callable[[object], T], value: object) -> T | None:
    """The checked value; a refusal also where nothing is said."""
    if is_blank(value):
        refusals.errors.append(BriefError(field, f"{field}_missing", sentence))
    return refusals.of(check, value)


def _kind_of(commit: Commit, stem: str) -> str:
    kinds = {entry.track_id: entry.kind for entry in commit.tree.stems() if entry.kind in WISHES}
    if stem not in kinds:
        message = f"There is no stem “{stem[:40]}” to play anew. Choose from {', '.join(kinds)}."
        raise BriefError("stem", "stem_unknown", message)
    return kinds[stem]


def _wishes(kind: str, words: object) -> tuple[str, ...]:
    chosen, offered = checks.traits(words), WISHES.get(kind, ())
    if kind and (unknown := [word for word in chosen if word not in offered]):
        message = f"“{unknown[0]}” is no wish for {kind}. Choose from {', '.join(offered)}."
        raise BriefError("wishes", "wish_unknown", message)
    if taken_back := set(chosen) - set(settled(chosen)):
        message = f"“{min(taken_back)}” and its opposite cannot both be had. Choose one of them."
        raise BriefError("wishes", "wishes_contrary", message)
    return tuple(word for word in offered if word in chosen)


def _bars(value: object, brief: Mapping[str, Any]) -> int:
    bars = checks.whole("bars", "The number of bars", value, BARS_RANGE)
    longest = DURATION_RANGE_S[1]
    room = int((longest - brief["duration_s"]) / seconds_of(1, brief["bpm"]) + 1e-9) if brief else bars
    if bars > room:
        most = f"at most {room} more fit" if room > 0 else "no more fit"
        raise BriefError("bars", "too_long", f"A beat lasts at most {longest} seconds: {most} here.")
    return bars


def _place(value: object) -> str:
    if value not in PLACES:
        raise BriefError("place", "place_unknown", "Bars go before the beat or after it.")
    return str(value)


def _seed(refusals: Refusals, value: object) -> int:
    seed = refusals.of(checks.seed, value)
    return secrets.randbelow(MAX_SEED + 1) if seed is None else seed

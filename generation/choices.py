"""Which engine is asked, and which where it fails."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.conf import settings

from generation import facilities
from generation.brief_errors import BriefError, BriefErrors
from generation.engines import registry

UNAVAILABLE = "engine_unavailable"
_UNKNOWN = "This version does not know it."


@dataclass(frozen=True, slots=True)
class Offer:
    """An engine as a page offers it."""

    name: str
    title: str
    says: str
    lacks: str
    """Why it cannot run here; "" where it can."""


@dataclass(frozen=True, slots=True)
class Asking:
    """Who is asked now, who where that fails, and who could not be asked at all."""

    engine: str
    fallbacks: Sequence[str] = ()
    tried: Sequence[Mapping[str, Any]] = ()
    """As `Job.tried` has it."""


def attempts_of(engine: str) -> int:
    """How often an engine, or a tool ("" has none), is tried."""
    return int(settings.ENGINE_ATTEMPTS.get(engine) or settings.JOB_ATTEMPTS)


def backoff_s_of(engine: str) -> int:
    """How long to wait after its first failure; after each further one twice as long."""
    return int(settings.ENGINE_BACKOFF_S.get(engine) or settings.JOB_BACKOFF_S)


def offers() -> list[Offer]:
    """Every engine, the default first."""
    here = facilities.here()
    return [Offer(name, row.title, row.says, row.lacks(here) or "") for name, row in registry.ENGINES.items()]


def asking(names: Sequence[str]) -> Asking:
    """The first of these engines that can run here is asked; "" where there is none."""
    here = facilities.here()
    passed_over: list[dict[str, Any]] = []
    for place, name in enumerate(names):
        row = registry.ENGINES.get(name)
        lacks = row.lacks(here) if row else _UNKNOWN
        if lacks is None:
            return Asking(name, list(names[place + 1 :]), passed_over)
        passed_over.append({"engine": name, "code": UNAVAILABLE, "sentence": lacks})
    return Asking("", (), passed_over)


def checked(engine: str, fallbacks: str) -> list[str]:
    """Names as forms say them, "musicgen, composer", each once. Raises BriefErrors (engine, fallbacks)."""
    first, *others = _names("engine", engine) or [registry.DEFAULT]
    wanted = list(dict.fromkeys((first, *others, *_names("fallbacks", fallbacks))))
    if not asking(wanted).engine:
        row = registry.ENGINES[first]
        raise _refused("engine", UNAVAILABLE, f"{row.title} cannot run here. {row.lacks(facilities.here())}")
    return wanted


def _names(field: str, said: str) -> list[str]:
    names = [name for one in said.split(",") if (name := one.strip())]
    if unknown := [name for name in names if name not in registry.ENGINES]:
        message = f"There is no engine “{unknown[0][:40]}”. Choose: {', '.join(registry.ENGINES)}."
        raise _refused(field, "engine_unknown", message)
    return names


def _refused(field: str, code: str, message: str) -> BriefErrors:
    return BriefErrors([BriefError(field, code, message)])

"""What the complaints of hosted services mean to somebody who wants a beat: whether to wait, and what to do else."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from generation.engines.base import Passing, Refused
from generation.engines.hosted import Complaint, Reply, Service, complaint_of, told

_KEY_CODES = ("invalid_api_key", "missing_api_key", "unauthorized", "authentication_error", "needs_authorization")
_QUOTA_CODES = ("insufficient_credits", "quota_exceeded", "payment_required", "insufficient_quota")
_BUSY_CODES = ("concurrent_limit_exceeded", "rate_limit_exceeded", "too_many_concurrent_requests", "system_busy")
_PROMPT_CODES = ("bad_prompt", "bad_composition_plan")
_SUGGESTIONS = ("prompt_suggestion", "composition_plan_suggestion")
_SUGGESTION_LENGTH = 220


def error_of(reply: Reply, service: Service) -> Refused | Passing:
    """What an answer that is no success comes to."""
    said = complaint_of(reply, service.key)
    codes = {said.code.casefold(), str(said.data.get("status", "")).casefold()}
    title = service.title
    if codes & {*_QUOTA_CODES} or said.status == 402:
        advice = "Whoever runs this server can add credits there; until then choose another engine."
        return Refused("provider_quota", f"The account of this server at {title} has no credits left. {advice}")
    if codes & {*_BUSY_CODES}:
        return Passing(f"{title} has too much to do just now.", said.wait_s)
    if codes & {*_PROMPT_CODES} or any(name in said.data for name in _SUGGESTIONS):
        return Refused("prompt_refused", _refusal(said, service))
    if codes & {*_KEY_CODES} or said.status in (401, 403):
        advice = f"Whoever runs this server can set {service.key_setting} anew; until then choose another engine."
        return Refused("provider_key", f"{title} does not accept the key of this server. {advice}")
    if said.can_pass:
        return Passing(f"{title} is out of order just now (it answers with {said.status}).", said.wait_s)
    because = f": {said.message}" if said.message else f" (it answers with {said.status})."
    return Refused("provider_refused", _ended(f"{title} does not accept this brief{because}"))


def _refusal(said: Complaint, service: Service) -> str:
    """With what the service would rather make."""
    because = f": {said.message}" if said.message else "."
    sentence = _ended(f"{service.title} refuses this prompt{because}")
    suggestion = next((text for name in _SUGGESTIONS if (text := _spoken(said.data.get(name), service))), "")
    return f"{sentence} It suggests: “{suggestion}”" if suggestion else f"{sentence} Say it in other words."


def _spoken(suggestion: Any, service: Service) -> str:
    """A prompt as it is; of a plan all that it says in words."""
    words = suggestion if isinstance(suggestion, str) else ", ".join(dict.fromkeys(_words(suggestion)))
    text = told(words, service.key)
    return text if len(text) <= _SUGGESTION_LENGTH else text[: _SUGGESTION_LENGTH - 1].rstrip(" ,") + "…"


def _words(plan: Any) -> Iterator[str]:
    if isinstance(plan, str) and plan.strip():
        yield plan.strip()
    elif isinstance(plan, Mapping):
        for name, value in plan.items():
            if not str(name).startswith("negative"):
                yield from _words(value)
    elif isinstance(plan, list):
        for value in plan:
            yield from _words(value)


def _ended(sentence: str) -> str:
    return sentence if sentence.endswith((".", "!", "?", "…")) else f"{sentence}."


def cost_of(reply: Reply, told_as_json: Any = None) -> Mapping[str, Any] | None:
    """What the service says that it charged; None where it says nothing. Nothing is ever reckoned from a price list."""
    for name in ("character-cost", "x-credits-used", "credits-used"):
        if (amount := _number(reply.headers.get(name))) is not None:
            return {"amount": amount, "unit": "credits"}
    found = told_as_json if isinstance(told_as_json, Mapping) else {}
    for name, unit in (("credits_used", "credits"), ("creditsUsed", "credits"), ("credits", "credits")):
        if (amount := _number(found.get(name))) is not None:
            return {"amount": amount, "unit": unit}
    cost = found.get("cost")
    if isinstance(cost, Mapping) and (amount := _number(cost.get("amount"))) is not None:
        return {"amount": amount, "unit": str(cost.get("unit") or cost.get("currency") or "credits")[:12]}
    return None


def _number(value: Any) -> float | None:
    if isinstance(value, bool) or not isinstance(value, int | float | str):
        return None
    try:
        number = float(value)
    except ValueError:
        return None
    return number if 0 <= number < 1e9 else None


def as_object(reply: Reply, service: Service) -> Mapping[str, Any]:
    """The JSON object of a success. Raises what `error_of` finds, and Passing for an answer that is none."""
    if reply.status >= 300:
        raise error_of(reply, service)
    try:
        found = reply.json()
    except (ValueError, RecursionError):
        found = None
    if not isinstance(found, Mapping):
        raise Passing(f"{service.title} sent an answer that cannot be read.")
    return found

"""What the page of a brief sends and shows: options, and chips that follow the words until somebody changes them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.http import QueryDict

from generation import choices, melodies
from generation.brief_checks import NONE
from generation.brief_errors import BriefError
from generation.briefs import BriefErrors, Chip, complete, explain
from generation.engines.base import BPM_RANGE, DURATION_RANGE_S, STEM_KINDS
from generation.engines.composer.genres import GENRES
from generation.engines.registry import DEFAULT
from generation.language import Understood, understand
from generation.melodies import Melody

WRITTEN = ("prompt", "name", "variations", "seed", "engine", "fallbacks", "tune")
"""What is always taken as it is written."""
OPTIONS = {"name", "variations", "seed", "engine", "fallbacks"}
CHIPS = ("genre", "bpm", "key", "mood", "duration", "looping", "structure", "stems", "instruments", "without")
"""What follows the words unless it was changed by hand."""
FALLBACKS = 2
"""How many engines a page lets one name for when the first one fails."""
PLAYERS = ("instruments", "without")
"""The chips that hold any number of instruments, also none."""
_DOUBTFUL = 0.7
NUMBERS: dict[str, tuple[tuple[float, float], str]] = {"bpm": (BPM_RANGE, "BPM"), "duration": (DURATION_RANGE_S, "s")}


@dataclass(frozen=True, slots=True)
class Pick:
    """A chip as the page shows it."""

    field: str
    label: str
    value: str
    shown: str
    """The value that was understood: a control that differs from it was changed by hand."""
    choices: tuple[str, ...]
    understood: bool
    pinned: bool
    sure: float = 1.0
    error: str = ""
    unit: str = ""
    low: float | None = None
    high: float | None = None

    @property
    def numeric(self) -> bool:
        """Whether it is a number."""
        return self.low is not None

    @property
    def doubtful(self) -> bool:
        """Whether it was understood, but may well be wrong."""
        return self.understood and not self.pinned and self.sure < _DOUBTFUL

    @property
    def kinds(self) -> list[tuple[str, bool]]:
        """For the stems: every kind, and whether it is to be made."""
        chosen = [kind.strip() for kind in self.value.split(",")]
        return [(kind, kind in chosen) for kind in STEM_KINDS] if self.field == "stems" else []

    @property
    def holds_players(self) -> bool:
        """Whether it holds instruments."""
        return self.field in PLAYERS

    @property
    def players(self) -> list[str]:
        """The instruments that it holds."""
        return [word.strip() for word in self.value.split(",") if word.strip() not in ("", NONE)]


def fields_of(data: QueryDict) -> dict[str, str]:
    """What was said outright: the prompt, the options, and the chips that were changed by hand."""
    said = (*WRITTEN, *(name for name in CHIPS if is_pinned(data, name)))
    return {name: value for name in said if name != data.get("unpin") and (value := value_of(data, name))}


def with_melody(data: QueryDict, files: Mapping[str, Any]) -> QueryDict:
    """What was sent, with the melody of a MIDI file in it as text. Raises BriefErrors."""
    file = files.get("melody")
    if file is None:
        return data
    try:
        if (file.size or 0) > melodies.FILE_LIMIT_BYTES:
            raise melodies.too_large()
        read = melodies.from_midi(file.read())
    except BriefError as error:
        raise BriefErrors([error]) from error
    filled = data.copy()
    filled["tune"] = str(read)
    return filled


def _melody_of(fields: Mapping[str, str], wrong: dict[str, str]) -> Melody | None:
    """The melody that a form carries; what cannot be read is said in `wrong`."""
    try:
        return melodies.read(fields["tune"]) if "tune" in fields else None
    except BriefError as error:
        wrong.setdefault(error.field, error.message)
        return None


def value_of(data: QueryDict, name: str) -> str:
    """What a control holds; several boxes of one name are listed. Players that were all taken out are "none"."""
    values = [value for value in data.getlist(name) if value.strip()]
    if not values and name in PLAYERS and f"shown-{name}" in data:
        return NONE
    return ", ".join(values).strip()


def is_pinned(data: QueryDict, name: str) -> bool:
    """Whether a chip holds what somebody chose, now or earlier."""
    value = value_of(data, name)
    if not value or data.get("unpin") == name:
        return False
    return name in data.getlist("pinned") or value != data.get(f"shown-{name}", "")


def context_of(data: QueryDict, errors: Mapping[str, str] | None = None, *, patient: bool = True) -> dict[str, Any]:
    """What the page of a brief needs, after `data` was sent: values, chips, errors by field.

    Who is not `patient` may be told that the understanding is `pending`, and asks again.
    """
    fields, wrong = fields_of(data), dict(errors or {})
    melody = _melody_of(fields, wrong)
    # Before all else: the model may come to be loaded between this and the chips, and then one more look does no harm.
    is_pending = _understood(fields, patient).pending
    picks = _picks(data, fields, wrong, patient) if _says_something(fields) else []
    return (
        {
            "melody": melody,
            "values": data.dict(),
            "errors": wrong,
            "chips": picks,
            "genres": () if picks else GENRES.values(),
            "options_open": _has_options(fields) or bool(wrong.keys() & OPTIONS),
            "pending": is_pending,
        }
        | _engines(fields)
        | _heard(fields, wrong, patient)
    )


def _has_options(fields: Mapping[str, str]) -> bool:
    """Whether anything was chosen there that is not as it was."""
    usual = {"variations": "1", "engine": DEFAULT}
    return any(fields.get(name, usual.get(name, "")) != usual.get(name, "") for name in OPTIONS)


def _engines(fields: Mapping[str, str]) -> dict[str, Any]:
    """Who may be asked, who is, and who where that fails; that is worth a question where there are several."""
    offers = choices.offers()
    wanted = [name.strip() for name in fields.get("fallbacks", "").split(",")]
    return {
        "engines": offers,
        "engine": fields.get("engine") or DEFAULT,
        "fallbacks": (wanted + [""] * FALLBACKS)[:FALLBACKS],
        "has_fallbacks": sum(not offer.lacks for offer in offers) > 1,
    }


def by_field(refused: BriefErrors) -> dict[str, str]:
    """The first message for each field."""
    messages: dict[str, str] = {}
    for error in refused.errors:
        messages.setdefault(error.field, error.message)
    return messages


def _says_something(fields: Mapping[str, str]) -> bool:
    return bool(fields.get("prompt") or fields.get("genre"))


def _picks(data: QueryDict, fields: dict[str, str], wrong: dict[str, str], patient: bool) -> list[Pick]:
    """The chips; where a value is refused it stays as it was written, with its error, and the others stand."""
    try:
        chips = explain(fields, patient=patient)
    except BriefErrors as refused:
        found = by_field(refused)
        wrong.update({field: message for field, message in found.items() if field not in wrong})
        chips = _without(fields, found, patient)
    return [_pick(chip, data, wrong) for chip in chips]


def _without(fields: Mapping[str, str], found: Mapping[str, str], patient: bool) -> list[Chip]:
    """The chips of what is left when the refused fields are put aside; none where that is refused too."""
    try:
        return explain({field: value for field, value in fields.items() if field not in found}, patient=patient)
    except BriefErrors:
        return []


def _pick(chip: Chip, data: QueryDict, wrong: Mapping[str, str]) -> Pick:
    pinned = is_pinned(data, chip.field)
    bounds, unit = NUMBERS.get(chip.field, ((None, None), ""))
    return Pick(
        field=chip.field,
        label=chip.label,
        value=value_of(data, chip.field) if pinned else chip.value,
        shown=chip.value,
        choices=chip.choices,
        understood=chip.understood,
        pinned=pinned,
        sure=chip.sure,
        error=wrong.get(chip.field, ""),
        unit=unit,
        low=bounds[0],
        high=bounds[1],
    )


def _heard(fields: Mapping[str, str], wrong: Mapping[str, str], patient: bool) -> dict[str, Any]:
    """What else was heard in the prompt, what was not used, and what is unusual about the brief."""
    if wrong or not _says_something(fields):
        return {}
    said = _understood(fields, patient)
    notices = complete(fields, seed=0, patient=patient)[1]
    return {"extras": said.traits, "ignored": said.ignored, "notices": notices}


def _understood(fields: Mapping[str, str], patient: bool) -> Understood:
    return understand(fields.get("prompt", ""), genre=fields.get("genre"), patient=patient)

"""From what somebody wrote and chose to a brief that is complete and checked.

What is chosen wins over what the prompt says, which wins over what the genre does by itself. What is left open then is
drawn by the seed. Free of Django and numpy: web processes use it at every keystroke.
"""

from __future__ import annotations

import secrets
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from generation import brief_checks as checks
from generation import brief_gaps as gaps
from generation.brief_checks import ANY, NONE
from generation.brief_errors import BriefError, BriefErrors, Refusals
from generation.brief_notices import about_form, about_tempo
from generation.engines.base import DURATION_RANGE_S, MAX_SEED, Brief
from generation.engines.composer.genre import Genre
from generation.engines.composer.genres import GENRES
from generation.engines.composer.palette import INSTRUMENT_WORDS
from generation.engines.composer.score import BEATS_PER_BAR
from generation.engines.structure import Structure, counted_bars
from generation.language import Understood, understand
from generation.language.moods import feel_of, fitting
from generation.language.styles import Style
from generation.melodies import Melody

__all__ = ["BriefError", "BriefErrors", "Chip", "complete", "explain"]

DEFAULT_DURATION_S = 30.0
_LABELS = {
    "genre": "Genre", "bpm": "Tempo", "key": "Key", "mood": "Mood", "duration": "Length", "looping": "Loop",
    "structure": "Form", "stems": "Stems", "instruments": "With", "without": "Without",
}  # fmt: skip
_PLAYERS = tuple(sorted(INSTRUMENT_WORDS))
_SURENESS = {"duration": ("duration_s", "bars"), "bpm": ("bpm", "usual_bpm", "pace"), "stems": ("only", "dropped")}


@dataclass(frozen=True, slots=True)
class Chip:
    """One thing that is to be made so, as a page shows it for changing."""

    field: str
    label: str
    value: str
    """As the form sends it: "140", "C minor", "yes", "drums, bass".

    "any" where the seed decides, "none" for no instrument.
    """
    understood: bool
    """Whether it comes from the prompt."""
    chosen: bool
    """Whether it comes from a field; if neither, it is the genre's habit."""
    choices: tuple[str, ...] = ()
    """What may be chosen instead; empty where it is written freely."""
    sure: float = 1.0
    """How sure the understanding is, 0 … 1."""


@dataclass(slots=True)
class _Given:
    """The fields that were chosen, checked; None or empty where they are open."""

    prompt: str = ""
    style: Style | None = None
    bpm: float | None = None
    key: str | None = None
    mood: str | None = None
    duration_s: float | None = None
    energy: float | None = None
    looping: bool | None = None
    structure: Structure | None = None
    seed: int | None = None
    stems: tuple[str, ...] = ()
    instruments: tuple[str, ...] | None = None
    without: tuple[str, ...] | None = None
    traits: tuple[str, ...] = ()
    melody: Melody | None = None
    said: Understood = field(default_factory=Understood)


def complete(
    fields: Mapping[str, object], *, seed: int | None = None, patient: bool = True
) -> tuple[Brief, tuple[str, ...]]:
    """The brief that these fields make, and notices: sentences on what is unusual about it. Raises BriefErrors.

    Fields, all optional but a prompt or a genre: prompt, genre, bpm, key, mood, duration (seconds), looping, structure,
    energy, stems, instruments, without, traits, tune (a `Melody`, or one as a form carries it), seed; variations and
    format are checked and left to the caller. A seed among the fields wins over `seed`; without either, one is drawn.
    Who is not `patient` gets what is understood without waiting for the model to be loaded.
    """
    given = _checked(fields, patient=patient)
    number = given.seed if given.seed is not None else _usable(seed)
    genre, notices = _genre(given)
    brief = _filled(given, genre, number)
    return brief, (*notices, *about_tempo(brief, *_tempo_asked(given)), *about_form(brief))


def explain(fields: Mapping[str, object], *, patient: bool = True) -> list[Chip]:
    """What is to be made by these fields, chip by chip, before anything is made. Raises BriefErrors."""
    given = _checked(fields, patient=patient)
    genre, _ = _genre(given)
    brief = _filled(given, genre, given.seed or 0)
    said, is_open = given.said, given.seed is None
    mood = given.mood or (said.mood and fitting(said.mood, genre.name))
    key = given.key or said.key
    chips = [
        _chip("genre", genre.name, given.style, said.genre, tuple(GENRES)),
        _chip("bpm", f"{brief.bpm:g}", given.bpm, said.bpm or said.usual_bpm or said.pace),
        _chip("key", ANY if is_open and not key else brief.key, given.key, said.key, gaps.keys(key)),
        _chip("mood", ANY if is_open and not mood else brief.mood, given.mood, said.mood, gaps.moods(genre, mood)),
        _chip("duration", f"{brief.duration_s:.6g}", given.duration_s, said.duration_s or said.bars),
        _chip("looping", "yes" if brief.looping else "no", given.looping, said.looping, ("no", "yes")),
        _chip("structure", str(brief.structure) or ANY, given.structure, said.structure or said.peak_s or None),
        _chip("stems", ", ".join(brief.kinds), given.stems or None, said.kinds or said.added or None),
        _chip("instruments", _listed(brief.instruments), given.instruments, said.instruments or None, _PLAYERS),
        _chip("without", _listed(brief.without), given.without, said.without or None, _PLAYERS),
    ]
    return [_weighed(chip, said) for chip in chips]


def _listed(words: Sequence[str]) -> str:
    return ", ".join(words) or NONE


def _checked(fields: Mapping[str, object], *, patient: bool) -> _Given:
    """Every field by its check, and what the prompt says by the same checks where no field says otherwise."""
    refusals = Refusals()
    given = _Given(
        prompt=refusals.of(checks.prompt, fields.get("prompt")) or "",
        style=refusals.of(checks.genre, fields.get("genre")),
        bpm=refusals.of(checks.bpm, fields.get("bpm")),
        key=refusals.of(checks.key, fields.get("key")),
        duration_s=refusals.of(checks.duration, fields.get("duration", fields.get("duration_s"))),
        energy=refusals.of(checks.energy, fields.get("energy")),
        looping=refusals.of(checks.looping, fields.get("looping")),
        structure=refusals.of(checks.structure, fields.get("structure")),
        seed=refusals.of(checks.seed, fields.get("seed")),
        stems=refusals.of(checks.stems, fields.get("stems")) or (),
        instruments=refusals.of(checks.instruments, fields.get("instruments")),
        without=refusals.of(checks.without, fields.get("without")),
        traits=refusals.of(checks.traits, fields.get("traits")) or (),
        melody=refusals.of(checks.tune, fields.get("tune")),
    )
    refusals.of(checks.variations, fields.get("variations"))
    refusals.of(checks.format, fields.get("format"))
    _listen(given, refusals, fields, patient=patient)
    refusals.settle()
    return given


def _listen(given: _Given, refusals: Refusals, fields: Mapping[str, object], *, patient: bool) -> None:
    """Read the prompt, and refuse what it asks for where that can't be and no field says otherwise."""
    named = given.style.genre if given.style else None
    given.said = _with_melody(understand(given.prompt, genre=named, patient=patient), given.melody)
    genre = named or given.said.genre
    given.mood = refusals.of(lambda value: checks.mood(value, genre), fields.get("mood"))
    wrong = {error.field for error in refusals.errors}
    if given.bpm is None and "bpm" not in wrong:
        refusals.of(checks.bpm, given.said.bpm)
    if given.duration_s is None and "duration" not in wrong:
        refusals.of(checks.duration, given.said.duration_s)
    if not genre and not {"genre", "prompt"} & wrong and not given.said.has_words:
        refusals.errors.append(_nothing_said(given.prompt))


def _with_melody(said: Understood, melody: Melody | None) -> Understood:
    """What is said, with the tempo and the key of a melody where the words name none."""
    if melody is None:
        return said
    return replace(said, bpm=said.bpm or melody.bpm, key=said.key or melody.key)


def _nothing_said(prompt: str) -> BriefError:
    if not prompt:
        return BriefError("prompt", "prompt_missing", "Write what to make, or choose a genre.")
    message = "There are no words in the prompt. Write what to make in words, or choose a genre."
    return BriefError("prompt", "prompt_not_understood", message)


def _usable(seed: int | None) -> int:
    """The seed that the caller hands in, or a new one."""
    if seed is None:
        return secrets.randbelow(MAX_SEED + 1)
    refusals = Refusals()
    checked = refusals.of(checks.seed, seed)
    refusals.settle()
    return checked or 0


def _genre(given: _Given) -> tuple[Genre, tuple[str, ...]]:
    """The genre, and a notice where nobody named one."""
    name = given.style.genre if given.style else given.said.genre
    if name:
        return GENRES[name], ()
    genre = gaps.nearest_genre(given.bpm or given.said.bpm, given.mood or given.said.mood)
    return genre, (f"The prompt names no genre, so this is {genre.name}. Name one for something else.",)


def _filled(given: _Given, genre: Genre, seed: int) -> Brief:
    """The brief with every gap filled: by the prompt, then by the genre, then by the seed."""
    said = given.said
    bpm = _bpm(given, genre)
    mood = given.mood or (said.mood and fitting(said.mood, genre.name)) or gaps.mood(genre, seed)
    return Brief(
        genre=genre.name,
        bpm=bpm,
        key=given.key or said.key or gaps.key(genre, mood, said.mode, seed),
        mood=mood,
        duration_s=_duration(given, bpm),
        seed=seed,
        prompt=given.prompt,
        looping=bool(said.looping if given.looping is None else given.looping),
        energy=_energy(given, mood),
        kinds=_kinds(given, genre),
        instruments=said.instruments if given.instruments is None else given.instruments,
        without=said.without if given.without is None else given.without,
        structure=_structure(given, bpm),
        traits=tuple(dict.fromkeys((*(given.style.traits if given.style else ()), *given.traits, *said.traits))),
        tune=given.melody.notes if given.melody else (),
    )


def _kinds(given: _Given, genre: Genre) -> tuple[str, ...]:
    """The stems asked for, or what the prompt leaves of the genre's own. Raises BriefErrors where that is none."""
    drops = given.style.drops if given.style else ()
    kinds = given.stems or given.said.kinds_from(tuple(kind for kind in genre.kinds if kind not in drops))
    if not kinds:
        message = "The prompt leaves out every stem. Leave at least one in."
        raise BriefErrors([BriefError("stems", "stems_missing", message)])
    return kinds


def _energy(given: _Given, mood: str) -> float:
    """The energy asked for, or the mood's own."""
    asked = (given.energy, given.said.energy)
    return next((energy for energy in asked if energy is not None), feel_of(mood).energy)


def _bpm(given: _Given, genre: Genre) -> float:
    """The tempo asked for; else the style's own, or the slow or fast end of the genre."""
    said = given.said
    asked = given.bpm or said.bpm
    if asked:
        return asked
    if said.pace is not None:
        return float(genre.bpm_range[round(said.pace)])
    own = given.style.bpm if given.style else said.usual_bpm
    return float(own or genre.default_bpm)


def _structure(given: _Given, bpm: float) -> Structure:
    """The form asked for, with the bar on which a time falls."""
    said = given.said
    if given.structure is not None:
        return given.structure
    if said.peak_s is None:
        return said.structure
    return replace(said.structure, peak_bar=1 + round(said.peak_s * bpm / 60.0 / BEATS_PER_BAR))


def _duration(given: _Given, bpm: float) -> float:
    """Seconds asked for, or as many as the bars asked for take, or enough for the form. Raises BriefErrors.

    Sections that are counted have a bar behind them in which the last chord rings.
    """
    said, bar_s = given.said, BEATS_PER_BAR * 60.0 / bpm
    if given.duration_s or said.duration_s:
        return given.duration_s or said.duration_s or DEFAULT_DURATION_S
    counted = counted_bars(_structure(given, bpm))
    if said.bars is None and counted:
        is_loop = said.looping if given.looping is None else given.looping
        return min((counted + (0 if is_loop else 1)) * bar_s, DURATION_RANGE_S[1])
    if said.bars is None:
        needed = gaps.bars_needed(_structure(given, bpm)) * bar_s
        return DEFAULT_DURATION_S if needed <= DEFAULT_DURATION_S else min(round(needed, 3), DURATION_RANGE_S[1])
    refusals = Refusals()
    seconds = refusals.of(checks.duration, said.bars * bar_s)
    refusals.settle()
    return seconds or DEFAULT_DURATION_S


def _tempo_asked(given: _Given) -> tuple[float | None, float | None]:
    """The tempo that somebody asked for, and the usual one of the sub-style."""
    return given.bpm or given.said.bpm, given.style.bpm if given.style else given.said.usual_bpm


def _chip(name: str, value: str, given: object, said: object, choices: Sequence[str] = ()) -> Chip:
    is_chosen = given is not None
    return Chip(name, _LABELS[name], value, said is not None and not is_chosen, is_chosen, tuple(choices))


def _weighed(chip: Chip, said: Understood) -> Chip:
    """The chip with how sure the understanding is of it."""
    names = _SURENESS.get(chip.field, (chip.field,))
    sure = next((said.sure[name] for name in names if name in said.sure), 1.0) if chip.understood else 1.0
    return Chip(chip.field, chip.label, chip.value, chip.understood, chip.chosen, chip.choices, sure)

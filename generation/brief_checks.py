"""What each field of a brief may be: one check per field, which gives its value or refuses it with a sentence."""

from __future__ import annotations

import math
import re
import unicodedata
from collections.abc import Iterable

from generation import melodies
from generation.brief_errors import BriefError
from generation.engines.base import BPM_RANGE, DURATION_RANGE_S, MAX_SEED, STEM_KINDS
from generation.engines.composer.genres import GENRES
from generation.engines.composer.palette import DRUM_PIECES, INSTRUMENT_WORDS, INSTRUMENTS
from generation.engines.structure import OPEN, Structure
from generation.engines.theory import parse_key
from generation.language.keys import key_named
from generation.language.moods import COMMON_MOODS, fitting, mood_named
from generation.language.structure import structure_named
from generation.language.styles import Style, style_named
from generation.melodies import Melody

PROMPT_LIMIT = 2000
VARIATIONS_RANGE = (1, 4)
FORMATS = ("wav", "mp3", "flac")
ANY = "any"
"""What a form sends for a key or mood that is left to the seed."""
NONE = "none"
"""What a form sends where all instruments were taken out."""
_NUMBER = re.compile(r"[+-]?(\d+([.,]\d*)?|[.,]\d+|nan|inf(inity)?)", re.IGNORECASE | re.ASCII)
_YES, _NO = frozenset({"true", "yes", "on", "1"}), frozenset({"false", "no", "off", "0"})
_LONGEST_WORD = 40
_LONGEST_STRUCTURE = 300


def prompt(value: object) -> str:
    """Free text up to the limit, without the characters that no page or database can hold."""
    text = _text("prompt", value)
    if len(text) > PROMPT_LIMIT:
        sentence = f"The prompt is {len(text):,} characters long; the limit is {PROMPT_LIMIT:,}."
        raise BriefError("prompt", "prompt_too_long", sentence)
    return text


def genre(value: object) -> Style:
    """A genre by its name, or any style that language knows."""
    text = _text("genre", value)
    if text.casefold() in GENRES:
        return Style(text.casefold())
    style = style_named(text) if len(text) <= _LONGEST_WORD else None
    if style is None:
        message = f"There is no genre “{_short(text)}”. Choose one of {', '.join(GENRES)}."
        raise BriefError("genre", "genre_unknown", message)
    return style


def bpm(value: object) -> float:
    """A tempo within `BPM_RANGE`."""
    return _within("bpm", "bpm", value, BPM_RANGE, "bpm")


def duration(value: object) -> float:
    """Seconds within `DURATION_RANGE_S`."""
    return _within("duration", "The duration", value, DURATION_RANGE_S, "seconds")


def energy(value: object) -> float:
    """0 calm … 1 driving."""
    return _within("energy", "energy", value, (0, 1), "")


def key(value: object) -> str | None:
    """A key as `theory.parse_key` spells it, from any usual spelling; None for "any"."""
    text = _text("key", value)
    if text.casefold() == ANY:
        return None
    try:
        return str(parse_key(text))
    except ValueError:
        if named := key_named(text):
            return named
    message = f"“{_short(text)}” is not a key. Write a note from A to G and a mode, like “C minor” or “F# dorian”."
    raise BriefError("key", "key_invalid", message)


def mood(value: object, genre_name: str | None) -> str | None:
    """A mood of the genre, a common one, or a synonym of either; None for "any"."""
    text = _text("mood", value)
    if text.casefold() == ANY:
        return None
    named = mood_named(text) if len(text) <= _LONGEST_WORD else None
    if named is None:
        offered = GENRES[genre_name].moods if genre_name else ()
        listed = ", ".join(dict.fromkeys((*offered, *COMMON_MOODS)))
        raise BriefError("mood", "mood_unknown", f"There is no mood “{_short(text)}”. Choose one of {listed}.")
    return fitting(named, genre_name) or named


def looping(value: object) -> bool:
    """Whether the end is to lead into the beginning."""
    word = str(value).strip().casefold()
    if word not in _YES | _NO:
        raise BriefError("looping", "looping_invalid", "looping is either yes or no.")
    return word in _YES


def seed(value: object) -> int:
    """A whole number from 0 to `MAX_SEED`."""
    return whole("seed", "The seed", value, (0, MAX_SEED))


def variations(value: object) -> int:
    """How many takes: 1 to 4."""
    return whole("variations", "variations", value, VARIATIONS_RANGE)


def format(value: object) -> str:
    """One of `FORMATS`."""
    word = _text("format", value).casefold()
    if word not in FORMATS:
        message = f"There is no format “{_short(word)}”. Choose one of {', '.join(FORMATS)}."
        raise BriefError("format", "format_unknown", message)
    return word


def engine(value: object, names: Iterable[str]) -> str:
    """One of the engines' names."""
    word, known = _text("engine", value).casefold(), tuple(names)
    if word not in known:
        message = f"There is no engine “{_short(word)}”. Choose one of {', '.join(known)}."
        raise BriefError("engine", "engine_unknown", message)
    return word


def structure(value: object) -> Structure:
    """Wishes about the form in the words of a prompt; none at all for "any"."""
    text = _text("structure", value)
    if text.casefold() == ANY:
        return OPEN
    found = structure_named(text) if len(text) <= _LONGEST_STRUCTURE else None
    if found is None:
        message = (
            f"“{_short(text)}” is not a form. Write like “drop at bar 9, short intro, no break, long outro”, or the "
            "sections in their order: “intro – verse – hook – outro”."
        )
        raise BriefError("structure", "structure_invalid", message)
    return found


def stems(value: object) -> tuple[str, ...]:
    """Stem kinds in the order of `STEM_KINDS`, from a list or a text with commas."""
    wanted = _listed("stems", value)
    if unknown := [word for word in wanted if word not in STEM_KINDS]:
        message = f"There is no stem “{_short(unknown[0])}”. Choose from {', '.join(STEM_KINDS)}."
        raise BriefError("stems", "stems_unknown", message)
    return tuple(kind for kind in STEM_KINDS if kind in wanted)


def instruments(value: object) -> tuple[str, ...]:
    """Words of `INSTRUMENT_WORDS`, from a list or a text with commas; "none" for none, whatever the prompt says."""
    return _players("instruments", value)


def without(value: object) -> tuple[str, ...]:
    """The same words, for what is not wanted."""
    return _players("without", value)


def traits(value: object) -> tuple[str, ...]:
    """Free words for the manner, each of 40 characters at most."""
    words = _listed("traits", value)
    if any(len(word) > _LONGEST_WORD for word in words) or len(words) > _LONGEST_WORD:
        message = f"traits are at most {_LONGEST_WORD} words of at most {_LONGEST_WORD} characters each."
        raise BriefError("traits", "traits_too_long", message)
    return words


def _players(field: str, value: object) -> tuple[str, ...]:
    words = tuple(word for word in _listed(field, value) if word != NONE)
    known = {*INSTRUMENT_WORDS, *INSTRUMENTS, *DRUM_PIECES}
    if unknown := [word for word in words if word not in known]:
        message = f"There is no instrument “{_short(unknown[0])}”. Choose from {', '.join(INSTRUMENT_WORDS)}."
        raise BriefError(field, "instrument_unknown", message)
    return words


def _text(field: str, value: object) -> str:
    """The value as clean text; control characters and halves of characters are left out."""
    if not isinstance(value, str):
        raise BriefError(field, f"{field}_invalid", f"{field} must be text.")
    kept = (sign for sign in value if sign in "\n\t" or unicodedata.category(sign) not in ("Cc", "Cs"))
    return "".join(kept).strip()


def _listed(field: str, value: object) -> tuple[str, ...]:
    """Lower-case words from a list or a text with commas, each once."""
    parts = value.split(",") if isinstance(value, str) else value
    if not isinstance(parts, list | tuple | set | frozenset):
        raise BriefError(field, f"{field}_invalid", f"{field} must be a list of words.")
    words = [_text(field, part).casefold() for part in parts]
    return tuple(dict.fromkeys(word for word in words if word))


def _number(field: str, name: str, value: object) -> float:
    """The value as a number, which may be no finite one."""
    if isinstance(value, int | float) and not isinstance(value, bool):
        return _as_float(value)
    text = str(value).strip() if isinstance(value, str) else ""
    if len(text) > 400 or not _NUMBER.fullmatch(text):
        raise BriefError(field, f"{field}_invalid", f"{name} must be a number, not “{_short(str(value))}”.")
    return float(text.replace(",", "."))


def _as_float(value: int | float) -> float:
    """The value as a float; infinite where it is too large for one."""
    try:
        return float(value)
    except OverflowError:
        return math.inf


def _within(field: str, name: str, value: object, limits: tuple[int, int], unit: str) -> float:
    number = _number(field, name, value)
    if not limits[0] <= number <= limits[1]:
        span = f"{limits[0]} and {limits[1]} {unit if unit != name else ''}".strip()
        message = f"{name} must be between {span}, not {_shown(value)}."
        raise BriefError(field, f"{field}_out_of_range", message)
    return number


def tune(value: object) -> Melody:
    """A melody, or one as a form carries it."""
    return value if isinstance(value, Melody) else melodies.read(_text("tune", value))


def whole(field: str, name: str, value: object, limits: tuple[int, int]) -> int:
    """A whole number within limits; `name` is what an error calls it."""
    number = _number(field, name, value)
    if math.isfinite(number) and number != int(number):
        raise BriefError(field, f"{field}_invalid", f"{name} must be a whole number, not {_shown(value)}.")
    if not limits[0] <= number <= limits[1]:
        message = f"{name} must be between {limits[0]} and {limits[1]}, not {_shown(value)}."
        raise BriefError(field, f"{field}_out_of_range", message)
    return int(number)


def _shown(value: object) -> str:
    """A number as people write it: 900, not 900.0."""
    return f"{value:g}" if isinstance(value, float) else _short(str(value))


def _short(text: str) -> str:
    """A value as an error repeats it: one line, not endless."""
    line = " ".join(text.split())
    return line if len(line) <= _LONGEST_WORD else f"{line[: _LONGEST_WORD - 1]}…"

"""How long: "30 seconds", "1:30", "a minute and a half", "8 bars"."""

from __future__ import annotations

from dataclasses import dataclass

from generation.language.bar_counts import BARS
from generation.language.numbers import number_at, range_at
from generation.language.text import Reading

_UNITS_S = {
    "second": 1.0, "seconds": 1.0, "sec": 1.0, "secs": 1.0, "s": 1.0,
    "minute": 60.0, "minutes": 60.0, "min": 60.0, "mins": 60.0, "m": 60.0,
    "hour": 3600.0, "hours": 3600.0, "hr": 3600.0, "hrs": 3600.0, "h": 3600.0,
}  # fmt: skip
_GLUED_ONLY = frozenset({"m", "h"})
_ABBREVIATED = frozenset({"s", "m", "h"})
_ONE_AND_A_HALF = frozenset({"anderthalb", "eineinhalb", "anderthalben"})
_AND = frozenset({"and", "y", "e"})
_ARTICLES = frozenset({"a", "an", "one"})
_FORM = frozenset(
    {"intro", "outro", "drop", "break", "breakdown", "verse", "hook", "chorus", "bridge", "build", "buildup"}
)
_TICKS = {"'": "'", "’": "'", "′": "'", '"': '"', "″": '"', "”": '"'}
_DECADES = frozenset({70.0, 80.0, 90.0})
_MILLENNIUM = 2000.0
_TEMPO_DECADES = frozenset(float(bpm) for bpm in range(100, 200, 10))
_MACHINES = frozenset({303.0, 606.0, 707.0, 808.0, 909.0})
_ABOUT = frozenset(
    {"around", "about", "for", "length", "duration", "long", "lasting", "roughly", "approximately", "ca"}
)
_DECADE_NOUNS = frozenset({"style", "vibe", "vibes", "inspired", "era", "feel", "sound", "soul", "rock", "pop", "funk"})


@dataclass(frozen=True, slots=True)
class Length:
    """Seconds or bars, whichever the prompt names."""

    duration_s: float | None = None
    bars: float | None = None


def read_length(reading: Reading) -> Length:
    """Claim every length in the prompt; the first in seconds and the first in bars count."""
    duration_s, bars = None, None
    for index in range(len(reading.words)):
        if not reading.is_free(index):
            continue
        if found := time_at(reading, index):
            if _is_about_form(reading, index, found[0]):
                continue
            duration_s = found[1] if duration_s is None else duration_s
            _claim(reading, index, found[0])
        elif found := _bars(reading, index):
            if _is_about_form(reading, index, found[0]):
                continue
            bars = found[1] if bars is None else bars
            _claim(reading, index, found[0])
    return Length(duration_s, bars)


def _claim(reading: Reading, start: int, end: int) -> None:
    """Take the length with the words around it: "about", "long"."""
    while start and reading.text(start - 1) in _ABOUT and reading.is_free(start - 1):
        start -= 1
    while reading.text(end) in ("long", "duration", "length", "total"):
        end += 1
    reading.claim(start, end)


def _is_about_form(reading: Reading, start: int, end: int) -> bool:
    """Whether only a part of the form is so long: "a 4 bar intro", "intro of 8 bars", "intro 8 bars"."""
    before = reading.text(start - 1)
    if before in ("of", "for", "a"):
        before = reading.text(start - 2)
    elif reading.text(end - 1) not in BARS:
        before = ""  # "for my podcast intro, 10 seconds"
    is_behind = before in _FORM and (not reading.opens(start) or bool({":", "("} & {*reading.words[start].gap}))
    return is_behind or (reading.text(end) in _FORM and not reading.opens(end))


def time_at(reading: Reading, index: int) -> tuple[int, float] | None:
    """Where a length in minutes or seconds ends that begins here, and its seconds."""
    if index >= len(reading.words):
        return None
    readers = (_clock, _ticked, _spoken, _counted, _labelled)
    return next((found for reader in readers if (found := reader(reading, index))), None)


def _labelled(reading: Reading, index: int) -> tuple[int, float] | None:
    """A bare number after "duration" or "length", and after "for" where nothing follows it: "140 for 30"."""
    found = number_at(reading.words, index)
    before = reading.text(index - 1)
    if not found or not (before in ("duration", "length") or (before == "for" and reading.opens(found[1]))):
        return None
    return None if reading.text(found[1]) in (*BARS, "bpm") else (found[1], found[0])


def _clock(reading: Reading, index: int) -> tuple[int, float] | None:
    """1:30."""
    minutes, colon, seconds = reading.words[index].written.partition(":")
    if not colon or int(seconds) >= 60:
        return None
    end = index + 1
    return end + (reading.text(end) in _UNITS_S), float(minutes) * 60 + float(seconds)


def _ticked(reading: Reading, index: int) -> tuple[int, float] | None:
    """45" and 2'30", as on a record's sleeve."""
    value, mark = reading.words[index].number, _mark_behind(reading, index)
    if value is None or not mark:
        return None
    if mark != "'":
        return index + 1, value
    rest = reading.words[index + 1].number if index + 1 < len(reading.words) else None
    has_seconds = rest is not None and reading.words[index + 1].gap == "'" and rest < 60
    return (index + 2, value * 60 + (rest or 0.0)) if has_seconds else (index + 1, value * 60)


def _mark_behind(reading: Reading, index: int) -> str:
    """The sign for minutes or seconds that is glued to a number; "" where none is, or it ends a quotation."""
    follows = reading.words[index + 1] if index + 1 < len(reading.words) else None
    gap = follows.gap if follows else reading.tail
    sign = _TICKS.get(gap[:1], "")
    is_genitive = sign == "'" and follows is not None and len(gap) == 1 and follows.number is None
    is_quoted = sign and any(sign in word.gap for word in reading.words[: index + 1])
    return "" if is_genitive or is_quoted else sign


def _spoken(reading: Reading, index: int) -> tuple[int, float] | None:
    """ "A minute", "half a minute", "a minute and a half", "two and a half minutes"."""
    if part := _half_of(reading, index) or _quarter_of(reading, index):
        return part
    count = _count_at(reading, index)
    if not count:
        return None
    middle = _half_follows(reading, count[1])
    end = middle or count[1]
    unit = _unit(reading, end)
    is_counted = reading.text(index) not in _ARTICLES or unit > 1
    if not unit or not is_counted or reading.text(end) in _ABBREVIATED:
        return None
    late = 0 if middle or unit == 1 else _half_follows(reading, end + 1)
    total_s = (count[0] + (0.5 if middle or late else 0.0)) * unit
    return _with_seconds(reading, late or end + 1, total_s, unit)


def _count_at(reading: Reading, index: int) -> tuple[float, int] | None:
    """ "A", "two", "a couple of", "one and a half" as one German word."""
    couple = index + (reading.text(index) in _ARTICLES)
    if reading.text(couple) == "couple":
        return 2.0, couple + 1 + (reading.text(couple + 1) == "of")
    if reading.text(index) in _ONE_AND_A_HALF:
        return 1.5, index + 1
    return (1.0, index + 1) if reading.text(index) in _ARTICLES else number_at(reading.words, index)


def _half_of(reading: Reading, index: int) -> tuple[int, float] | None:
    """ "Half a minute", "a half minute", "half minute"."""
    at = index + (reading.text(index) in _ARTICLES)
    if reading.text(at) != "half":
        return None
    end = at + 1 + (reading.text(at + 1) in (*_ARTICLES, ""))
    return (end + 1, _unit(reading, end) / 2) if _unit(reading, end) else None


def _quarter_of(reading: Reading, index: int) -> tuple[int, float] | None:
    """ "A quarter of a minute", "three quarters of a minute"."""
    found = number_at(reading.words, index) if reading.text(index) not in _ARTICLES else (1.0, index + 1)
    if not found or reading.text(found[1]) not in ("quarter", "quarters"):
        return None
    end = found[1] + 1
    while reading.text(end) in (*_ARTICLES, "of"):
        end += 1
    return (end + 1, found[0] * _unit(reading, end) / 4) if _unit(reading, end) > 1 else None


def _half_follows(reading: Reading, index: int) -> int:
    """Where "and a half" ends that begins here; 0 if it doesn't."""
    if reading.text(index) not in _AND:
        return 0
    if reading.text(index + 1) == "half":
        return index + 2
    return index + 3 if reading.text(index + 1) in _ARTICLES and reading.text(index + 2) == "half" else 0


def _with_seconds(reading: Reading, end: int, total_s: float, unit_s: float) -> tuple[int, float]:
    """Add the seconds of "1 min 30", "2 minutes and 15 seconds", "1m30s"."""
    if unit_s != 60.0:
        return end, total_s
    start = end + (reading.text(end) in _AND)
    found = None if reading.opens(start) else number_at(reading.words, start)
    if not found or found[0] >= 60:
        return end, total_s
    if _unit(reading, found[1]) == 1.0:
        return found[1] + 1, total_s + found[0]
    is_bare = start == end and found[0] >= 10 and (found[1] >= len(reading.words) or reading.opens(found[1]))
    return (found[1], total_s + found[0]) if is_bare else (end, total_s)


def _unit(reading: Reading, index: int) -> float:
    """How many seconds the unit at this place has; 0 where there is none."""
    return _UNITS_S.get(reading.text(index), 0.0)


def _counted(reading: Reading, index: int) -> tuple[int, float] | None:
    """ "30 s", "30s", "2m30", "20-30 seconds"; not "90s", which is a decade, nor "808s"."""
    found = range_at(reading.words, index)
    unit = _unit(reading, found[1]) if found else 0.0
    if not found or not unit:
        return None
    value, end = found
    word = reading.words[end]
    if word.text in _GLUED_ONLY and word.gap:
        return None
    if word.text == "s" and (value in _MACHINES or _is_decade(reading, index, end)):
        return None
    return _with_seconds(reading, end + 1, value * unit, unit)


def _is_decade(reading: Reading, index: int, end: int) -> bool:
    """Whether "90s" is the nineties: yes, unless something beside it speaks of length."""
    value, glue = reading.words[index].number, reading.words[end].gap
    if glue not in ("", "'", "’"):
        return False
    if value == _MILLENNIUM or (value in _TEMPO_DECADES and reading.text(index - 1) == "the"):
        return True
    if value not in (*_DECADES, 60.0):
        return False
    if reading.text(end + 1) == "long" or reading.text(index - 1) in _ABOUT:
        return False
    if value == 60.0:
        return reading.text(index - 1) == "the" or reading.text(end + 1) in _DECADE_NOUNS
    stands_alone = index > 0 and reading.opens(index) and reading.opens(end + 1)
    return not stands_alone


def _bars(reading: Reading, index: int) -> tuple[int, float] | None:
    """ "8 bars", "sixteen-bar"."""
    found = range_at(reading.words, index)
    return (found[1] + 1, found[0]) if found and reading.text(found[1]) in BARS else None

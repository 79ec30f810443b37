"""How fast: "140 bpm", "around 92", "140-150", a bare 174; and "slow" or "fast" where no number is given."""

from __future__ import annotations

from generation.language.numbers import range_at
from generation.language.text import Reading, word_set

_CUES = frozenset({"tempo", "bpm", "speed"})
_NEAR = frozenset(
    {"at", "around", "about", "circa", "ca", "approximately", "approx", "roughly", "near", "between", "ish"}
)
_JOINTS = frozenset({"of", "is", "", "around", "about", "at", "roughly", "a", "=", "zwischen", "entre", "between"})
_NOT_A_TEMPO = word_set(
    "k kbps kbit khz hz bit bits db kb mb lufs x th st nd rd step bar bars second seconds s sec minute minutes min m % "
    "beats measures people rappers percent years year cents semitones ms note notes voices"
)
_LEAST_DECADE, _MOST_DECADE = 100, 190
_MACHINES = frozenset({101.0, 106.0})
_SLOW = frozenset({"slow", "slower", "slowed", "downtempo", "sluggish"})
_FAST = frozenset({"fast", "faster", "uptempo", "quick", "speedy", "frantic"})


def read_tempo(reading: Reading) -> tuple[float, float] | None:
    """The tempo in bpm and how sure it is, claimed; None where the prompt names none."""
    for reader, sureness in ((_marked, 1.0), (_decade, 0.8), (_approximate, 0.9), (_bare, 0.7)):
        for index in range(len(reading.words)):
            if reading.is_free(index) and (bpm := reader(reading, index)) is not None:
                return bpm, sureness
    return None


def read_pace(reading: Reading) -> float | None:
    """0 for "slow", 1 for "fast", claimed; None where neither is said."""
    paces = dict.fromkeys(_SLOW, 0.0) | dict.fromkeys(_FAST, 1.0)
    places = [index for index in range(len(reading.words)) if reading.is_free(index) and reading.text(index) in paces]
    for index in places:
        reading.claim(index, index + 1)
    return paces[reading.text(places[0])] if places else None


def _claim(reading: Reading, start: int, end: int) -> None:
    """Take the number with the words that lead to it and the unit that follows."""
    while start and reading.text(start - 1) in _NEAR | _CUES | _JOINTS and reading.is_free(start - 1):
        start -= 1
    end += reading.text(end) in ("ish", "")
    while reading.text(end) in _CUES:
        end += 1
    reading.claim(start, end)


def _marked(reading: Reading, index: int) -> float | None:
    """A number beside "bpm", "beats per minute" or "tempo"."""
    found = range_at(reading.words, index)
    if not found:
        return None
    value, end = found
    unit = end + (reading.text(end) in ("ish", ""))
    if reading.text(unit) == "bpm":
        _claim(reading, index, unit + 1)
        return value
    if [reading.text(unit + step) for step in range(3)] in (["beats", "per", "minute"], ["b", "p", "m"]):
        _claim(reading, index, unit + 3)
        return value
    if _follows_a_cue(reading, index) and reading.text(end) not in _NOT_A_TEMPO:
        _claim(reading, index, end)
        return value
    return None


def _follows_a_cue(reading: Reading, index: int) -> bool:
    """Whether "tempo", "tempo of", "bpm: around" and the like lead to this place."""
    for place in range(index - 1, max(-1, index - 4), -1):
        if reading.text(place) in _CUES:
            return True
        if reading.text(place) not in _JOINTS:
            return False
    return False


def _decade(reading: Reading, index: int) -> float | None:
    """ "In the 130s": the middle of them."""
    value = reading.words[index].number
    is_glued = reading.text(index + 1) == "s" and not reading.words[index + 1].gap.strip("'’")
    if not value or not is_glued or not _LEAST_DECADE <= value <= _MOST_DECADE or value % 10:
        return None
    reading.claim(index - (reading.text(index - 1) == "the"), index + 2)
    return value + 5


def _approximate(reading: Reading, index: int) -> float | None:
    """A number after "at", "around" and their like."""
    leads = index > 0 and reading.text(index - 1) in _NEAR and not reading.opens(index)
    return _plausible(reading, index, 40, 240) if leads else None


def _bare(reading: Reading, index: int) -> float | None:
    """A number that stands alone and can hardly be anything else, in digits or as "one seventy four"."""
    is_spoken = reading.text(index) in ("one", "a") and reading.text(index + 1).endswith(("ty", "teen", "hundred"))
    return _plausible(reading, index, 60, 200) if reading.words[index].number or is_spoken else None


def _plausible(reading: Reading, index: int, low: float, high: float) -> float | None:
    found = range_at(reading.words, index)
    if not found or not low <= found[0] <= high or found[0] in _MACHINES or reading.text(found[1]) in _NOT_A_TEMPO:
        return None
    _claim(reading, index, found[1])
    return found[0]

"""How many bars a section is to have: "a 4 bar intro", "intro: 8 bars", "hook (8 bars)"."""

from __future__ import annotations

from generation.language.numbers import number_at
from generation.language.text import Reading, word_set

BARS = frozenset({"bar", "bars", "measure", "measures"})
MOST_BARS = 400
_LEADING = word_set("of is for with lasts lasting")
_LINKING = word_set("long of")
_REACH = 3
"""How many words a number may have."""


def count_at(reading: Reading, start: int) -> tuple[int, int] | None:
    """A sensible number of bars that begins at a place, and where its words end: "8 bars", "sixteen-bar"."""
    found = number_at(reading.words, start)
    if not found or reading.text(found[1]) not in BARS or not 1 <= found[0] <= MOST_BARS:
        return None
    return int(found[0]), found[1] + 1


def count_before(reading: Reading, index: int) -> tuple[int, int] | None:
    """The bars that the section named at `index` has by the words before it, and where these begin."""
    end = index - (reading.text(index - 1) in _LINKING)
    if reading.opens(index):
        return None
    for start in range(max(0, end - 1 - _REACH), end - 1):
        found = count_at(reading, start)
        if found and found[1] == end:
            return found[0], start
    return None


def count_behind(reading: Reading, end: int) -> tuple[int, int] | None:
    """The bars that the section has whose name ends at `end` by the words behind it, and where these end."""
    start = end + (reading.text(end) in _LEADING)
    gap = reading.words[start].gap if start < len(reading.words) else ""
    return count_at(reading, start) if not reading.opens(start) or ":" in gap or "(" in gap else None

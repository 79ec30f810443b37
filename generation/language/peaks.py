"""Where the first hook or drop begins: "drop at bar 9", "after 16 bars the hook", "start with the chorus"."""

from __future__ import annotations

from dataclasses import dataclass, replace

from generation.language.bar_counts import BARS, MOST_BARS
from generation.language.lengths import time_at
from generation.language.numbers import number_at
from generation.language.text import Reading, word_set

_PEAKS = frozenset({"drop", "drops", "hook", "chorus", "refrain"})
_TO_A_BAR = word_set(
    "at in on by from around about after comes come coming hits hit hitting should must is kicks kick starts start "
    "begins begin beginning starting lands land enters enter the first beat to falls fall of el la le am im then just "
    "right until only will one ones a no"
) | {""}
_BEGINS = word_set("start starts starting begin begins beginning open opens opening straight directly right jump jumps")
_INTO = word_set("into in with on to at from the a its by immediately straight directly right out") | {""}
_AT_ONCE = word_set("immediately instantly instant immediate")
_REACH = 6
"""How many words may lie between a drop and its bar."""


@dataclass(frozen=True, slots=True)
class Place:
    """A bar, counted from 1, or a time; and where its words end."""

    end: int
    bar: int | None = None
    at_s: float | None = None


def read_peak(reading: Reading, intro_bars: int | None) -> Place | None:
    """The bar or the time of the first peak: "drop at bar 9", "after 16 bars the drop", "start with the hook"."""
    for index in range(len(reading.words)):
        if not reading.is_free(index):
            continue
        if found := _at_once(reading, index):
            return _claimed(reading, index, found)
        if reading.text(index) not in _PEAKS:
            continue
        if found := _placed_after(reading, index):
            return _claimed(reading, index, found)
        if before := _begun_with(reading, index):
            return _claimed(reading, before[0], Place(index + 1, _first_bar(intro_bars)))
        if earlier := _placed_before(reading, index):
            return _claimed(reading, earlier[0], replace(earlier[1], end=index + 1))
    return None


def _claimed(reading: Reading, start: int, place: Place) -> Place:
    """Take the words of a wish with those that lead to it: "the first drop …"."""
    while (
        start and reading.is_free(start - 1) and reading.text(start - 1) in {"the", "a", "with", "first", "one", "its"}
    ):
        start -= 1
    reading.claim(start, place.end)
    return place


def _at_once(reading: Reading, index: int) -> Place | None:
    """ "Hits immediately", "instant drop", "drop from the start"."""
    text = reading.text(index)
    if text in ("hits", "starts", "kicks", "drops", "hit", "start") and _is_at_once(reading, index + 1):
        return Place(_is_at_once(reading, index + 1), 1)
    if text in _AT_ONCE and reading.text(index + 1) in _PEAKS:
        return Place(index + 2, 1)
    is_first = text in _PEAKS and (reading.text(index + 1) == "first" or _is_at_once(reading, index + 1))
    return Place(_is_at_once(reading, index + 1) or index + 2, 1) if is_first and _is_whole(reading, index) else None


def _is_whole(reading: Reading, index: int) -> bool:
    """Whether "hook first" stands by itself: not "hook first at bar 5"."""
    after = index + 2
    return (
        after >= len(reading.words)
        or reading.opens(after)
        or reading.text(after) == "then"
        or bool(_is_at_once(reading, index + 1))
    )


def _is_at_once(reading: Reading, index: int) -> int:
    """Where "immediately", "right away" or "from the start" ends that begins here; 0 where none does."""
    words = tuple(reading.text(index + step) for step in range(3))
    if words[0] in _AT_ONCE:
        return index + 1
    if words[:2] in (("right", "away"), ("straight", "away"), ("at", "once")):
        return index + 2
    return index + 3 if words[:2] == ("from", "the") and words[2] in ("start", "beginning", "top") else 0


def _placed_after(reading: Reading, index: int) -> Place | None:
    """The place that follows a peak within a few words: "drop comes in at bar 17"."""
    at = index + 1
    while at < len(reading.words) and at <= index + _REACH and reading.is_free(at):
        if place := _place(reading, at):
            return place
        if reading.text(at) not in _TO_A_BAR or (
            reading.opens(at) and reading.text(at) not in ("at", "on", "after", "first")
        ):
            return None
        at += 1
    return None


def _placed_before(reading: Reading, index: int) -> tuple[int, Place] | None:
    """The place that a peak follows: "at bar 9 the drop", "after 16 bars it drops"."""
    for start in range(max(0, index - _REACH), index):
        place = _place(reading, start) if reading.is_free(start) else None
        between = range(place.end, index) if place else range(0)
        if place and place.end <= index and all(reading.text(at) in _TO_A_BAR | {"a", ""} for at in between):
            return start, place
    return None


def _place(reading: Reading, index: int) -> Place | None:
    """A bar or a time that begins here: "bar 9", "the 9th bar", "after 8 bars", "0:30", "after 30 seconds"."""
    return _named_bar(reading, index) or _counted_bar(reading, index) or _time(reading, index)


def _named_bar(reading: Reading, index: int) -> Place | None:
    """ "Bar 9", "9th bar"."""
    if reading.text(index) in BARS:
        at = index + (reading.text(index + 1) == "number") + 1
        found = number_at(reading.words, at)
        return Place(found[1], int(found[0])) if found and found[0] >= 1 else None
    found = number_at(reading.words, index)
    if not found or reading.text(found[1]) not in ("th", "st", "nd", "rd") or reading.text(found[1] + 1) not in BARS:
        return None
    return Place(found[1] + 2, int(found[0])) if found[0] >= 1 else None


def _counted_bar(reading: Reading, index: int) -> Place | None:
    """ "After 8 bars", "8 bars in": the bar that follows them."""
    is_after = reading.text(index) == "after"
    is_joined = is_after and index + 1 < len(reading.words) and reading.text(index + 1) == ""
    found = number_at(reading.words, index + is_after + is_joined)
    if not found or reading.text(found[1]) not in BARS or found[0] > MOST_BARS:
        return None
    follows = reading.text(found[1] + 1)
    is_in = (follows == "in" and reading.opens(found[1] + 2)) or follows == "then"
    was_after = reading.text(index - 1) == "after"
    return Place(found[1] + 1 + is_in, int(found[0]) + 1) if is_after or is_in or was_after else None


def _time(reading: Reading, index: int) -> Place | None:
    """ "0:30", "after 30 seconds", "30 seconds in"."""
    is_after = reading.text(index) in ("after", "at")
    found = time_at(reading, index + is_after)
    if not found:
        return None
    is_clock = ":" in reading.words[index + is_after].written
    is_in = reading.text(found[0]) == "in" and reading.opens(found[0] + 1)
    led = is_after or reading.text(index - 1) in ("after", "at")
    return Place(found[0] + is_in, at_s=found[1]) if (is_clock and led) or led or is_in else None


def _begun_with(reading: Reading, index: int) -> tuple[int] | None:
    """Where "start with the …", "straight into the …" begins that leads to this peak."""
    at = index - 1
    while at >= 0 and index - at <= _REACH and reading.is_free(at):
        if reading.text(at) in _BEGINS and any(
            reading.text(step) in _INTO - {"the", "a", ""} for step in range(at, index)
        ):
            return (at,)
        if reading.text(at) not in _INTO:
            return None
        at -= 1
    return None


def _first_bar(intro_bars: int | None) -> int:
    """The bar of a peak that is begun with: the first, or the one after an intro of so many bars."""
    return intro_bars + 1 if intro_bars else 1

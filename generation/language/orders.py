"""Which sections come one after another: "verse hook verse hook", "4 bar intro, 8 bar verse, hook", "AABA"."""

from __future__ import annotations

import re
from itertools import pairwise
from typing import NamedTuple

from generation.engines.structure import MOST_SECTIONS
from generation.language.bar_counts import count_at, count_behind
from generation.language.text import Reading, word_set

_SECTIONS = {
    "intro": "intro", "introduction": "intro", "verse": "verse", "strophe": "verse", "couplet": "verse",
    "hook": "hook", "chorus": "hook", "refrain": "hook", "drop": "drop", "break": "break", "breakdown": "break",
    "bridge": "break", "interlude": "break", "build": "build", "buildup": "build", "prechorus": "build",
    "outro": "outro",
}  # fmt: skip
_OF_TWO_WORDS = {("pre", "chorus"): "build", ("build", "up"): "build", ("middle", "eight"): "break"}
_JOINING = word_set(
    "then and into to next followed by a an the another second third final last again back short long quick brief "
    "extended big one two three 2 3 more"
) | {""}
_REFUSED = word_set("no without skip not never except")
_SIZES = word_set("short long quick brief extended big")
_MOST_BETWEEN = 4
"""How many words may join two sections."""
_LEAST = 3
"""How many sections make an order where nothing but their names says so."""
_ARROW = re.compile(r"[-–—>→]")
_SENTENCE = re.compile(r"[.;!?\n]")
_PLACES = word_set("at on after in comes hits")
"""What follows a section whose place is told, not its turn: "drop at bar 9"."""
_TIMES = {"two": 2, "2": 2, "three": 3, "3": 3}
_LETTERS = re.compile(r"[A-D]{3,12}")
_FORM_WORDS = word_set("form structure song")
_PAIRED = ("verse", "hook")


class Turn(NamedTuple):
    """A section of a run: where its words start and end, its name, and its bars; 0 where none are told."""

    start: int
    end: int
    name: str
    bars: int = 0


def read_order(reading: Reading) -> tuple[tuple[str, ...], tuple[int, ...]]:
    """The sections in the order in which a prompt lists them, and the bars of each; their words claimed.

    0 where the bars of a section are left open; no bars at all where they all are, no sections where none are listed.
    Words on the size of an intro or outro are left for whoever reads these.
    """
    return _listed(reading) or (_lettered(reading), ())


def _listed(reading: Reading) -> tuple[tuple[str, ...], tuple[int, ...]] | None:
    """The first run of section names that is long enough to be meant as an order."""
    index = 0
    while index < len(reading.words):
        run = _run(reading, index)
        if _is_meant(reading, run):
            return _claimed(reading, run)
        index = run[-1].end if run else index + 1
    return None


def _run(reading: Reading, index: int) -> list[Turn]:
    """The sections from here on that follow one another."""
    run: list[Turn] = []
    found = _turn_at(reading, index)
    while found and not _is_refused(reading, found.start) and reading.text(found.end) not in _PLACES:
        run += [found] * _TIMES.get(reading.text(found.start - 1), 1)
        by_arrows = run[0].end != found.end and _is_arrow(reading, run[0].end)
        index = _next_name(reading, found.end, by_arrows=by_arrows)
        found = _turn_at(reading, index)
    return run


def _turn_at(reading: Reading, index: int) -> Turn | None:
    """The section that begins here by its name or by its bars: "hook", "8 bar hook", "hook: 8 bars"."""
    if name := _name_at(reading, index):
        behind = count_behind(reading, name[0])
        if behind and not _leads_on(reading, behind[1]):
            return Turn(index, behind[1], name[1], behind[0])
        return Turn(index, *name)
    counted = count_at(reading, index)
    start = counted[1] + (reading.text(counted[1]) == "long") if counted else -1
    name = None if reading.opens(start) else _name_at(reading, start)
    return Turn(index, *name, counted[0]) if counted and name else None


def _leads_on(reading: Reading, end: int) -> bool:
    """Whether a number of bars that ends here speaks of what follows it: "intro 8 bar verse"."""
    is_bound = reading.text(end - 1) in ("bar", "measure") and not reading.opens(end)
    return is_bound and _name_at(reading, end) is not None


def _name_at(reading: Reading, index: int) -> tuple[int, str] | None:
    """Where a section's name ends that begins here, and the section."""
    if two := _OF_TWO_WORDS.get((reading.text(index), reading.text(index + 1))):
        return index + 2, two
    if not 0 <= index < len(reading.words) or _is_no_section(reading, index):
        return None
    name = _SECTIONS.get(reading.text(index)) or _SECTIONS.get(reading.words[index].stem)
    return (index + 1, name) if name else None


def _is_no_section(reading: Reading, index: int) -> bool:
    """Whether a word is the drummer's break, or says what to do: "amen break", "build me a beat"."""
    if reading.text(index) == "build":
        return reading.text(index + 1) in ("a", "an", "me", "us")
    return reading.words[index].folded == "breaks" or reading.text(index - 1) in ("amen", "drum", "funk")


def _next_name(reading: Reading, index: int, *, by_arrows: bool) -> int:
    """The next place that may name a section: after a few joining words; -1 where a sentence or its arrows end."""
    for _ in range(_MOST_BETWEEN):
        if index >= len(reading.words) or _SENTENCE.search(reading.words[index].gap):
            return -1
        if by_arrows and not _is_arrow(reading, index):
            return -1
        if _turn_at(reading, index) or reading.text(index) not in _JOINING:
            return index
        index += 1
    return index


def _is_arrow(reading: Reading, index: int) -> bool:
    """Whether an arrow or a dash stands before a word."""
    return 0 < index < len(reading.words) and bool(_ARROW.search(reading.words[index].gap))


def _is_refused(reading: Reading, index: int) -> bool:
    """Whether "no" or its like stands before a section: "no intro"."""
    if reading.opens(index):
        return False
    return reading.text(index - 1) in _REFUSED or (
        not reading.opens(index - 1) and reading.text(index - 2) in _REFUSED and not _name_at(reading, index - 1)
    )


def _is_meant(reading: Reading, run: list[Turn]) -> bool:
    """Whether a run is an order: three sections, or two that an arrow, a "then" or their bars put in turn."""
    if len(run) != _LEAST - 1:
        return len(run) >= _LEAST
    first, second = run
    between = {reading.text(at) for at in range(first.end, second.start)}
    return _is_arrow(reading, second.start) or bool(between & {"then", "followed"}) or _is_pair(run)


def _is_pair(run: list[Turn]) -> bool:
    """Whether a run is "16 bar verses and 8 bar hooks"."""
    return {turn.name for turn in run} == {*_PAIRED} and all(turn.bars for turn in run)


def _claimed(reading: Reading, run: list[Turn]) -> tuple[tuple[str, ...], tuple[int, ...]]:
    """The sections of a run, with their words and those that join them taken; a bare pair of verse and hook twice.

    A section has the bars that are told of its name elsewhere in the run where none are told of it.
    """
    for first, second in pairwise(run):
        for at in range(first.end, second.start):
            if reading.text(at) not in _SIZES:
                reading.claim(at, at + 1)
    for turn in run:
        reading.claim(turn.start - (reading.text(turn.start - 1) in _TIMES), turn.end)
    is_form = reading.text(run[-1].end) in _FORM_WORDS
    if is_form:
        reading.claim(run[-1].end, run[-1].end + 1)
    names = tuple(turn.name for turn in run)
    is_twice = (is_form and names == _PAIRED) or (len(run) < _LEAST and _is_pair(run) and _are_many(reading, run))
    run = (run * 2 if is_twice else run)[:MOST_SECTIONS]
    told = {turn.name: turn.bars for turn in reversed(run) if turn.bars}
    bars = tuple(turn.bars or told.get(turn.name, 0) for turn in run)
    return tuple(turn.name for turn in run), bars if any(bars) else ()


def _are_many(reading: Reading, run: list[Turn]) -> bool:
    """Whether each section is named in the plural."""
    named = [reading.words[at] for turn in run for at in range(turn.start, turn.end) if _name_at(reading, at)]
    return all(word.text != word.stem for word in named)


def _lettered(reading: Reading) -> tuple[str, ...]:
    """ "AABA", "ABABCB form", "A-B-A"."""
    for index, word in enumerate(reading.words):
        end, letters = (index + 1, word.written) if len(word.written) > 1 else _spelled(reading, index)
        is_form = reading.text(end) in _FORM_WORDS
        is_sure = is_form or end > index + 1
        if _is_pattern(letters.upper() if is_sure else letters) and (is_sure or letters != "ABBA"):
            reading.claim(index, end + is_form)
            return _of_letters(letters.upper())
    return ()


def _spelled(reading: Reading, index: int) -> tuple[int, str]:
    """Where single letters end that are joined by dashes, and these."""
    end = index + 1
    while len(reading.words[min(end, len(reading.words) - 1)].written) == 1 and _is_arrow(reading, end):
        end += 1
    return end, "".join(word.written for word in reading.words[index:end])


def _is_pattern(letters: str) -> bool:
    """Whether letters name parts, each new one the next of the alphabet, and at least one of them again."""
    new = list(dict.fromkeys(letters))
    return bool(_LETTERS.fullmatch(letters)) and 1 < len(new) < len(letters) and new == sorted(new) and new[0] == "A"


def _of_letters(letters: str) -> tuple[str, ...]:
    """Sections for letters: A is the tune where it frames the rest, as in AABA; else the verse, and B the hook."""
    is_frame = letters.endswith("A") and letters.count("A") > letters.count("B")
    names = ("hook", "break", "verse", "build") if is_frame else ("verse", "hook", "break", "build")
    return tuple(names["ABCD".index(letter)] for letter in letters)

"""Which sections come one after another: "verse hook verse hook", "intro, verse, chorus, bridge, outro", "AABA"."""

from __future__ import annotations

import re
from itertools import pairwise

from generation.engines.structure import MOST_SECTIONS
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


def read_order(reading: Reading) -> tuple[str, ...]:
    """The sections in the order in which a prompt lists them, its names claimed; () where it lists none.

    Words on the size of an intro or outro are left for whoever reads these.
    """
    return _listed(reading) or _lettered(reading)


def _listed(reading: Reading) -> tuple[str, ...]:
    """The first run of section names that is long enough to be meant as an order."""
    index = 0
    while index < len(reading.words):
        run = _run(reading, index)
        if _is_meant(reading, run):
            return _claimed(reading, run)
        index = run[-1][1] if run else index + 1
    return ()


def _run(reading: Reading, index: int) -> list[tuple[int, int, str]]:
    """The section names from here on that follow one another, each with where it starts and ends."""
    run: list[tuple[int, int, str]] = []
    found = _name_at(reading, index)
    while found and not _is_refused(reading, index) and reading.text(found[0]) not in _PLACES:
        run += [(index, *found)] * _TIMES.get(reading.text(index - 1), 1)
        index = _next_name(reading, found[0], by_arrows=run[0][1] != found[0] and _is_arrow(reading, run[0][1]))
        found = _name_at(reading, index)
    return run


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
        if _name_at(reading, index) or reading.text(index) not in _JOINING:
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


def _is_meant(reading: Reading, run: list[tuple[int, int, str]]) -> bool:
    """Whether a run is an order: three sections, or two with an arrow or a "then" between them."""
    if len(run) != _LEAST - 1:
        return len(run) >= _LEAST
    (_, end, _), (start, _, _) = run
    between = {reading.text(at) for at in range(end, start)}
    return _is_arrow(reading, start) or bool(between & {"then", "followed"})


def _claimed(reading: Reading, run: list[tuple[int, int, str]]) -> tuple[str, ...]:
    """The sections of a run, with their words and those that join them taken; a bare pair of verse and hook twice."""
    for (_, end, _), (start, _, _) in pairwise(run):
        for at in range(end, start):
            if reading.text(at) not in _SIZES:
                reading.claim(at, at + 1)
    for start, end, _ in run:
        reading.claim(start - (reading.text(start - 1) in _TIMES), end)
    names = tuple(name for _, _, name in run)[:MOST_SECTIONS]
    end = run[-1][1]
    if reading.text(end) in _FORM_WORDS:
        reading.claim(end, end + 1)
        return names * 2 if names == _PAIRED else names
    return names


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

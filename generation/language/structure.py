"""What a prompt says about the form: "drop at bar 9", "short intro", "verse hook verse hook"."""

from __future__ import annotations

from dataclasses import replace

from generation.engines.structure import Structure
from generation.language.bar_counts import MOST_BARS, count_before, count_behind
from generation.language.orders import read_order
from generation.language.peaks import read_peak
from generation.language.text import Reading, word_set

_ENDS = frozenset({"intro", "introduction", "outro"})
_BREAKS, _BUILDS = (
    frozenset({"break", "breakdown", "breakdowns"}),
    frozenset({"build", "buildup", "builds", "buildups"}),
)
_REFUSED = word_set("no without skip cut not minus zero never t drop remove lose exclude")
_SHORT = word_set("short quick brief tiny small little shorter minimal fast")
_LONG = word_set("long extended lengthy longer slow big")
_WISHED = word_set("with a the one big long short some proper include add need want epic huge mellow quiet")
_USES = word_set("music sting jingle song track theme tune sequence sound")
_REACH = 8
"""How far before an intro or a break a word may stand that speaks of it."""
_FILLERS = word_set("a an the any some of to my and or nor its it") | {""}


def read_structure(reading: Reading) -> tuple[Structure, float | None]:
    """Everything that a prompt says about its form, claimed; the first word on each thing counts.

    Beside it the seconds at which the first hook or drop begins, where the prompt says that as a time.
    """
    order, order_bars = read_order(reading)
    structure = Structure(order=order, order_bars=order_bars)
    structure = _read_end(reading, _read_end(reading, structure, "intro"), "outro")
    structure = replace(structure, breaks=_read_middle(reading, _BREAKS), builds=_read_middle(reading, _BUILDS))
    place = read_peak(reading, structure.intro_bars)
    peak_bar = place.bar if place and place.bar and place.bar <= MOST_BARS else None
    return replace(structure, peak_bar=peak_bar), place.at_s if place else None


def structure_named(text: str) -> Structure | None:
    """The structure that a whole text names; None where it says anything else."""
    reading = Reading(text)
    structure, peak_s = read_structure(reading)
    return structure if structure and peak_s is None and not _unread(reading) else None


def _unread(reading: Reading) -> list[str]:
    return [word.text for word in reading.left_over() if word.text not in _FILLERS | {"with", "then", "please"}]


def _read_end(reading: Reading, structure: Structure, name: str) -> Structure:
    """What is said about the intro or the outro."""
    for index in range(len(reading.words)):
        if reading.text(index) in (name, f"{name}s", f"{name}duction") and not _is_a_use(reading, index):
            size, bars = _size_of(reading, index)
            if size or bars:
                return _sized(structure, name, size, bars)
    return structure


def _sized(structure: Structure, name: str, size: str, bars: int | None) -> Structure:
    if name == "intro":
        return replace(structure, intro=size, intro_bars=bars)
    return replace(structure, outro=size, outro_bars=bars)


def _is_a_use(reading: Reading, index: int) -> bool:
    """Whether the whole piece is to be an intro: "a podcast intro", "an intro for my channel", "intro music"."""
    return reading.text(index + 1) in _USES or (
        reading.text(index + 1) == "for" and reading.text(index + 2) in ("my", "a", "the", "our", "your")
    )


def _size_of(reading: Reading, index: int) -> tuple[str, int | None]:
    """How long an intro or outro is to be, its words claimed: by a word or by bars, before it or after it."""
    if bars := _bars_of(reading, index):
        return "", bars
    start = _first_modifier(reading, index)
    words = [reading.text(at) for at in range(start, index)]
    size = _size_in(words) or _size_behind(reading, index)
    if size:
        end = index + 1 + (not _size_in(words)) * _behind(reading, index)
        reading.claim(start, end)
    return size, None


def _bars_of(reading: Reading, index: int) -> int | None:
    """The bars that an intro or outro is to have, where no order of sections has taken them; their words claimed."""
    before, behind = count_before(reading, index), count_behind(reading, index + 1)
    if before and reading.is_free(before[1], index):
        reading.claim(before[1], index + 1)
        return before[0]
    if behind and reading.is_free(index + 1, behind[1]):
        reading.claim(index, behind[1])
        return behind[0]
    return None


def _size_in(words: list[str]) -> str:
    """The size that some words before an intro give it: the nearest one counts, and "no long intro" is a short one."""
    for at in range(len(words) - 1, -1, -1):
        if words[at] in _REFUSED:
            return "none"
        if words[at] in _SHORT | _LONG:
            is_refused = at > 0 and words[at - 1] in _REFUSED
            return "short" if words[at] in _SHORT or is_refused else "long"
    return ""


def _first_modifier(reading: Reading, index: int) -> int:
    """Where the words begin that speak of this intro or outro, also across "or": "no intro or outro"."""
    start = index
    spoken = _REFUSED | _SHORT | _LONG | _FILLERS | _ENDS
    while start > index - _REACH and start and not reading.opens(start) and reading.text(start - 1) in spoken:
        start -= 1
    while start < index and reading.text(start) in _FILLERS | _ENDS:
        start += 1
    return start


def _behind(reading: Reading, index: int) -> int:
    """How many words behind an intro speak of its size: "intro: short"."""
    return 1 + (reading.text(index + 1) in ("is", "should"))


def _size_behind(reading: Reading, index: int) -> str:
    """ "Intro: short", "outro long"."""
    at = index + _behind(reading, index)
    is_joined = at < len(reading.words) and (":" in reading.words[index + 1].gap or reading.opens(at + 1))
    return _size_in([reading.text(at)]) if is_joined else ""


def _read_middle(reading: Reading, names: frozenset[str]) -> bool | None:
    """Whether a break or a build-up is wanted; None where the prompt leaves it open."""
    for index in range(len(reading.words)):
        if reading.text(index) not in names or not reading.is_free(index):
            continue
        end = index + 1 + (reading.text(index) in _BUILDS and reading.text(index + 1) in ("up", "ups"))
        is_meant = reading.text(index) not in ("break", "build") or _is_section(reading, index, end)
        start = _first_word(reading, index)
        refused = any(reading.text(at) in _REFUSED for at in range(start, index))
        if is_meant or refused:
            reading.claim(start, end)
            return not refused
    return None


def _first_word(reading: Reading, index: int) -> int:
    """Where the words begin that lead to a break or build-up."""
    start, spoken = index, _WISHED | _REFUSED | _FILLERS
    while start > max(0, index - _REACH) and not reading.opens(start) and reading.text(start - 1) in spoken:
        start -= 1
    return start


def _is_section(reading: Reading, index: int, end: int) -> bool:
    """Whether "break" or "build" is a part of the form here: not in "amen break" nor in "build me a beat"."""
    leads = reading.text(index - 1) in _WISHED and not reading.opens(index)
    return (leads or end > index + 1) and reading.words[index].folded not in ("breaks",)

"""Which of the styles in a prompt is the one meant: "jazz house" is house, "trap with jazz chords" is trap."""

from __future__ import annotations

from dataclasses import dataclass

from generation.language.styles import FALSE_FRIENDS, HINTS, STYLES, UMBRELLAS, Style
from generation.language.text import Reading, word_set

_REFUSALS = frozenset({"no", "not", "non", "without", "less", "than", "t", "never"})
_ASIDES = frozenset({"with", "featuring", "feat", "using"})
_BELONGINGS = word_set(
    "inspired influenced tinged flavoured flavored elements element influences influence touch touches chord chords "
    "guitar "
    "guitars piano samples sample drums drum bass harmony harmonies strings horns feel vibe vibes licks melody "
    "melodies "
    "saxophone sax trumpet undertones vocals"
)


@dataclass(frozen=True, slots=True)
class StyleWish:
    """The genre that a prompt asks for, with what the style's name says besides."""

    genre: str | None = None
    traits: tuple[str, ...] = ()
    bpm: float | None = None
    drops: tuple[str, ...] = ()
    label: str = ""
    sureness: float = 0.0
    is_loose: bool = False
    """Whether its words mean something else as often, or only point to it."""


@dataclass(frozen=True, slots=True)
class _Candidate:
    start: int
    end: int
    style: Style
    weight: float


def read_style(reading: Reading) -> StyleWish:
    """The style that is meant, all styles' words claimed; the others become traits. Without any, what hints at one."""
    other = {at for start, end, _ in reading.find(FALSE_FRIENDS) for at in range(start, end)}
    found = [match for match in reading.find(STYLES) if not _is_two_stems(reading, match[0], match[2])]
    found = [match for match in found if not other & set(range(match[0], match[1]))]
    for start, end, _ in found:
        reading.claim(start, end)
    kept = [match for match in found if reading.text(match[0] - 1) not in _REFUSALS]
    candidates = [_weighed(reading, match, kept) for match in kept]
    if not candidates:
        return _hinted(reading)
    best = _best(reading, candidates)
    style = best.style
    others = [each.style.label for each in candidates if each.style != style and each.style.label not in UMBRELLAS]
    sureness = 0.6 if style.is_loose else 0.85 if style.traits else 1.0
    traits = tuple(dict.fromkeys((*style.traits, *others)))
    return StyleWish(style.genre, traits, style.bpm, style.drops, _label(reading, best), sureness, style.is_loose)


def _label(reading: Reading, candidate: _Candidate) -> str:
    """The style as the prompt spells it, where that says more than the genre."""
    if not candidate.style.traits:
        return candidate.style.genre
    written = [word.written for word in reading.words[candidate.start : candidate.end]]
    return " ".join(word if word.isupper() else word.lower() for word in written)


def _is_two_stems(reading: Reading, start: int, style: Style) -> bool:
    """Whether somebody wrote "drums and bass": two stems, not the genre."""
    return style.genre == "drum and bass" and reading.words[start].text == "drums"


def _weighed(reading: Reading, match: tuple[int, int, Style], found: list[tuple[int, int, Style]]) -> _Candidate:
    """How much one match speaks for being the style meant."""
    start, end, style = match
    weight = 4.0 - style.is_loose
    before = {reading.text(start - 1), reading.text(start - 2) if reading.text(start - 1) in ("a", "some") else ""}
    if (before & _ASIDES and not reading.opens(start)) or (reading.text(end) in _BELONGINGS and not reading.opens(end)):
        weight -= 2.0
    if style.genre in UMBRELLAS and not style.traits and any(end == other[0] or start == other[1] for other in found):
        weight -= 1.5
    return _Candidate(start, end, style, weight)


def _best(reading: Reading, candidates: list[_Candidate]) -> _Candidate:
    """The heaviest; of equals the first, but the last of those that stand side by side ("jazz house")."""
    best = candidates[0]
    for candidate in candidates[1:]:
        is_head = candidate.start == best.end and not reading.opens(candidate.start)
        if candidate.weight > best.weight or (candidate.weight == best.weight and is_head):
            best = candidate
    return best


def _hinted(reading: Reading) -> StyleWish:
    """A genre that the prompt doesn't name but points to: "four on the floor", "vinyl crackle"."""
    for index in range(len(reading.words)):
        if found := HINTS.at(reading.words, index):
            return StyleWish(found[1], label=found[1], sureness=0.5, is_loose=True)
    return StyleWish()

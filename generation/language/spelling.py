"""Slips of the keyboard: "hosue", "melancolic", "withuot" as the words that were meant.

Only words that mean nothing as they stand are mended, only where one slip explains them or two letters of a long word
are missing, and never words that are none of ours but real ones: horses stay horses.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from functools import cache

from generation.language.line_up import PLAYERS
from generation.language.moods import ENERGY_WORDS, MOOD_WORDS, TRAIT_WORDS
from generation.language.real_words import REAL_WORDS
from generation.language.styles import HINTS, STYLES
from generation.language.text import Reading, word_set
from generation.language.tongues import is_known

_OURS = word_set(
    "minor major dorian phrygian lydian mixolydian harmonic second seconds minute minutes without only loop looping "
    "intro outro drop chorus hook break breakdown around tempo between instrumental vocals"
)
_SHORTEST, _LONGEST = 4, 20
"""Letters of a word that is mended at all."""
_LONG_ENOUGH = 6
"""Letters above which a wrong one is forgiven."""
_TWICE = 8
"""Letters of a word of which two may be missing."""


def mend(reading: Reading) -> None:
    """Put the words that were meant in the place of those with a slip."""
    for index, word in enumerate(reading.words):
        if word.text == word.folded and (meant := meant_by(word.folded)):
            reading.words[index] = replace(word, folded=meant, text=meant)


_TABLES = (STYLES, MOOD_WORDS, TRAIT_WORDS, ENERGY_WORDS, PLAYERS, HINTS)


@cache
def vocabulary() -> frozenset[str]:
    """Every single word that means something here."""
    words = {word for table in _TABLES for word in table.words()}
    return frozenset(word for word in words | _OURS if word.isalpha())


@cache
def _left_alone() -> frozenset[str]:
    """What is no slip: our words, those of our phrases, and real ones that look alike."""
    return vocabulary() | REAL_WORDS | {word for table in _TABLES for word in table.parts()}


def meant_by(word: str) -> str | None:
    """The word of ours that somebody meant; None where this is one already, or no slip of one."""
    if not _SHORTEST <= len(word) <= _LONGEST or not word.isascii() or not word.isalpha():
        return None
    if {word, word.removesuffix("s")} & _left_alone() or is_known(word):
        return None
    near = {meant for short in _shortened(word) for meant in _neighbours().get(short, ())}
    ranked = sorted((cost, meant) for meant in near if (cost := _cost(word, meant)))
    return ranked[0][1] if ranked else None


@cache
def _neighbours() -> dict[str, tuple[str, ...]]:
    """Our words by what is left of them when a letter is taken out, or two of a long one."""
    found: dict[str, list[str]] = {}
    for meant in sorted(vocabulary()):
        for short in _shortened(meant):
            found.setdefault(short, []).append(meant)
    return {short: tuple(words) for short, words in found.items()}


def _shortened(word: str) -> set[str]:
    once = {word, *_less_one(word)}
    return once | {less for short in once for less in _less_one(short)} if len(word) >= _TWICE - 1 else once


def _less_one(word: str) -> Iterable[str]:
    return (word[:at] + word[at + 1 :] for at in range(len(word)))


def _cost(word: str, meant: str) -> int:
    """How unlikely the slip is from `meant` to `word`, from 1; 0 where it is none that is forgiven."""
    if word[0] != meant[0] or len(meant) < _SHORTEST:
        return 0
    if len(word) == len(meant):
        return _same_length(word, meant)
    if len(word) == len(meant) - 1:
        return 2 if len(meant) > _SHORTEST and word in _less_one(meant) else _long_cost(word, meant)
    if len(word) == len(meant) + 1 and meant in _less_one(word):
        doubled = any(word[at] == word[at - 1] and word[:at] + word[at + 1 :] == meant for at in range(1, len(word)))
        return 1 if doubled else 2 if len(meant) > _SHORTEST else 0
    return _long_cost(word, meant)


def _same_length(word: str, meant: str) -> int:
    """Two neighbours changed places, or in a word that is not short one letter is another."""
    wrong = [at for at in range(len(word)) if word[at] != meant[at]]
    if len(wrong) == 1:
        return 3 if len(meant) > _LONG_ENOUGH else 0
    changed = len(wrong) == 2 and wrong[1] == wrong[0] + 1
    return int(changed and word[wrong[0]] == meant[wrong[1]] and word[wrong[1]] == meant[wrong[0]])


def _long_cost(word: str, meant: str) -> int:
    """Two letters left out of a long word."""
    is_long = len(meant) >= _TWICE and len(word) == len(meant) - 2
    letters = iter(meant)
    return 4 if is_long and all(letter in letters for letter in word) else 0

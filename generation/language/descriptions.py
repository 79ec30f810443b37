"""What a prompt describes without naming it: the words for the model, and what becomes of its guesses."""

from __future__ import annotations

from typing import NamedTuple

from generation.language import nearness
from generation.language.moods import feel_of, fitting
from generation.language.nearness import Guess
from generation.language.style_words import StyleWish
from generation.language.text import Reading, word_set

_GENERIC = word_set(
    "music beat beats track tracks song songs tune background please make me give something create generate "
    "instrumental"
)
_GENRE_SURE, _MOOD_SURE, _LOOSE_SURE = 0.42, 0.48, 0.62
"""How sure a guess must be: of a genre, of a mood, and of a genre where a loose word names another."""
_LEAST_WORDS = 2
"""Words without a meaning that a prompt with a genre must have before its mood is guessed."""
_MOST_SURE = 0.85
"""A guess is never as sure as a word."""


class Described(NamedTuple):
    """What the model adds to what the rules found."""

    style: StyleWish
    mood: str | None = None
    energy: float | None = None
    sure: dict[str, float] = {}
    pending: bool = False
    """Whether the model is still being loaded and nobody wanted to wait for it."""


def description(reading: Reading) -> str:
    """The words that nobody has claimed yet, but for those that every prompt may have."""
    words = [word.written for word in reading.left_over() if word.text and word.text not in _GENERIC]
    return " ".join(words)


def described(
    text: str, style: StyleWish, mood: str | None, unexplained: tuple[str, ...], *, patient: bool
) -> Described:
    """The genre and the mood that a description is nearest to, where the rules found none or a loose one."""
    wants_genre = bool(unexplained) and (style.genre is None or style.is_loose)
    wants_mood = mood is None and len(unexplained) >= (_LEAST_WORDS if style.genre else 1)
    if not wants_genre and not wants_mood:
        return Described(style)
    if not patient and not nearness.is_ready():
        nearness.load_soon()
        return Described(style, pending=True)
    found = nearness.guesses(text)
    genre = found.genre if wants_genre else None
    chosen = _restyled(style, genre) if genre else style
    return _with_mood(chosen, found.mood if wants_mood else None, genre if chosen != style else None)


def _restyled(style: StyleWish, guess: Guess) -> StyleWish:
    """The style that was guessed, if that is surer than what was found; else what was found."""
    if guess.sureness < (_LOOSE_SURE if style.genre else _GENRE_SURE):
        return style
    if guess.name == style.genre:
        return style
    return StyleWish(guess.name, label="", sureness=min(guess.sureness, _MOST_SURE))


def _with_mood(style: StyleWish, guess: Guess | None, genre: Guess | None) -> Described:
    sure = {"genre": min(genre.sureness, _MOST_SURE)} if genre else {}
    mood = fitting(guess.name, style.genre) if guess and guess.sureness >= _MOOD_SURE else None
    if not guess or not mood:
        return Described(style, sure=sure)
    return Described(style, mood, feel_of(mood).energy, {**sure, "mood": min(guess.sureness, _MOST_SURE)})

"""A prompt as words that can be claimed: each reader takes what it understands, the rest is what was ignored."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Generic, TypeVar

from generation.language.tongues import in_english, japanese_in_english

T = TypeVar("T")

_WORD = re.compile(
    r"\d+:\d\d(?!\d)|\d+/\d+|\d+[.,]\d(?!\d)|\d+\.\d+|\d+"  # 1:30 · 4/4 · 92,5 · 174.5 · 140
    r"|[A-Ha-h][#♯♭](?![^\W\d_]{3})"  # f#, also in f#m
    r"|[^\W\d_]+|[&+~%]"
)
_SIGNS = {"&": "and", "+": "and", "~": "around", "n": "and", "w": "with"}
_ONE_NAME = {
    ("lo", "fi"): "lofi", ("low", "fi"): "lofi", ("hip", "hop"): "hiphop", ("boom", "bap"): "boombap",
    ("r", "and", "b"): "rnb", ("d", "and", "b"): "dnb", ("d", "n", "b"): "dnb",
}  # fmt: skip
_MOST_READ = 20_000
"""Characters: some single ones stand for eighteen."""
_KEPT_PLURALS = frozenset({"keys"})


@dataclass(frozen=True, slots=True)
class Word:
    """One word of a prompt."""

    written: str
    """As it stands in the prompt, compatibility characters resolved."""
    folded: str
    """Lower case, without Latin accents."""
    text: str
    """In English, where it is a foreign word that BeatFlow knows; "" for a foreign word without a meaning here."""
    gap: str
    """What stands before it: "" where it is glued to the word before."""

    @property
    def stem(self) -> str:
        """The word without its plural ending: what phrases are looked up by."""
        plural = len(self.text) > 3 and self.text.endswith("s") and not self.text.endswith("ss")
        return self.text[:-1] if plural and self.text not in _KEPT_PLURALS else self.text

    @property
    def number(self) -> float | None:
        """Its value, where it is a plain number in digits."""
        if not self.written[0].isdecimal() or ":" in self.written or "/" in self.written:
            return None
        return float(self.written.replace(",", "."))


def fold(text: str) -> str:
    """Lower case, Latin accents off; Japanese voicing marks stay."""
    apart = unicodedata.normalize("NFD", text.casefold())
    bare = "".join(sign for sign in apart if not "\u0300" <= sign <= "\u036f")
    return unicodedata.normalize("NFC", bare)


def word_set(text: str) -> frozenset[str]:
    """The words of a list that is written as one text."""
    return frozenset(text.split())


def normalised(prompt: str) -> str:
    """A prompt with compatibility characters resolved, Japanese put into English, and not endless."""
    return japanese_in_english(unicodedata.normalize("NFKC", prompt)[:_MOST_READ])


def words_of(prompt: str) -> list[Word]:
    """The words and numbers of a prompt, in order; everything else becomes the gap before the next one."""
    return _split(normalised(prompt))


def _split(text: str) -> list[Word]:
    words, end = [], 0
    for match in _WORD.finditer(text):
        folded = fold(match[0])
        english = _SIGNS.get(folded) or in_english(folded)
        words.append(Word(match[0], folded, english, text[end : match.start()]))
        end = match.end()
    return _joined(words)


def _joined(words: list[Word]) -> list[Word]:
    """The same words, with the names that people spell apart, hyphenated or as one always as one: "lo-fi", "R & B"."""
    joined: list[Word] = []
    index = 0
    while index < len(words):
        length = next((n for n in (3, 2) if tuple(word.text for word in words[index : index + n]) in _ONE_NAME), 1)
        group = words[index : index + length]
        joined.append(words[index] if length == 1 else _as_one(group))
        index += length
    return joined


def _as_one(group: list[Word]) -> Word:
    written = group[0].written + "".join(word.gap + word.written for word in group[1:])
    name = _ONE_NAME[tuple(word.text for word in group)]
    return Word(written, name, name, group[0].gap)


class Phrases(Generic[T]):
    """A table of phrases of one or more words: spelled apart, hyphenated or as one word, singular or plural."""

    def __init__(self, meanings: Mapping[str, T]) -> None:
        self._meanings: dict[tuple[str, ...], T] = {}
        for phrase, meaning in meanings.items():
            stems = tuple(word.stem for word in words_of(phrase))
            if not any(stems):
                raise ValueError(f"“{phrase}” carries no meaning in another language, so it can't here.")
            self._meanings[stems] = meaning
            self._meanings.setdefault(("".join(stems),), meaning)
        self._longest = max((len(stems) for stems in self._meanings), default=0)

    def words(self) -> Iterator[str]:
        """Every phrase that is a single word, without plural endings."""
        return (stems[0] for stems in self._meanings if len(stems) == 1)

    def parts(self) -> Iterator[str]:
        """Every word that stands in one of its phrases, without plural endings."""
        return (stem for stems in self._meanings for stem in stems)

    def at(self, words: list[Word], start: int) -> tuple[int, T] | None:
        """Where the longest phrase that begins at `start` ends, and its meaning."""
        stems = [word.stem for word in words[start : start + self._longest]]
        for length in range(len(stems), 0, -1):
            meaning = self._meanings.get(tuple(stems[:length]))
            if meaning is not None:
                return start + length, meaning
        return None


class Reading:
    """The words of one prompt and which of them somebody has understood."""

    def __init__(self, prompt: str) -> None:
        text = normalised(prompt)
        self.words = _split(text)
        self.tail = text.rpartition(self.words[-1].written)[2] if self.words else ""
        """What stands behind the last word."""
        self._claimed = [False] * len(self.words)

    def claim(self, start: int, end: int) -> None:
        """Say that the words from `start` up to `end` are understood."""
        self._claimed[start:end] = [True] * (min(end, len(self.words)) - start)

    def is_free(self, start: int, end: int | None = None) -> bool:
        """Whether nobody has claimed a word of this stretch yet."""
        return not any(self._claimed[start : start + 1 if end is None else end])

    def text(self, index: int) -> str:
        """The English word at a place; "" outside of the prompt."""
        return self.words[index].text if 0 <= index < len(self.words) else ""

    def opens(self, index: int) -> bool:
        """Whether a comma, a full stop, a bracket or the edge of the prompt stands before this place."""
        return not 0 < index < len(self.words) or bool(re.search(r"[,;.!?()\[\]\n/|、。・]", self.words[index].gap))

    def find(self, phrases: Phrases[T]) -> Iterator[tuple[int, int, T]]:
        """Every unclaimed phrase with where it starts and ends; longest first, none overlapping."""
        index = 0
        while index < len(self.words):
            found = phrases.at(self.words, index) if self.is_free(index) else None
            if found and self.is_free(index, found[0]):
                yield index, found[0], found[1]
                index = found[0]
            else:
                index += 1

    def left_over(self) -> list[Word]:
        """The words that nobody has claimed."""
        return [word for word, claimed in zip(self.words, self._claimed, strict=True) if not claimed]

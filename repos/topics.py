"""The words that a repo is found under."""

import re
from collections.abc import Iterable

from django.utils.text import slugify

MOST = 10
MAX_LENGTH = 30
_BETWEEN = re.compile(r"[\s,;#]+")


def split(text: str) -> list[str]:
    """The words of a text in which commas, spaces or # stand between them."""
    return [word for word in _BETWEEN.split(text) if word]


def checked(words: Iterable[str]) -> list[str]:
    """Words as they are stored, each once. Raises ValueError with a sentence for too many, a long one, or one of
    which nothing is left."""
    topics = list(dict.fromkeys(_topic(word) for word in words))
    if len(topics) > MOST:
        raise ValueError(f"A repo has at most {MOST} topics.")
    return topics


def _topic(word: str) -> str:
    topic = slugify(word)
    if not 0 < len(topic) <= MAX_LENGTH:
        raise ValueError(f"“{word[:MAX_LENGTH]}” is no topic: write letters and digits, at most {MAX_LENGTH}.")
    return topic

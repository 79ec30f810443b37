"""Text that people wrote, made fit to stand in one line."""

import re

# Control characters break a line, and PostgreSQL refuses NUL and halves of characters; those that turn the direction
# of text make one name look like another.
_BLANK = re.compile(r"[\s\x00-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff]+")


def one_line(text: str) -> str:
    """The text in one line that reads as it is written; "" where nothing is left of it."""
    return _BLANK.sub(" ", text).strip()

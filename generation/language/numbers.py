"""Numbers in digits and in English words."""

from __future__ import annotations

from generation.language.text import Word

_COUNTING = (
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen "
    "seventeen eighteen nineteen"
)
_SMALL = {word: float(value) for value, word in enumerate(_COUNTING.split())}
_TENS = {
    "twenty": 20.0, "thirty": 30.0, "forty": 40.0, "fourty": 40.0, "fifty": 50.0, "sixty": 60.0, "seventy": 70.0,
    "eighty": 80.0, "ninety": 90.0,
}  # fmt: skip
_BETWEEN = frozenset({"between", "zwischen", "entre"})
_TO = frozenset({"to", "bis", "around"})


def number_at(words: list[Word], start: int) -> tuple[float, int] | None:
    """The number that begins at a place and where it ends: 92, "ninety two", "a hundred and forty", "one forty"."""
    if not 0 <= start < len(words):
        return None
    if (digits := words[start].number) is not None:
        return digits, start + 1
    value, end = _below_hundred(words, start)
    if end < len(words) and words[end].text == "hundred":
        rest, stop = _below_hundred(words, end + 1 + (end + 1 < len(words) and words[end + 1].text == "and"))
        has_rest = rest > 0
        return (value or 1.0) * 100 + rest, stop if has_rest else end + 1
    if 1 <= value <= 2 and end == start + 1:
        rest, stop = _below_hundred(words, end)
        if rest >= 10:
            return value * 100 + rest, stop
    return (value, end) if end > start and words[start].text != "a" else None


def _below_hundred(words: list[Word], start: int) -> tuple[float, int]:
    """A number in words below 100 and where it ends; 0.0 where there is none ("a" counts for nothing but is passed)."""
    if start >= len(words):
        return 0.0, start
    text = words[start].text
    if text in _TENS:
        unit = _SMALL.get(words[start + 1].text, 0.0) if start + 1 < len(words) else 0.0
        return (_TENS[text] + unit, start + 2) if 0 < unit < 10 else (_TENS[text], start + 1)
    if text in _SMALL:
        return _SMALL[text], start + 1
    return 0.0, start + (text == "a")


def range_at(words: list[Word], start: int) -> tuple[float, int] | None:
    """A number, or the middle of a range ("140-150", "20 to 30"), and where it ends."""
    found = number_at(words, start)
    if not found or found[1] >= len(words):
        return found
    value, end = found
    is_joined = words[end].text in _TO or (words[end].text == "and" and start > 0 and words[start - 1].text in _BETWEEN)
    other = number_at(words, end + 1) if is_joined else _behind_a_dash(words, end)
    return ((value + other[0]) / 2, other[1]) if other and value < other[0] <= 2 * value else found


def _behind_a_dash(words: list[Word], index: int) -> tuple[float, int] | None:
    return number_at(words, index) if words[index].gap.strip() in ("-", "–", "—", "〜", "～") else None

"""A short name for a beat, made from what was asked for."""

from __future__ import annotations

_LONGEST = 60
_PAUSES = ",.;:!?–—、。，"
_SPELLINGS = {"r&b": "R&B", "edm": "EDM"}


def title(mood: str | None, style: str, key: str | None, bpm: float | None, prompt: str) -> str:
    """ "Dark trap in C minor"; the prompt's own first words where no style is understood; "" where there are none."""
    if not style:
        return _first_words(prompt)
    label = _SPELLINGS.get(style, style)
    start = f"{mood} {label}" if mood and mood not in label.split() else label
    where = f" in {key}" if key else f" at {bpm:g} bpm" if bpm else ""
    return (start[:1].upper() + start[1:] + where)[:_LONGEST]


def _first_words(prompt: str) -> str:
    """Up to six words of the first clause that has two, cut at a word's end."""
    words = "".join(sign if sign.isprintable() else " " for sign in prompt[:400]).split()[:6]
    ends = [index for index, word in enumerate(words, start=1) if index > 1 and word[-1] in _PAUSES]
    text = " ".join(words[: ends[0]] if ends else words).rstrip(_PAUSES + " ")
    if len(text) > _LONGEST:
        text = text[:_LONGEST].rsplit(" ", 1)[0] + "…"
    return text[:1].upper() + text[1:]

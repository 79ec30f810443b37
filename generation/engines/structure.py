"""What somebody may ask of the form of a piece."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import zip_longest

LEAST_PEAK_BARS = 2
"""What a hook or drop needs behind it to be one."""


@dataclass(frozen=True, slots=True)
class Structure:
    """Wishes about the form. None and "" leave it to the composer; bars are counted from 1."""

    peak_bar: int | None = None
    """The bar on which the first hook or drop begins; 1 begins with it."""
    intro: str = ""
    """Out of `SIZES`."""
    intro_bars: int | None = None
    outro: str = ""
    outro_bars: int | None = None
    breaks: bool | None = None
    builds: bool | None = None
    order: tuple[str, ...] = ()
    """Every section in its turn, out of `SECTIONS`; at most `MOST_SECTIONS`."""
    order_bars: tuple[int, ...] = ()
    """How many bars each section of the order has, 0 where that is open; empty where it is for all."""

    def __bool__(self) -> bool:
        """Whether anything is asked at all."""
        return self != Structure()

    def __str__(self) -> str:
        """As a page shows it, and as a prompt may say it: "drop at bar 9, short intro, no break"; "verse – hook"."""
        peak = "start with the drop" if self.peak_bar == 1 else self.peak_bar and f"drop at bar {self.peak_bar}"
        ends = [_end("intro", self.intro, self.intro_bars), _end("outro", self.outro, self.outro_bars)]
        middle = [_wanted("break", self.breaks), _wanted("build-up", self.builds)]
        turns = zip_longest(self.order, self.order_bars)
        order = " – ".join(f"{bars} bar {name}" if bars else name for name, bars in turns)
        return ", ".join(part for part in (order, peak, ends[0], *middle, ends[1]) if part)


OPEN = Structure()
"""Nothing asked."""
SIZES = ("none", "short", "long")
SECTIONS = ("intro", "verse", "build", "hook", "drop", "break", "outro")
MOST_SECTIONS = 16
ENDING_BARS = 3
"""How many bars at most an ending may take behind sections that are counted."""


def counted_bars(structure: Structure) -> int:
    """How many bars the sections of an order have together; 0 where those of one are open."""
    return sum(structure.order_bars) if all(structure.order_bars) else 0


def misfit(structure: Structure, bars: int) -> str:
    """A notice where the sections of an order are counted to another length than a piece of so many bars, else ""."""
    counted = counted_bars(structure)
    if not counted or 0 <= bars - counted <= ENDING_BARS:
        return ""
    how = "shorter" if bars < counted else "longer"
    return f"The sections asked for have {counted} bars. The piece is {how}, and so are they."


def late_peak(structure: Structure, bars: int) -> str:
    """A notice where the first hook or drop is wished for at a bar that a piece of so many doesn't have, else ""."""
    if not structure.peak_bar or structure.peak_bar == 1 or structure.peak_bar <= bars + 1 - LEAST_PEAK_BARS:
        return ""
    return f"The drop can't begin at bar {structure.peak_bar} of so short a piece; it comes where it fits."


def _end(name: str, size: str, bars: int | None) -> str:
    if bars:
        return f"{bars} bar {name}"
    return f"no {name}" if size == "none" else f"{size} {name}" if size else ""


def _wanted(name: str, is_wanted: bool | None) -> str:
    return "" if is_wanted is None else f"with a {name}" if is_wanted else f"no {name}"

"""Wishes about the form: a shape bent to the structure that a brief asks for."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import zip_longest

from generation.engines.composer.score import BEATS_PER_BAR, Section
from generation.engines.composer.shape import Shape, scaled
from generation.engines.structure import Structure, late_peak, misfit

_PEAKS = ("hook", "drop")
_LEADING = ("intro", "build")
_USUAL_BARS = {"intro": 4, "build": 4, "break": 4, "outro": 4}
"""How long a section of an order is beside the others; what is missing has eight."""
_MONOTONE = 12
"""Bars after which a peak alone wants a rest."""


def honoured(shape: Shape, structure: Structure, bars: int) -> Shape:
    """The shape as the structure wants it, as far as there are bars for that; `bars` long as before."""
    if not structure:
        return shape
    if (counted := _counted(structure, bars)) is not None:
        return counted
    wished = _ordered(structure, bars) if structure.order else _enriched(_rid_of(shape, structure), structure)
    lead, body = _parted(wished)
    lead_bars = structure.peak_bar - 1 if structure.peak_bar and not late_peak(structure, bars) else None
    lead = _opened(lead, structure, bars, lead_bars)
    return [*lead, *_closed(body, structure, bars - _sum(lead))]


def _counted(structure: Structure, bars: int) -> Shape | None:
    """The order with the bars that are asked for, and its open sections in what these leave; None if that can't be."""
    turns = list(zip(_turns(structure), structure.order_bars, strict=False))
    free = [turn for turn, told in turns if not told]
    rest = bars - sum(structure.order_bars)
    if not turns or rest < len(free) or (rest and not free):
        return None
    sized = iter(scaled(free, rest) if free else ())
    return [turn if told else next(sized) for turn, told in turns]


def _turns(structure: Structure) -> Shape:
    """The sections in the order that is asked for, as long as they are asked for or usual."""
    turns = zip_longest(structure.order, structure.order_bars)
    return [(name, bars or _USUAL_BARS.get(name, 8)) for name, bars in turns]


def _ordered(structure: Structure, bars: int) -> Shape:
    """The sections in the order that is asked for, as many as there are bars for."""
    return scaled(_turns(structure), bars)


def unmet(structure: Structure, sections: Sequence[Section]) -> tuple[str, ...]:
    """A notice for each wish that these sections don't fulfil."""
    names = [section.name for section in sections]
    bars = int(sum(section.length_beats for section in sections if section.name != "ending") // BEATS_PER_BAR)
    late = late_peak(structure, bars)
    peak = next((section.start_beats / BEATS_PER_BAR + 1 for section in sections if section.name in _PEAKS), 0)
    wrong = structure.peak_bar and peak != structure.peak_bar and not late
    kept = tuple(name for name in names if name != "ending")
    missing = [name for name, wish in (("break", structure.breaks), ("build", structure.builds)) if wish]
    fit = misfit(structure, bars)
    return (
        *((late,) if late else ()),
        *((fit,) if fit else ()),
        *((f"The drop begins at bar {peak:g}, not at bar {structure.peak_bar}.",) if wrong else ()),
        *((f"There is room for {_told(kept)} in {bars} bars.",) if structure.order and kept != structure.order else ()),
        *(f"There is no room for a {name} in {bars} bars." for name in missing if name not in names),
    )


def _told(names: Sequence[str]) -> str:
    """Sections as a form shows them."""
    return " – ".join(names) or "no section"


def _sum(shape: Shape) -> int:
    return sum(size for _, size in shape)


def _parted(shape: Shape) -> tuple[Shape, Shape]:
    """What comes before the first peak, and the rest; a shape without a peak is all lead but for its last section."""
    first = next((index for index, (name, _) in enumerate(shape) if name in _PEAKS), len(shape) - 1)
    return shape[:first], shape[first:]


def _rid_of(shape: Shape, structure: Structure) -> Shape:
    """The shape without the sections that are not wanted; what stands before them goes on for as long."""
    unwanted = {
        "break": structure.breaks is False,
        "build": structure.builds is False,
        "intro": structure.intro == "none",
        "outro": structure.outro == "none",
    }
    kept: Shape = []
    for name, size in shape:
        if unwanted.get(name) and kept:
            kept[-1] = (kept[-1][0], kept[-1][1] + size)
        elif not unwanted.get(name):
            kept.append((name, size))
    return kept or [("hook", _sum(shape))]


def _enriched(shape: Shape, structure: Structure) -> Shape:
    """The shape with the break and the build-up that are asked for, where there are bars for them."""
    names = [name for name, _ in shape]
    shape = _with_break(shape) if structure.breaks and "break" not in names else shape
    return _with_build(shape) if structure.builds and "build" not in names else shape


def _with_break(shape: Shape) -> Shape:
    """A break out of the longest section from the first peak on; a peak that ends the piece comes back after it."""
    lead, body = _parted(shape)
    able = [index for index, (name, size) in enumerate(body) if size >= 4 and name != "outro"]
    if not able:
        return shape
    at = max(able, key=lambda index: (body[index][1], -index))
    (name, size), rest = body[at], body[at + 1 :]
    taken = max(2, size // 8 * 2)
    again = [] if any(more in _PEAKS for more, _ in rest) else [(name, size // 4 * 2)] if size >= 5 else [(name, 1)]
    return [*lead, *body[:at], (name, size - taken - _sum(again)), ("break", taken), *again, *rest]


def _with_build(shape: Shape) -> Shape:
    """A build-up that leads to the first peak, out of what stands before it, else out of the peak."""
    lead, body = _parted(shape)
    source = lead or body[:1]
    name, size = source[-1]
    if size < 2:
        return shape
    taken = max(1, size // 2)
    if lead:
        return [*lead[:-1], (name, size - taken), ("build", taken), *body]
    return [("build", taken), (name, size - taken), *body[1:]]


def _opened(lead: Shape, structure: Structure, bars: int, wished: int | None) -> Shape:
    """What comes before the first peak: the intro as long as asked, and all of it `wished` bars long, if set."""
    if wished == 0:
        return []
    intro = _bars_of(structure.intro, structure.intro_bars, bars)
    rest = [part for part in lead if part[0] != "intro"]
    room = bars - 1 if wished is None else wished
    if intro:
        intro = min(intro, room)
        more = min(room - intro, _sum(rest)) if wished is None else wished - intro
        lead = [("intro", intro), *_filling(rest, more)]
    elif wished is not None:
        lead = _filling(lead, wished)
    return _cut(lead, room)


def _filling(shape: Shape, bars: int) -> Shape:
    """Some sections stretched to `bars`, with a verse among them where no other may grow so long."""
    if bars <= 0:
        return []
    if all(name in _LEADING for name, _ in shape) and bars > _sum(shape):
        opening = [part for part in shape if part[0] == "intro"]
        shape = [*opening, ("verse", max(1, bars // 2)), *(part for part in shape if part[0] != "intro")]
    return scaled(shape, bars)


def _cut(shape: Shape, bars: int) -> Shape:
    """The first `bars` of a shape."""
    kept: Shape = []
    for name, size in shape:
        room = bars - _sum(kept)
        kept += [(name, min(size, room))] if room > 0 else []
    return kept


def _closed(body: Shape, structure: Structure, bars: int) -> Shape:
    """What comes from the first peak on, `bars` long, with the outro as long as asked or as it was."""
    rest = [part for part in body if part[0] != "outro"]
    usual = min(_sum(body) - _sum(rest), bars // 8 * 2)
    outro = min(_bars_of(structure.outro, structure.outro_bars, bars) or usual, bars // 2)
    rest = scaled(rest, bars - outro)
    if len(rest) == 1 and rest[0][1] >= _MONOTONE and structure.breaks is None and not structure.order:
        rest = _with_break(rest)
    return [*rest, ("outro", outro)] if outro else rest


def _bars_of(size: str, counted: int | None, bars: int) -> int:
    """How many bars an intro or outro of this size has in a piece of so many; 0 where none is asked for."""
    if counted:
        return counted
    if size == "short":
        return 4 if bars > 48 else 2 if bars >= 8 else 1
    return min(4 + 4 * (bars // 16), bars // 2) if size == "long" else 0

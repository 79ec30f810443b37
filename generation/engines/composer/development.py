"""Development: how a kit's bar changes while a piece goes on: what it gains, and what it does where phrases end."""

from __future__ import annotations

from collections.abc import Callable

from numpy.random import Generator

from generation.engines.composer.rhythm import STEPS_PER_BAR
from generation.engines.composer.variation import BACKBEATS, TICKING, Rows

Change = Callable[[Rows], Rows]
"""One bar's rows → the same bar, played otherwise."""

_NONE = (0.0,) * STEPS_PER_BAR


def _row(text: str) -> tuple[float, ...]:
    """The forces of sixteen marks."""
    return tuple({"X": 0.95, "x": 0.8, "o": 0.6, "g": 0.3}.get(mark, 0.0) for mark in text)


def _with(rows: Rows, piece: str, text: str) -> Rows:
    """The rows with one piece more, or louder where it plays already."""
    row = rows.get(piece, _NONE)
    return {**rows, piece: tuple(map(max, row, _row(text)))}


def _without(rows: Rows, pieces: tuple[str, ...], first: int = 0) -> Rows:
    """The rows with some pieces silent from a step on."""
    return {piece: row[:first] + _NONE[first:] if piece in pieces else row for piece, row in rows.items()}


def _leader(rows: Rows) -> str:
    """The piece that has the backbeat."""
    return next((piece for piece in BACKBEATS if any(force > 0.7 for force in rows.get(piece, _NONE))), "snare")


def _ride(rows: Rows) -> Rows:
    """The hand goes over to the ride; its closed hat becomes the foot's."""
    if "hat_closed" not in rows:
        return _with(rows, "ride", "x...x...x...x...")
    rest = {piece: row for piece, row in rows.items() if piece != "hat_closed"}
    eighths = tuple(force if step % 2 == 0 else 0.7 * force for step, force in enumerate(rows["hat_closed"]))
    return _with({**rest, "ride": tuple(map(max, rest.get("ride", _NONE), eighths))}, "hat_pedal", "....o.......o...")


def _open(rows: Rows) -> Rows:
    """Open hats between the beats."""
    return _with(rows, "hat_open", "..o...o...o...o.")


def _lifted(rows: Rows) -> Rows:
    """An open hat before each half of the bar."""
    return _with(rows, "hat_open", "......o.......x.")


def _sixteenths(rows: Rows) -> Rows:
    """The closed hat fills the gaps between its strokes softly."""
    return _with(rows, "hat_closed", "gggggggggggggggg") if "hat_closed" in rows else _open(rows)


def _ghosts(rows: Rows) -> Rows:
    """Ghost strokes around the backbeat."""
    backbeat = rows.get("snare", _NONE)
    marks = ["g" if not backbeat[step] and step in (7, 9, 15) else "." for step in range(STEPS_PER_BAR)]
    return _with(rows, "snare", "".join(marks))


def _clapped(rows: Rows) -> Rows:
    """A clap on top of every loud snare, or a snare on top of every loud clap."""
    leader, follower = (
        ("snare", "clap") if any(force > 0.7 for force in rows.get("snare", _NONE)) else ("clap", "snare")
    )
    loud = "".join("o" if force > 0.7 else "." for force in rows.get(leader, _NONE))
    return _with(rows, follower, loud)


def _tambourine(rows: Rows) -> Rows:
    """A tambourine in eighths off the beat."""
    return _with(rows, "tambourine", "..x...x...x...x.")


def _bell(rows: Rows) -> Rows:
    """The bell of the ride on the beats."""
    return _with(rows, "ride_bell", "x...x...x...x...")


def _crashes(rows: Rows) -> Rows:
    """The crash is ridden in quarters in place of the hats."""
    return _with(_without(rows, ("hat_closed", "hat_open", "ride")), "crash", "x...o...x...o...")


def _toms(rows: Rows) -> Rows:
    """The floor tom answers the kick."""
    return _with(rows, "tom_low", "......o....o..o.")


def _rims(rows: Rows) -> Rows:
    """A rim that cuts across in threes."""
    return _with(rows, "rim", "...o..o....o..o.")


def _more_kick(rows: Rows) -> Rows:
    """Two kicks more, away from the backbeat."""
    loud = [
        step for step in range(STEPS_PER_BAR) if any(rows[piece][step] > 0.5 for piece in BACKBEATS if piece in rows)
    ]
    marks = ["o" if step in (3, 10) and step not in loud else "." for step in range(STEPS_PER_BAR)]
    return _with(rows, "kick", "".join(marks))


LIFTS: dict[str, Change] = {
    "ride": _ride, "open": _open, "lifted": _lifted, "sixteenths": _sixteenths, "ghosts": _ghosts, "clap": _clapped,
    "tambourine": _tambourine, "bell": _bell, "crashes": _crashes, "toms": _toms, "rims": _rims, "kicks": _more_kick,
}  # fmt: skip
"""What lasts for a phrase or a section."""


def _breath(rows: Rows) -> Rows:
    """The kick is silent in the second half of the bar."""
    return _without(rows, ("kick",), 8)


def _kickless(rows: Rows) -> Rows:
    """A bar without kick."""
    return _without(rows, ("kick",), 1)


def _pickup(rows: Rows) -> Rows:
    """Kicks that lead into the next bar."""
    return _with(rows, "kick", ".............o.x")


def _hatless(rows: Rows) -> Rows:
    """A bar without hats and cymbals but for one open hat at its end."""
    return _with(_without(rows, (*TICKING, "hat_open")), "hat_open", "..............x.")


def _half_time(rows: Rows) -> Rows:
    """The bar at half its pace: one backbeat, on three."""
    leader = _leader(rows)
    quiet = _without(rows, ("kick", *BACKBEATS))
    return _with(_with(quiet, leader, "........X......."), "kick", "X.....o.........")


def _double_time(rows: Rows) -> Rows:
    """The snare on every eighth off the beat."""
    return _with(_with(_without(rows, ("kick", "snare")), "snare", "..x...x...x...x."), "kick", "x...x...x...x...")


def _stop(rows: Rows) -> Rows:
    """All stop after the third beat."""
    return _without(rows, tuple(rows), 12)


def _answer(rows: Rows) -> Rows:
    """The backbeat's last stroke comes a sixteenth early and again."""
    leader = _leader(rows)
    return _with(rows, leader, "..........o..x..")


TURNS: dict[str, Change] = {
    "breath": _breath, "kickless": _kickless, "pickup": _pickup, "hatless": _hatless, "half-time": _half_time,
    "double-time": _double_time, "stop": _stop, "answer": _answer,
}  # fmt: skip
"""What happens in one bar, the last of a phrase."""


def order(names: tuple[str, ...], rng: Generator) -> tuple[str, ...]:
    """The names in an order of this piece's own, each once."""
    fresh = tuple(dict.fromkeys(names))
    return tuple(fresh[index] for index in rng.permutation(len(fresh)))

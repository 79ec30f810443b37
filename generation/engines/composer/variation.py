"""Variation: what makes a family's beat this take's own, and what a drummer does otherwise in the last bar of four."""

from __future__ import annotations

import numpy as np
from numpy.random import Generator

from generation.engines.composer.rhythm import STEPS_PER_BAR, Row
from generation.engines.composer.streams import pick

BACKBEATS = ("snare", "clap", "rim", "snap", "brush")
Rows = dict[str, Row]

TICKING = ("hat_closed", "hat_pedal", "ride", "shaker", "tambourine", "conga_high", "conga_low", "bongo_high", "brush")
_TIMEKEEPERS = ("hat_closed", "hat_open", "ride", "shaker")
_GHOST, _SOFT = 0.3, 0.5
_OFF_BEATS = (2, 6, 6, 10, 12, 14, 14)


def own(rows: Rows, density: float, rng: Generator, *, nudges: tuple[int, ...] = (1, 2, 2, 3)) -> Rows:
    """The rows with kicks added, moved or taken away and cymbals played another way, so that no two takes share a beat.

    `density` −1 … 1 says whether strokes are rather taken or given; what is chosen otherwise hangs on the stream alone.
    `nudges` are how often the kick may be changed.
    """
    mine = ticked(rows, density, rng)
    for _ in range(pick(nudges, rng)):
        branch = _branch(rng)
        change = _moved if branch.random() < 0.4 else _nudged
        mine = {**mine, "kick": change(mine["kick"], mine, 0.5 + 0.4 * density, branch)} if "kick" in mine else mine
    for piece in ("snare", "rim", "snap"):
        branch = _branch(rng)
        if piece in mine and branch.random() < 0.35 + 0.2 * density:
            mine[piece] = _ghosted(mine[piece], branch)
    return mine


def ticked(rows: Rows, density: float, rng: Generator) -> Rows:
    """The rows with cymbals and shakers as one of several hands would play them."""
    return {piece: _ticked(piece, row, density, _branch(rng)) for piece, row in rows.items()}


def _branch(rng: Generator) -> Generator:
    """A stream of one choice's own: however much it draws, what comes after it stays as it is."""
    return np.random.default_rng(int(rng.integers(2**31)))


def crossed(rows: Rows, other: Rows) -> Rows:
    """The kick and backbeat of the one with the hats and cymbals of the other; as they are where that keeps no time."""
    lead = {piece: row for piece, row in rows.items() if piece == "kick" or piece in BACKBEATS}
    rest = {piece: row for piece, row in other.items() if piece != "kick" and piece not in BACKBEATS}
    keeping = max((_strokes_a_bar(row) for piece, row in rest.items() if piece in _TIMEKEEPERS), default=0.0)
    return {**lead, **rest} if lead and keeping >= 4 and "brush" not in lead else rows


def _strokes_a_bar(row: Row) -> float:
    """How many strokes a row has in a bar."""
    return sum(map(bool, row)) * STEPS_PER_BAR / len(row)


def last_of_four(rows: Rows, rng: Generator) -> Rows:
    """The rows as they go in the last bar of four."""
    varied = dict(rows)
    if "kick" in rows:
        varied["kick"] = _nudged(rows["kick"], rows, 0.7, rng)
    for piece in ("snare", "rim", "snap"):
        if piece in rows and rng.random() < 0.5:
            varied[piece] = _ghosted(rows[piece], rng)
    return varied


def answering(rows: Rows, rng: Generator) -> Rows:
    """The rows with a figure on the last beat of each bar, on the piece that plays least."""
    if not rows:
        return rows
    piece = min(rows, key=lambda name: _strokes_a_bar(rows[name]))
    figure = pick(((12, 14, 15), (13, 14), (12, 13, 15), (11, 14), (10, 12, 14)), rng)
    row = (max(force, 0.55) if step % STEPS_PER_BAR in figure else force for step, force in enumerate(rows[piece]))
    return {**rows, piece: tuple(row)}


def comped(rows: Rows, rng: Generator) -> Rows:
    """A bar with one to three soft strokes on the snare and at times one on the bass drum, off the beat, unplanned."""
    chosen = [_OFF_BEATS[index] for index in rng.permutation(len(_OFF_BEATS))[: pick((1, 2, 2, 3), rng)]]
    feet = chosen[:1] if rng.random() < 0.45 else []
    snare = [force if force > 0.7 else 0.0 for force in rows.get("snare", (0.0,) * STEPS_PER_BAR)]
    kick = list(rows.get("kick", (0.0,) * STEPS_PER_BAR))
    for step in chosen:
        snare[step] = max(snare[step], pick((0.35, 0.45, 0.6), rng))
    for step in feet:
        kick[step] = max(kick[step], 0.6)
    return {**rows, "snare": tuple(snare), "kick": tuple(kick)}


def _ticked(piece: str, row: Row, density: float, rng: Generator) -> Row:
    """A cymbal's or shaker's row as one of several hands would play it; other pieces as they are."""
    if piece not in TICKING or not any(row):
        return row
    weights = [0.5 - 0.3 * density, 0.9 - 0.5 * density, 0.6, 0.5, 0.5 + 0.3 * density, 0.6 + 0.4 * density]
    return pick((_halved, _thinned, _leaned, _kept, _doubled, _filled), rng, weights)(row, rng)


def _kept(row: Row, rng: Generator) -> Row:
    """As written."""
    return row


def _halved(row: Row, rng: Generator) -> Row:
    """Every second of its strokes alone, on the beat or off it; as it is where they are few already."""
    struck = [step for step, force in enumerate(row) if force]
    if len(struck) * STEPS_PER_BAR < 7 * len(row):
        return row
    kept = set(struck[pick((0, 0, 1), rng) :: 2])
    return tuple(force if step in kept else 0.0 for step, force in enumerate(row))


def _thinned(row: Row, rng: Generator) -> Row:
    """Without its strokes on one or two of the weak places of the half-bar, bar after bar."""
    weak = [place for place in range(8) if place % 4 and any(row[place::8]) and max(row[place::8]) < 0.95]
    gone = [weak[index] for index in rng.permutation(len(weak))[: pick((1, 2), rng)]]
    thinned = tuple(0.0 if step % 8 in gone else force for step, force in enumerate(row))
    return thinned if sum(map(bool, thinned)) * 2 >= sum(map(bool, row)) else row


def _filled(row: Row, rng: Generator) -> Row:
    """With ghosts on one or two free places of every bar."""
    free = [place for place in range(STEPS_PER_BAR) if not any(row[place::STEPS_PER_BAR])]
    more = [free[index] for index in rng.permutation(len(free))[: pick((1, 2, 3), rng)]]
    return tuple(_GHOST if step % STEPS_PER_BAR in more else force for step, force in enumerate(row))


def _leaned(row: Row, rng: Generator) -> Row:
    """Its weight on the off-beats, or on every third stroke: the same places, another lilt."""
    heavy = pick(((2, 6, 10, 14), (0, 3, 6, 10, 13), (0, 6, 12), (0, 4, 8, 12)), rng)
    return tuple(
        0.0 if not force else max(force, 0.82) if step % STEPS_PER_BAR in heavy else min(force, _SOFT)
        for step, force in enumerate(row)
    )


def _doubled(row: Row, rng: Generator) -> Row:
    """With a stroke right after some of its strokes, at the same two places of each bar."""
    able = [place for place in range(STEPS_PER_BAR) if row[place] and not any(row[(place + 1) % STEPS_PER_BAR :: 16])]
    after = [(able[index] + 1) % STEPS_PER_BAR for index in rng.permutation(len(able))[:2]]
    return tuple(_SOFT + 0.1 if step % STEPS_PER_BAR in after else force for step, force in enumerate(row))


def _nudged(row: Row, rows: Rows, chance: float, rng: Generator) -> Row:
    """A soft stroke more, away from the backbeat, or a weak one less."""
    steps = list(row)
    free = [step for step, force in enumerate(steps) if not force and step % 2 == 0 and not _is_backbeat(rows, step)]
    weak = [step for step, force in enumerate(steps) if 0 < force < 0.8 and step % STEPS_PER_BAR]
    if free and not _is_steady(row) and rng.random() < chance:
        steps[pick(free, rng)] = 0.62
    elif weak:
        steps[pick(weak, rng)] = 0.0
    return tuple(steps)


def _moved(row: Row, rows: Rows, chance: float, rng: Generator) -> Row:
    """One kick off the beat an eighth or a sixteenth earlier or later, away from the backbeat and from other kicks."""
    moves = [
        (step, step + shift)
        for step, force in enumerate(row)
        if force and step % 4
        for shift in (-2, -1, 1, 2)
        if 0 < step + shift < len(row) and not row[step + shift] and not _is_backbeat(rows, step + shift)
    ]
    if not moves or _is_steady(row):
        return row
    old, new = pick(moves, rng)
    steps = list(row)
    steps[old], steps[new] = 0.0, row[old]
    return tuple(steps)


def _is_backbeat(rows: Rows, step: int) -> bool:
    """Whether a snare or clap sounds within a step."""
    return any(
        row[(step + near) % len(row)] > 0.5 for piece, row in rows.items() for near in (-1, 0, 1) if piece in BACKBEATS
    )


def _is_steady(row: Row) -> bool:
    """Whether the row is four on the floor, which wants no company."""
    return all(row[step] > 0.7 for step in range(0, len(row), 4))


def _ghosted(row: Row, rng: Generator) -> Row:
    """The row with one ghost stroke more on a free sixteenth beside an accent."""
    steps = list(row)
    near = [(step + shift) % len(row) for step, force in enumerate(row) if force > 0.7 for shift in (-3, -1, 2, 3)]
    free = [step for step in near if not row[step]]
    if free:
        steps[pick(free, rng)] = 0.28
    return tuple(steps)

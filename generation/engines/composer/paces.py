"""Pace: a beat at half or double its time, for genres whose families say nothing of it."""

from __future__ import annotations

from generation.engines.composer.rhythm import STEPS_PER_BAR, Row
from generation.engines.composer.variation import BACKBEATS, Rows

_THREE = 8
"""The step of the third beat."""


def paced(rows: Rows, words: tuple[str, ...], tags: tuple[str, ...]) -> Rows:
    """The rows at the pace that a trait asks for, unless the family is one that answers to it."""
    if "half-time" in words and "half-time" not in tags:
        return {piece: _halved(piece, row, rows) for piece, row in rows.items()}
    if "double-time" in words and "double-time" not in tags:
        return {piece: _doubled(row) if piece in ("kick", *BACKBEATS) else row for piece, row in rows.items()}
    return rows


def _halved(piece: str, row: Row, rows: Rows) -> Row:
    """The backbeat on three alone, the kick away from where it was and is."""
    if piece in BACKBEATS:
        loud = max(row) > 0.7
        return tuple(
            max(row) if loud and step % STEPS_PER_BAR == _THREE else force if force < 0.5 else 0.0
            for step, force in enumerate(row)
        )
    if piece == "kick":
        gone = (4, 8, 12) if all(row[step] for step in (0, 4, 8, 12)) else (8,)
        return tuple(0.0 if step % STEPS_PER_BAR in gone else force for step, force in enumerate(row))
    return row


def _doubled(row: Row) -> Row:
    """Two bars in the time of one."""
    return tuple(row[step * 2 % len(row)] for step in range(len(row)))

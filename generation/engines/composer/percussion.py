"""Percussion: shakers, congas, bells and the like, around the kit."""

from __future__ import annotations

from generation.engines.composer.casting import asked_pieces, cast_kit, wanted_pieces
from generation.engines.composer.drive import struck
from generation.engines.composer.form import Passage
from generation.engines.composer.plan import Plan
from generation.engines.composer.rhythm import STEP_BEATS, Row, at_bar, played_hits, settled
from generation.engines.composer.score import Hit, Part
from generation.engines.composer.shaping import swell
from generation.engines.composer.style import Groove

_OWN_ROWS = Groove(
    "asked for",
    {
        "cowbell": "x...o.x...x.o...", "shaker": "xoxoxoxoxoxoxoxo", "tambourine": "..x...x...x...x.",
        "conga_low": "......x.......xo", "conga_high": "..o.x.....o.x...",
    },
)  # fmt: skip
"""What a piece plays that the prompt names and the chosen family lacks."""


def percussion(plan: Plan) -> tuple[Part, ...]:
    """The percussion stem: one part, or none where nothing of it is to play."""
    rng = plan.stream("percussion")
    own = settled(_OWN_ROWS, rng)
    extra = {piece: own[piece] for piece in asked_pieces(plan) if piece in own}
    hits = [hit for passage in plan.playing("percussion") for hit in _passage(plan, passage, extra)]
    hits = [hit for hit in hits if not plan.is_gap(hit.start_beats) and hit.start_beats < plan.length_beats - 1e-6]
    if not hits:
        return ()
    bright = round(0.5 + 0.25 * plan.mood.brightness, 3)
    played = played_hits(hits, plan.clock, rng)
    return (Part("percussion", "percussion", cast_kit(plan, "percussion"), hits=played, brightness=bright, space=0.22),)


def _passage(plan: Plan, passage: Passage, extra: dict[str, Row]) -> list[Hit]:
    """One section: its family's rows."""
    if passage.name == "ending":
        return [Hit(passage.start_beats, piece, 0.6) for piece in list(_rows(plan, passage.start_beats, 0, extra))[:1]]
    loud, floor = 0.7 + 0.3 * passage.energy, max(0.0, 0.45 - passage.energy - 0.3 * plan.mood.density)
    hits = [
        Hit(start + step * STEP_BEATS, piece, force * loud * swell(passage, start))
        for bar, start in enumerate(passage.bars)
        for piece, row in _rows(plan, start, bar, extra).items()
        for step, force in enumerate(_breathing(row, bar))
        if force > floor and start + step * STEP_BEATS < passage.end_beats - 1e-6
    ]
    return struck(plan, passage, hits)


def _rows(plan: Plan, start: float, bar: int, extra: dict[str, Row]) -> dict[str, Row]:
    """What one bar has: its family's rows and the pieces that the prompt names."""
    rows = {**plan.drumming.percussion[start], **{piece: at_bar(row, bar) for piece, row in extra.items()}}
    return {piece: row for piece, row in rows.items() if wanted_pieces(plan, piece)}


def _breathing(row: Row, bar: int) -> Row:
    """Every eighth bar stops half a bar early, for the fill."""
    return row[:8] + (0.0,) * 8 if bar % 8 == 7 else row

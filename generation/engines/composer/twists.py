"""Twists: a genre bent by the traits of a brief, before anything is written."""

from __future__ import annotations

from dataclasses import replace

from generation.engines.composer.genre import Genre
from generation.engines.composer.style import Style, Twist
from generation.engines.composer.timbres import coloured

COMMON: dict[str, Twist] = {
    "swing": Twist(swing=0.63),
    "lo-fi": Twist(swing=0.59, loose_ms=4.0),
    "90s": Twist(swing=0.57),
    "groovy": Twist(swing=0.57),
    "hard": Twist(crash=1.0, loose_ms=0.4),
}
"""What a trait means in a genre that says nothing of its own on it."""


def twisted(genre: Genre, traits: tuple[str, ...]) -> Genre:
    """The genre as it is played under some traits; the same one where none of them changes how it is played."""
    for trait in traits:
        twist = genre.style.twists.get(trait) or COMMON.get(trait)
        genre = _bent(genre, twist) if twist else genre
    return coloured(genre, traits)


def _bent(genre: Genre, twist: Twist) -> Genre:
    """The genre with one twist."""
    return replace(
        genre,
        swing=genre.swing if twist.swing is None else twist.swing,
        kits=twist.kits or genre.kits,
        palettes={**genre.palettes, **twist.palettes},
        style=_restyled(genre.style, twist),
    )


def _restyled(style: Style, twist: Twist) -> Style:
    """The style with one twist."""
    feel = replace(
        style.feel,
        late_ms={**style.feel.late_ms, **twist.late_ms},
        loose_ms=style.feel.loose_ms if twist.loose_ms is None else twist.loose_ms,
        swing_beats=twist.swing_beats or style.feel.swing_beats,
    )
    return replace(
        style,
        feel=feel,
        hat_rolls=style.hat_rolls if twist.hat_rolls is None else twist.hat_rolls,
        crash=style.crash if twist.crash is None else twist.crash,
        fills=twist.fills or style.fills,
        lifts=twist.lifts or style.lifts,
        turns=twist.turns or style.turns,
        gaps=twist.gaps or style.gaps,
    )

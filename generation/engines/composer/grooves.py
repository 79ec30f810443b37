"""The beat of a piece: the families chosen for its sections, made this take's own."""

from __future__ import annotations

from dataclasses import dataclass

from numpy.random import Generator

from generation.engines.composer.form import Passage
from generation.engines.composer.moods import Mood
from generation.engines.composer.rhythm import STEP_BEATS, STEPS_PER_BAR, at_bar, settled
from generation.engines.composer.streams import pick
from generation.engines.composer.style import Groove, Style
from generation.engines.composer.variation import BACKBEATS, Rows, last_of_four, own

ROLE_OF_PIECE = {"kick": "kick"} | dict.fromkeys(BACKBEATS, "snare")
"""Which role of the form a piece plays; what is missing belongs to the hats."""


@dataclass(frozen=True, slots=True)
class Drumming:
    """The rows of the kit and of the percussion for quiet sections and for peaks, with a variation of each."""

    names: dict[str, str]
    """Section group → the family's name."""
    kit: dict[str, Rows]
    varied: dict[str, Rows]
    percussion: dict[str, Rows]

    def rows(self, passage: Passage, bar: int) -> Rows:
        """The kit's rows in a passage: every fourth bar is the varied one."""
        return (self.varied if bar % 4 == 3 else self.kit)[group(passage)]


def group(passage: Passage) -> str:
    """Which of the groove families a passage plays."""
    return "peak" if passage.is_peak or passage.name == "ending" else "calm"


def chosen(style: Style, words: tuple[str, ...], mood: Mood, rng: Generator) -> Drumming:
    """One family for the calm sections and, half of the time, another for the peaks."""
    calm = _wanted(style.grooves, words, rng)
    peak = _wanted(style.grooves, words, rng) if rng.random() < 0.5 else calm
    kit = {"calm": own(settled(calm, rng), mood.density, rng)}
    kit["peak"] = kit["calm"] if peak is calm else own(settled(peak, rng), mood.density, rng)
    percussion = {name: _percussed(style, words, mood, rng) for name in ("calm", "peak")}
    varied = {name: last_of_four(rows, rng) for name, rows in kit.items()}
    return Drumming({"calm": calm.name, "peak": peak.name}, kit, varied, percussion)


def _percussed(style: Style, words: tuple[str, ...], mood: Mood, rng: Generator) -> Rows:
    """The percussion of a group of sections."""
    return own(settled(_wanted(style.percussion, words, rng), rng), mood.density, rng)


def _wanted(families: tuple[Groove, ...], words: tuple[str, ...], rng: Generator) -> Groove:
    """A family, those that a mood or trait asks for before the others."""
    asked = [bool(set(words) & {family.name, *family.tags}) for family in families]
    weights = [3.0 if wanted else 0.0 if family.rare else 1.0 for family, wanted in zip(families, asked, strict=True)]
    return pick(families, rng, weights)


def kicks(drumming: Drumming, form: tuple[Passage, ...]) -> tuple[tuple[float, float], ...]:
    """Every kick of the piece as (position in beats, force)."""
    found: list[tuple[float, float]] = []
    for passage in form:
        if passage.name == "ending":
            found.append((passage.start_beats, 0.98))
            continue
        for bar, start in enumerate(passage.bars):
            row = at_bar(drumming.rows(passage, bar).get("kick", (0.0,) * STEPS_PER_BAR), bar)
            found += [(start + step * STEP_BEATS, force) for step, force in enumerate(row) if force]
    return tuple(found)

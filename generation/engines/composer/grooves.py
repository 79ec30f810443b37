"""The beat of a piece: the families chosen for its sections, made this take's own."""

from __future__ import annotations

from dataclasses import dataclass

from numpy.random import Generator

from generation.engines.composer.form import Passage
from generation.engines.composer.moods import Mood
from generation.engines.composer.rhythm import STEP_BEATS, STEPS_PER_BAR, Row, at_bar, settled
from generation.engines.composer.streams import pick
from generation.engines.composer.style import Groove, Style

ROLE_OF_PIECE = {"kick": "kick", "snare": "snare", "clap": "snare", "rim": "snare", "snap": "snare", "brush": "snare"}
"""Which role of the form a piece plays; what is missing belongs to the hats."""

Rows = dict[str, Row]


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
    own = _wanted(style.grooves, words, rng) if rng.random() < 0.5 else calm
    kit = {"calm": _own(settled(calm, rng), mood, rng)}
    kit["peak"] = kit["calm"] if own is calm else _own(settled(own, rng), mood, rng)
    percussion = {name: settled(_wanted(style.percussion, words, rng), rng) for name in ("calm", "peak")}
    varied = {name: _varied(rows, rng) for name, rows in kit.items()}
    return Drumming({"calm": calm.name, "peak": own.name}, kit, varied, percussion)


def _wanted(families: tuple[Groove, ...], words: tuple[str, ...], rng: Generator) -> Groove:
    """A family, those that a mood or trait asks for before the others."""
    asked = [bool(set(words) & {family.name, *family.tags}) for family in families]
    weights = [4.0 if wanted else 0.0 if family.rare else 1.0 for family, wanted in zip(families, asked, strict=True)]
    return pick(families, rng, weights)


def _own(rows: Rows, mood: Mood, rng: Generator) -> Rows:
    """The rows with a kick added or taken away here and there, so that no two takes share one beat."""
    if "kick" in rows:
        rows["kick"] = _nudged(rows["kick"], rows, 0.5 + 0.4 * mood.density, rng)
    return rows


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


def _is_backbeat(rows: Rows, step: int) -> bool:
    """Whether a snare or clap sounds within a step."""
    return any(
        row[(step + near) % len(row)] > 0.5
        for piece, row in rows.items()
        for near in (-1, 0, 1)
        if ROLE_OF_PIECE.get(piece) == "snare"
    )


def _is_steady(row: Row) -> bool:
    """Whether the row is four on the floor, which wants no company."""
    return all(row[step] > 0.7 for step in range(0, len(row), 4))


def _varied(rows: Rows, rng: Generator) -> Rows:
    """The rows as they go in the last bar of four."""
    varied = dict(rows)
    if "kick" in rows:
        varied["kick"] = _nudged(rows["kick"], rows, 0.7, rng)
    for piece in ("snare", "rim", "snap"):
        if piece in rows and rng.random() < 0.5:
            varied[piece] = _ghosted(rows[piece], rng)
    return varied


def _ghosted(row: Row, rng: Generator) -> Row:
    """The row with one ghost stroke more on a free sixteenth beside an accent."""
    steps = list(row)
    near = [(step + shift) % len(row) for step, force in enumerate(row) if force > 0.7 for shift in (-3, -1, 2, 3)]
    free = [step for step in near if not row[step]]
    if free:
        steps[pick(free, rng)] = 0.28
    return tuple(steps)


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

"""Filter sweeps: openings that come up out of the dark, builds that lose their weight, endings that sink away."""

from __future__ import annotations

from dataclasses import dataclass, replace

from generation.engines.composer.form import Passage
from generation.engines.composer.plan import Plan
from generation.engines.composer.score import Part, Sweep
from generation.engines.composer.streams import pick

_SHORTEST_BEATS = 8.0
_TONES, _BEATS = ("chords", "melody", "other"), ("drums", "percussion")


@dataclass(frozen=True, slots=True)
class Gesture:
    """What a kind of section does to some stems: a filter from one of some cut-offs to another, in Hz."""

    kinds: tuple[str, ...]
    filter: str
    from_hz: tuple[float, ...]
    to_hz: tuple[float, ...]
    chance: float = 1.0
    """Times the genre's liking for filters."""


GESTURES: dict[str, tuple[Gesture, ...]] = {
    "intro": (
        Gesture(_TONES, "low_pass", (380.0, 520.0, 700.0), (9000.0, 14000.0)),
        Gesture(_BEATS, "low_pass", (320.0, 500.0), (12000.0,), 0.6),
    ),
    "verse": (Gesture(("chords", "other"), "low_pass", (1400.0, 2200.0), (9000.0, 12000.0), 0.3),),
    "build": (
        Gesture(_TONES, "low_pass", (600.0, 900.0, 1300.0), (16000.0,)),
        Gesture((*_BEATS, "bass"), "high_pass", (25.0, 40.0), (260.0, 420.0), 0.85),
    ),
    "break": (
        Gesture(_BEATS, "high_pass", (420.0, 340.0), (180.0, 240.0), 0.8),
        Gesture(("chords", "melody"), "high_pass", (320.0, 240.0), (60.0,), 0.35),
    ),
    "outro": (
        Gesture(_TONES, "low_pass", (14000.0,), (600.0, 900.0)),
        Gesture(_BEATS, "low_pass", (14000.0,), (500.0, 900.0), 0.5),
    ),
}
"""Section name → its gestures; each stem follows the first that names it."""


def swept(plan: Plan, part: Part) -> Part:
    """The part with the sweeps of the sections in which it sounds."""
    if part.instrument == "effects":
        return part
    found = (_sweep(plan, passage, part) for passage in plan.passages)
    return replace(part, sweeps=tuple(sweep for sweep in found if sweep))


def _sweep(plan: Plan, passage: Passage, part: Part) -> Sweep | None:
    """What a section does to a part; every section of one name does the same, and stems move together."""
    gestures = GESTURES.get(passage.name, ())
    number = next((index for index, each in enumerate(gestures) if part.kind in each.kinds), None)
    if number is None or passage.length_beats < _SHORTEST_BEATS or not _sounds(part, passage):
        return None
    gesture, rng = gestures[number], plan.stream(f"sweeps/{passage.name}/{number}")
    if rng.random() >= plan.genre.style.filters * gesture.chance:
        return None
    from_hz, to_hz = pick(gesture.from_hz, rng), pick(gesture.to_hz, rng)
    return Sweep(passage.start_beats, passage.length_beats, gesture.filter, from_hz, to_hz)


def _sounds(part: Part, passage: Passage) -> bool:
    """Whether anything of the part begins in a section."""
    starts = (*(note.start_beats for note in part.notes), *(hit.start_beats for hit in part.hits))
    return any(passage.start_beats <= start < passage.end_beats for start in starts)

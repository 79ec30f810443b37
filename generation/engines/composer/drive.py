"""Drive: how hard each section is worked under a brief's energy: what its players leave out, add and lean on.

Calm music has fewer and softer strokes, longer chords and a darker tone; driven music fills its sixteenths. A verse and
a break hold back beside the hook whatever the energy, and what returns presses on a little more.
"""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import replace

from generation.engines.composer.form import Passage
from generation.engines.composer.genre import Mix
from generation.engines.composer.granting import thickened, thinned
from generation.engines.composer.plan import Plan
from generation.engines.composer.rhythm import STEP_BEATS, STEPS_PER_BAR
from generation.engines.composer.score import BEATS_PER_BAR, Hit, Note, Part
from generation.engines.composer.variation import BACKBEATS

_LEANS = {"intro": -0.6, "verse": -0.8, "break": -0.95, "outro": -0.7, "hook": 0.1, "drop": 0.32}
_RETURNING, _RETURNING_PEAK, _SPREAD = 0.18, 0.52, 1.9
_UNTOUCHED = (-0.1, 0.06)
"""Between these a section is played as it is written."""
_SHARES = {"chords": (0.45, 0.6), "bass": (0.35, 0.5), "melody": (0.45, 0.35)}
"""Stem kind → how much of its onsets it loses at the calmest, and gains at the most driven."""
_PHRASE_BEATS = 2.0 * BEATS_PER_BAR
_STAYING = (0, 8, 4, 12, 2, 10, 6, 14, 3, 11, 7, 15, 1, 9, 5, 13)
"""The steps of a bar in the order in which strokes are kept and gaps filled."""
_FRAME = frozenset(("kick", *BACKBEATS))
_HANDS = ("hat_closed", "ride", "shaker", "hat_pedal", "tambourine", "hat_open")
"""Who fills the gaps: the first of these that plays."""
_TONE, _ROOM, _LEAN_DB = 0.44, 0.9, 5.0
_CLIPPED = 0.35
"""How much shorter notes are at the most driven."""
_FREE = 0.28
"""How hard a section may be worked before lines of notes gain anything: what returns gains in its drums alone."""


def push_of(plan: Plan, passage: Passage) -> float:
    """How hard a section is worked, −1.2 (hardly) … 1 (as hard as can be); 0 is as it is written."""
    gained = _RETURNING_PEAK if passage.is_peak else _RETURNING
    lean = _LEANS.get(passage.name, 0.0) + gained * min(passage.turn, 2)
    return min(1.0, max(-1.2, _SPREAD * (plan.brief.energy - 0.5) + lean))


def struck(plan: Plan, passage: Passage, hits: list[Hit]) -> list[Hit]:
    """A section's strokes on the grid as hard as it is worked: thinned out and softer, or filled up and harder."""
    push = push_of(plan, passage)
    if _UNTOUCHED[0] <= push <= _UNTOUCHED[1] or passage.name in ("build", "ending"):
        return hits
    found: list[Hit] = []
    for start in passage.bars:
        bar = [hit for hit in hits if start - 1e-6 <= hit.start_beats < start + BEATS_PER_BAR - 1e-6]
        found += _thinner(bar, start, push, plan.brief.energy) if push < 0 else _fuller(plan, bar, start, push)
    return [_weighed(hit, push) for hit in found]


def _weighed(hit: Hit, push: float) -> Hit:
    """A stroke with its force: hats and cymbals give way and come forward most."""
    return replace(hit, velocity=min(1.0, hit.velocity * (1.0 + (0.08 if hit.piece in _FRAME else 0.35) * push)))


def _rank(hit: Hit, start: float) -> int:
    """How late a place of the bar is kept; triplets and thirty-seconds go first."""
    step = (hit.start_beats - start) / STEP_BEATS
    return _STAYING.index(round(step)) if abs(step - round(step)) < 1e-6 else STEPS_PER_BAR


def _thinner(bar: list[Hit], start: float, push: float, energy: float) -> list[Hit]:
    """One bar without its ghosts and the weakest of its hats; calm music has fewer kicks, and rides for crashes."""
    floor = 0.35 - 0.4 * push + 0.5 * max(0.0, 0.5 - energy)
    kept = [hit for hit in bar if hit.piece in _FRAME and (_rank(hit, start) < 4 or hit.velocity >= floor)]
    for piece in dict.fromkeys(hit.piece for hit in bar if hit.piece not in _FRAME):
        own = sorted((hit for hit in bar if hit.piece == piece), key=lambda hit: (_rank(hit, start), hit.start_beats))
        own = own[: math.ceil(len(own) * (1.0 + 0.5 * push) - 1e-6)]
        kept += [replace(hit, piece="ride", velocity=0.7 * hit.velocity) if piece == "crash" else hit for hit in own]
    return kept


def _uncovered(bar: list[Hit], start: float) -> list[Hit]:
    """One bar whose ridden crash gives way to open hats after its first stroke: what rings on hides what is added."""
    return [
        replace(hit, piece="hat_open") if hit.piece == "crash" and hit.start_beats > start + 1e-6 else hit
        for hit in bar
    ]


def _fuller(plan: Plan, bar: list[Hit], start: float, push: float) -> list[Hit]:
    """One bar with its gaps filled by the hand that keeps time, open hats off the beat and ghosts by the backbeat."""
    bar = _uncovered(bar, start) if push > 0.3 else bar
    hand = next((piece for piece in _HANDS if any(hit.piece == piece for hit in bar)), None)
    if hand is None:
        return bar
    swung = plan.clock.feel.swing_beats > STEP_BEATS
    force = max(hit.velocity for hit in bar if hit.piece == hand)
    filled = _filling(bar, (hand, "hat_open"), start, [step for step in _STAYING if not swung or step % 2 == 0])
    more = [Hit(at, hand, 0.72 * force) for at in filled[: round(9 * push)]]
    if not swung and hand != "shaker":
        opened = _filling(bar, ("hat_open",), start, [14, 6, 10, 2])
        more += [Hit(at, "hat_open", 0.6 * force) for at in opened[: int(4.4 * push)]]
    if any(hit.piece == "snare" for hit in bar):
        ghosts = _filling(bar, BACKBEATS, start, [9, 7, 15] if not swung else [10, 6])
        more += [Hit(at, "snare", 0.3) for at in ghosts[: int(3.2 * push)]]
    return bar + more


def _filling(bar: list[Hit], pieces: Iterable[str], start: float, steps: list[int]) -> list[float]:
    """Of some steps of a bar, where none of the pieces is struck."""
    taken = {round((hit.start_beats - start) / STEP_BEATS) for hit in bar if hit.piece in pieces}
    return [start + step * STEP_BEATS for step in steps if step not in taken]


def pressed(plan: Plan, part: Part) -> Part:
    """A part of notes as hard as its sections are worked, and any player's tone under the energy."""
    part = part if part.instrument == "effects" else _toned(part, plan.brief.energy - 0.5)
    if part.kind not in _SHARES or (part.kind == "melody" and plan.tune):
        return part
    notes = [note for passage in plan.passages for note in _worked(plan, passage, part)]
    return replace(part, notes=tuple(sorted(notes, key=lambda note: (note.start_beats, note.pitch))))


def leaning(mix: Mix, energy: float) -> Mix:
    """A genre's mix for a record of some energy: brighter the more there is."""
    return replace(mix, tilt_db=mix.tilt_db + _LEAN_DB * (energy - 0.5))


def _toned(part: Part, by: float) -> Part:
    """A part brighter and drier where there is drive, darker and further back where there is none."""
    tone = min(1.0, max(0.0, part.brightness + _TONE * by))
    return replace(part, brightness=round(tone, 3), space=round(part.space * (1.0 - _ROOM * by), 3))


def _worked(plan: Plan, passage: Passage, part: Part) -> list[Note]:
    """A part's notes of one section; a tune follows the energy alone, so that its phrases stay whole."""
    push = _SPREAD * (plan.brief.energy - 0.5) if part.kind == "melody" else push_of(plan, passage)
    push = max(0.0, push - _FREE) / (1.0 - _FREE) if push > 0 else push
    own = [note for note in part.notes if passage.start_beats - 1e-6 <= note.start_beats < passage.end_beats - 1e-6]
    if _UNTOUCHED[0] <= push <= _UNTOUCHED[1] or passage.name == "ending":
        return own
    share = 1.0 + _SHARES[part.kind][push > 0] * push
    found = [note for phrase in _phrases(passage, own) for note in _shared(replace(part, notes=phrase), share).notes]
    return [_leant(note, push) for note in found]


def _leant(note: Note, push: float) -> Note:
    """A note as hard as it is played: with drive shorter too, so that what follows stands clear."""
    length = note.length_beats * (1.0 - _CLIPPED * push) if push > 0 and note.length_beats <= 2 else note.length_beats
    force = min(1.0, note.velocity * (1.0 + 0.15 * push))
    return replace(note, velocity=round(force, 3), length_beats=round(length, 5))


def _shared(part: Part, share: float) -> Part:
    """A phrase with such a share of its onsets."""
    return (thickened if share > 1 else thinned)(part, share) if part.notes else part


def _phrases(passage: Passage, notes: list[Note]) -> list[tuple[Note, ...]]:
    """The notes of a section by two bars."""
    count = math.ceil(passage.length_beats / _PHRASE_BEATS - 1e-9)
    found: list[list[Note]] = [[] for _ in range(max(1, count))]
    for note in notes:
        found[min(len(found) - 1, int((note.start_beats - passage.start_beats + 1e-6) // _PHRASE_BEATS))].append(note)
    return [tuple(phrase) for phrase in found]

"""The kit: grooves laid out over the form, with fills, rolls, cymbals and silences."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise

from numpy.random import Generator

from generation.engines.composer.casting import cast_kit, wanted_pieces
from generation.engines.composer.development import order
from generation.engines.composer.drive import push_of, struck
from generation.engines.composer.fills import FILLS, build_up
from generation.engines.composer.form import Passage
from generation.engines.composer.grooves import ROLE_OF_PIECE
from generation.engines.composer.plan import Plan
from generation.engines.composer.rhythm import STEP_BEATS, played_hits
from generation.engines.composer.rolls import Roll, due, habits, rolled
from generation.engines.composer.score import BEATS_PER_BAR, Hit, Part
from generation.engines.composer.shaping import lilt, swell
from generation.engines.composer.streams import pick

KIT_ROLES = frozenset(("kick", "snare", "hats"))
_FILL_BEATS = (1.0, 2.0, 2.0, 2.0, 4.0)
_HAND = frozenset(("hat_closed", "ride", "shaker", "tambourine"))


@dataclass(frozen=True, slots=True)
class _Drummer:
    """Whoever plays the kit of this take, with habits."""

    plan: Plan
    rng: Generator
    hand: tuple[float, ...]
    """How the hand on the hats leans on the four sixteenths of a beat."""
    rolls: tuple[Roll, Roll, Roll]
    fills: tuple[str, ...]


def kit(plan: Plan) -> tuple[Part, ...]:
    """The drums stem: one part, or none where nothing of it is to play."""
    rng = plan.stream("kit")
    drummer = _Drummer(plan, rng, lilt(rng), habits(rng), order(plan.genre.style.fills, rng)[:3])
    hits = [hit for passage in plan.passages for hit in _passage(drummer, passage)]
    hits = [hit for hit in hits if not plan.is_gap(hit.start_beats) and hit.start_beats < plan.length_beats - 1e-6]
    hits = _choked([hit for hit in hits if wanted_pieces(plan, hit.piece)])
    if not hits:
        return ()
    played = played_hits(hits, plan.clock, rng)
    bright = 0.5 + 0.25 * plan.mood.brightness
    return (Part("kit", "drums", cast_kit(plan, "drums"), hits=played, brightness=round(bright, 3), space=0.12),)


def _passage(drummer: _Drummer, passage: Passage) -> list[Hit]:
    """One section of the kit."""
    plan, rng = drummer.plan, drummer.rng
    if not passage.roles & KIT_ROLES:
        return []
    if passage.name == "ending":
        return _last(plan, passage)
    hits = [hit for bar, start in enumerate(passage.bars) for hit in _bar(drummer, passage, bar, start)]
    hits = struck(plan, passage, [hit for hit in hits if hit.start_beats < passage.end_beats - 1e-6])
    if passage.name == "build" and "snare" in passage.roles:
        hits = [hit for hit in hits if ROLE_OF_PIECE.get(hit.piece) != "snare"]
        hits += build_up(passage.start_beats, passage.length_beats, _build_piece(plan, rng))
    else:
        hits = _filled(drummer, passage, hits)
    return hits + _cymbal(plan, passage, rng)


def _build_piece(plan: Plan, rng: Generator) -> str:
    """What rolls in a build."""
    return pick(("snare", "clap"), rng) if plan.genre.name in ("house", "edm", "techno") else "snare"


def _bar(drummer: _Drummer, passage: Passage, bar: int, start: float) -> list[Hit]:
    """One bar of the groove: its rows, as loud and dense as the section is, and its rolls."""
    plan, hits = drummer.plan, []
    loud = (0.8 + 0.2 * passage.energy) * swell(passage, start)
    for piece, row in plan.drumming.kit[start].items():
        role = ROLE_OF_PIECE.get(piece, "hats")
        if role in passage.roles:
            hand = drummer.hand if piece in _HAND else (1.0,)
            floor = _floor(plan, passage, role)
            hits += [
                Hit(start + step * STEP_BEATS, piece, force * loud * hand[step % len(hand)])
                for step, force in enumerate(row)
                if force > floor
            ]
    if "hats" not in passage.roles:
        return hits
    for roll in due(drummer.rolls, bar, plan.genre.style.hat_rolls * _liveliness(plan, passage), drummer.rng):
        hits = rolled(hits, start, roll)
    return hits


def _floor(plan: Plan, passage: Passage, role: str) -> float:
    """Strokes this soft or softer are left out: ghosts and small hats of quiet sections."""
    if role == "kick":
        return 0.0
    sparse = 0.65 - passage.energy - 0.25 * plan.mood.density
    return max(0.0, min(0.62, sparse * 1.6))


def _liveliness(plan: Plan, passage: Passage) -> float:
    """How much of its ornament a section gets, about 1."""
    return 0.5 + 0.7 * passage.energy + 0.4 * plan.mood.density


def _filled(drummer: _Drummer, passage: Passage, hits: list[Hit]) -> list[Hit]:
    """The section with fills where its phrases end."""
    if "snare" not in passage.roles:
        return hits
    for bar, start in enumerate(passage.bars):
        beats = _fill_beats(drummer, passage, bar)
        beats = min(beats, passage.length_beats / 8)
        if beats >= 1:
            hits = _replaced(drummer, hits, start + BEATS_PER_BAR - beats, beats, passage)
    return hits


def _fill_beats(drummer: _Drummer, passage: Passage, bar: int) -> float:
    """How long the fill of a bar is: a beat at the end of four bars, more at the end of eight; mostly 0.

    What leads a loop back to its start always is one.
    """
    last = bar == len(passage.bars) - 1
    chance = 0.9 if last else {3: 0.5, 7: 0.8}.get(bar % 8, 0.0)
    seam = last and drummer.plan.is_seam(passage)
    if drummer.rng.random() > chance * _liveliness(drummer.plan, passage) and not seam:
        return 0.0
    return pick(_FILL_BEATS, drummer.rng) if last or bar % 8 == 7 else 1.0


def _replaced(drummer: _Drummer, hits: list[Hit], start: float, beats: float, passage: Passage) -> list[Hit]:
    """The hits with a stretch taken out and a fill put in."""
    gap = drummer.plan.gap_before(start + beats)
    fill = FILLS[pick(drummer.fills, drummer.rng)](start - gap, beats, drummer.rng)
    fill = [hit for hit in fill if hit.start_beats >= passage.start_beats and _plays(hit, passage)]
    kept = [hit for hit in hits if not start - gap - 1e-6 <= hit.start_beats < start + beats - gap - 1e-6]
    return kept + fill


def _plays(hit: Hit, passage: Passage) -> bool:
    """Whether the hit's role is in the section."""
    return ROLE_OF_PIECE.get(hit.piece, "hats") in passage.roles


def _cymbal(plan: Plan, passage: Passage, rng: Generator) -> list[Hit]:
    """A crash where a loud section begins, and at times where its next eight bars do."""
    if passage.energy < 0.6 or "hats" not in passage.roles or passage.name == "build":
        return []
    push = push_of(plan, passage)
    chance = plan.genre.style.crash * min(1.0, max(0.0, 1.6 + 2.0 * push))
    force = 0.55 + 0.3 * passage.energy + 0.1 * push
    first = [Hit(passage.start_beats, "crash", force)] if rng.random() < chance else []
    later = (start for start in passage.bars[8::8] if rng.random() < 0.6 * chance)
    return first + [Hit(start, "crash", 0.8 * force) for start in later]


def _last(plan: Plan, passage: Passage) -> list[Hit]:
    """The final stroke, which rings."""
    start = passage.start_beats
    top = Hit(start, "crash" if plan.genre.style.crash > 0.3 else "ride", 0.75)
    back = "rim" if plan.genre.style.crash <= 0.3 else "snare"
    strokes = {"kick": Hit(start, "kick", 0.95), "hats": top, "snare": Hit(start, back, 0.55)}
    return [hit for role, hit in strokes.items() if role in passage.roles]


def _choked(hits: list[Hit]) -> list[Hit]:
    """The hits, with every open hat closed by the next stroke on the hats."""
    closing = sorted({hit.start_beats for hit in hits if hit.piece in ("hat_closed", "hat_pedal", "hat_open")})
    following = dict(pairwise(closing))
    return [
        _closed(hit, following.get(hit.start_beats)) if hit.piece == "hat_open" and hit.length_beats is None else hit
        for hit in hits
    ]


def _closed(hit: Hit, at_beats: float | None) -> Hit:
    """An open hat with its length, up to two beats."""
    length = min(2.0, at_beats - hit.start_beats) if at_beats is not None else 2.0
    return Hit(hit.start_beats, hit.piece, hit.velocity, hit.offset_s, hit.tune_semitones, length)

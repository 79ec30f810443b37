"""From a brief to a score: plan first, then every writer its part."""

from __future__ import annotations

from collections.abc import Callable

from audio.dsp.sound import SAMPLE_RATE_HZ, frames_at
from generation.engines.base import Brief
from generation.engines.composer.bass import bass
from generation.engines.composer.casting import unplaced
from generation.engines.composer.comping import chords, pad
from generation.engines.composer.drive import pressed
from generation.engines.composer.drums import kit
from generation.engines.composer.form_wishes import unmet
from generation.engines.composer.granting import granted
from generation.engines.composer.harmony import voiced
from generation.engines.composer.melody import melody
from generation.engines.composer.percussion import percussion
from generation.engines.composer.plan import Plan, planned, without_wishes
from generation.engines.composer.score import BEATS_PER_BAR, Part, Score
from generation.engines.composer.sweeps import swept
from generation.engines.composer.textures import textures
from generation.engines.composer.tunes import tidied
from generation.engines.composer.wishes import wishes_for

Writer = Callable[[Plan], tuple[Part, ...]]

WRITERS: dict[str, tuple[Writer, ...]] = {
    "drums": (kit,),
    "percussion": (percussion,),
    "bass": (bass,),
    "chords": (chords,),
    "melody": (melody,),
    "other": (pad, textures),
}
"""Stem kind → who writes its parts. Each writer reads the plan alone, so one stem can be written anew by itself."""


def compose_score(brief: Brief) -> tuple[Score, tuple[str, ...]]:
    """The score of a brief, the same for the same brief, and notices: sentences on what was bent to make it."""
    plan, notices = plan_of(brief)
    parts = tuple(part for kind in WRITERS if kind in brief.kinds for part in written(plan, kind))
    return score_of(plan, parts), notices


def plan_of(brief: Brief) -> tuple[Plan, tuple[str, ...]]:
    """What is settled before the first note, and the notices on it."""
    frames, notices = _length(brief)
    plan = planned(brief, frames, frames / SAMPLE_RATE_HZ * brief.bpm / 60.0)
    return plan, (*notices, *_unmet(plan), *_cut_short(plan))


def written(plan: Plan, kind: str) -> tuple[Part, ...]:
    """The parts of one stem, with the wishes among the brief's traits granted."""
    parts, wishes = composed(plan, kind), wishes_for(kind, plan.brief.traits)
    return granted(parts, wishes, composed(without_wishes(plan), kind)) if wishes else parts


def composed(plan: Plan, kind: str) -> tuple[Part, ...]:
    """The parts of one stem as its writers leave them."""
    return tuple(swept(plan, pressed(plan, part)) for writer in WRITERS[kind] for part in writer(plan))


def score_of(plan: Plan, parts: tuple[Part, ...]) -> Score:
    """The score of a plan with some parts."""
    brief = plan.brief
    return Score(
        genre=brief.genre,
        bpm=brief.bpm,
        key=brief.key,
        mood=brief.mood,
        energy=brief.energy,
        seed=brief.seed,
        frames=plan.frames,
        looping=brief.looping,
        sections=tuple(passage.section for passage in plan.passages),
        chords=voiced(plan.harmony, plan.palette),
        parts=parts,
        traits=brief.traits,
    )


def _length(brief: Brief) -> tuple[int, tuple[str, ...]]:
    """How many frames the piece has; a loop is rounded to whole bars, and says so where that changes it."""
    frames = frames_at(brief.duration_s)
    if not brief.looping:
        return frames, ()
    bar_s = BEATS_PER_BAR * 60.0 / brief.bpm
    bars = max(1, round(brief.duration_s / bar_s))
    whole = frames_at(bars * bar_s)
    if whole == frames:
        return frames, ()
    return whole, (f"A loop has whole bars: {_counted(bars)} at {brief.bpm:g} bpm, {whole / SAMPLE_RATE_HZ:.2f} s.",)


def _counted(bars: int) -> str:
    """ "1 bar", "8 bars"."""
    return f"{bars} bar{'s' if bars > 1 else ''}"


def _unmet(plan: Plan) -> tuple[str, ...]:
    """A notice for each instrument that no stem of this beat can take, and for what the form has no room for."""
    players = (f"No stem of this beat has a place for: {word}." for word in unplaced(plan))
    return (*players, *unmet(plan.brief.structure, [passage.section for passage in plan.passages]))


def _cut_short(plan: Plan) -> tuple[str, ...]:
    """A notice where a given tune is longer than the piece."""
    given = len(tidied(plan.brief.tune))
    if len(plan.tune) >= given:
        return ()
    return (f"The tune is longer than the beat: {len(plan.tune)} of its {given} notes are played.",)

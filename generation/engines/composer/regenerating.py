"""Regenerating: one stem of a commit written anew, on the grid, chords and sections of the others."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping
from dataclasses import replace
from pathlib import Path
from zlib import crc32

import numpy as np

from audio.dsp import loudness
from audio.dsp.codec import quantise
from audio.dsp.sound import Sound, silence
from generation.engines.base import Brief, Held, Progress, Refused, Take
from generation.engines.composer import mixing, render
from generation.engines.composer.genres import GENRES
from generation.engines.composer.granting import granted, moments, shortfall
from generation.engines.composer.notation import score_from_dict
from generation.engines.composer.recalling import recalled, timeline_of
from generation.engines.composer.score import Part, Score
from generation.engines.composer.streams import stream
from generation.engines.composer.takes import Stopwatch, finished
from generation.engines.composer.varying import Ground, varied_notes
from generation.engines.composer.wishes import wishes_for
from generation.engines.composer.write import WRITERS, composed
from generation.engines.theory import parse_key

_UNREADABLE = "What was composed for this commit cannot be read, so its stems cannot be made anew."
_ATTEMPTS = 5
"""How many versions are written, of which the one is played that grants the wishes and is least like what was there."""
_TOO_ALIKE = 0.55
_CEILING = 10.0 ** (-0.1 / 20.0)
_FALLBACK_LUFS = -26.0
_WISHED_LU: Mapping[str, float] = {"louder": 3.0, "quieter": -3.0}


def regenerated(sounds: Path, held: Held, stem: str, brief: Brief) -> Iterator[Progress | Take]:
    """A new take of one stem; every other stem stays as it is, sample for sample."""
    watch = Stopwatch()
    yield Progress(0, "Reading what is there…")
    score, kind = score_of(held), _kind_of(held, stem)
    yield Progress(5, "Writing it anew…")
    new = rewritten(score, kind, brief)
    watch.lap("compose")
    yield Progress(15, "Playing it…")
    played = fitted(render.render_stem(new, kind, GENRES[score.genre].mix, sounds), len(held.stems[stem]))
    watch.lap("render")
    yield Progress(75, "Mixing…")
    kept = {name: sound for name, sound in held.stems.items() if name != stem}
    wishes = wishes_for(kind, brief.traits)
    played = _beside(kept, _levelled(played, held.stems[stem], wishes))
    stems = {name: played if name == stem else sound for name, sound in held.stems.items()}
    yield from finished(brief, new, stems, watch, kept=tuple(kept))


def score_of(held: Held) -> Score:
    """The score that a commit holds; `Refused` where it cannot be read or has no grid to write on."""
    try:
        score = score_from_dict(held.score)
        parse_key(score.key)
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise Refused("no_score", _UNREADABLE) from error
    if score.genre not in GENRES or not score.sections or not score.chords:
        raise Refused("no_score", _UNREADABLE)
    return score


def _kind_of(held: Held, stem: str) -> str:
    """The kind of a stem, which the composer can write."""
    if stem not in held.stems:
        raise Refused("no_score", f"This commit has no stem “{stem}”.")
    kind = held.kinds.get(stem, "")
    if kind not in WRITERS:
        raise Refused("no_score", f"“{stem}” was not composed, so there is nothing from which to make it anew.")
    return kind


def rewritten(score: Score, kind: str, brief: Brief) -> Score:
    """The score with the parts of one kind written anew; everything else in it stays."""
    old = tuple(part for part in score.parts if part.kind == kind)
    wishes = wishes_for(kind, brief.traits)
    written = [composed(recalled(score, _attempt(brief, index), kind), kind) for index in range(_ATTEMPTS)]
    versions = [version for version in written if version]
    if not versions:
        raise Refused("no_score", "The sections of this beat leave no room for this stem.")
    best = min(versions, key=lambda version: (round(shortfall(version, wishes, old), 1), _distaste(version, old)))
    given = kind == "melody" and bool(brief.tune)
    alike = likeness(best, old) > _TOO_ALIKE and not given
    fresh = tuple(_freshened(score, part, brief) for part in best) if alike else best
    return replace(score, parts=_replaced(score.parts, kind, granted(fresh, wishes, old or best)))


def _freshened(score: Score, part: Part, brief: Brief) -> Part:
    """A part played otherwise: where chords and kicks settle nearly everything, every version is the same."""
    ground = Ground(timeline_of(score), parse_key(score.key), stream(brief.seed, f"freshened/{part.name}"))
    return replace(part, notes=tuple(varied_notes(part, list(part.notes), ground))) if part.notes else part


def _attempt(brief: Brief, index: int) -> Brief:
    """The brief with a seed of its own for each version."""
    return replace(brief, seed=crc32(f"{brief.seed}/{index}".encode())) if index else brief


def _replaced(parts: tuple[Part, ...], kind: str, new: tuple[Part, ...]) -> tuple[Part, ...]:
    """The parts with those of one kind exchanged, where the first of them stood."""
    place = next((index for index, part in enumerate(parts) if part.kind == kind), len(parts))
    others = [part for part in parts[place:] if part.kind != kind]
    return (*parts[:place], *new, *others)


def _distaste(new: tuple[Part, ...], old: tuple[Part, ...]) -> float:
    """How little a version is what somebody hopes for who asks for another: alike, or out of all proportion."""
    return likeness(new, old) + 0.5 * abs(math.log(max(1, moments(new)) / max(1, moments(old)))) if old else 0.0


def likeness(new: tuple[Part, ...], old: tuple[Part, ...]) -> float:
    """How much of two versions of a stem is the same, 0 … 1: onsets with their pitch or piece, and who plays."""
    mine, theirs = _events(new), _events(old)
    shared = len(mine & theirs) / max(1, len(mine | theirs))
    return 0.8 * shared + 0.2 * ({part.instrument for part in new} == {part.instrument for part in old})


def _events(parts: tuple[Part, ...]) -> set[tuple[int, int | str]]:
    """What sounds when, in eighths of a beat."""
    notes = {(round(note.start_beats * 8), note.pitch) for part in parts for note in part.notes}
    return notes | {(round(hit.start_beats * 8), hit.piece) for part in parts for hit in part.hits}


def fitted(sound: Sound, frames: int) -> Sound:
    """The sound, exactly so long: stems that were edited may reach beyond the score."""
    if len(sound) >= frames:
        return sound[:frames]
    return np.concatenate([sound, silence(frames - len(sound))])


def _levelled(stem: Sound, replaced: Sound, wishes: tuple[str, ...]) -> Sound:
    """The stem as loud as the one it stands for, or as a wish has it."""
    there, here = loudness.integrated_lufs(replaced), loudness.integrated_lufs(stem)
    if not np.isfinite(here):
        return stem
    aim = (there if np.isfinite(there) else _FALLBACK_LUFS) + sum(_WISHED_LU.get(wish, 0.0) for wish in wishes)
    return np.asarray(stem * np.float32(10.0 ** ((aim - here) / 20.0)), dtype=np.float32)


def _beside(kept: Mapping[str, Sound], stem: Sound) -> Sound:
    """The stem on the 24-bit grid, lowered as far as the sum with the others needs to stay below full scale."""
    others = mixing.sum_of(kept) if kept else silence(len(stem))
    return quantise(stem * np.float32(room_for(stem, others)))


def room_for(stem: Sound, others: Sound) -> float:
    """The gain, at most 1, under which a stem and the others stay below full scale; where they allow it at all."""
    over = np.abs(others + stem) > _CEILING
    loud, beside = np.abs(stem[over]), np.sign(stem[over]) * others[over]
    able = (loud > 0.0) & (beside < _CEILING)
    return float(np.min((_CEILING - beside[able]) / loud[able], initial=1.0))

"""Extending: a commit's beat grown by whole bars out of its own material, what was there left as it was."""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from itertools import pairwise
from pathlib import Path

import numpy as np

from audio.dsp import loudness
from audio.dsp.codec import quantise
from audio.dsp.sound import SAMPLE_RATE_HZ, Sound, silence
from generation.engines.base import DURATION_RANGE_S, Brief, Held, Progress, Refused, Take
from generation.engines.composer import mixing, render
from generation.engines.composer.genres import GENRES
from generation.engines.composer.growing import grown
from generation.engines.composer.joining import inserted, repeated
from generation.engines.composer.regenerating import room_for, score_of
from generation.engines.composer.score import BEATS_PER_BAR, Score
from generation.engines.composer.splicing import Growth, spliced, stretch
from generation.engines.composer.takes import Stopwatch, finished

BARS_RANGE = (1, 64)
PLACES = ("before", "after")
_CONTEXT_BEATS = 4.0 * BEATS_PER_BAR
"""How much of what is there is played along, so that it rings on into the new bars."""
_MEASURED_BARS = 4
_THREADS = 2
_RING_S = 0.5
_CLOSING = ("outro", "ending")
_MOST_GAIN_DB = 40.0


@dataclass(frozen=True, slots=True)
class Gap:
    """Where sound is to be set in: frames of what is there, of the new bars, and of what leads up to them."""

    at: int
    frames: int
    lead: int


def extended(sounds: Path, held: Held, bars: int, place: str, brief: Brief) -> Iterator[Progress | Take]:
    """The beat, longer by whole bars in front of everything, or before its outro or at the end of a loop."""
    watch = Stopwatch()
    yield Progress(0, "Reading what is there…")
    score = score_of(held)
    _check(score, held, bars, place)
    yield Progress(5, "Writing more bars…")
    growth = grown(score, join_beats(score, place), bars, place, brief.seed)
    new, gap = _placed(score, growth, held)
    watch.lap("compose")
    yield Progress(15, "Playing them…")
    played = _played(sounds, score, new, growth, held)
    watch.lap("render")
    yield Progress(75, "Mixing…")
    stems = _joined(held, played, gap, looping=score.looping)
    longer = replace(brief, duration_s=round(len(next(iter(stems.values()))) / SAMPLE_RATE_HZ, 4))
    yield from finished(longer, new, stems, watch, notices=_notices(held, played, looping=score.looping))


def _check(score: Score, held: Held, bars: int, place: str) -> None:
    """Refuse what cannot be: too few or too many bars, another place, a piece too long."""
    if place not in PLACES:
        raise Refused("place_unknown", "Bars can be added before a beat or after it.")
    if not BARS_RANGE[0] <= bars <= BARS_RANGE[1]:
        raise Refused("bars_out_of_range", f"A beat can grow by {BARS_RANGE[0]} to {BARS_RANGE[1]} bars at a time.")
    total_s = (_frames(score, held) + score.frame_at(float(bars * BEATS_PER_BAR))) / SAMPLE_RATE_HZ
    if total_s > DURATION_RANGE_S[1]:
        raise Refused(
            "too_long",
            f"With {_counted(bars)} more it would last {total_s:.0f} s; {DURATION_RANGE_S[1]} s is the most.",
        )


def _counted(bars: int) -> str:
    """ "1 bar", "8 bars"."""
    return f"{bars} bar{'s' if bars > 1 else ''}"


def _frames(score: Score, held: Held) -> int:
    """How long the commit is: stems that were edited may reach beyond the score."""
    return max([score.frames, *(len(sound) for sound in held.stems.values())])


def join_beats(score: Score, place: str) -> float:
    """The bar line at which bars are added: the start, or where outro and ending begin, else the last one there is."""
    if place == "before":
        return 0.0
    closing = len(score.sections)
    while closing > 0 and score.sections[closing - 1].name in _CLOSING and not score.looping:
        closing -= 1
    if 0 < closing < len(score.sections):
        return score.sections[closing].start_beats
    return float(BEATS_PER_BAR * int(score.length_beats / BEATS_PER_BAR + 1e-4))


def _placed(score: Score, growth: Growth, held: Held) -> tuple[Score, Gap]:
    """The longer score, and where its new bars go in the sound."""
    at, frames = score.frame_at(growth.at_beats), score.frame_at(growth.length_beats)
    at = score.frames if abs(at - score.frames) <= 1 and _frames(score, held) == score.frames else at
    lead = score.frame_at(min(_CONTEXT_BEATS, growth.at_beats))
    return spliced(score, growth, score.frames + frames), Gap(at, frames, lead)


def _played(sounds: Path, score: Score, new: Score, growth: Growth, held: Held) -> dict[str, Sound]:
    """Stem name → the new bars with what leads up to them, as loud as the stem is elsewhere."""
    lead = min(_CONTEXT_BEATS, growth.at_beats)
    window = stretch(new, growth.at_beats - lead, growth.end_beats, ringing_s=_RING_S)
    fresh = dict(render.stems_one_by_one(window, GENRES[score.genre].mix, sounds))
    names = _names(score, held)
    with ThreadPoolExecutor(_THREADS) as pool:
        gains = pool.map(lambda kind: _gain(sounds, score, kind, held.stems[names[kind]]), names)
        return {
            names[kind]: fresh.get(kind, silence(window.frames)) * gain for kind, gain in zip(names, gains, strict=True)
        }


def _gain(sounds: Path, score: Score, kind: str, stem: Sound) -> np.float32:
    """What makes a stem, as it is played, as loud as it is in the commit: measured on the bars where it is loudest.

    Nothing is made of a stem that is silent.
    """
    start, end = _loudest(score, stem)
    lead = min(float(BEATS_PER_BAR), start)
    again = stretch(score, start - lead, end)
    if kind not in render.kinds_of(again):
        return np.float32(0.0)
    played = render.render_stem(again, kind, GENRES[score.genre].mix, sounds)[score.frame_at(lead) :]
    here = loudness.integrated_lufs(played)
    there = loudness.integrated_lufs(stem[score.frame_at(start) : score.frame_at(end)])
    if not (np.isfinite(here) and np.isfinite(there)):
        return np.float32(0.0)
    return np.float32(10.0 ** (min(_MOST_GAIN_DB, there - here) / 20.0))


def _loudest(score: Score, stem: Sound) -> tuple[float, float]:
    """Where a stem's loudest bars begin and end, in beats of the score."""
    bars = max(1, int(score.length_beats / BEATS_PER_BAR + 1e-4))
    lines = [score.frame_at(float(bar * BEATS_PER_BAR)) for bar in range(bars + 1)]
    powers = [float(np.square(stem[begin:end], dtype=np.float64).sum()) for begin, end in pairwise(lines)]
    size = min(_MEASURED_BARS, bars)
    first = int(np.argmax(np.convolve(powers, np.ones(size), mode="valid")))
    return float(first * BEATS_PER_BAR), min(float((first + size) * BEATS_PER_BAR), score.length_beats)


def _names(score: Score, held: Held) -> dict[str, str]:
    """Kind → the stem that has what the score says of it: the one of that name, else the first of that kind."""
    found: dict[str, str] = {}
    for kind in render.kinds_of(score):
        names = [name for name in held.stems if held.kinds.get(name) == kind]
        if names:
            found[kind] = kind if kind in names else names[0]
    return found


def _joined(held: Held, played: dict[str, Sound], gap: Gap, *, looping: bool) -> dict[str, Sound]:
    """Every stem with its new bars, on the 24-bit grid; their sum stays below full scale in them."""
    frames = max([gap.at, *(len(sound) for sound in held.stems.values())])
    whole = {name: _padded(sound, frames) for name, sound in held.stems.items()}
    unknown = {
        name: repeated(sound, gap.at, gap.lead + gap.frames) if looping and gap.at else silence(gap.lead + gap.frames)
        for name, sound in whole.items()
        if name not in played
    }
    room = _room(played, unknown, gap)
    fresh = {name: sound * room for name, sound in played.items()} | unknown
    return {
        name: quantise(inserted(sound, fresh[name], gap.at, gap.frames, lead=gap.lead)) for name, sound in whole.items()
    }


def _padded(sound: Sound, frames: int) -> Sound:
    """The sound with silence up to a length."""
    return sound if len(sound) == frames else np.concatenate([sound, silence(frames - len(sound))])


def _room(played: dict[str, Sound], unknown: dict[str, Sound], gap: Gap) -> np.float32:
    """How far the new bars are lowered so that nothing of them clips."""
    if not played:
        return np.float32(1.0)
    end = gap.lead + gap.frames
    total = mixing.sum_of({name: sound[:end] for name, sound in played.items()})
    others = mixing.sum_of(unknown)[:end] if unknown else silence(len(total))
    return np.float32(room_for(total, others))


def _notices(held: Held, played: dict[str, Sound], *, looping: bool) -> tuple[str, ...]:
    """What became of stems that nobody wrote."""
    does = "repeats its last bars" if looping else "is silent"
    return tuple(
        f"“{name}” was not composed, so it {does} in the new bars." for name in held.stems if name not in played
    )

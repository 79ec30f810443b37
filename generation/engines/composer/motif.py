"""Motifs: a rhythm and a contour, and what becomes of them: repetition, variation, sequence, answer, ornament."""

from __future__ import annotations

from dataclasses import dataclass, replace
from itertools import pairwise

from numpy.random import Generator

from generation.engines.composer.rhythm import STEP_BEATS
from generation.engines.composer.streams import pick

BEATS = 8.0
"""A motif spans two bars."""


@dataclass(frozen=True, slots=True)
class Tone:
    """One note of a motif: when, how long (beats), and how many scale steps above its middle."""

    at: float
    length: float
    step: int
    goal: str = ""
    """"home" where it closes a phrase, "open" where it leaves one open, "sigh" where it falls onto its tone."""


Motif = tuple[Tone, ...]

PHRASES = {
    "song": ("A o A b", "A o B b", "A s o b", "A B A b", "A A f b", "A s f b", "A o a b", "A h A b"),
    "riff": ("A A A a", "A A A o", "A a A b", "A A s b", "A o A a"),
    "call": ("h h h b", "h h s b", "h o h b", "A h h b", "h s h b", "h h o b"),
    "calm": ("A h A b", "A h o b", "h h A b", "A o h b"),
    "sparse": ("A . o .", "A . . b", "A . A b", "h . o b", "h . h b"),
}
"""Habit → how four motifs of two bars make a phrase of eight, in letters for `developed`."""


def cell_onsets(cell: str) -> list[tuple[float, float]]:
    """(start, length) in beats of each note of a one-bar rhythm."""
    row, found = cell.replace(" ", ""), []
    for step, mark in enumerate(row):
        if mark == "x":
            tail = len(row[step + 1 :]) - len(row[step + 1 :].lstrip("-"))
            found.append((step * STEP_BEATS, (tail + 1) * STEP_BEATS))
    return found


def invented(cells: tuple[str, ...], span: int, rng: Generator, *, chant: bool = False) -> Motif:
    """A motif of two cells, alike or not, along a contour of its own; a chant stays on one tone for the most part."""
    first = pick(cells, rng)
    second = first if rng.random() < 0.3 else pick(cells, rng)
    places = cell_onsets(first) + [(at + 4.0, length) for at, length in cell_onsets(second)]
    steps = _chanted(len(places), rng) if chant else _contour(len(places), span, rng)
    return tuple(Tone(at, length, step) for (at, length), step in zip(places, steps, strict=True))


def _contour(count: int, span: int, rng: Generator) -> list[int]:
    """A line of scale steps that rises to one peak and falls from it, with small turns on the way."""
    peak = round(pick((0.1, 0.3, 0.5, 0.65, 0.8), rng) * (count - 1))
    height = max(3, round(span * pick((0.45, 0.55, 0.65), rng)))
    start, end = pick((-1, 0, 0, 1, 2), rng), pick((-2, -1, 0, 0, 1), rng)
    turns = rng.choice((-1, 0, 0, 1), size=count)
    line = []
    for index in range(count):
        near = index / peak if index < peak else (count - 1 - index) / max(1, count - 1 - peak)
        foot = start if index < peak else end
        step = round(foot + (height - foot) * near) + int(turns[index])
        line.append(height if index == peak else min(height - 1, step))
    return line


def _chanted(count: int, rng: Generator) -> list[int]:
    """One tone said over and over, with a few others: a last one that falls, and one that stands out."""
    out, high, fall = int(rng.integers(max(1, count))), pick((2, 3, 4), rng), pick((-2, -1, 1), rng)
    return [high if index == out else fall if index == count - 1 else 0 for index in range(count)]


def phrase(rng: Generator, habit: str) -> list[str]:
    """How four motifs of two bars make a phrase: letters for `developed`."""
    return pick(PHRASES[habit], rng).split()


def developed(letter: str, motif: Motif, other: Motif, rng: Generator) -> Motif:
    """What a letter of a phrase makes of the motif.

    `A` as it is, `a` with another tail, `o` with an ending that stays open, `b` with one that comes home and rests,
    `h` its head and then silence, `f` its head twice, the second time higher, `s` moved along the scale,
    `B` another motif, `.` silence.
    """
    if letter in ("A", "B", "."):
        return {"A": motif, "B": other, ".": ()}[letter]
    return {"a": _turned, "o": _opened, "b": _closed, "h": _headed, "f": _doubled, "s": _moved}[letter](motif, rng)


def _turned(motif: Motif, rng: Generator) -> Motif:
    """The motif with its last notes led elsewhere, below its peak."""
    if not motif:
        return ()
    tail, top = max(1, len(motif) // 3), max(tone.step for tone in motif)
    moves = rng.choice((-2, -1, 1, 2), size=tail)
    changed = (
        replace(tone, step=min(top - 1, tone.step + int(move))) for tone, move in zip(motif[-tail:], moves, strict=True)
    )
    return (*motif[:-tail], *changed)


def _moved(motif: Motif, rng: Generator) -> Motif:
    """The motif some steps higher or lower."""
    move = pick((-2, -1, 1, 2), rng)
    return tuple(replace(tone, step=tone.step + move) for tone in motif)


def _headed(motif: Motif, rng: Generator) -> Motif:
    """Its first bar alone: a call that waits for an answer."""
    return tuple(tone for tone in motif if tone.at < BEATS / 2)


def _doubled(motif: Motif, rng: Generator) -> Motif:
    """Its head twice, the second time a step or two higher: what presses on to a close."""
    head = [tone for tone in motif if tone.at < BEATS / 2]
    lift = pick((1, 2), rng)
    return (*head, *(replace(tone, at=tone.at + BEATS / 2, step=tone.step + lift) for tone in head))


def _opened(motif: Motif, rng: Generator) -> Motif:
    """The motif, ended on a tone that asks, with a breath after it."""
    return _ended(motif, pick((6.0, 6.5), rng), pick((1, 2, 3), rng), "open")


def _closed(motif: Motif, rng: Generator) -> Motif:
    """The motif, ended early on a long tone at home, with a breath after it."""
    return _ended(motif, pick((5.0, 6.0), rng), pick((0, 0, -1), rng), "home")


def _ended(motif: Motif, before: float, step: int, goal: str) -> Motif:
    """The motif up to a place; its last tone is held and has a goal."""
    kept = [tone for tone in motif if tone.at < before] or list(motif[:1])
    if not kept:
        return ()
    last = kept[-1]
    return (*kept[:-1], replace(last, length=min(2.5, BEATS - 1.0 - last.at), step=step, goal=goal))


def ornamented(motif: Motif, rng: Generator, count: int = 2) -> Motif:
    """The motif with so many tones more, which pass or turn between its own; where there is no room, another tail."""
    tones = list(motif)
    places = [
        index for index, (one, after) in enumerate(pairwise(motif)) if one.length >= 0.5 and after.at - one.at >= 0.5
    ]
    if not places:
        return _turned(motif, rng)
    for index in (places[int(place)] for place in rng.permutation(len(places))[:count]):
        one, after = motif[index], motif[index + 1]
        half = min(one.length, after.at - one.at) / 2
        tones[index] = replace(one, length=half)
        between = (one.step + after.step) // 2 if abs(one.step - after.step) >= 2 else one.step + pick((1, -1), rng)
        tones.append(Tone(one.at + half, half, between))
    return tuple(sorted(tones, key=lambda tone: tone.at))


def breathing(motif: Motif) -> Motif:
    """The motif without what begins in its last beat: a breath before the next phrase."""
    return tuple(
        replace(tone, length=min(tone.length, BEATS - 1.0 - tone.at)) for tone in motif if tone.at < BEATS - 1.0
    )


def sighing(motif: Motif, chance: float, rng: Generator) -> Motif:
    """The motif in which some tones on strong beats come late: the tone above first, then down to the one meant."""
    draws = rng.random(len(motif))
    return tuple(
        replace(tone, goal="sigh")
        if not tone.goal and tone.at % 2 == 0 and tone.length >= 1.0 and draw < chance
        else tone
        for tone, draw in zip(motif, draws, strict=True)
    )

"""Harmony over time: which chord sounds when, section by section."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass, replace

from numpy.random import Generator

from generation.engines.composer.chords import Harmony, diatonic, symbol
from generation.engines.composer.form import Passage
from generation.engines.composer.progressions import Palette, progression, realised
from generation.engines.composer.score import BEATS_PER_BAR, Chord
from generation.engines.composer.streams import pick, pick_key
from generation.engines.composer.voicing import nearest

REGISTER = (50, 74)
"""Where the chords of the score's harmony lane lie."""
_BRIEF_BEATS = 24.0
"""A piece no longer than this has one progression, from the tonic on, lest nobody know where home is."""
_SPACIOUS = ("break", "intro", "outro")


@dataclass(frozen=True, slots=True)
class Span:
    """One harmony and how long it lasts."""

    start_beats: float
    length_beats: float
    harmony: Harmony

    @property
    def end_beats(self) -> float:
        """Where the next one begins."""
        return self.start_beats + self.length_beats


@dataclass(frozen=True, slots=True)
class Loop:
    """A progression and how many beats each of its chords lasts."""

    harmonies: tuple[Harmony, ...]
    chord_beats: float

    @property
    def beats(self) -> float:
        """How long it takes to come round."""
        return self.chord_beats * len(self.harmonies)


@dataclass(frozen=True, slots=True)
class Timeline:
    """All the harmony of a piece, without gaps."""

    spans: tuple[Span, ...]
    starts: tuple[float, ...]

    def at(self, beats: float) -> Span:
        """What sounds at a position; the first and last harmony reach beyond the ends."""
        return self.spans[max(0, bisect_right(self.starts, beats + 1e-6) - 1)]

    def after(self, beats: float) -> Span:
        """What comes after the harmony at a position; at the end, the first again."""
        index = bisect_right(self.starts, beats + 1e-6)
        return self.spans[index % len(self.spans)]

    def between(self, start_beats: float, end_beats: float) -> tuple[Span, ...]:
        """The harmonies within a stretch, cut to it."""
        cut = (
            (max(span.start_beats, start_beats), min(span.end_beats, end_beats), span)
            for span in self.spans[max(0, bisect_right(self.starts, start_beats + 1e-6) - 1) :]
            if span.start_beats < end_beats - 1e-6
        )
        return tuple(replace(span, start_beats=start, length_beats=end - start) for start, end, span in cut)


def timeline(found: tuple[Passage, ...], palette: Palette, rng: Generator) -> Timeline:
    """The harmony of every passage: verses and hooks with loops of their own, breaks that breathe."""
    body = sum(passage.length_beats for passage in found if passage.name != "ending")
    loops = _loops(palette, rng, body)
    spans: list[Span] = []
    for passage in found:
        if passage.name == "ending":
            spans.append(Span(passage.start_beats, passage.length_beats, _home(palette, rng)))
        else:
            spans.extend(_filled(passage, _loop_of(passage, loops), palette, rng))
    return Timeline(tuple(spans), tuple(span.start_beats for span in spans))


def _loops(palette: Palette, rng: Generator, body_beats: float) -> dict[str, Loop]:
    """The progressions of the piece by what they are for."""
    brief = body_beats <= _BRIEF_BEATS
    template, verse = progression(palette, rng, homely=brief)
    bars = pick(palette.style.bars_per_chord, rng)
    own_hook = rng.random() < palette.style.second_progression and not brief
    hook = progression(palette, rng, avoid=template)[1] if own_hook else verse
    away = progression(palette, rng, avoid=template)[1] if rng.random() < palette.style.second_progression else verse
    hook_bars = pick(palette.style.bars_per_chord, rng) if own_hook else bars
    return {
        "verse": _fitted(verse, bars, body_beats),
        "hook": _fitted(hook, hook_bars, body_beats),
        "break": _fitted(away, bars, body_beats),
    }


def _fitted(harmonies: tuple[Harmony, ...], bars: float, body_beats: float) -> Loop:
    """The loop, quickened until a short piece hears all of it (but no chord under half a bar)."""
    beats = bars * BEATS_PER_BAR
    while beats > BEATS_PER_BAR / 2 and beats * len(harmonies) > max(body_beats, 1.0):
        beats /= 2
    return Loop(harmonies, beats)


def _loop_of(passage: Passage, loops: dict[str, Loop]) -> Loop:
    """The progression that a passage is over."""
    return loops[
        {"hook": "hook", "drop": "hook", "outro": "hook", "break": "break", "build": "break"}.get(passage.name, "verse")
    ]


def _filled(passage: Passage, loop: Loop, palette: Palette, rng: Generator) -> list[Span]:
    """A passage's harmonies: its loop over and over, the last time round sometimes turned towards what follows."""
    slow = passage.name in _SPACIOUS and loop.beats * 2 <= passage.length_beats and rng.random() < 0.4
    beats = loop.chord_beats * (2 if slow else 1)
    spans, position, index = [], passage.start_beats, 0
    while position < passage.end_beats - 1e-6:
        length = min(beats, passage.end_beats - position)
        spans.append(Span(position, length, loop.harmonies[index % len(loop.harmonies)]))
        position, index = position + length, index + 1
    if len(spans) > len(loop.harmonies) and passage.name in ("build", "verse", "break") and rng.random() < 0.5:
        spans[-1] = replace(spans[-1], harmony=_turnaround(palette, rng))
    return spans


def _turnaround(palette: Palette, rng: Generator) -> Harmony:
    """A chord that wants to go home."""
    mark = {"phrygian": "2", "dorian": "7", "mixolydian": "7", "locrian": "2"}.get(palette.key.mode)
    if mark is None:
        mark = pick(("V", "7") if palette.key.mode == "minor" and not palette.is_rich else ("V",), rng)
    return realised(mark, palette, rng)


def _home(palette: Palette, rng: Generator) -> Harmony:
    """The chord a piece ends on: the tonic, in a colour that rests."""
    resting = {"triad": 2.0, "add9": 0.5, "sixth": 0.5, "ninth": 1.0, "power": 3.0}
    offered = {colour: weight * resting.get(colour, 0.0) for colour, weight in palette.style.colours.items()}
    colour = pick_key(offered, rng) if sum(offered.values()) else "triad"
    return diatonic(palette.key, 1, colour)


def voiced(line: Timeline, palette: Palette) -> tuple[Chord, ...]:
    """The timeline as the score's chords, each voiced near the one before."""
    chords: list[Chord] = []
    for span in line.spans:
        shape = nearest(span.harmony, chords[-1].pitches if chords else None, REGISTER)
        name = symbol(span.harmony, palette.key)
        chords.append(
            Chord(span.start_beats, span.length_beats, name, span.harmony.root, _complete(shape, span.harmony))
        )
    return tuple(chords)


def _complete(shape: tuple[int, ...], harmony: Harmony) -> tuple[int, ...]:
    """The voicing with the tones that four voices left out, so that the score knows every sounding pitch class."""
    missing = [tone for tone in harmony.tones if all(pitch % 12 != tone for pitch in shape)]
    return tuple(sorted((*shape, *(REGISTER[0] - 12 + (tone - REGISTER[0]) % 12 for tone in missing))))

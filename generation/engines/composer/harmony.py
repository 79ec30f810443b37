"""Harmony over time: which chord sounds when, section by section."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Mapping
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
_SPACIOUS, _PEAKS = ("break", "intro", "outro"), ("hook", "drop")
_LOOPS = {"hook": "hook", "drop": "hook", "outro": "hook", "break": "break", "build": "break"}
"""Section name → the loop it is over; what is missing has the verse's."""
_LEADING_BACK = (1, 2, 5, 7, 10, 11)
"""Semitones above the first root of a loop from which it is come back to as by itself."""
_TURNING = {"verse": 0.6, "build": 0.7, "break": 0.5, "intro": 0.3}
"""How likely a kind of section ends on a chord that leads home."""


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


@dataclass(frozen=True, slots=True)
class Course:
    """What settles a piece's harmony besides its loops: how fast its sections move, and which of them head home."""

    loops: Mapping[str, Loop]
    paces: Mapping[str, float]
    """Section name → by how much its chords last longer (2) or shorter (0.5) than the loop says."""
    turns: Mapping[str, bool]
    """Section name → whether its last chord turns towards what follows."""


def timeline(found: tuple[Passage, ...], palette: Palette, rng: Generator, *, looping: bool = False) -> Timeline:
    """The harmony of every passage: verses and hooks with loops of their own, breaks that breathe.

    Where the piece goes round, its last bar leads back to the first.
    """
    body = sum(passage.length_beats for passage in found if passage.name != "ending")
    course = _course(found, palette, rng, body)
    spans: list[Span] = []
    for passage, after in zip(found, (*found[1:], None), strict=True):
        if passage.name == "ending":
            spans.append(Span(passage.start_beats, passage.length_beats, _home(palette, rng)))
        else:
            spans.extend(_filled(passage, after, course, palette, rng))
    if looping:
        spans = _led_back(spans, palette, rng)
    return Timeline(tuple(spans), tuple(span.start_beats for span in spans))


def _course(found: tuple[Passage, ...], palette: Palette, rng: Generator, body_beats: float) -> Course:
    """The loops of the piece, and how its sections treat them."""
    loops, names = _loops(palette, rng, body_beats), list(dict.fromkeys(passage.name for passage in found))
    turns = {name: rng.random() < _TURNING.get(name, 0.0) for name in names}
    return Course(loops, _paces(names, palette, rng), turns)


def _paces(names: list[str], palette: Palette, rng: Generator) -> dict[str, float]:
    """How each kind of section treats time: peaks and builds may move at double speed, quiet ones at half."""
    quicker = [name for name in names if name in (*_PEAKS, "build")]
    slower = [name for name in names if name in _SPACIOUS]
    chance = 0.55 - 0.3 * palette.mood.density
    paces = {name: 2.0 for name in slower if rng.random() < chance}
    if rng.random() < 1.2 - chance and (not paces or rng.random() < 0.4):
        paces |= {pick(quicker, rng): 0.5} if quicker else {}
    return {name: paces.get(name, 1.0) for name in names}


def _loops(palette: Palette, rng: Generator, body_beats: float) -> dict[str, Loop]:
    """The progressions of the piece by what they are for."""
    brief = body_beats <= _BRIEF_BEATS
    template, verse = progression(palette, rng, homely=brief)
    bars = _bars_per_chord(palette, rng)
    own_hook = rng.random() < palette.style.second_progression and not brief
    hook = progression(palette, rng, avoid=template)[1] if own_hook else verse
    away = progression(palette, rng, avoid=template)[1] if rng.random() < palette.style.second_progression else verse
    hook_bars = _bars_per_chord(palette, rng) if own_hook else bars
    return {
        "verse": _fitted(verse, bars, body_beats),
        "hook": _fitted(hook, hook_bars, body_beats),
        "break": _fitted(away, bars, body_beats),
    }


def _bars_per_chord(palette: Palette, rng: Generator) -> float:
    """How many bars a chord lasts: of what the genre offers, rather long in soft moods and short in busy ones."""
    leaning = palette.mood.length - palette.mood.density
    options = palette.style.bars_per_chord
    return pick(options, rng, [bars ** (1.4 * leaning) for bars in options])


def _fitted(harmonies: tuple[Harmony, ...], bars: float, body_beats: float) -> Loop:
    """The loop, quickened until a short piece hears all of it (but no chord under half a bar)."""
    beats = bars * BEATS_PER_BAR
    while beats > BEATS_PER_BAR / 2 and beats * len(harmonies) > max(body_beats, 1.0):
        beats /= 2
    return Loop(harmonies, beats)


def _filled(passage: Passage, after: Passage | None, course: Course, palette: Palette, rng: Generator) -> list[Span]:
    """A passage's harmonies: its loop over and over, at its own pace, and turned at its end to what follows."""
    loop = course.loops[_LOOPS.get(passage.name, "verse")]
    beats = _chord_beats(passage, loop, course.paces[passage.name])
    spans, position, index = [], passage.start_beats, _first(passage, loop, beats, palette)
    while position < passage.end_beats - 1e-6:
        length = min(beats, passage.end_beats - position)
        spans.append(Span(position, length, loop.harmonies[index % len(loop.harmonies)]))
        position, index = position + length, index + 1
    return _closed(spans, passage, after, course, palette, rng)


def _chord_beats(passage: Passage, loop: Loop, pace: float) -> float:
    """How long a chord lasts here: no quicker than half a bar, nor so slow that the section has but one."""
    if pace > 1 and 2 * loop.chord_beats * pace > passage.length_beats:
        return loop.chord_beats
    return max(min(loop.chord_beats, BEATS_PER_BAR / 2), loop.chord_beats * pace)


def _first(passage: Passage, loop: Loop, beats: float, palette: Palette) -> int:
    """Which chord of the loop comes first: home where the section is too short to come to it, or opens the piece."""
    homes = [index for index, harmony in enumerate(loop.harmonies) if harmony.root == palette.key.tonic]
    short = beats * len(loop.harmonies) > passage.length_beats
    return homes[0] if homes and (short or passage.name == "intro") else 0


def _closed(
    spans: list[Span], passage: Passage, after: Passage | None, course: Course, palette: Palette, rng: Generator
) -> list[Span]:
    """The section's end: a turn towards a section that begins at home; at home where the piece falls quiet after it."""
    last = spans[-1]
    leads = after is not None and after.name != "ending" and _begins_at_home(after, course, palette)
    if len(spans) < 3 or last.length_beats < 2:
        return spans
    if passage.name in _PEAKS:
        rests = after is not None and not after.is_peak and rng.random() < 0.5
        return [*spans[:-1], replace(last, harmony=_home(palette, rng))] if rests else spans
    if leads and course.turns[passage.name]:
        return [*spans[:-1], *_turned(last, palette, rng)]
    return spans


def _begins_at_home(passage: Passage, course: Course, palette: Palette) -> bool:
    """Whether a section's loop starts on the tonic."""
    return course.loops[_LOOPS.get(passage.name, "verse")].harmonies[0].root == palette.key.tonic


def _turned(last: Span, palette: Palette, rng: Generator) -> list[Span]:
    """A chord that wants to go home in place of a section's last: in the second half of it where that is long."""
    turn = _turnaround(palette, rng)
    if last.length_beats < BEATS_PER_BAR:
        return [replace(last, harmony=turn)]
    tail = min(float(BEATS_PER_BAR), last.length_beats / 2)
    kept = replace(last, length_beats=last.length_beats - tail)
    return [kept, Span(kept.end_beats, tail, turn)]


def _led_back(spans: list[Span], palette: Palette, rng: Generator) -> list[Span]:
    """The harmonies of a loop, the last of which wants to be followed by the first."""
    first, last = spans[0].harmony.root, spans[-1]
    leads = last.harmony.root != first and (last.harmony.root - first) % 12 in _LEADING_BACK
    return spans if leads or last.length_beats < 2 else [*spans[:-1], *_turned(last, palette, rng)]


def _turnaround(palette: Palette, rng: Generator) -> Harmony:
    """A chord that wants to go home."""
    mark = {"phrygian": "2", "dorian": "7", "mixolydian": "7", "locrian": "2"}.get(palette.key.mode)
    if mark is None:
        softly = palette.key.mode == "minor" and not palette.is_rich and rng.random() > 0.5 + 0.5 * palette.mood.tension
        mark = "7" if softly else "V"
    return realised(mark, palette, rng)


def _home(palette: Palette, rng: Generator) -> Harmony:
    """The chord a piece ends on: the tonic, in a colour that rests."""
    resting = {"triad": 2.0, "add9": 0.5, "sixth": 0.5, "ninth": 1.0, "power": 3.0}
    offered = {colour: weight * resting.get(colour, 0.0) for colour, weight in palette.colours.items()}
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

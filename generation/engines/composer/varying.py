"""Varying: bars that are played again, and not as they were: turned tails, octaves, ghosts, fills, other inversions."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from itertools import groupby

from numpy.random import Generator

from generation.engines.composer.fills import FILLS
from generation.engines.composer.grooves import ROLE_OF_PIECE
from generation.engines.composer.harmony import Timeline
from generation.engines.composer.instruments import VOICES
from generation.engines.composer.score import BEATS_PER_BAR, Hit, Note, Part
from generation.engines.composer.streams import pick
from generation.engines.theory import Key

_PHRASE_BEATS = 2.0 * BEATS_PER_BAR


@dataclass(frozen=True, slots=True)
class Ground:
    """What a variation keeps to: the harmony, the key, and the stream that it draws from."""

    harmony: Timeline
    key: Key
    rng: Generator
    fills: tuple[str, ...] = ()

    def tones(self, at: float) -> frozenset[int]:
        """The pitch classes that sound well at a position."""
        return frozenset(self.harmony.at(at).harmony.tones)


def varied_notes(part: Part, notes: list[Note], ground: Ground) -> list[Note]:
    """A part's notes in time order, as its player would play them again."""
    change = {"bass": _other_bass, "melody": _other_tune}.get(part.kind, _other_chords)
    played = [note for phrase in _phrases(notes) for note in change(part, phrase, ground)]
    return [_breathing(note, ground.rng) for note in played]


def _phrases(notes: list[Note]) -> Iterable[list[Note]]:
    """The notes by phrases of two bars."""
    ordered = sorted(notes, key=lambda note: (note.start_beats, note.pitch))
    return [list(group) for _, group in groupby(ordered, key=lambda note: int(note.start_beats // _PHRASE_BEATS))]


def _breathing(note: Note, rng: Generator) -> Note:
    """The note, a little softer or louder."""
    return replace(
        note, velocity=round(min(1.0, max(0.05, note.velocity * (1 + 0.04 * float(rng.standard_normal())))), 3)
    )


def _fits(part: Part, pitch: int) -> bool:
    """Whether a part's instrument has the pitch."""
    voice = VOICES[part.instrument]
    return voice.low <= pitch <= voice.high


def _other_bass(part: Part, phrase: list[Note], ground: Ground) -> list[Note]:
    """An octave here, the fifth there, a step into the next phrase; the notes on the bar stay."""
    loose = [index for index, note in enumerate(phrase) if note.start_beats % BEATS_PER_BAR]
    changed = list(phrase)
    for index in [loose[place] for place in ground.rng.permutation(len(loose))[: max(1, len(loose) // 3)]]:
        changed[index] = _leapt(part, phrase[index], ground)
    return _pushed(changed, ground) if not loose else changed


def _leapt(part: Part, note: Note, ground: Ground) -> Note:
    """The note on another tone of the chord: an octave, a fifth or a third away."""
    near = [note.pitch + leap for leap in (12, 7, -5, 4, 3, -12) if _fits(part, note.pitch + leap)]
    able = [pitch for pitch in near if pitch % 12 in ground.tones(note.start_beats)]
    return replace(note, pitch=pick(able, ground.rng), slide_to=None) if able else note


def _pushed(phrase: list[Note], ground: Ground) -> list[Note]:
    """The phrase with its last long note struck again an eighth or a beat before its end."""
    long = [index for index, note in enumerate(phrase) if note.length_beats >= 2.0]
    if not long:
        return phrase
    note, again = phrase[long[-1]], pick((0.5, 1.0), ground.rng)
    first, start = note.length_beats - again, note.start_beats + note.length_beats - again
    second = replace(note, start_beats=start, length_beats=again, velocity=0.85 * note.velocity, slide_to=None)
    return [*phrase[: long[-1]], replace(note, length_beats=first, slide_to=None), second, *phrase[long[-1] + 1 :]]


def _other_tune(part: Part, phrase: list[Note], ground: Ground) -> list[Note]:
    """The phrase with its tail turned elsewhere, its head left out, or an ornament before its long notes."""
    manner: Callable[[Part, list[Note], Ground], list[Note]] = pick((_turned, _turned, _answering, _graced), ground.rng)
    return manner(part, phrase, ground)


def _turned(part: Part, phrase: list[Note], ground: Ground) -> list[Note]:
    """The last third led to other tones of the harmony."""
    tail = max(1, len(phrase) // 3)
    return [*phrase[:-tail], *(_stepped(part, note, ground) for note in phrase[-tail:])]


def _stepped(part: Part, note: Note, ground: Ground) -> Note:
    """The note a third to a fifth away, on a tone of the chord if it is long, of the scale if it is not."""
    allowed = ground.tones(note.start_beats) if note.length_beats >= 1.0 else frozenset(ground.key.scale)
    near = [note.pitch + step for step in (-7, -5, -4, -3, -2, 2, 3, 4, 5, 7)]
    able = [pitch for pitch in near if pitch % 12 in allowed and _fits(part, pitch)]
    return replace(note, pitch=pick(able, ground.rng), slide_to=None) if able else note


def _answering(part: Part, phrase: list[Note], ground: Ground) -> list[Note]:
    """Only what comes after the first bar: an answer to something unsaid; all of it, turned, where nothing would."""
    start = phrase[0].start_beats // _PHRASE_BEATS * _PHRASE_BEATS
    said = [note for note in phrase if note.start_beats >= start + BEATS_PER_BAR - 0.5]
    return said if len(said) >= 2 else _turned(part, phrase, ground)


def _graced(part: Part, phrase: list[Note], ground: Ground) -> list[Note]:
    """A short step from above or below right before the long notes, where there is time for it."""
    found: list[Note] = []
    for note in phrase:
        free = note.start_beats - (found[-1].start_beats if found else note.start_beats // 4 * 4)
        side = [note.pitch + step for step in (-2, -1, 1, 2) if (note.pitch + step) % 12 in ground.key.scale]
        if note.length_beats >= 0.75 and free >= 0.5 and side and note.start_beats >= 0.25:
            grace = replace(note, start_beats=note.start_beats - 0.25, length_beats=0.25, pitch=pick(side, ground.rng))
            found = [*(_ending_by(other, grace.start_beats) for other in found)]
            found.append(replace(grace, velocity=0.75 * note.velocity, slide_to=None))
        found.append(note)
    return found if len(found) > len(phrase) else _turned(part, phrase, ground)


def _ending_by(note: Note, at: float) -> Note:
    """The note, ended where another one of its voice begins."""
    return replace(note, length_beats=max(0.1, min(note.length_beats, at - note.start_beats)))


def _other_chords(part: Part, phrase: list[Note], ground: Ground) -> list[Note]:
    """The same strokes in another inversion: the lowest voice an octave up, or the highest an octave down."""
    up = bool(ground.rng.random() < 0.6)
    return [
        note
        for _, group in groupby(phrase, key=lambda note: note.start_beats)
        for note in _inverted(part, list(group), up=up)
    ]


def _inverted(part: Part, stroke: list[Note], *, up: bool) -> list[Note]:
    """One stroke with a voice in another octave, where the instrument has it and no other voice is there."""
    low, high = stroke[0], stroke[-1]
    voice, pitch = (low, low.pitch + 12) if up else (high, high.pitch - 12)
    free = len(stroke) > 1 and _fits(part, pitch) and pitch not in {note.pitch for note in stroke}
    return sorted((replace(note, pitch=pitch) if note is voice and free else note for note in stroke), key=_pitch)


def _pitch(note: Note) -> int:
    return note.pitch


def varied_hits(hits: list[Hit], start: float, bars: int, ground: Ground) -> list[Hit]:
    """A kit's hits over some bars, played again: ghosts added, small strokes left out, fills where phrases end."""
    kept = [hit for hit in hits if hit.piece != "crash"]
    kept = [hit for hit in kept if not (_is_small(hit) and ground.rng.random() < 0.08)]
    kept += _ghosts(kept, ground)
    for bar in range(3, bars, 4) if bars > 4 else ():
        if bar < bars - 1 and ground.rng.random() < 0.5:
            kept = _filled(kept, start + BEATS_PER_BAR * (bar + 1), 1.0, ground)
    kept = _filled(kept, start + BEATS_PER_BAR * bars, 1.0 if bars == 1 else pick((1.0, 2.0), ground.rng), ground)
    return [_struck(hit, ground.rng) for hit in kept]


def varied_percussion(hits: list[Hit], start: float, bars: int, ground: Ground) -> list[Hit]:
    """A percussionist's hits over some bars, played again: small strokes left out, and room for the kit's last fill."""
    end = start + BEATS_PER_BAR * bars
    stay = [hit for hit in hits if bars == 1 or hit.start_beats < end - BEATS_PER_BAR / 2]
    return [_struck(hit, ground.rng) for hit in stay if not (_is_small(hit) and ground.rng.random() < 0.15)]


def _is_small(hit: Hit) -> bool:
    """Whether a stroke is one of many, and soft."""
    return hit.velocity < 0.7 and bool(hit.start_beats % 1.0) and hit.piece != "kick"


def _ghosts(hits: list[Hit], ground: Ground) -> list[Hit]:
    """A soft stroke beside some of the backbeats."""
    taken = {(round(hit.start_beats * 4), hit.piece) for hit in hits}
    strong = [hit for hit in hits if ROLE_OF_PIECE.get(hit.piece) == "snare" and hit.velocity > 0.6]
    found = []
    for hit in strong:
        at = hit.start_beats + pick((-0.75, -0.25, 0.75, 1.25), ground.rng)
        free = (round(at * 4), hit.piece) not in taken and at >= hits[0].start_beats
        if free and at * 4 % 1 == 0 and ground.rng.random() < 0.4:
            found.append(replace(hit, start_beats=at, velocity=0.28, tune_semitones=0.0, length_beats=None))
    return [hit for hit in found if hit.start_beats < hits[-1].start_beats]


def _filled(hits: list[Hit], end: float, beats: float, ground: Ground) -> list[Hit]:
    """The hits with a fill up to a position, on pieces of the kit that plays there."""
    if not any(ROLE_OF_PIECE.get(hit.piece) == "snare" for hit in hits) or not ground.fills:
        return hits
    fill = FILLS[pick(ground.fills, ground.rng)](end - beats, beats, ground.rng)
    return [hit for hit in hits if not end - beats - 1e-6 <= hit.start_beats < end - 1e-6] + fill


def _struck(hit: Hit, rng: Generator) -> Hit:
    """The stroke, a little softer or louder."""
    return replace(
        hit, velocity=round(min(1.0, max(0.05, hit.velocity * (1 + 0.04 * float(rng.standard_normal())))), 3)
    )

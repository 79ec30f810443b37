"""Granting: what a wish does to a stem, measured against what was there before."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from itertools import pairwise
from statistics import fmean, median

from generation.engines.composer.genre import Genre
from generation.engines.composer.instruments import VOICES
from generation.engines.composer.score import BEATS_PER_BAR, Hit, Note, Part

Parts = tuple[Part, ...]
_BUSIER, _SIMPLER = 1.3, 0.7
_LONGER, _SHORTER = 1.4, 0.65
_REGISTER_SEMITONES = 5.0
_TONE = 0.3
_SWINGABLE = 0.12
_TUNED = 1.5
_BRIGHT = ("hat_closed", "hat_open", "hat_pedal", "ride", "ride_bell", "crash", "shaker", "tambourine", "triangle")
_SWING, _MOST_SWING = 0.1, 0.68
_SHORTEST_SPLIT_BEATS = 0.5


def swinging(genre: Genre, words: tuple[str, ...]) -> Genre:
    """The genre with the swing that was wished for."""
    if "more swing" in words:
        return replace(genre, swing=min(_MOST_SWING, max(genre.swing, 0.5) + _SWING))
    return replace(genre, swing=0.5) if "straighter" in words else genre


def shortfall(parts: Parts, wishes: tuple[str, ...], before: Parts) -> float:
    """How far some parts are from granting the wishes by themselves; 0 where they do, or nothing was there before."""
    if not before:
        return 0.0
    return sum(max(0.0, _MISSING[wish](parts, before)) for wish in wishes if wish in _MISSING)


def granted(parts: Parts, wishes: tuple[str, ...], before: Parts) -> Parts:
    """The parts with every wish granted that they do not grant by themselves."""
    for wish in wishes:
        if wish in _MEANS:
            parts = _MEANS[wish](parts, before)
    return parts


def moments(parts: Parts) -> int:
    """How often something begins: a chord counts once."""
    notes = {(part.name, round(note.start_beats, 3)) for part in parts for note in part.notes}
    return len(notes) + sum(len(part.hits) for part in parts if part.instrument != "effects")


def register(parts: Parts) -> float:
    """The middle pitch."""
    pitches = [note.pitch for part in parts for note in part.notes]
    return median(pitches) if pitches else 0.0


def note_beats(parts: Parts) -> float:
    """How long a note is on average."""
    lengths = [note.length_beats for part in parts for note in part.notes]
    return fmean(lengths) if lengths else 0.0


def _unswung(parts: Parts, before: Parts) -> float:
    """How much of a share of sixteenths off the eighths is lacking: only they can swing."""
    starts = [note.start_beats for part in parts for note in part.notes]
    starts += [hit.start_beats for part in parts for hit in part.hits]
    return _SWINGABLE - [abs(at * 4 % 2 - 1) < 1e-6 for at in starts].count(True) / max(1, len(starts))


def _colour(parts: Parts) -> float:
    """How bright the instruments are by themselves, −1 … 1."""
    return fmean([VOICES[part.instrument].tone for part in parts if part.instrument in VOICES] or [0.0])


_MISSING: Mapping[str, Callable[[Parts, Parts], float]] = {
    "busier": lambda parts, before: _BUSIER - moments(parts) / max(1, moments(before)),
    "simpler": lambda parts, before: moments(parts) / max(1, moments(before)) - _SIMPLER,
    "more swing": _unswung,
    "darker": lambda parts, before: _colour(parts) - _colour(before) + 0.1,
    "brighter": lambda parts, before: _colour(before) - _colour(parts) + 0.1,
    "higher": lambda parts, before: (register(before) + _REGISTER_SEMITONES - register(parts)) / 12,
    "lower": lambda parts, before: (register(parts) - register(before) + _REGISTER_SEMITONES) / 12,
    "longer notes": lambda parts, before: _LONGER - note_beats(parts) / max(0.01, note_beats(before)),
    "shorter notes": lambda parts, before: note_beats(parts) / max(0.01, note_beats(before)) - _SHORTER,
}


def _busier(parts: Parts, before: Parts) -> Parts:
    """With notes split and strokes added between, the widest first, until there is enough."""
    share = _BUSIER * moments(before) / max(1, moments(parts))
    return tuple(thickened(part, share) for part in parts) if share > 1 else parts


def thickened(part: Part, share: float) -> Part:
    """One part with so many times its onsets, as far as there is room; notes are split, the longest first."""
    if part.instrument == "effects":
        return part
    if part.hits:
        return replace(part, hits=_struck_between(part.hits, round(len(part.hits) * (share - 1))))
    starts = sorted({note.start_beats for note in part.notes}, key=lambda at: (-_length_at(part, at), at))
    able = [at for at in starts if _length_at(part, at) >= _SHORTEST_SPLIT_BEATS]
    split = frozenset(able[: round(len(starts) * (share - 1))])
    notes = [piece for note in part.notes for piece in (_halves(note) if note.start_beats in split else (note,))]
    done = replace(part, notes=tuple(sorted(notes, key=_note_place)))
    more = share * len(starts) / max(1, len({note.start_beats for note in notes}))
    return thickened(done, more) if split and more > 1.02 else done


def _length_at(part: Part, at: float) -> float:
    """How long the shortest note is that begins at a position."""
    return min(note.length_beats for note in part.notes if note.start_beats == at)


def _note_place(note: Note) -> tuple[float, int]:
    """Time order, then pitch."""
    return note.start_beats, note.pitch


def _halves(note: Note) -> tuple[Note, Note]:
    """A note struck twice: on its start, and softer on the sixteenth nearest its middle."""
    first = max(0.25, round(note.length_beats * 2) / 4)
    again = replace(
        note,
        start_beats=note.start_beats + first,
        length_beats=note.length_beats - first,
        velocity=0.85 * note.velocity,
    )
    return replace(note, length_beats=first, slide_to=None), again


def _struck_between(hits: tuple[Hit, ...], count: int) -> tuple[Hit, ...]:
    """The hits with soft strokes half-way between neighbours on the same piece, the widest spaces first."""
    spaces: list[tuple[float, Hit, Hit]] = []
    for piece in {hit.piece for hit in hits} - {"crash", "kick"}:
        own = [hit for hit in hits if hit.piece == piece]
        spaces += [
            (after.start_beats - hit.start_beats, hit, after)
            for hit, after in pairwise(own)
            if 0.25 <= after.start_beats - hit.start_beats <= BEATS_PER_BAR
        ]
    spaces.sort(key=lambda space: (-space[1].velocity / space[0], space[1].start_beats, space[1].piece))
    taken = {(round(hit.start_beats, 3), hit.piece) for hit in hits}
    added = [_between(hit, after) for _, hit, after in spaces]
    added = [hit for hit in added if (round(hit.start_beats, 3), hit.piece) not in taken][:count]
    return tuple(sorted((*hits, *added), key=_hit_place))


def _between(hit: Hit, after: Hit) -> Hit:
    """A softer stroke half-way, on the grid of thirty-seconds."""
    middle = hit.start_beats + round((after.start_beats - hit.start_beats) * 4) / 8
    offset = round((hit.offset_s + after.offset_s) / 2, 5)
    return replace(hit, start_beats=middle, velocity=round(0.6 * hit.velocity, 3), offset_s=offset, length_beats=None)


def _hit_place(hit: Hit) -> tuple[float, str]:
    """Time order, then piece."""
    return hit.start_beats, hit.piece


def _simpler(parts: Parts, before: Parts) -> Parts:
    """Without the onsets that carry least, until few enough are left."""
    share = _SIMPLER * moments(before) / max(1, moments(parts))
    return tuple(thinned(part, share) for part in parts) if share < 1 else parts


def thinned(part: Part, share: float) -> Part:
    """One part with such a share of its onsets; what stays sounds on where it had run into what is gone."""
    if part.instrument == "effects":
        return part
    if part.hits:
        ordered = sorted(part.hits, key=lambda hit: (_weakness(hit), -hit.velocity, hit.start_beats, hit.piece))
        kept = ordered[: max(1, round(len(ordered) * share))]
        return replace(part, hits=tuple(sorted(kept, key=_hit_place)))
    starts = sorted({note.start_beats for note in part.notes}, key=lambda at: (_metre(at), at))
    stay = sorted(starts[: max(1, round(len(starts) * share))])
    return replace(part, notes=_drawn_out(part.notes, stay))


def _drawn_out(notes: tuple[Note, ...], starts: list[float]) -> tuple[Note, ...]:
    """The notes that begin on some positions, each held for what followed it without a rest."""
    kept = set(starts)
    ends = dict.fromkeys(starts, 0.0)
    last: float | None = None
    for note in notes:
        end = note.start_beats + note.length_beats
        if note.start_beats in kept:
            last = note.start_beats
            ends[last] = max(ends[last], end)
        elif last is not None and note.start_beats - ends[last] < 0.26:
            ends[last] = max(ends[last], end)
    return tuple(
        replace(note, length_beats=max(note.length_beats, min(ends[note.start_beats] - note.start_beats, 4.0)))
        for note in notes
        if note.start_beats in kept
    )


def _metre(at: float) -> int:
    """How weak a position is: 0 the bar, 1 its half, 2 a beat, 3 an eighth, 4 anything finer."""
    return next((rank for rank, step in enumerate((4.0, 2.0, 1.0, 0.5)) if abs(at / step - round(at / step)) < 1e-6), 4)


def _weakness(hit: Hit) -> float:
    """How little a stroke carries: kicks and backbeats stay longest."""
    return _metre(hit.start_beats) - 3.0 * (hit.piece in ("kick", "snare", "clap") and hit.velocity > 0.6)


def _moved(parts: Parts, before: Parts, direction: int) -> Parts:
    """By as many octaves as bring the middle where it was wished, within what the instruments can play."""
    short = direction * (register(before) + direction * _REGISTER_SEMITONES - register(parts))
    octaves = max(0, -(-int(short) // 12))
    return tuple(_transposed(part, 12 * direction * octaves) for part in parts)


def _transposed(part: Part, semitones: int) -> Part:
    """A part moved; notes that would leave the instrument's range stay where they are."""
    if not semitones or part.instrument not in VOICES:
        return part
    low, high = VOICES[part.instrument].low - 2, VOICES[part.instrument].high + 5

    def moved(pitch: int) -> int:
        return pitch + semitones if low <= pitch + semitones <= high else pitch

    notes = tuple(
        replace(note, pitch=moved(note.pitch), slide_to=None if note.slide_to is None else moved(note.slide_to))
        for note in part.notes
    )
    return replace(part, notes=notes)


def _stretched(parts: Parts, before: Parts, factor: float) -> Parts:
    """With notes as long as wished, none beyond the next of its part; fewer of them where there is no other way."""
    for share in (1.0, 0.8, 0.6, 0.45):
        fewer = parts if share == 1.0 else tuple(thinned(part, share) for part in parts)
        scale = factor * note_beats(before) / max(0.01, note_beats(fewer))
        if (scale <= 1) == (factor > 1):
            return fewer
        fewer = tuple(_lengthened(part, scale) for part in fewer)
        if factor < 1 or note_beats(fewer) >= 0.97 * factor * note_beats(before):
            break
    return fewer


def _lengthened(part: Part, scale: float) -> Part:
    """One part with its notes so many times as long; a line stays a line."""
    starts = sorted({note.start_beats for note in part.notes})
    following = dict(zip(starts, [*starts[1:], float("inf")], strict=False))
    return replace(part, notes=tuple(_drawn(note, scale, following[note.start_beats]) for note in part.notes))


def _drawn(note: Note, scale: float, until: float) -> Note:
    """A note so many times as long, up to what follows."""
    room = max(note.length_beats, until - note.start_beats)
    return replace(note, length_beats=round(max(0.1, min(note.length_beats * scale, room)), 5))


def _toned(parts: Parts, before: Parts, by: float) -> Parts:
    """Brighter or darker than what was there: in tone, and in what a drummer leans on."""
    was = fmean(part.brightness for part in before) if before else 0.5
    return tuple(replace(_leaning(part, by), brightness=_tone(part, was, by)) for part in parts)


def _tone(part: Part, was: float, by: float) -> float:
    """The brightness that a part is to have."""
    return round(min(1.0, max(0.0, (min if by < 0 else max)(part.brightness, was) + by)), 3)


def _leaning(part: Part, by: float) -> Part:
    """A drummer's part with cymbals and shakers louder or softer, and the drums tuned a little up or down."""
    return part if part.instrument == "effects" else replace(part, hits=tuple(_leant(hit, by) for hit in part.hits))


def _leant(hit: Hit, by: float) -> Hit:
    """One stroke of it; kicks keep their note."""
    force = hit.velocity * (1 + (by if hit.piece in _BRIGHT else -by / 3))
    tuned = 0.0 if hit.piece == "kick" else _TUNED if by > 0 else -_TUNED
    return replace(
        hit, velocity=round(min(1.0, max(0.05, force)), 3), tune_semitones=round(hit.tune_semitones + tuned, 2)
    )


_MEANS: Mapping[str, Callable[[Parts, Parts], Parts]] = {
    "busier": _busier,
    "simpler": _simpler,
    "higher": lambda parts, before: _moved(parts, before, 1),
    "lower": lambda parts, before: _moved(parts, before, -1),
    "longer notes": lambda parts, before: _stretched(parts, before, _LONGER),
    "shorter notes": lambda parts, before: _stretched(parts, before, _SHORTER),
    "darker": lambda parts, before: _toned(parts, before, -_TONE),
    "brighter": lambda parts, before: _toned(parts, before, _TONE),
}

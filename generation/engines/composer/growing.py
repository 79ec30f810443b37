"""Growing: new bars out of a piece's own sections: who plays in them, what builds up, what comes back."""

from __future__ import annotations

from dataclasses import dataclass, replace

from generation.engines.composer.fills import build_up
from generation.engines.composer.grooves import ROLE_OF_PIECE
from generation.engines.composer.plan import bent
from generation.engines.composer.recalling import timeline_of
from generation.engines.composer.score import BEATS_PER_BAR, Chord, Hit, Note, Part, Score, Section
from generation.engines.composer.splicing import Growth
from generation.engines.composer.streams import stream
from generation.engines.composer.varying import Ground, varied_hits, varied_notes, varied_percussion
from generation.engines.theory import parse_key

_FRINGE = ("intro", "outro", "ending")
_PEAKS = ("hook", "drop")
_SHARE = {"intro": 0.4, "break": 0.45, "build": 0.7, "verse": 0.7}
"""How much of a full section's energy a section has that is made out of it."""


@dataclass(frozen=True, slots=True)
class Stretch:
    """A section to be: its name, its size in bars, and the section that it grows from."""

    name: str
    bars: int
    source: Section


def grown(score: Score, at: float, bars: int, place: str, seed: int) -> Growth:
    """So many new bars for a position that is a bar line of the score, "before" or "after" what is there."""
    plan = _planned(score, at, bars, place)
    sections, start = [], at
    for stretch in plan:
        sections.append(Section(stretch.name, start, float(stretch.bars * BEATS_PER_BAR), _energy(stretch)))
        start += stretch.bars * BEATS_PER_BAR
    pairs = list(zip(plan, sections, strict=True))
    chords = tuple(chord for stretch, section in pairs for chord in _chords(score, stretch, section))
    growth = Growth(at, float(bars * BEATS_PER_BAR), tuple(sections), chords)
    for part in score.parts:
        _write(score, growth, part, pairs, seed)
    return growth


def _planned(score: Score, at: float, bars: int, place: str) -> list[Stretch]:
    """The sections of the new bars."""
    body = [section for section in score.sections if _whole(section) and section.name not in _FRINGE]
    body = body or [section for section in score.sections if _whole(section)] or list(score.sections)
    peak = max(body, key=lambda section: (section.name in _PEAKS, section.energy, -section.start_beats))
    calm = min(body, key=lambda section: (section.energy, section.start_beats))
    if place == "before":
        return _leading(bars, peak, calm)
    last = max((section for section in body if section.start_beats < at - 1e-6), key=_start, default=peak)
    return _following(bars, last, peak, calm)


def _start(section: Section) -> float:
    return section.start_beats


def _whole(section: Section) -> bool:
    """Whether a section has a bar to offer."""
    return section.length_beats >= BEATS_PER_BAR


def _leading(bars: int, peak: Section, calm: Section) -> list[Stretch]:
    """What leads in: an intro, before that is long enough a verse and a build behind it."""
    if bars < 12:
        return [Stretch("intro", bars, peak)]
    build = 4 if bars >= 16 else 2
    opening = min(8, (bars - build) // 2)
    middle = bars - build - opening
    return [Stretch("intro", opening, peak), *_long("verse", middle, calm, peak), Stretch("build", build, peak)]


def _following(bars: int, last: Section, peak: Section, calm: Section) -> list[Stretch]:
    """What goes on: a few bars of the same, else a break and the peak once more; verses between where it is long."""
    if bars < 4:
        return [Stretch(last.name, bars, last)]
    if bars < 8:
        return [Stretch(peak.name, bars, peak)]
    pause = 2 if bars < 12 else 4 if bars < 24 else 8
    return [Stretch("break", pause, peak), *_long(peak.name, bars - pause, peak, calm)]


def _long(name: str, bars: int, source: Section, other: Section) -> list[Stretch]:
    """Many bars as sections of at most sixteen, two in turn."""
    found, turn = [], 0
    while bars > 0:
        size = bars if bars <= 16 else 8 if bars < 24 else 16
        one = source if turn % 2 == 0 else other
        found.append(Stretch(name if one is source else one.name, size, one))
        bars, turn = bars - size, turn + 1
    return found


def _energy(stretch: Stretch) -> float:
    """How much force the section has."""
    return round(min(1.0, stretch.source.energy * _share(stretch)), 3)


def _share(stretch: Stretch) -> float:
    """Of its source's force: less where it is a lighter section than that."""
    return 1.0 if stretch.name == stretch.source.name else _SHARE.get(stretch.name, 1.0)


def _origins(stretch: Stretch, section: Section) -> list[tuple[float, float]]:
    """(bar of the source, bar of the section): both end together, so that what follows is led to as it was."""
    size = max(1, int(stretch.source.length_beats // BEATS_PER_BAR))
    return [
        (
            stretch.source.start_beats + BEATS_PER_BAR * ((bar - stretch.bars) % size),
            section.start_beats + BEATS_PER_BAR * bar,
        )
        for bar in range(stretch.bars)
    ]


def _chords(score: Score, stretch: Stretch, section: Section) -> list[Chord]:
    """The source's harmony, bar by bar, with what goes on over a bar line in one."""
    found: list[Chord] = []
    for origin, bar in _origins(stretch, section):
        for chord in score.chords:
            begins = max(chord.start_beats, origin)
            ends = min(chord.start_beats + chord.length_beats, origin + BEATS_PER_BAR)
            if ends > begins + 1e-6:
                piece = replace(chord, start_beats=bar + begins - origin, length_beats=ends - begins)
                goes_on = found and begins > chord.start_beats + 1e-6 and found[-1].symbol == chord.symbol
                found = [*found[:-1], _longer(found[-1], piece)] if goes_on else [*found, piece]
    return found


def _longer(chord: Chord, by: Chord) -> Chord:
    """Two chords as one."""
    return replace(chord, length_beats=chord.length_beats + by.length_beats)


def _write(score: Score, growth: Growth, part: Part, pairs: list[tuple[Stretch, Section]], seed: int) -> None:
    """What one part plays in the new bars."""
    fills = bent(score.genre, score.traits).style.fills
    line = timeline_of(replace(score, chords=growth.chords))
    ground = Ground(line, parse_key(score.key), stream(seed, f"extend/{part.name}"), fills)
    notes, hits = growth.notes.setdefault(part.name, []), growth.hits.setdefault(part.name, [])
    for stretch, section in pairs:
        if part.instrument == "effects":
            hits += _effects(score, part, growth, section)
            continue
        notes += _section_notes(part, stretch, section, ground)
        hits += _section_hits(score, part, stretch, section, ground)


def _section_notes(part: Part, stretch: Stretch, section: Section, ground: Ground) -> list[Note]:
    """A pitched part's share of a section."""
    end = section.start_beats + section.length_beats
    copied = [
        replace(note, start_beats=round(bar + note.start_beats - origin, 6))
        for origin, bar in _origins(stretch, section)
        for note in part.notes
        if origin - 1e-6 <= note.start_beats < origin + BEATS_PER_BAR - 1e-6
    ]
    copied = [note for note in copied if note.start_beats >= section.start_beats + _silent(part.kind, section)]
    copied = [replace(note, length_beats=min(note.length_beats, end - note.start_beats)) for note in copied]
    return varied_notes(part, copied, ground) if copied else []


def _silent(kind: str, section: Section) -> float:
    """How long a player waits in a section, in beats: openings and breaks fill up from above."""
    length = section.length_beats
    bars = BEATS_PER_BAR * (length // BEATS_PER_BAR // 2)
    waits = {
        "intro": {"bass": max(bars, length - 2 * BEATS_PER_BAR), "melody": bars if length > 8 else 0.0},
        "break": {"bass": bars},
        "build": {"bass": length},
    }
    return waits.get(section.name, {}).get(kind, 0.0)


def _section_hits(score: Score, part: Part, stretch: Stretch, section: Section, ground: Ground) -> list[Hit]:
    """A kit's share of a section."""
    copied = [
        replace(hit, start_beats=round(bar + hit.start_beats - origin, 6))
        for origin, bar in _origins(stretch, section)
        for hit in part.hits
        if origin - 1e-6 <= hit.start_beats < origin + BEATS_PER_BAR - 1e-6
    ]
    copied = [hit for hit in copied if _plays(score, part, hit, section)]
    if not copied:
        return []
    vary = varied_hits if part.kind == "drums" else varied_percussion
    played = vary(sorted(copied, key=_place), section.start_beats, stretch.bars, ground)
    if section.name == "build" and part.kind == "drums":
        played = [hit for hit in played if ROLE_OF_PIECE.get(hit.piece) != "snare"]
        played += build_up(section.start_beats, section.length_beats, "snare")
    if section.name in _PEAKS and part.kind == "drums" and any(hit.piece == "crash" for hit in part.hits):
        played.append(Hit(section.start_beats, "crash", 0.75))
    return sorted(played, key=_place)


def _place(hit: Hit) -> tuple[float, str]:
    return hit.start_beats, hit.piece


def _plays(score: Score, part: Part, hit: Hit, section: Section) -> bool:
    """Whether a stroke belongs into a section: openings and breaks have hats first, the rest only at their end.

    Where nobody but drummers plays, they play.
    """
    if not any(other.notes for other in score.parts):
        return True
    since = hit.start_beats - section.start_beats
    quarter = BEATS_PER_BAR * (section.length_beats // BEATS_PER_BAR // 4)
    role = ROLE_OF_PIECE.get(hit.piece, "hats") if part.kind == "drums" else "percussion"
    if section.name in ("intro", "break"):
        return since >= (quarter if role in ("hats", "percussion") else section.length_beats - BEATS_PER_BAR)
    return not (section.name == "build" and role == "kick")


def _effects(score: Score, part: Part, growth: Growth, section: Section) -> list[Hit]:
    """Beds go on; a rise leads out of what builds up, and something falls where a peak begins."""
    if part.name == "bed":
        return _bed(part, section)
    used = {hit.piece: hit for hit in part.hits}
    found = [
        replace(used[name], start_beats=section.start_beats, length_beats=min(4.0, section.length_beats))
        for name in ("impact", "noise_hit", "sub_drop")
        if name in used and section.name in _PEAKS
    ][:1]
    for name in ("riser", "sweep_up", "reverse_cymbal"):
        if name in used and section.name in ("intro", "break", "build"):
            length = min(8.0, section.length_beats)
            end = section.start_beats + section.length_beats
            return [*found, replace(used[name], start_beats=end - length, length_beats=length)]
    return found


def _bed(part: Part, section: Section) -> list[Hit]:
    """A bed's stretches of four bars, all through a section."""
    pieces = {hit.piece: hit for hit in part.hits}
    size, end = 4.0 * BEATS_PER_BAR, section.start_beats + section.length_beats
    return [
        replace(hit, start_beats=start, length_beats=min(size, end - start))
        for hit in pieces.values()
        for start in [section.start_beats + size * index for index in range(int(-(-section.length_beats // size)))]
    ]

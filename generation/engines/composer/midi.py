"""The score as a standard MIDI file: one track per stem, note for note what sounds."""

from __future__ import annotations

import struct
from collections.abc import Iterator
from itertools import cycle
from typing import NamedTuple

from generation.engines.base import STEM_KINDS
from generation.engines.composer.score import BEATS_PER_BAR, Hit, Note, Part, Score
from generation.engines.theory import Key, parse_key, signature_of

TICKS_PER_BEAT = 960
DRUM_CHANNEL = 9
_SHORTEST_TICKS = 30
_BEND_SEMITONES, _BEND_STEPS = 24, 16
_FIFTHS = [letter + sign for sign in ("b", "", "#") for letter in "FCGDAEB"]
_SHARPS = {name: count for count, name in enumerate(_FIFTHS, -8)}
_SHARPS |= {f"{name}m": count for count, name in enumerate(_FIFTHS, -11)}
"""A key as MIDI names it → how many sharps it has, flats counted below zero."""

PROGRAMS: dict[str, int] = {
    "bass_808": 38, "bass_sub": 38, "bass_reese": 39, "bass_wobble": 39, "bass_saw": 38, "bass_fm": 38, "bass_acid": 38,
    "bass_electric": 33, "bass_picked": 34, "bass_upright": 32, "piano": 0, "piano_felt": 0, "rhodes": 4,
    "wurlitzer": 5, "organ": 16, "harpsichord": 6, "clavinet": 7, "stab_saw": 81, "stab_house": 50, "pad_warm": 89,
    "pad_dark": 89, "pad_glass": 88, "strings": 48, "choir": 52, "brass": 61, "guitar_nylon": 24, "guitar_clean": 27,
    "guitar_muted": 28, "guitar_distorted": 30, "lead_saw": 81, "lead_square": 80, "lead_super": 81, "lead_soft": 82,
    "pluck": 84, "pluck_string": 45, "bell": 14, "bell_fm": 98, "kalimba": 108, "vibraphone": 11, "marimba": 12,
    "flute": 73, "trumpet": 56, "trumpet_muted": 59, "sax": 65, "violin": 40, "sitar": 104,
    "bass_808_hard": 38, "bass_growl": 39, "bass_log": 39, "bass_donk": 38, "bass_organ": 38, "bass_moog": 38,
    "ep_fm": 5, "strings_synth": 50, "stab_hoover": 81, "celesta": 8, "harp": 46, "lead_rage": 81, "lead_hoover": 81,
    "lead_whistle": 78, "steel_pan": 114,
}  # fmt: skip
"""General MIDI programs, counted from 0."""

DRUM_NOTES: dict[str, int] = {
    "kick": 36, "snare": 38, "clap": 39, "rim": 37, "snap": 39, "hat_closed": 42, "hat_open": 46, "hat_pedal": 44,
    "ride": 51, "ride_bell": 53, "crash": 49, "tom_low": 45, "tom_mid": 47, "tom_high": 50, "shaker": 70,
    "tambourine": 54, "cowbell": 56, "conga_low": 64, "conga_high": 63, "bongo_low": 61, "bongo_high": 60,
    "woodblock": 76, "triangle": 81, "clave": 75, "brush": 25,
}  # fmt: skip
"""General MIDI percussion keys."""


class _Event(NamedTuple):
    """A message at an absolute tick; at one tick, lower ranks come first."""

    tick: int
    rank: int
    message: bytes


def midi_file(score: Score) -> bytes:
    """A type-1 file: tempo, key and sections in the first track, then one named track per stem.

    Micro-timing and swing are in the ticks. Slides are pitch bends over the last third of a note, within two octaves.
    Textures and transitions have no notes and are left out.
    """
    channels, end = _channels(score), _tick(score, score.length_beats)
    tracks = [_track(_conductor(score), end)]
    for kind in STEM_KINDS:
        parts = [part for part in score.parts if part.kind == kind and part.instrument != "effects"]
        if parts:
            tracks.append(_track(_stem(score, kind, parts, channels), end))
    return b"MThd" + struct.pack(">IHHH", 6, 1, len(tracks), TICKS_PER_BEAT) + b"".join(tracks)


def _tick(score: Score, beats: float, offset_s: float = 0.0) -> int:
    """The tick on which a position sounds."""
    return max(0, round((beats + offset_s * score.bpm / 60.0) * TICKS_PER_BEAT))


def _channels(score: Score) -> dict[str, int]:
    """Part → channel: the tenth for everything struck, the others in turn."""
    free = cycle(channel for channel in range(16) if channel != DRUM_CHANNEL)
    return {
        part.name: DRUM_CHANNEL if part.hits else next(free) for part in score.parts if part.instrument != "effects"
    }


def _meta(kind: int, data: bytes) -> bytes:
    """A meta event: 0x03 a name, 0x06 a marker, 0x51 a tempo, 0x58 a metre, 0x59 a key, 0x2F the end."""
    return bytes((0xFF, kind)) + _counted(len(data)) + data


def _counted(number: int) -> bytes:
    """A number as MIDI writes lengths and times: seven bits a byte, the highest first."""
    found = bytes((number & 0x7F,))
    while number := number >> 7:
        found = bytes((0x80 | number & 0x7F,)) + found
    return found


def _text(words: str) -> bytes:
    """Words in the alphabet that MIDI readers expect."""
    return words.encode("latin-1", "replace")


def _conductor(score: Score) -> Iterator[_Event]:
    """Tempo, metre, key and markers."""
    key = _signature(parse_key(score.key))
    yield _Event(0, 0, _meta(0x03, _text(f"{score.genre}, {score.key}")))
    yield _Event(0, 1, _meta(0x51, round(60e6 / score.bpm).to_bytes(3, "big")))
    yield _Event(0, 1, _meta(0x58, bytes((BEATS_PER_BAR, 2, 24, 8))))
    yield _Event(0, 1, _meta(0x59, struct.pack(">bB", _SHARPS[key], key.endswith("m"))))
    for section in score.sections:
        yield _Event(_tick(score, section.start_beats), 2, _meta(0x06, _text(section.name)))


def _signature(key: Key) -> str:
    """The key as MIDI can say it: minor as such, every other mode by the major key with the same signature."""
    if key.mode not in ("minor", "harmonic minor"):
        return signature_of(key)
    return {"Db": "C#", "Gb": "F#", "Cb": "B", "Fb": "E", "E#": "F", "B#": "C"}.get(key.spelling, key.spelling) + "m"


def _stem(score: Score, kind: str, parts: list[Part], channels: dict[str, int]) -> Iterator[_Event]:
    """One stem: its parts on their channels."""
    yield _Event(0, 0, _meta(0x03, _text(kind)))
    for part in parts:
        channel = channels[part.name]
        yield from _voice(part, channel)
        yield from _notes(score, part.notes, channel)
        for hit in part.hits:
            yield from _hit(score, hit)


def _voice(part: Part, channel: int) -> Iterator[_Event]:
    """Program, pan and bend range of a part's channel."""
    if channel == DRUM_CHANNEL:
        return
    yield _Event(0, 1, bytes((0xC0 | channel, PROGRAMS[part.instrument])))
    for control, value in ((10, round(64 + 63 * part.pan)), (101, 0), (100, 0), (6, _BEND_SEMITONES), (38, 0)):
        yield _Event(0, 1, bytes((0xB0 | channel, control, value)))


def _velocity(force: float) -> int:
    """A force as MIDI counts it."""
    return min(127, max(1, round(force * 127)))


def _notes(score: Score, notes: tuple[Note, ...], channel: int) -> Iterator[_Event]:
    """A part's notes; each ends before its pitch is struck again, or its end would cut the second one."""
    again: dict[int, int] = {}
    for note in reversed(notes):
        start = _tick(score, note.start_beats, note.offset_s)
        end = max(start + _SHORTEST_TICKS, _tick(score, note.start_beats + note.length_beats, note.offset_s))
        end = max(start + 1, min(end, again.get(note.pitch, end)))
        again[note.pitch] = start
        yield _Event(start, 3, bytes((0x90 | channel, note.pitch, _velocity(note.velocity))))
        yield _Event(end, 2, bytes((0x80 | channel, note.pitch, 64)))
        if note.slide_to is not None:
            yield from _slide(note.slide_to - note.pitch, channel, start, end)


def _slide(semitones: int, channel: int, start: int, end: int) -> Iterator[_Event]:
    """Bends over the last third of a note that glides, and back to rest where it ends."""
    reach = 8192 * max(-1.0, min(1.0, semitones / _BEND_SEMITONES))
    begins = start + (end - start) * 2 // 3
    for step in range(1, _BEND_STEPS):
        bend = _bend(reach * step / (_BEND_STEPS - 1), channel)
        yield _Event(begins + (end - begins) * step // _BEND_STEPS, 1, bend)
    yield _Event(end, 2, _bend(0.0, channel))


def _bend(reach: float, channel: int) -> bytes:
    """A pitch bend of −8192 … 8191."""
    value = min(16383, max(0, 8192 + round(reach)))
    return bytes((0xE0 | channel, value & 0x7F, value >> 7))


def _hit(score: Score, hit: Hit) -> Iterator[_Event]:
    """A stroke as a short note of the percussion channel."""
    start, note = _tick(score, hit.start_beats, hit.offset_s), DRUM_NOTES[hit.piece]
    yield _Event(start, 3, bytes((0x90 | DRUM_CHANNEL, note, _velocity(hit.velocity))))
    yield _Event(start + _SHORTEST_TICKS, 2, bytes((0x80 | DRUM_CHANNEL, note, 64)))


def _track(events: Iterator[_Event], end: int) -> bytes:
    """A track of events in order, with the times between them, closed at the end of the piece or of its last note."""
    written, now = bytearray(), 0
    for event in sorted(events):
        written += _counted(event.tick - now) + event.message
        now = event.tick
    written += _counted(max(0, end - now)) + _meta(0x2F, b"")
    return b"MTrk" + struct.pack(">I", len(written)) + bytes(written)

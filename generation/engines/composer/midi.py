"""The score as a standard MIDI file: one track per stem, note for note what sounds."""

from __future__ import annotations

import io
from dataclasses import dataclass

import mido

from generation.engines.base import STEM_KINDS
from generation.engines.composer.score import BEATS_PER_BAR, Hit, Note, Part, Score
from generation.engines.theory import Key, parse_key, signature_of

TICKS_PER_BEAT = 960
DRUM_CHANNEL = 9
_SHORTEST_TICKS = 30
_BEND_SEMITONES = 12

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


@dataclass(frozen=True, slots=True)
class _Event:
    """A message at an absolute tick; at one tick, lower ranks come first."""

    tick: int
    rank: int
    message: mido.Message | mido.MetaMessage


def midi_file(score: Score) -> bytes:
    """A type-1 file: tempo, key, sections and chords in the first track, then one named track per stem.

    Micro-timing is in the ticks. Slides are pitch bends over the last third of a note, within twelve semitones.
    Textures and transitions have no notes and are left out.
    """
    file = mido.MidiFile(type=1, ticks_per_beat=TICKS_PER_BEAT)
    file.tracks.append(_conductor(score))
    channels = _channels(score)
    for kind in STEM_KINDS:
        parts = [part for part in score.parts if part.kind == kind and part.instrument != "effects"]
        if parts:
            file.tracks.append(_stem(score, kind, parts, channels))
    buffer = io.BytesIO()
    file.save(file=buffer)
    return buffer.getvalue()


def _tick(score: Score, beats: float, offset_s: float = 0.0) -> int:
    """The tick on which a position sounds."""
    return max(0, round((beats + offset_s * score.bpm / 60.0) * TICKS_PER_BEAT))


def _channels(score: Score) -> dict[str, int]:
    """Part → channel: the tenth for everything struck, the others in turn."""
    free = iter(channel for channel in range(16) if channel != DRUM_CHANNEL)
    return {
        part.name: DRUM_CHANNEL if part.hits else next(free) for part in score.parts if part.instrument != "effects"
    }


def _conductor(score: Score) -> mido.MidiTrack:
    """Tempo, metre, key and markers."""
    events = [
        _Event(0, 0, mido.MetaMessage("track_name", name=f"{score.genre}, {score.key}")),
        _Event(0, 1, mido.MetaMessage("set_tempo", tempo=mido.bpm2tempo(score.bpm))),
        _Event(0, 1, mido.MetaMessage("time_signature", numerator=BEATS_PER_BAR, denominator=4)),
        _Event(0, 1, mido.MetaMessage("key_signature", key=_signature(parse_key(score.key)))),
    ]
    events += [
        _Event(_tick(score, part.start_beats), 2, mido.MetaMessage("marker", text=part.name)) for part in score.sections
    ]
    return _track(events, _tick(score, score.length_beats))


def _signature(key: Key) -> str:
    """The key as MIDI can say it: minor as such, every other mode by the major key with the same signature."""
    if key.mode not in ("minor", "harmonic minor"):
        return signature_of(key)
    return {"Db": "C#", "Gb": "F#", "Cb": "B", "Fb": "E", "E#": "F", "B#": "C"}.get(key.spelling, key.spelling) + "m"


def _stem(score: Score, kind: str, parts: list[Part], channels: dict[str, int]) -> mido.MidiTrack:
    """One stem: its parts on their channels."""
    events = [_Event(0, 0, mido.MetaMessage("track_name", name=kind))]
    for part in parts:
        channel = channels[part.name]
        events += _voice(part, channel)
        for note in part.notes:
            events += _note(score, note, channel)
        for hit in part.hits:
            events += _hit(score, hit)
    return _track(events, _tick(score, score.length_beats))


def _voice(part: Part, channel: int) -> list[_Event]:
    """Program, pan and bend range of a part's channel."""
    if channel == DRUM_CHANNEL:
        return []
    pan = round(64 + 63 * part.pan)
    controls = [(10, pan), (101, 0), (100, 0), (6, _BEND_SEMITONES), (38, 0)]
    program = mido.Message("program_change", channel=channel, program=PROGRAMS[part.instrument])
    messages = [
        mido.Message("control_change", channel=channel, control=number, value=value) for number, value in controls
    ]
    return [_Event(0, 1, message) for message in (program, *messages)]


def _velocity(force: float) -> int:
    """A force as MIDI counts it."""
    return min(127, max(1, round(force * 127)))


def _note(score: Score, note: Note, channel: int) -> list[_Event]:
    """A note on and off, and its slide."""
    start = _tick(score, note.start_beats, note.offset_s)
    end = max(start + _SHORTEST_TICKS, _tick(score, note.start_beats + note.length_beats, note.offset_s))
    on = mido.Message("note_on", channel=channel, note=note.pitch, velocity=_velocity(note.velocity))
    off = mido.Message("note_off", channel=channel, note=note.pitch)
    return [_Event(start, 3, on), _Event(end, 2, off), *_slide(note, channel, start, end)]


def _slide(note: Note, channel: int, start: int, end: int) -> list[_Event]:
    """Bends over the last third of a note that glides, and back to rest where it ends."""
    if note.slide_to is None:
        return []
    reach = max(-1.0, min(1.0, (note.slide_to - note.pitch) / _BEND_SEMITONES))
    begins = start + (end - start) * 2 // 3
    bends = [(begins + (end - begins) * step // 8, min(8191, round(8192 * reach * step / 8))) for step in range(1, 8)]
    back = _Event(end, 2, mido.Message("pitchwheel", channel=channel, pitch=0))
    return [*(_Event(tick, 1, mido.Message("pitchwheel", channel=channel, pitch=bend)) for tick, bend in bends), back]


def _hit(score: Score, hit: Hit) -> list[_Event]:
    """A stroke as a short note of the percussion channel."""
    start = _tick(score, hit.start_beats, hit.offset_s)
    on = mido.Message("note_on", channel=DRUM_CHANNEL, note=DRUM_NOTES[hit.piece], velocity=_velocity(hit.velocity))
    off = mido.Message("note_off", channel=DRUM_CHANNEL, note=DRUM_NOTES[hit.piece])
    return [_Event(start, 3, on), _Event(start + _SHORTEST_TICKS, 2, off)]


def _track(events: list[_Event], end: int) -> mido.MidiTrack:
    """A track of events in order, with the times between them, closed at the end of the piece or of its last note."""
    track, now = mido.MidiTrack(), 0
    for event in sorted(events, key=lambda event: (event.tick, event.rank)):
        event.message.time = event.tick - now
        track.append(event.message)
        now = event.tick
    track.append(mido.MetaMessage("end_of_track", time=max(0, end - now)))
    return track

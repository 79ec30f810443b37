"""Given tunes: read from MIDI files, tidied to one voice, and asked for their key. Knows no numpy."""

from __future__ import annotations

import io
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise
from math import floor, sqrt

import mido

from generation.engines.base import BPM_RANGE, TuneNote
from generation.engines.composer.score import BEATS_PER_BAR
from generation.engines.theory import MODES, TONICS, Key, parse_key

MOST_BYTES, MOST_NOTES, MOST_BEATS = 2_000_000, 2_000, 1_600.0
_DRUM_CHANNEL = 9
_SPELLED = {"Ab minor": "G# minor", "C# major": "Db major"}
_TOGETHER_BEATS = 0.06
_TICKS = 960
_LEADING = ("melod", "lead", "vocal", "voice", "tune", "theme", "solo", "hum")
_NOT_MIDI = "This file is not MIDI that BeatFlow can read."
_NO_NOTES = "This MIDI file has no notes that could be a melody."
_SPANNING = "This MIDI file is too long to be a melody."

Notes = tuple[TuneNote, ...]
Voice = tuple[str, list[TuneNote]]
"""The name of a track, and what one channel plays in it."""


def tune_from_midi(data: bytes) -> tuple[Notes, float | None]:
    """The tune of a MIDI file and its tempo in bpm, None where the file names none that can be played.

    Of several voices it is the one whose name says so, else the highest that has its share of the notes, and never
    drums; of chords it is the highest notes.
    Positions keep their place in the bar; whole bars of rest before the first note are left out. Raise ValueError
    with a sentence for what is no MIDI, has no notes, or is too big.
    """
    file = _read(data)
    voices = _voices(file)
    if not voices:
        raise ValueError(_NO_NOTES)
    notes = tidied(skyline(max(voices, key=lambda voice: _leads(voice, voices))[1]))
    if not notes:
        raise ValueError(_NO_NOTES)
    first = BEATS_PER_BAR * floor(notes[0].start_beats / BEATS_PER_BAR + 1e-6)
    return tuple(note._replace(start_beats=round(note.start_beats - first, 5)) for note in notes), _tempo(file)


def tune_to_midi(notes: Sequence[TuneNote], bpm: float, name: str = "melody") -> bytes:
    """A MIDI file of one track with that tune and that tempo; `tune_from_midi` reads it."""
    events = [(note.start_beats, 1, note) for note in notes]
    events += [(note.start_beats + note.length_beats, 0, note) for note in notes]
    track = mido.MidiTrack([mido.MetaMessage("track_name", name=name)])
    track.append(mido.MetaMessage("set_tempo", tempo=mido.bpm2tempo(bpm)))
    now = 0
    for at_beats, is_start, note in sorted(events):
        tick, force = max(now, round(at_beats * _TICKS)), min(127, max(1, round(note.velocity * 127))) * is_start
        track.append(mido.Message("note_on", note=note.pitch, velocity=force, time=tick - now))
        now = tick
    data = io.BytesIO()
    mido.MidiFile(tracks=[track], ticks_per_beat=_TICKS).save(file=data)
    return data.getvalue()


def _leads(voice: Voice, voices: Sequence[Voice]) -> tuple[bool, bool, float]:
    """How much a voice is the one that leads."""
    name, notes = voice
    most = max(len(other) for _, other in voices)
    pitches = sorted(note.pitch for note in notes)
    return any(word in name.lower() for word in _LEADING), len(notes) * 4 >= most, pitches[len(pitches) // 2]


def _read(data: bytes) -> mido.MidiFile:
    """The file, or ValueError: mido answers to broken ones with errors of every kind."""
    if len(data) > MOST_BYTES:
        raise ValueError(_SPANNING)
    try:
        file = mido.MidiFile(file=io.BytesIO(data), clip=True)
    except Exception as error:
        raise ValueError(_NOT_MIDI) from error
    if file.ticks_per_beat <= 0 or file.ticks_per_beat >= 1 << 15:
        raise ValueError(_NOT_MIDI)
    return file


def _tempo(file: mido.MidiFile) -> float | None:
    """The first tempo that the file names."""
    for track in file.tracks:
        for message in track:
            if message.type == "set_tempo" and message.tempo > 0:
                bpm = round(mido.tempo2bpm(message.tempo), 3)
                return bpm if BPM_RANGE[0] <= bpm <= BPM_RANGE[1] else None
    return None


def _voices(file: mido.MidiFile) -> list[Voice]:
    """Every channel of every track that has notes and is no drums, with the track's name."""
    found: list[Voice] = []
    for track in file.tracks:
        channels: dict[int, list[TuneNote]] = {}
        for channel, note in _sounding(track, file.ticks_per_beat):
            channels.setdefault(channel, []).append(note)
        found += [(track.name, notes) for channel, notes in sorted(channels.items()) if channel != _DRUM_CHANNEL]
    return found


def _sounding(track: mido.MidiTrack, ticks_per_beat: int) -> Iterator[tuple[int, TuneNote]]:
    """Each note of a track with its channel, as it ends; what is never ended, ends with the track."""
    now, held = 0, dict[tuple[int, int], tuple[int, int]]()
    for message in track:
        now += message.time
        if message.type not in ("note_on", "note_off"):
            continue
        place = (message.channel, message.note)
        if place in held:
            yield message.channel, _note(held.pop(place), now, message.note, ticks_per_beat)
        if message.type == "note_on" and message.velocity > 0:
            held[place] = (now, message.velocity)
    for (channel, pitch), begun in held.items():
        yield channel, _note(begun, now, pitch, ticks_per_beat)


def _note(begun: tuple[int, int], end: int, pitch: int, ticks_per_beat: int) -> TuneNote:
    """A note from ticks."""
    start, velocity = begun
    return TuneNote(start / ticks_per_beat, (end - start) / ticks_per_beat, pitch, round(velocity / 127, 3))


def skyline(notes: Iterable[TuneNote]) -> Notes:
    """The highest voice: of notes struck together the top one, and no lower one while a higher one sounds on."""
    kept: list[TuneNote] = []
    for note in sorted(notes, key=lambda note: (note.start_beats, -note.pitch)):
        last = kept[-1] if kept else None
        if last is None or _free_of(last, note):
            kept.append(note)
        elif note.pitch > last.pitch:
            together = note.start_beats - last.start_beats <= _TOGETHER_BEATS
            kept = [*(kept[:-1] if together else kept), note]
    return tuple(kept)


def _free_of(last: TuneNote, note: TuneNote) -> bool:
    """Whether a note begins when the one before has sounded, or nearly: players bind notes by overlapping them."""
    return note.start_beats >= last.start_beats + max(_TOGETHER_BEATS, 0.75 * last.length_beats)


def tidied(notes: Iterable[TuneNote]) -> Notes:
    """One voice in time order: no note without length, none before the start, each ended where the next begins."""
    sane = [note for note in notes if note.length_beats > 0.01 and 0.0 <= note.start_beats <= MOST_BEATS]
    places = {round(note.start_beats, 4): note for note in sorted(sane, key=lambda note: note.pitch)}
    ordered = [places[at] for at in sorted(places)][:MOST_NOTES]
    ends = [*(note.start_beats for note in ordered[1:]), float("inf")]
    return tuple(
        note._replace(length_beats=round(min(note.length_beats, end - note.start_beats), 5))
        for note, end in zip(ordered, ends, strict=False)
    )


_MAJOR = (6.35, 2.23, 3.48, 2.33, 4.38, 4.09, 2.52, 5.19, 2.39, 3.66, 2.29, 2.88)
_MINOR = (6.33, 2.68, 3.52, 5.38, 2.60, 3.53, 2.54, 4.75, 3.98, 2.69, 3.34, 3.17)
"""How firmly listeners felt each step to belong to a key (Krumhansl and Kessler, 1982)."""


def likely_key(notes: Sequence[TuneNote]) -> Key:
    """The key that a tune is most likely in; C major for no notes.

    How long each step sounds, weighed with how the tune begins, ends and leads to its home: that tells relatives apart.
    """
    notes = tidied(notes)
    if not notes:
        return Key(0, "major", "C")
    weights = _weights(notes)
    minor, tonic = max(
        ((minor, tonic) for minor in (False, True) for tonic in range(12)),
        key=lambda key: (_score(notes, weights, key[1], minor=key[0]), -key[1]),
    )
    mode = _mode(weights, tonic, minor=minor)
    return parse_key(_SPELLED.get(f"{TONICS[tonic]} {mode}", f"{TONICS[tonic]} {mode}"))


def _weights(notes: Sequence[TuneNote]) -> list[float]:
    """How much of the tune each pitch class has; long notes count less than their length."""
    weights = [0.0] * 12
    for note in notes:
        weights[note.pitch % 12] += sqrt(min(note.length_beats, 4.0)) * (1.2 if note.start_beats % 1 < 0.01 else 1.0)
    total = sum(weights)
    return [weight / total for weight in weights]


def _score(notes: Sequence[TuneNote], weights: Sequence[float], tonic: int, *, minor: bool) -> float:
    """How well a tune fits a key."""
    steps = [weights[(tonic + step) % 12] for step in range(12)]
    allowed = {*MODES["minor"], *(MODES["harmonic minor"] if minor else ())} if minor else set(MODES["major"])
    outside = sum(weight for step, weight in enumerate(steps) if step not in allowed)
    third = 0.15 if steps[3 if minor else 4] > steps[4 if minor else 3] else -0.15
    return (
        _correlation(steps, _MINOR if minor else _MAJOR) + third - 0.8 * outside + _framing(notes, tonic, minor=minor)
    )


def _framing(notes: Sequence[TuneNote], tonic: int, *, minor: bool) -> float:
    """What beginning, end and leading tones say for a key."""
    first, last = (notes[0].pitch - tonic) % 12, (notes[-1].pitch - tonic) % 12
    leads = sum((one.pitch - tonic) % 12 == 11 and after.pitch == one.pitch + 1 for one, after in pairwise(notes))
    ends = {0: 0.45, 7: 0.05, 3 if minor else 4: 0.08}.get(last, -0.05)
    begins = {0: 0.16, 7: 0.08, 3 if minor else 4: 0.05}.get(first, 0.0)
    return ends + begins + min(0.3, 0.15 * leads)


def _correlation(one: Sequence[float], other: Sequence[float]) -> float:
    """Pearson's."""
    mean, wanted = sum(one) / len(one), sum(other) / len(other)
    pairs = [(first - mean, second - wanted) for first, second in zip(one, other, strict=True)]
    scale = sqrt(sum(first * first for first, _ in pairs) * sum(second * second for _, second in pairs))
    return sum(first * second for first, second in pairs) / scale if scale else 0.0


_HEARD = 0.015
"""Of a tune, how much of a step is heard as more than a passing tone."""


def _mode(weights: Sequence[float], tonic: int, *, minor: bool) -> str:
    """The mode, by the steps that tell it from plain major or minor and are there while those are not."""

    def instead(step: int, usual: int) -> bool:
        here, there = weights[(tonic + step) % 12], weights[(tonic + usual) % 12]
        return here >= _HEARD and there < here / 4

    if minor:
        named = {
            "harmonic minor": instead(11, 10) and not instead(9, 8),
            "dorian": instead(9, 8) and not instead(11, 10),
        }
        named["phrygian"] = instead(1, 2)
        return next((mode for mode, there in named.items() if there), "minor")
    return "lydian" if instead(6, 5) else "mixolydian" if instead(10, 11) else "major"

"""Tunes that are given: a melody out of a MIDI file, and the key that its notes fit best. Knows no numpy."""

from __future__ import annotations

import io
import math
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise

import mido

from generation.engines.base import TuneNote
from generation.engines.composer.score import BEATS_PER_BAR
from generation.engines.theory import TONICS, Key, parse_key

_DRUM_CHANNEL = 9
_SHORTEST_BEATS = 1 / 16
_NAMES = ("melody", "lead", "vocal", "voice", "tune", "theme", "solo")
_SPELLED = {"Ab minor": "G# minor", "C# major": "Db major"}
_PROFILES = {
    "major": (0.238, 0.006, 0.111, 0.006, 0.137, 0.094, 0.016, 0.214, 0.009, 0.080, 0.008, 0.081),
    "minor": (0.220, 0.006, 0.104, 0.123, 0.019, 0.103, 0.012, 0.214, 0.062, 0.022, 0.061, 0.052),
}
"""How long music dwells on each step above its tonic (Albrecht and Shanahan 2013)."""
_LAST_SHARE = 0.2
"""What the last note weighs on top of its length, as a share of them all: tunes come home."""
_Voice = list[tuple[float, float, int, float]]


def tune_from_midi(data: bytes) -> tuple[tuple[TuneNote, ...], float | None]:
    """The melody of a MIDI file, one note at a time, and the tempo that the file names first, if any.

    It is the voice whose track is named like one, else the highest that has its share of the notes; drums are none.
    Whole bars of silence before it are left out. Raises ValueError with a sentence for what has no melody.
    """
    try:
        file = mido.MidiFile(file=io.BytesIO(data))
    except Exception as error:  # mido raises whatever its reader stumbles over
        raise ValueError("This is no MIDI file that can be read.") from error
    if file.ticks_per_beat <= 0:
        raise ValueError("This MIDI file counts film frames instead of beats.")
    voices = _voices(file)
    if not voices:
        raise ValueError("This MIDI file holds no melody: there are no notes in it but drums.")
    return _alone(max(voices, key=lambda named: _leads(named, voices))[1]), _tempo(file)


def _voices(file: mido.MidiFile) -> list[tuple[str, _Voice]]:
    """What each channel of each track plays as (start, length, pitch, force) in beats, with the track's name."""
    found = []
    for track in file.tracks:
        notes: dict[int, _Voice] = defaultdict(list)
        for channel, note in _notes(track, file.ticks_per_beat):
            notes[channel].append(note)
        found += [(track.name.lower(), sorted(voice)) for channel, voice in notes.items() if channel != _DRUM_CHANNEL]
    return found


def _notes(track: mido.MidiTrack, ticks_per_beat: int) -> Iterator[tuple[int, tuple[float, float, int, float]]]:
    """The notes of a track with their channels; those that nobody ends last until the track does."""
    held: dict[tuple[int, int], tuple[int, int]] = {}
    ticks = 0

    def ended(channel: int, pitch: int) -> tuple[int, tuple[float, float, int, float]]:
        start, velocity = held.pop((channel, pitch))
        return channel, (start / ticks_per_beat, (ticks - start) / ticks_per_beat, pitch, velocity / 127)

    for message in track:
        ticks += message.time
        if message.type in ("note_on", "note_off"):
            if (message.channel, message.note) in held:
                yield ended(message.channel, message.note)
            if message.type == "note_on" and message.velocity:
                held[message.channel, message.note] = ticks, message.velocity
    for channel, pitch in list(held):
        yield ended(channel, pitch)


def _leads(named: tuple[str, _Voice], voices: Sequence[tuple[str, _Voice]]) -> tuple[bool, bool, float]:
    """How much a voice is the one that leads."""
    name, voice = named
    most = max(len(other) for _, other in voices)
    pitches = sorted(pitch for _, _, pitch, _ in voice)
    return any(word in name for word in _NAMES), len(voice) * 4 >= most, pitches[len(pitches) // 2]


def _alone(voice: _Voice) -> tuple[TuneNote, ...]:
    """The highest note of each moment, up to where the next one begins. Raises ValueError where none is left."""
    tops: dict[float, tuple[float, float, int, float]] = {}
    for note in sorted(voice, key=lambda note: (note[0], note[2])):
        if note[1] >= _SHORTEST_BEATS:
            tops[note[0]] = note
    if not tops:
        raise ValueError("This MIDI file holds no melody: its notes have no length.")
    starts = [*tops, math.inf]
    silent = math.floor(starts[0] / BEATS_PER_BAR) * BEATS_PER_BAR
    return tuple(
        TuneNote(round(start - silent, 6), round(min(tops[start][1], after - start), 6), *tops[start][2:])
        for start, after in pairwise(starts)
    )


def _tempo(file: mido.MidiFile) -> float | None:
    """The first tempo that is named, in beats a minute."""
    named = (message.tempo for track in file.tracks for message in track if message.type == "set_tempo")
    return next((60e6 / tempo for tempo in named if tempo), None)


def likely_key(notes: Iterable[TuneNote]) -> Key:
    """The major or minor key whose tones the notes dwell on most; C major where there are none."""
    dwelt = [0.0] * 12
    last = None
    for last in notes:
        dwelt[last.pitch % 12] += last.length_beats
    if last is not None:
        dwelt[last.pitch % 12] += _LAST_SHARE * sum(dwelt)
    fits = {(tonic, mode): _fit(dwelt, tonic, profile) for mode, profile in _PROFILES.items() for tonic in range(12)}
    tonic, mode = max(fits, key=lambda key: fits[key])
    name = f"{TONICS[tonic]} {mode}"
    return parse_key(_SPELLED.get(name, name))


def _fit(dwelt: Sequence[float], tonic: int, profile: Sequence[float]) -> float:
    """The correlation of both, up to a factor that all keys share."""
    mean, middle = sum(dwelt) / 12, sum(profile) / 12
    spread = math.sqrt(sum((step - middle) ** 2 for step in profile))
    return sum((dwelt[(tonic + step) % 12] - mean) * (profile[step] - middle) for step in range(12)) / spread

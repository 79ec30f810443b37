"""Pitch: whether notes belong to their harmony, and the key that an independent ear hears."""

from __future__ import annotations

import libsonare
import numpy as np

from audio.dsp.sound import SAMPLE_RATE_HZ, Sound
from generation.engines.composer.score import Chord, Note, Score
from generation.engines.theory import Key, parse_key

_MINOR_THIRD = 3
_EARLY_BEATS = 0.5
"""A note this short before a chord may belong to it already: anticipation, and the glide into the next root."""


def share_in_harmony(score: Score) -> float:
    """The share of pitched notes that are in the scale or in the chord that sounds while they do."""
    notes = [note for part in score.parts for note in part.notes]
    if not notes:
        return 1.0
    scale = set(parse_key(score.key).scale)
    return sum(_belongs(note, scale, score.chords) for note in notes) / len(notes)


def _belongs(note: Note, scale: set[int], chords: tuple[Chord, ...]) -> bool:
    pitch = note.pitch % 12
    return pitch in scale or any(pitch in _classes(chord) for chord in chords if _sounds(chord, note))


def _classes(chord: Chord) -> set[int]:
    return {chord.root} | {pitch % 12 for pitch in chord.pitches}


def _sounds(chord: Chord, note: Note) -> bool:
    """Whether a chord sounds where a note begins, or so soon after that the note leads into it."""
    return chord.start_beats - _EARLY_BEATS <= note.start_beats < chord.start_beats + chord.length_beats - 1e-6


def heard_key(sound: Sound) -> tuple[int, bool]:
    """The tonic (0 = C) and whether it is minor, as libsonare hears it in the whole mix."""
    mono = np.ascontiguousarray(sound.mean(axis=1), dtype=np.float32)
    found = libsonare.detect_key(mono, SAMPLE_RATE_HZ, modes="major-minor")
    return int(found.root), "minor" in str(found.mode).lower()


def named_key(heard: tuple[int, bool]) -> str:
    """ "C minor"."""
    return f"{('C', 'C#', 'D', 'Eb', 'E', 'F', 'F#', 'G', 'Ab', 'A', 'Bb', 'B')[heard[0]]} {_mode(heard[1])}"


def _mode(is_minor: bool) -> str:
    return "minor" if is_minor else "major"


def is_same_key(heard: tuple[int, bool], wanted: Key) -> bool:
    """Whether it is the wanted key or its relative. A church mode is heard as its tonic's major or minor, too."""
    return heard in _names_of(wanted)


def _names_of(key: Key) -> set[tuple[int, bool]]:
    """The tonic's major or minor and the relative of it; for a church mode also the two keys of its signature."""
    parallel = (key.tonic, key.is_minor)
    signature = [(tonic, False) for tonic in range(12) if {(tonic + step) % 12 for step in _MAJOR} == set(key.scale)]
    return {parallel, _relative(*parallel), *signature, *(_relative(*each) for each in signature)}


_MAJOR = (0, 2, 4, 5, 7, 9, 11)


def _relative(tonic: int, is_minor: bool) -> tuple[int, bool]:
    return (tonic + (_MINOR_THIRD if is_minor else -_MINOR_THIRD)) % 12, not is_minor

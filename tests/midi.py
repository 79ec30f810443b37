"""Small MIDI files for tests, also for those without Django."""

import io
from collections.abc import Sequence

import mido


def midi_of(pitches: Sequence[int], *, bpm: float = 96) -> bytes:
    """A MIDI file of quarter notes, one after the other."""
    track = mido.MidiTrack([mido.MetaMessage("set_tempo", tempo=mido.bpm2tempo(bpm))])
    for pitch in pitches:
        track += [mido.Message("note_on", note=pitch, velocity=90), mido.Message("note_off", note=pitch, time=480)]
    data = io.BytesIO()
    mido.MidiFile(tracks=[track], ticks_per_beat=480).save(file=data)
    return data.getvalue()

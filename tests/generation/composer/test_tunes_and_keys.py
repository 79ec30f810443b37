"""Well-known tunes and plain scales are heard in their keys, and MIDI files of every sort are read."""

from __future__ import annotations

import io

import mido
import pytest

from generation.engines.base import TuneNote
from generation.engines.composer.midi import midi_file
from generation.engines.composer.tunes import MOST_BYTES, likely_key, skyline, tidied, tune_from_midi
from generation.engines.theory import MODES, TONICS
from tests.generation.composer.briefs import score_of
from tests.generation.composer.melodies import KEYS, SAINTS, TWINKLE, tune


def midi(*tracks: tuple[str, int, tuple[TuneNote, ...]], bpm: float | None = 96.0) -> bytes:
    """A file of (track name, channel, notes)."""
    file = mido.MidiFile(ticks_per_beat=480)
    if bpm:
        file.tracks.append(mido.MidiTrack([mido.MetaMessage("set_tempo", tempo=mido.bpm2tempo(bpm))]))
    for name, channel, notes in tracks:
        events = [(note.start_beats, "note_on", note) for note in notes]
        events += [(note.start_beats + note.length_beats, "note_off", note) for note in notes]
        track, now = mido.MidiTrack([mido.MetaMessage("track_name", name=name)]), 0
        for at, kind, note in sorted(events, key=lambda event: (round(event[0] * 480), event[1] == "note_on")):
            tick = round(at * 480)
            track.append(mido.Message(kind, channel=channel, note=note.pitch, velocity=96, time=tick - now))
            now = tick
        file.tracks.append(track)
    buffer = io.BytesIO()
    file.save(file=buffer)
    return buffer.getvalue()


def placed(notes: tuple[TuneNote, ...]) -> list[tuple[float, float, int]]:
    return [(round(note.start_beats, 3), round(note.length_beats, 3), note.pitch) for note in notes]


def test_a_tune_comes_back_with_its_tempo() -> None:
    notes, bpm = tune_from_midi(midi(("", 0, TWINKLE)))
    assert placed(notes) == placed(TWINKLE)
    assert bpm == pytest.approx(96.0, abs=0.01)
    assert tune_from_midi(midi(("", 0, TWINKLE), bpm=None))[1] is None


def test_a_pickup_keeps_its_place_in_the_bar_and_whole_bars_of_rest_are_left_out() -> None:
    later = tuple(note._replace(start_beats=note.start_beats + 8) for note in SAINTS)
    assert placed(tune_from_midi(midi(("", 0, later)))[0]) == placed(SAINTS)


def test_the_track_that_is_called_a_voice_is_taken_and_never_the_drums() -> None:
    chords = tune("48:4 50:4 52:4")
    beat = tuple(TuneNote(float(index), 0.1, 36) for index in range(16))
    file = midi(("Drums", 9, beat), ("Piano", 0, chords), ("Lead Vocal", 1, TWINKLE))
    assert placed(tune_from_midi(file)[0]) == placed(TWINKLE)
    assert placed(tune_from_midi(midi(("Drums", 9, beat), ("Piano", 0, chords)))[0]) == placed(chords)


def test_of_chords_the_top_voice_is_the_tune() -> None:
    alto = tuple(note._replace(pitch=note.pitch - 9, length_beats=4.0) for note in TWINKLE[::4])
    assert placed(tune_from_midi(midi(("", 0, TWINKLE + alto)))[0]) == placed(TWINKLE)


def test_bound_notes_stay_apart() -> None:
    bound = (TuneNote(0, 1.1, 67), TuneNote(1, 1, 64), TuneNote(1.0, 3, 40))
    assert [note.pitch for note in skyline(bound)] == [67, 64]
    assert tidied(bound)[0].length_beats == 1.0


def test_our_own_midi_can_be_read_again() -> None:
    score = score_of("house", 1, 30.0)
    notes, bpm = tune_from_midi(midi_file(score))
    assert bpm == pytest.approx(score.bpm, abs=0.01)
    lead = next(part for part in score.parts if part.kind == "melody")
    assert {note.pitch for note in notes} & {note.pitch for note in lead.notes}


@pytest.mark.parametrize(
    "data",
    [
        b"", b"RIFF not midi at all", b"MThd", b"MThd\x00\x00\x00\x06\x00\x01\x00\x01\x00\x00MTrk\x00\x00\x00\x00",
        b"MThd\x00\x00\x00\x06\x00\x01\x00\x01\x01\xe0MTrk\x00\x00\xff\xff\x00\x90", bytes(MOST_BYTES + 1), midi(),
        midi(("Drums", 9, TWINKLE)), midi(("", 0, ())), midi(("", 0, TWINKLE))[:-40],
    ],
)  # fmt: skip
def test_what_holds_no_tune_is_refused_with_a_sentence(data: bytes) -> None:
    with pytest.raises(ValueError) as refused:
        tune_from_midi(data)
    assert str(refused.value).endswith(".")


@pytest.mark.parametrize("step", range(12))
@pytest.mark.parametrize(
    ("key", "number"), [(key, number) for key, tunes in KEYS.items() for number in range(len(tunes))]
)
def test_the_key_of_a_well_known_tune_is_heard_in_every_transposition(key: str, number: int, step: int) -> None:
    notes = [note._replace(pitch=note.pitch + step) for note in KEYS[key][number]]
    tonic, mode = key.split()
    expected = (TONICS.index(tonic) + step) % 12
    assert (likely_key(notes).tonic, likely_key(notes).mode) == (expected, mode)


@pytest.mark.parametrize("mode", ["major", "minor", "harmonic minor", "dorian", "mixolydian", "lydian", "phrygian"])
@pytest.mark.parametrize("tonic", range(12))
def test_a_scale_up_and_down_is_in_the_key_that_it_starts_and_ends_on(mode: str, tonic: int) -> None:
    up = [60 + tonic + step for step in (*MODES[mode], 12)]
    notes = [TuneNote(float(index), 1.0, pitch) for index, pitch in enumerate([*up, *up[-2::-1]])]
    found = likely_key(notes)
    assert (found.tonic, found.mode) == (tonic, mode)


def test_few_or_no_notes_have_a_key_too() -> None:
    assert str(likely_key(())) == "C major"
    assert likely_key([TuneNote(0, 1, 69)]).tonic == 9

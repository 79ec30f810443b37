"""Tunes out of MIDI files: which notes are the melody, and what key they are in."""

import io
import subprocess
import sys
from collections.abc import Sequence

import mido
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from generation.engines.base import TuneNote
from generation.engines.composer.tunes import likely_key, tune_from_midi
from generation.engines.theory import parse_key

TICKS = 480
Played = Sequence[tuple[float, float, int]]
"""Start, length and pitch of each note."""


LAMB_END = (64, 62, 60, 62, 64, 64, 64, 64, 62, 62, 64, 62, 60)
BIRTHDAY_END = (67, 67, 79, 76, 72, 71, 69, 77, 77, 76, 72, 74, 72)


def track_of(notes: Played, name: str = "", channel: int = 0) -> mido.MidiTrack:
    moments = [(start, 1, pitch) for start, _, pitch in notes] + [
        (start + long, 0, pitch) for start, long, pitch in notes
    ]
    track = mido.MidiTrack([mido.MetaMessage("track_name", name=name)])
    at = 0
    for beats, on, pitch in sorted(moments):
        kind = "note_on" if on else "note_off"
        track.append(mido.Message(kind, channel=channel, note=pitch, velocity=100, time=round(beats * TICKS) - at))
        at = round(beats * TICKS)
    return track


def file_of(*tracks: mido.MidiTrack) -> bytes:
    data = io.BytesIO()
    mido.MidiFile(tracks=list(tracks), ticks_per_beat=TICKS).save(file=data)
    return data.getvalue()


def heard(*tracks: mido.MidiTrack) -> list[tuple[float, float, int]]:
    return [note[:3] for note in tune_from_midi(file_of(*tracks))[0]]


def in_a_row(*pitches: int) -> list[tuple[float, float, int]]:
    return [(float(beat), 1.0, pitch) for beat, pitch in enumerate(pitches)]


def test_a_melody_is_read_note_for_note_with_its_tempo() -> None:
    track = track_of([(0, 1, 60), (1, 0.5, 64), (2.5, 1.5, 67)])
    assert tune_from_midi(file_of(track))[1] is None
    track.insert(0, mido.MetaMessage("set_tempo", tempo=mido.bpm2tempo(96)))
    notes, bpm = tune_from_midi(file_of(track))
    assert [note[:3] for note in notes] == [(0, 1, 60), (1, 0.5, 64), (2.5, 1.5, 67)]
    assert bpm == pytest.approx(96, abs=0.01)
    assert notes[0].velocity == pytest.approx(100 / 127, abs=0.001)


def test_of_what_sounds_together_the_top_is_the_melody_and_each_note_yields_to_the_next() -> None:
    chords = [(0, 4, 48), (0, 4, 55), (0, 2, 72), (2, 2, 74), (3, 2, 76)]
    assert heard(track_of(chords)) == [(0, 2, 72), (2, 1, 74), (3, 2, 76)]


def test_the_voice_that_is_named_leads() -> None:
    bass, lead = in_a_row(40, 43, 40, 43, 45), in_a_row(72, 74, 76, 74, 72)
    assert heard(track_of(bass), track_of(lead, name="Lead Vocal")) == lead
    assert heard(track_of(lead), track_of(bass, name="Melody")) == bass


def test_drums_are_no_melody() -> None:
    lead = in_a_row(60, 62)
    assert heard(track_of(in_a_row(80, 81, 82, 83), channel=9), track_of(lead)) == lead
    with pytest.raises(ValueError, match="MIDI"):
        heard(track_of(lead, channel=9))


def test_whole_bars_of_silence_before_it_are_left_out_but_an_upbeat_stays_one() -> None:
    assert heard(track_of([(11, 1, 67), (12, 4, 72)])) == [(3, 1, 67), (4, 4, 72)]


def test_a_note_that_nobody_ends_lasts_until_the_end() -> None:
    track = mido.MidiTrack([mido.Message("note_on", note=60), mido.MetaMessage("end_of_track", time=4 * TICKS)])
    assert heard(track) == [(0, 4, 60)]


@pytest.mark.parametrize(
    "data", [b"", b"MThd", b"RIFF" * 20, file_of(), file_of(track_of([])), file_of(track_of([(0, 0, 60)]))]
)
def test_what_holds_no_melody_is_refused_with_a_sentence(data: bytes) -> None:
    with pytest.raises(ValueError, match="MIDI"):
        tune_from_midi(data)


@settings(max_examples=200, deadline=None)
@given(st.binary(max_size=200), st.integers(0, 80))
def test_a_damaged_file_is_read_or_refused_and_nothing_else(noise: bytes, at: int) -> None:
    whole = file_of(track_of(in_a_row(60, 62, 64)))
    for data in (noise, whole[:at] + noise + whole[at:], whole[:14] + noise):
        try:
            notes, _ = tune_from_midi(data)
        except ValueError:
            continue
        assert all(0 <= note.pitch < 128 and note.length_beats > 0 for note in notes)


@pytest.mark.parametrize(
    ("pitches", "key"),
    [
        ((60, 62, 64, 65, 67, 69, 71, 72), "C major"),
        ((69, 71, 72, 74, 76, 74, 72, 71, 69), "A minor"),
        ((64, 62, 60, 62, 64, 64, 64, 62, 62, 62, 64, 67, 67, *LAMB_END), "C major"),
        ((67, 67, 69, 67, 72, 71, 67, 67, 69, 67, 74, 72, *BIRTHDAY_END), "C major"),
        ((64, 64, 65, 67, 67, 65, 64, 62, 60, 60, 62, 64, 62, 60, 60), "C major"),
        ((69, 72, 74, 74, 74, 76, 77, 77, 77, 79, 76, 76, 74, 72, 72, 74), "D minor"),
    ],
    ids=["scale", "minor scale", "lamb", "birthday", "joy", "sailor"],
)
@pytest.mark.parametrize("up", [0, 3, 7])
def test_the_key_of_well_known_tunes_is_found_on_any_step(pitches: Sequence[int], key: str, up: int) -> None:
    found = likely_key([TuneNote(beat, 1, pitch + up) for beat, pitch in enumerate(pitches)])
    wanted = parse_key(key)
    assert (found.tonic, found.mode) == ((wanted.tonic + up) % 12, wanted.mode)


def test_reading_a_tune_loads_no_numpy() -> None:
    code = "import sys, generation.engines.composer.tunes; print('numpy' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout == "False\n"

"""MIDI and JSON say the same as the score."""

from __future__ import annotations

import io
import json

import mido
import pytest

from generation.engines.composer.genres import GENRES
from generation.engines.composer.midi import DRUM_CHANNEL, DRUM_NOTES, PROGRAMS, TICKS_PER_BEAT, midi_file
from generation.engines.composer.notation import score_from_dict, score_to_dict
from generation.engines.composer.palette import DRUM_PIECES, INSTRUMENTS
from generation.engines.composer.score import Score
from generation.engines.composer.write import compose_score
from tests.generation.composer.briefs import brief, score_of

every_genre = pytest.mark.parametrize("genre", list(GENRES))


def read(score: Score) -> mido.MidiFile:
    return mido.MidiFile(file=io.BytesIO(midi_file(score)))


def onsets(track: mido.MidiTrack) -> list[tuple[int, int, bool]]:
    """(tick, note, whether it is a drum) of every note of a track."""
    now, found = 0, []
    for message in track:
        now += message.time
        if message.type == "note_on":
            found.append((now, message.note, message.channel == DRUM_CHANNEL))
    return sorted(found)


def expected(score: Score, kind: str) -> list[tuple[int, int, bool]]:
    def tick(beats: float, offset_s: float) -> int:
        return max(0, round((beats + offset_s * score.bpm / 60) * TICKS_PER_BEAT))

    parts = [part for part in score.parts if part.kind == kind and part.instrument != "effects"]
    notes = [(tick(note.start_beats, note.offset_s), note.pitch, False) for part in parts for note in part.notes]
    hits = [(tick(hit.start_beats, hit.offset_s), DRUM_NOTES[hit.piece], True) for part in parts for hit in part.hits]
    return sorted(notes + hits)


@every_genre
def test_midi_has_one_named_track_per_stem_with_every_note_in_its_place(genre: str) -> None:
    score = score_of(genre, 3, 30.0)
    tracks = read(score).tracks[1:]
    kinds = [part.kind for part in score.parts if part.instrument != "effects"]
    assert [track.name for track in tracks] == list(dict.fromkeys(kinds))
    for track in tracks:
        assert onsets(track) == expected(score, track.name)


@every_genre
def test_every_note_that_begins_also_ends(genre: str) -> None:
    for track in read(score_of(genre, 2, 30.0)).tracks:
        kinds = [message.type for message in track]
        assert kinds.count("note_on") == kinds.count("note_off")


def test_tempo_key_and_sections_lead_the_file() -> None:
    score, _ = compose_score(brief("trap", bpm=143.0, key="C minor"))
    lead = read(score).tracks[0]
    assert next(mido.tempo2bpm(message.tempo) for message in lead if message.type == "set_tempo") == pytest.approx(
        143, abs=0.001
    )
    assert next(message.key for message in lead if message.type == "key_signature") == "Cm"
    assert [message.text for message in lead if message.type == "marker"] == [part.name for part in score.sections]


@pytest.mark.parametrize(
    ("key", "signature"),
    [
        ("E dorian", "D"), ("F mixolydian", "Bb"), ("C lydian", "G"), ("Db minor", "C#m"), ("A harmonic minor", "Am"),
        ("Bb major", "Bb"), ("D# phrygian", "B"), ("Ab minor", "Abm"), ("G# major", "Ab"), ("B locrian", "C"),
        ("D# minor", "D#m"), ("A# major", "Bb"), ("Gb minor", "F#m"), ("Cb major", "B"), ("E# minor", "Fm"),
    ],
)  # fmt: skip
def test_any_key_can_be_written(key: str, signature: str) -> None:
    score, _ = compose_score(brief("house", duration_s=3.0, key=key))
    written = next(message.key for message in read(score).tracks[0] if message.type == "key_signature")
    assert written == signature


def test_an_808_that_slides_is_bent_and_comes_back_to_rest() -> None:
    score = score_of("drill", 1, 90.0)
    assert any(note.slide_to for part in score.parts for note in part.notes)
    bass = next(track for track in read(score).tracks if track.name == "bass")
    bends = [message.pitch for message in bass if message.type == "pitchwheel"]
    assert max(map(abs, bends)) > 1000
    assert bends[-1] == 0


def test_every_instrument_and_piece_has_a_place_in_general_midi() -> None:
    assert set(PROGRAMS) == set(INSTRUMENTS)
    assert set(DRUM_NOTES) == set(DRUM_PIECES)


@every_genre
def test_a_score_comes_back_from_json_as_it_was(genre: str) -> None:
    score = score_of(genre, 1, 30.0)
    assert score_from_dict(json.loads(json.dumps(score_to_dict(score)))) == score


def test_a_score_of_another_version_is_refused() -> None:
    with pytest.raises(ValueError, match="version 99"):
        score_from_dict({**score_to_dict(score_of("trap", 1, 5.0)), "version": 99})

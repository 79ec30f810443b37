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
from generation.engines.composer.score import Note, Part, Score
from generation.engines.composer.write import compose_score
from tests.generation.composer.briefs import brief, score_of
from tests.generation.composer.scores import score as hand_written

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


@every_genre
def test_notes_last_as_long_as_they_sound(genre: str) -> None:
    score = score_of(genre, 1, 30.0)
    for track in read(score).tracks[1:]:
        if track.name in ("drums", "percussion"):
            continue
        held, now, lengths = {}, 0, []
        for message in track:
            now += message.time
            if message.type == "note_on":
                assert (message.channel, message.note) not in held
                held[message.channel, message.note] = now
            elif message.type == "note_off":
                lengths.append(now - held.pop((message.channel, message.note)))
        notes = [note for part in score.parts if part.kind == track.name for note in part.notes]
        wanted = sum(note.length_beats for note in notes) * TICKS_PER_BEAT
        assert sum(lengths) == pytest.approx(wanted, rel=0.02)


def test_a_slide_arrives_at_its_pitch_and_the_next_note_starts_unbent() -> None:
    notes = (Note(0.0, 3.0, 36, 0.9, slide_to=43), Note(3.0, 1.0, 36, 0.9))
    (track,) = read(hand_written(Part("bass", "bass", "bass_808", notes))).tracks[1:]
    bent, now, heard = 0, 0, {}
    for message in track:
        now += message.time
        bent = message.pitch if message.type == "pitchwheel" else bent
        heard[now / TICKS_PER_BEAT] = bent
    ranges = [message.value for message in track if message.type == "control_change" and message.control == 6]
    semitones = {at: bend / 8192 * ranges[0] for at, bend in heard.items()}
    assert semitones[0.0] == 0.0
    assert max(semitones.values()) == pytest.approx(7.0, abs=0.01)
    assert semitones[3.0] == 0.0


def test_a_pitch_that_is_struck_again_while_it_sounds_is_heard_twice() -> None:
    part = Part("lead", "melody", "piano", (Note(0.0, 2.0, 60, 0.8), Note(1.0, 2.0, 60, 0.8)))
    kinds = [message.type for message in read(hand_written(part)).tracks[1] if message.type.startswith("note")]
    assert kinds == ["note_on", "note_off", "note_on", "note_off"]


def test_more_players_than_channels_still_make_a_file() -> None:
    parts = [Part(f"lead {number}", "melody", "piano", (Note(0.0, 1.0, 60, 0.8),)) for number in range(20)]
    assert len(onsets(read(hand_written(*parts)).tracks[1])) == 20


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

"""The MIDI file of a merged beat plays what is heard, stem by stem."""

import io

import mido
import pytest

from generation.engines.base import Brief
from generation.engines.composer import midi, write
from repos import merged_midi
from repos.vcs import arrangement as arrangements


def _score(seed: int) -> write.Score:
    return write.compose_score(Brief("house", 120, "C minor", "deep", 8, seed=seed))[0]


def test_a_midi_file_takes_the_tracks_of_what_is_heard() -> None:
    ours, theirs = (midi.midi_file(_score(seed)) for seed in (1, 2))
    assert merged_midi.merged(ours, theirs, set()) == ours
    both = merged_midi.merged(ours, theirs, {"bass"})
    tracks = [_tracks(data) for data in (both, ours, theirs)]
    assert tracks[0]["bass"] == tracks[2]["bass"] != tracks[1]["bass"]
    assert {**tracks[0], "bass": None} == {**tracks[1], "bass": None}


def _tracks(data: bytes) -> dict[str, list[object]]:
    return {track.name: list(track) for track in mido.MidiFile(file=io.BytesIO(data)).tracks}


@pytest.mark.parametrize(
    "broken", [b"", b"{}", b"MThd", b"MThd" + b"\xff" * 40, b"MThd\0\0\0\6\0\1\0\1\1\xe0MTrk\0\0\0\0"]
)
def test_what_cannot_be_read_leaves_ours(broken: bytes) -> None:
    ours = midi.midi_file(_score(1))
    assert merged_midi.merged(ours, broken, set()) == ours
    assert merged_midi.merged(broken, ours, set()) == broken


def test_theirs_is_what_sounds_like_theirs_and_not_like_ours() -> None:
    def arranged(**sounds: str) -> arrangements.Arrangement:
        return arrangements.of_stems(120, "", [(kind, kind, digit * 64, 10) for kind, digit in sounds.items()])

    ours, theirs = arranged(bass="a", drums="b", chords="c"), arranged(bass="d", drums="b", melody="e")
    assert merged_midi.from_theirs(arranged(bass="d", drums="b", melody="e"), ours, theirs) == {
        "bass",
        "melody",
        "chords",
    }
    assert merged_midi.from_theirs(ours, ours, theirs) == set()

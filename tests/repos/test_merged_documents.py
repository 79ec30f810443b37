"""Score and MIDI of a merged beat say what is heard, stem by stem."""

import io
import json

import mido
import pytest

from generation.engines.base import Brief
from generation.engines.composer import midi, notation, write
from repos import documents
from repos.vcs import arrangement as arrangements


@pytest.fixture(scope="module")
def scores() -> list[bytes]:
    return [json.dumps(notation.score_to_dict(_score(seed))).encode() for seed in (1, 2)]


def _score(seed: int) -> write.Score:
    return write.compose_score(Brief("house", 120, "C minor", "deep", 8, seed=seed))[0]


def _kinds(score: bytes) -> set[str]:
    return {part["kind"] for part in json.loads(score)["parts"]}


def _parts(score: bytes, kind: str) -> list[object]:
    return [part for part in json.loads(score)["parts"] if part["kind"] == kind]


def test_a_score_takes_the_parts_of_what_is_heard(scores: list[bytes]) -> None:
    ours, theirs = scores
    both = documents.merged("score.json", ours, theirs, {"bass"})
    assert _parts(both, "bass") == _parts(theirs, "bass") != _parts(ours, "bass")
    for kind in _kinds(ours) - {"bass"}:
        assert _parts(both, kind) == _parts(ours, kind)
    notation.score_from_dict(json.loads(both))


def test_a_midi_file_takes_the_tracks_of_what_is_heard() -> None:
    ours, theirs = (midi.midi_file(_score(seed)) for seed in (1, 2))
    assert documents.merged("beat.mid", ours, theirs, set()) == ours
    both = documents.merged("beat.mid", ours, theirs, {"bass"})
    tracks = [_tracks(data) for data in (both, ours, theirs)]
    assert tracks[0]["bass"] == tracks[2]["bass"] != tracks[1]["bass"]
    assert {**tracks[0], "bass": None} == {**tracks[1], "bass": None}


def _tracks(data: bytes) -> dict[str, list[object]]:
    return {track.name: list(track) for track in mido.MidiFile(file=io.BytesIO(data)).tracks}


@pytest.mark.parametrize("path", ["score.json", "beat.mid"])
@pytest.mark.parametrize("broken", [b"", b"{}", b"[1]", b'{"parts": 3}', b"MThd", b"MThd" + b"\xff" * 40])
def test_what_cannot_be_read_leaves_ours(scores: list[bytes], path: str, broken: bytes) -> None:
    ours = scores[0] if path == "score.json" else midi.midi_file(_score(1))
    assert documents.merged(path, ours, broken, {"bass"}) == ours
    assert documents.merged(path, broken, ours, {"bass"}) == broken


def test_theirs_is_what_sounds_like_theirs_and_not_like_ours() -> None:
    def arranged(**sounds: str) -> arrangements.Arrangement:
        return arrangements.of_stems(120, "", [(kind, kind, digit * 64, 10) for kind, digit in sounds.items()])

    ours, theirs = arranged(bass="a", drums="b", chords="c"), arranged(bass="d", drums="b", melody="e")
    assert documents.from_theirs(arranged(bass="d", drums="b", melody="e"), ours, theirs) == {
        "bass",
        "melody",
        "chords",
    }
    assert documents.from_theirs(ours, ours, theirs) == set()

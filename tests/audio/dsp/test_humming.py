"""A hum as notes: heard, counted, and put right."""

from __future__ import annotations

import numpy as np
import pytest

from audio.dsp.humming import hearing, timing
from audio.dsp.humming.notes import GRIDS, HumNote, quantised, shifted, snapped
from audio.dsp.sound import silence
from tests import hums


@pytest.mark.parametrize("kind", hums.KINDS)
def test_the_notes_of_a_hum_are_found(kind: str) -> None:
    pairs = [hums.made_up(kind, tune) for tune in range(3)]
    scores = [hums.f1(hearing.notes_of(sound), true) for sound, true in pairs]
    assert np.mean(scores) >= 0.95


def test_who_hums_between_two_keys_throughout_is_put_on_one_of_them() -> None:
    sound, true = hums.made_up("clean")
    steps = np.arange(0, len(sound) - 1, 2 ** (0.4 / 12))
    flat = np.stack([np.interp(steps, np.arange(len(sound)), sound[:, side]) for side in (0, 1)], axis=1)
    found = [note.pitch for note in hearing.notes_of(flat.astype(np.float32))]
    assert np.diff(found).tolist() == np.diff([note.pitch for note in true]).tolist()


def test_a_very_quiet_hum_is_heard_too() -> None:
    sound, true = hums.made_up("clean", 1)
    assert hums.f1(hearing.notes_of(sound * np.float32(0.01)), true) >= 0.9


def test_where_nobody_hums_there_are_no_notes() -> None:
    assert hearing.notes_of(silence(44_100)) == []
    assert hearing.notes_of(silence(0)) == []
    assert hearing.notes_of(np.zeros((10, 2), dtype=np.float32) + np.float32(0.1)) == []


@pytest.mark.parametrize("bpm", [76.0, 86.0, 96.0, 118.0])
def test_the_tempo_is_told_by_the_notes(bpm: float) -> None:
    for tune in range(len(hums.TUNES)):
        found = timing.tempo_of(hums.made_up_notes(tune, bpm))
        assert found.bpm == pytest.approx(bpm, rel=0.01)


def test_two_notes_tell_no_tempo() -> None:
    assert timing.tempo_of([HumNote(0, 1, 60), HumNote(1, 2, 62)]).confidence == 0.0
    assert timing.tempo_of([]).confidence == 0.0


def test_quantised_notes_lie_on_the_grid_one_after_the_other() -> None:
    loose = [HumNote(0.03, 0.49, 60), HumNote(0.52, 0.55, 62), HumNote(0.98, 1.74, 64), HumNote(1.05, 1.2, 65)]
    found = quantised(loose, 120.0, GRIDS["8"])
    assert [(note.start_s, note.end_s, note.pitch) for note in found] == [(0, 0.5, 60), (0.5, 0.75, 62), (1, 1.75, 64)]


def test_notes_move_by_octaves_and_stay_within_midi() -> None:
    assert [note.pitch for note in shifted([HumNote(0, 1, 60), HumNote(1, 2, 120)], 12)] == [72, 120]
    assert [note.pitch for note in shifted([HumNote(0, 1, 5)], -12)] == [5]


def test_notes_outside_the_key_move_to_the_next_one_within_it() -> None:
    c_major = {0, 2, 4, 5, 7, 9, 11}
    found = snapped([HumNote(0, 1, 60), HumNote(1, 2, 61), HumNote(2, 3, 66), HumNote(3, 4, 71)], c_major)
    assert [note.pitch for note in found] == [60, 60, 65, 71]
    assert [note.pitch for note in snapped([HumNote(0, 1, 61)], set())] == [61]

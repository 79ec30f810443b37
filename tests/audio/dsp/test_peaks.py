"""Waveforms show what can be heard."""

import numpy as np

from audio.dsp import peaks
from audio.dsp.sound import silence


def test_each_point_holds_the_lowest_and_highest_of_its_256_frames_over_both_channels() -> None:
    sound = silence(600)
    sound[10, 0], sound[20, 1], sound[300, 1] = 0.5, -1.0, 1.0
    points = np.frombuffer(peaks.peaks(sound), np.int8).reshape(-1, 2)
    assert points.tolist() == [[-127, 64], [0, 127], [0, 0]]


def test_a_sound_over_full_scale_stays_in_the_picture() -> None:
    assert np.frombuffer(peaks.peaks(silence(256) - 3), np.int8).tolist() == [-127, -127]


def test_an_empty_sound_has_no_points() -> None:
    assert peaks.peaks(silence(0)) == b""

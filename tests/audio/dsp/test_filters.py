"""Filters are quick by how they go through a sound, which nobody may hear: every sample is what it would be alone."""

import numpy as np
import pytest
from scipy.signal import sosfilt

from audio.dsp import channels, filters, recursion, space
from audio.dsp.sound import SAMPLE_RATE_HZ, Sound

STAGES = {
    1: (filters.cut_below(80.0),),
    2: (filters.cut_below(80.0), filters.raised(900.0, 3.0)),
    3: (filters.cut_below(80.0), filters.leaning(2.0)),
    4: (filters.cut_below(80.0, 4), filters.leaning(-2.0)),
}
"""By how many sections they come to."""


def _noise(frames: int = 4 * SAMPLE_RATE_HZ) -> Sound:
    return (np.random.default_rng(5).standard_normal((frames, 2)) * 0.1).astype(np.float32)


@pytest.mark.parametrize("sections", STAGES)
def test_each_side_of_a_sound_is_filtered_as_if_it_were_alone(sections: int) -> None:
    sound, stages = _noise(), STAGES[sections]
    assert sum(len(stage) for stage in stages) == sections
    both = filters.through(sound, *stages)
    for side in (0, 1):
        assert both[:, side].tobytes() == filters.through(sound[:, side].copy(), *stages).tobytes()


@pytest.mark.parametrize("sections", STAGES)
def test_a_long_sound_is_filtered_without_seams(sections: int) -> None:
    sound, stage = _noise()[:, 0].copy(), np.concatenate(STAGES[sections])
    at_once = sosfilt(stage, recursion.awake(sound))
    assert np.abs(filters.through(sound, stage) - at_once).max() < 1e-7


def test_a_sound_in_any_order_of_memory_is_filtered_alike() -> None:
    sound = _noise()
    turned = np.asfortranarray(sound)
    assert filters.high_pass(turned, 80.0).tobytes() == filters.high_pass(sound, 80.0).tobytes()


def test_silence_on_one_side_stays_silence() -> None:
    sound = channels.joined(_noise()[:, 0], np.zeros(4 * SAMPLE_RATE_HZ, dtype=np.float32))
    assert float(np.abs(filters.low_pass(sound, 500.0)[:, 1]).max()) < 1e-15


def test_a_room_answers_a_long_sound_as_it_answers_its_parts() -> None:
    send = _noise(40 * SAMPLE_RATE_HZ)[:, 0].copy()
    first, second = send.copy(), send.copy()
    first[20 * SAMPLE_RATE_HZ :], second[: 20 * SAMPLE_RATE_HZ] = 0.0, 0.0
    parts = space.reverb(first, 1.2) + space.reverb(second, 1.2)
    assert np.allclose(space.reverb(send, 1.2), parts, atol=1e-5)


def test_a_gain_per_frame_turns_both_sides_alike() -> None:
    sound, gains = _noise(1_000), np.linspace(0.0, 1.0, 1_000, dtype=np.float32)
    assert np.array_equal(channels.scale(sound.copy(), gains), sound * gains[:, None])
    assert np.array_equal(channels.scale(sound[:, 0].copy(), gains), sound[:, 0] * gains)

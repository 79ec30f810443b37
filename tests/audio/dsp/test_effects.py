"""Effects keep the sound in time, in phase and within bounds."""

import numpy as np

from audio.dsp import effects, filters, space
from audio.dsp.sound import SAMPLE_RATE_HZ, Sound


def _noise(frames: int = 2 * SAMPLE_RATE_HZ) -> Sound:
    return (np.random.default_rng(2).standard_normal((frames, 2)) * 0.1).astype(np.float32)


def _level_db(sound: np.ndarray) -> float:
    return float(10 * np.log10(np.mean(np.square(sound)) + 1e-20))


def test_bass_is_mono_and_the_rest_keeps_its_width() -> None:
    sound = effects.imaged(_noise(), width=0.7)
    side = sound[:, 0] - sound[:, 1]
    assert _level_db(filters.low_pass(side, 60.0, 4)) < _level_db(filters.low_pass(sound[:, 0], 60.0, 4)) - 12
    assert (
        abs(
            _level_db(filters.high_pass(side, 1_000.0))
            - _level_db(filters.high_pass(_noise()[:, 0] - _noise()[:, 1], 1_000.0) * 0.7)
        )
        < 0.1
    )


def test_no_sound_is_so_wide_that_one_loudspeaker_loses_it() -> None:
    left = _noise()[:, 0]
    opposed = np.stack([left, -0.8 * left], axis=1)
    tame = effects.imaged(opposed)
    assert _level_db(tame[:, 0] - tame[:, 1]) < _level_db(tame[:, 0] + tame[:, 1]) - 2.4
    assert np.allclose(tame.sum(axis=1), opposed.sum(axis=1), atol=1e-6)
    narrow = filters.high_pass(np.stack([left, 0.9 * left], axis=1), 500.0)
    sides = (sound[:, 0] - sound[:, 1] for sound in (effects.imaged(narrow), narrow))
    assert abs(np.subtract(*map(_level_db, sides))) < 0.1


def test_a_room_dies_away_in_its_time_and_differs_left_and_right() -> None:
    send = np.zeros(3 * SAMPLE_RATE_HZ, dtype=np.float32)
    send[0] = 1.0
    answer = space.reverb(send, 1.0)
    early, late = _level_db(answer[8_000:12_000]), _level_db(answer[30_100:34_100])
    assert 22 < early - late < 45
    assert abs(np.corrcoef(answer[:40_000].T)[0, 1]) < 0.2


def test_a_room_answers_the_same_however_long_the_sound_is() -> None:
    send = _noise(8 * SAMPLE_RATE_HZ)[:, 0]
    assert np.allclose(
        space.reverb(send, 0.8)[: 3 * SAMPLE_RATE_HZ], space.reverb(send[: 3 * SAMPLE_RATE_HZ], 0.8), atol=1e-4
    )


def test_echoes_fall_on_the_period_and_fade() -> None:
    send = np.zeros(60_000, dtype=np.float32)
    send[:40] = np.hanning(40)
    answer = np.abs(space.echo(send, 10_000)).max(axis=1)
    heights = [answer[turn * 10_000 : turn * 10_000 + 400].max() for turn in range(1, 5)]
    assert heights == sorted(heights, reverse=True)
    assert heights[-1] > 0
    assert answer[:9_990].max() == 0


def test_ducking_dips_at_the_kick_and_comes_back() -> None:
    gains = effects.duck(20_000, [5_000], 6.0, 0.2)
    assert gains[4_999] == 1.0
    assert np.isclose(gains[5_600], 0.501, atol=0.01)
    assert gains[-1] == 1.0
    assert np.abs(np.diff(gains)).max() < 0.01


def test_tape_wavers_but_never_moves_a_note_by_a_millisecond() -> None:
    sound = np.zeros((4 * SAMPLE_RATE_HZ, 2), dtype=np.float32)
    places = np.arange(10_000, len(sound) - 5_000, 9_000)
    sound[places] = 0.5
    worn = np.abs(effects.tape(sound, 1.0, 3)[:, 0])
    for place in places:
        assert abs(int(np.argmax(worn[place - 200 : place + 200])) - 200) <= 44


def test_saturation_rounds_off_but_keeps_peaks_and_silence() -> None:
    line = np.linspace(-1, 1, 999, dtype=np.float32)
    bent = effects.saturate(line, 4.0)
    assert np.all(np.diff(bent) > 0)
    assert np.abs(bent).max() < 1.15
    assert effects.saturate(np.zeros(3, dtype=np.float32), 9.0).tolist() == [0.0, 0.0, 0.0]

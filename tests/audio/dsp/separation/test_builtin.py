"""The built-in separator tells hits, low notes and high notes apart, in stems that sum to the mix."""

from collections.abc import Collection
from pathlib import Path

import numpy as np
import pytest

from audio.dsp.codec import quantise
from audio.dsp.separation import blocks, builtin, separating, weights
from audio.dsp.separation.presets import PRESETS
from audio.dsp.sound import SAMPLE_RATE_HZ, Sound, silence

SECONDS = 4


@pytest.fixture(autouse=True)
def _no_models(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(weights, "here", lambda models: weights.BUILTIN)


def _at() -> np.ndarray:
    return np.arange(SECONDS * SAMPLE_RATE_HZ) / SAMPLE_RATE_HZ


def _stereo(mono: np.ndarray) -> Sound:
    return np.repeat(mono[:, None], 2, axis=1).astype(np.float32)


def _drums() -> Sound:
    """A kick on every beat and a hiss between."""
    rng, drums = np.random.default_rng(1), np.zeros(SECONDS * SAMPLE_RATE_HZ)
    at = _at()[: SAMPLE_RATE_HZ // 5]
    kick = 0.6 * np.sin(2 * np.pi * (50 * at + 3 * (1 - np.exp(-at / 0.03)))) * np.exp(-at / 0.06)
    hiss = 0.15 * rng.standard_normal(len(at)) * np.exp(-at / 0.02)
    for beat in range(2 * SECONDS):
        for offset, hit in ((0, kick), (SAMPLE_RATE_HZ // 4, hiss)):
            start = beat * SAMPLE_RATE_HZ // 2 + offset
            drums[start : start + len(hit)] += hit[: len(drums) - start]
    return _stereo(drums)


def _notes(*frequencies_hz: float) -> Sound:
    """Each for a second, with some harmonics."""
    at = _at()
    played = sum(
        np.sin(2 * np.pi * hz * number * at) / number * ((at // 1) % len(frequencies_hz) == index)
        for index, hz in enumerate(frequencies_hz)
        for number in (1, 2, 3)
    )
    return _stereo(0.2 * played)


def _sdr_db(truth: Sound, estimate: Sound) -> float:
    return float(10 * np.log10(np.square(truth).sum() / np.square(truth - estimate).sum()))


def _four_stems(mix: Sound) -> dict[str, Sound]:
    return separating.separate(mix, PRESETS["four-stems"], separating.Means(Path("nowhere"))).stems


def test_drums_bass_and_the_rest_come_out() -> None:
    truth = {"drums": _drums(), "bass": _notes(55.0, 65.4), "other": _notes(440.0, 523.3, 659.3)}
    mix = quantise(sum(truth.values()))
    stems = _four_stems(mix)
    assert list(stems) == ["drums", "bass", "other"]  # no voice can be found here, and none is pretended
    for name, sound in truth.items():
        assert _sdr_db(sound, stems[name]) > _sdr_db(sound, mix) + 5, name
    np.testing.assert_array_equal(sum(stem.astype(np.float64) for stem in stems.values()), mix)


@pytest.mark.parametrize("frames", [1, 700, 44_101])
def test_stems_are_as_long_as_the_mix_however_short_it_is(frames: int) -> None:
    mix = quantise(_drums()[:frames])
    assert {stem.shape for stem in _four_stems(mix).values()} == {(frames, 2)}


def test_silence_gives_silence() -> None:
    assert not any(stem.any() for stem in _four_stems(silence(50_000)).values())


def test_one_side_alone_stays_on_its_side() -> None:
    mix = _drums()
    mix[:, 1] = 0.0
    assert not any(stem[:, 1].any() for stem in _four_stems(mix).values())


@pytest.mark.parametrize("frames", [1, 99, 100, 101, 180, 181, 1_000, 1_234])
def test_blocks_are_joined_without_a_seam(frames: int) -> None:
    sound, stems = np.random.default_rng(3).standard_normal((frames, 2)).astype(np.float32), {}
    shares = list(blocks.each(lambda block: {"all": block.copy()}, sound, 100, 20, stems))
    np.testing.assert_allclose(stems["all"], sound, atol=1e-6)
    assert shares == sorted(shares)
    assert shares[-1] == 1.0
    assert all(span.stop - span.start <= 120 for span in blocks.spans(frames, 100, 20))


def test_whoever_raises_while_it_is_told_how_far_it_is_cancels() -> None:
    def cancel(share: float, stage: str) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        separating.separate(_drums(), PRESETS["drums"], separating.Means(Path("nowhere")), cancel)


def test_a_voice_is_refused_with_what_it_would_need() -> None:
    with pytest.raises(ValueError, match="--ml"):
        separating.separate(_drums(), PRESETS["vocals"], separating.Means(Path("nowhere")))


def test_long_sounds_are_worked_on_in_blocks(monkeypatch: pytest.MonkeyPatch) -> None:
    lengths: list[int] = []
    monkeypatch.setattr(builtin, "BLOCK_FRAMES", SAMPLE_RATE_HZ)
    monkeypatch.setattr(builtin, "OVERLAP_FRAMES", SAMPLE_RATE_HZ // 10)
    real = builtin.separate

    def noted(block: Sound, wanted: Collection[str]) -> dict[str, Sound]:
        lengths.append(len(block))
        return real(block, wanted)

    monkeypatch.setattr(builtin, "separate", noted)
    mix = quantise(_drums() + _notes(55.0))
    stems = _four_stems(mix)
    assert len(lengths) > 3
    assert max(lengths) <= SAMPLE_RATE_HZ * 1.2
    np.testing.assert_array_equal(sum(stem.astype(np.float64) for stem in stems.values()), mix)

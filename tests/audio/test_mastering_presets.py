"""Masters for other places: as loud as was asked, below the ceiling, and measured."""

from pathlib import Path

import numpy as np
import pytest
from pyloudnorm import Meter

from audio.dsp import mastering
from audio.dsp.master_presets import PRESETS
from audio.dsp.sound import Sound
from generation.engines.base import Brief, Take
from generation.engines.composer.genres import GENRES
from generation.engines.facilities import Facilities
from generation.engines.registry import engines
from tests.sampling import some
from tests.sites import ROOT


def beat(genre: str) -> Sound:
    composer = engines(Facilities(Path(ROOT / "node_modules")))["composer"]
    brief = Brief(genre, 120, "A minor", GENRES[genre].moods[0], 8, seed=3)
    return next(step for step in composer.compose(brief) if isinstance(step, Take)).mix


@pytest.mark.parametrize("genre", some(list(GENRES), 2, "mastering"))
def test_every_preset_reaches_its_loudness_below_the_ceiling(genre: str) -> None:
    mix = beat(genre)
    for name, preset in PRESETS.items():
        done = mastering.to_preset(mix, name)
        assert Meter(44_100).integrated_loudness(done.sound.astype(float)) == pytest.approx(preset.target_lufs, abs=0.3)
        assert done.after.true_peak_dbtp <= -1.0
        assert len(done.sound) == len(mix)
        assert done.before == mastering.measured(mix)


def test_a_target_of_ones_own_is_reached_and_one_out_of_range_is_refused() -> None:
    rng = np.random.default_rng(1)
    sound = (0.1 * rng.standard_normal((88_200, 2))).astype(np.float32)
    assert mastering.to_target(sound, -20).after.integrated_lufs == pytest.approx(-20, abs=0.3)
    for target in (-31, -5, float("nan")):
        with pytest.raises(ValueError, match="from -30 to -6"):
            mastering.to_target(sound, target)
    with pytest.raises(ValueError, match="streaming, cd, club"):
        mastering.to_preset(sound, "radio")


def test_silence_is_mastered_to_silence() -> None:
    done = mastering.to_preset(np.zeros((44_100, 2), np.float32), "club")
    assert not done.sound.any()
    assert mastering.as_json(done.after) == {"integrated_lufs": None, "short_term_lufs": None, "true_peak_dbtp": None}

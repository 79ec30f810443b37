"""What the composer writes is what is heard in it."""

import pytest
from django.conf import settings

from audio.dsp.analysis.analyse import analyse
from generation.engines.base import Brief, Take
from generation.engines.composer.engine import Composer


@pytest.mark.parametrize(("genre", "bpm", "key"), [("house", 124.0, "D minor"), ("lo-fi", 84.0, "F major")])
def test_a_beat_is_heard_in_its_tempo_and_key_and_from_its_first_bar_on(genre: str, bpm: float, key: str) -> None:
    *_, take = Composer(settings.SOUNDS_DIR).compose(Brief(genre, bpm, key, "deep", 16.0, seed=5))
    assert isinstance(take, Take)
    found = analyse(take.mix)
    assert found.tempo is not None
    assert found.key is not None
    assert (round(found.tempo.bpm), found.key.name) == (bpm, key)
    assert found.downbeats_s[0] == pytest.approx(0.0, abs=0.01)

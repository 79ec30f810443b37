"""Mixing by profile: players at their levels, sums that are exact, and profiles that are heard."""

import subprocess
import sys
from functools import partial
from pathlib import Path

import numpy as np
import pytest

from audio.dsp import automix, loudness
from audio.dsp.automix import Stem
from audio.dsp.codec import quantise
from audio.dsp.mix_profiles import PARTS, PROFILES
from audio.dsp.sound import SAMPLE_RATE_HZ, Sound
from audio.dsp.spilling import spilled
from tests.sites import ROOT

FRAMES = 3 * SAMPLE_RATE_HZ
MEASURE = """
import re
from functools import partial
from pathlib import Path
import numpy as np
from audio.dsp import automix
from audio.dsp.spilling import spilled
keep = partial(spilled, folder=Path({folder!r}))
def noise(seed):
    return keep((np.random.default_rng(seed).standard_normal((20 * 44_100, 2)) * 0.1).astype(np.float32))
mixed = automix.mix([automix.Stem(str(n), "chords", noise(n)) for n in range({number})], "balanced", keep=keep)
print(1024 * int(re.search(r"RssAnon:\\s+(\\d+)", Path("/proc/self/status").read_text())[1]))
"""


def noise(low_hz: float, high_hz: float, level: float, seed: int, *, is_mono: bool = True) -> Sound:
    rng = np.random.default_rng(seed)
    spectrum = np.fft.rfft(rng.standard_normal((FRAMES, 2)), axis=0)
    hz = np.fft.rfftfreq(FRAMES, 1 / SAMPLE_RATE_HZ)
    spectrum[(hz < low_hz) | (hz > high_hz)] = 0
    sound = np.fft.irfft(spectrum, FRAMES, axis=0)
    sound = np.repeat(sound[:, :1], 2, axis=1) if is_mono else sound
    return (level * sound / np.abs(sound).max()).astype(np.float32)


STEMS = [
    Stem("drums", "drums", noise(40, 14_000, 0.9, 1)),
    Stem("bass", "bass", noise(40, 400, 0.05, 2)),
    Stem("chords", "chords", noise(150, 6_000, 0.4, 3)),
    Stem("keys", "chords", noise(150, 6_000, 0.4, 4)),
    Stem("voice", "vocals", noise(120, 9_000, 0.01, 5)),
]


def share_db(sound: Sound, low_hz: float, high_hz: float) -> float:
    power = np.square(np.abs(np.fft.rfft(sound.mean(axis=1))))
    hz = np.fft.rfftfreq(len(sound), 1 / SAMPLE_RATE_HZ)
    return float(10 * np.log10(power[(hz >= low_hz) & (hz < high_hz)].sum() / power.sum()))


@pytest.fixture(scope="module")
def mixes() -> dict[str, Sound]:
    return {name: automix.total(automix.mix(STEMS, name)) for name in PROFILES}


@pytest.mark.parametrize("profile", PROFILES)
def test_every_player_comes_to_its_level_however_loud_it_was_recorded(profile: str) -> None:
    mixed = {one.name: one for one in automix.mix(STEMS, profile)}
    wanted = {stem.name: PARTS[stem.kind].level_lu + PROFILES[profile].levels_lu.get(stem.kind, 0) for stem in STEMS}
    for one, two in (("voice", "drums"), ("bass", "drums"), ("chords", "drums")):
        apart = mixed[one].loudness_lufs - mixed[two].loudness_lufs
        assert apart == pytest.approx(wanted[one] - wanted[two], abs=1.6), (one, two)


def test_a_mix_leaves_headroom_and_is_the_sum_of_its_stems(mixes: dict[str, Sound]) -> None:
    for profile, mix in mixes.items():
        assert 20 * np.log10(np.abs(mix).max()) <= automix.HEADROOM_DBFS + 0.01, profile
        assert loudness.integrated_lufs(mix) > -30
    for one in automix.mix(STEMS, "warm"):
        assert np.array_equal(one.sound, quantise(one.sound))


def test_each_profile_is_heard(mixes: dict[str, Sound]) -> None:
    neutral = mixes["balanced"]
    assert share_db(mixes["bass-heavy"], 40, 120) > share_db(neutral, 40, 120) + 1.5
    assert share_db(mixes["bright"], 6_500, 14_000) > share_db(neutral, 6_500, 14_000) + 1
    assert share_db(mixes["warm"], 6_500, 14_000) < share_db(neutral, 6_500, 14_000) - 1
    assert share_db(mixes["warm"], 150, 400) > share_db(neutral, 150, 400)


def test_players_of_one_kind_stand_on_both_sides_and_what_carries_the_beat_in_the_middle() -> None:
    pans = {one.name: one.pan for one in automix.mix(STEMS, "balanced")}
    assert pans["chords"] == -pans["keys"] != 0
    assert pans["drums"] == pans["bass"] == pans["voice"] == 0


def test_what_is_wide_already_stays_where_it_is() -> None:
    (one,) = automix.mix([Stem("pad", "chords", noise(150, 6_000, 0.4, 3, is_mono=False))], "balanced")
    assert one.pan == 0


def test_silence_stays_silent_and_short_stems_end_in_it() -> None:
    silent = Stem("bass", "bass", np.zeros((1000, 2), np.float32))
    mixed = automix.mix([STEMS[0], silent], "balanced")
    assert not mixed[1].sound.any()
    assert {len(one.sound) for one in mixed} == {FRAMES}


def test_nothing_to_mix_and_unknown_profiles_are_refused() -> None:
    with pytest.raises(ValueError, match="nothing to mix"):
        automix.mix([], "balanced")
    with pytest.raises(ValueError, match="Choose one of balanced, bass-heavy, bright, warm"):
        automix.mix(STEMS, "loud")


@pytest.mark.parametrize("profile", PROFILES)
def test_a_loop_goes_on_over_its_seam_as_it_does_anywhere_else(profile: str) -> None:
    """Its start is as it would be the second time round: with the room of its end, and no filter that begins anew."""

    def total(stems: list[Stem], *, looping: bool) -> Sound:
        return automix.total(automix.mix(stems, profile, looping=looping))

    twice = [Stem(one.name, one.kind, np.concatenate([one.sound, one.sound])) for one in STEMS]
    loop, played = total(STEMS, looping=True), total(twice, looping=False)[FRAMES:]
    start = slice(0, SAMPLE_RATE_HZ // 10)
    apart, level = loop[start] - played[start], np.sqrt(np.mean(np.square(played)))
    assert np.sqrt(np.mean(np.square(apart))) < 0.06 * level


def test_sound_that_is_kept_on_the_disk_is_the_same_and_leaves_no_file(tmp_path: Path) -> None:
    kept = automix.mix(STEMS, "warm", keep=partial(spilled, folder=tmp_path))
    for one, other in zip(kept, automix.mix(STEMS, "warm"), strict=True):
        np.testing.assert_array_equal(one.sound, other.sound)
    assert not list(tmp_path.iterdir())


def test_memory_holds_a_few_stems_however_many_there_are(tmp_path: Path) -> None:
    sizes = {}
    for number in (2, 10):
        code = MEASURE.format(number=number, folder=str(tmp_path))
        ended = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)
        sizes[number] = int(ended.stdout)
    stem = 20 * SAMPLE_RATE_HZ * 8
    assert sizes[10] - sizes[2] < 3 * stem, "each of the eight would be two, as it came and as it is mixed"

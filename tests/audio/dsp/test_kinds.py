"""What the name of a file says of its sound: whole words count, and a song is no stem."""

import pytest

from audio.dsp.kinds import kind_of


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("Hi-Hats.wav", "drums"), ("SnareRoll 2.wav", "drums"), ("My Song - Bass2.wav", "bass"),
        ("trap_808s.wav", "bass"),
        ("synth bass.wav", "bass"), ("Lead Vocals.wav", "vocals"), ("Vox_lead.wav", "vocals"),
        ("LeadSynth.wav", "melody"),
        ("night-hum.wav", "hum"), ("keyboard.wav", "chords"), ("shaker.wav", "percussion"),
    ],
)  # fmt: skip
def test_a_stem_is_known_by_its_name(name: str, kind: str) -> None:
    assert kind_of(name) == kind


@pytest.mark.parametrize(
    "name", ["Dark Trap Beat", "What is love", "Human", "C sharp", "single", "subtle", "iPad take"]
)
def test_a_word_inside_another_says_nothing(name: str) -> None:
    assert kind_of(f"{name}.mp3") == "other"

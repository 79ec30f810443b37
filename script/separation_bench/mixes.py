"""Mixes whose stems are known: the composer's own beats, and speech by espeak-ng in the place of a voice."""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

import numpy as np

from audio.dsp.codec import quantise, read
from audio.dsp.loudness import integrated_lufs
from audio.dsp.sound import Sound, silence
from script.composer_bench.beats import brief_of, take_of

SEED = 11
VOICE_BELOW_LU = 1.0
"""How much quieter than the beat the voice is."""
_STEM_OF = {"drums": "drums", "percussion": "drums", "bass": "bass"}
_WORDS = (
    "Every morning the city wakes before I do, and the trains are singing under the street. "
    "I keep a list of the things that I would say to you, and I fold it away with the heat. "
    "Hold on to the night, hold on to the light, we are slower than the sound that we make. "
)


@dataclass(frozen=True)
class Mix:
    """A mix and what it was made of: drums, bass, other, and vocals where there is a voice."""

    name: str
    sound: Sound
    stems: Mapping[str, Sound]


def mix_of(genre: str, seconds: float, sounds: Path, *, with_voice: bool, seed: int = SEED) -> Mix:
    """A beat of a genre, with a voice above it where one is wanted."""
    take = take_of(brief_of(genre, seed, seconds), sounds)
    stems = _grouped(take.stems)
    if with_voice:
        stems["vocals"] = _levelled(_spoken(len(take.mix)), integrated_lufs(take.mix) - VOICE_BELOW_LU)
    return Mix(genre, quantise(np.sum(list(stems.values()), axis=0)), stems)


def can_speak() -> bool:
    """Whether espeak-ng is here."""
    return shutil.which("espeak-ng") is not None


def _grouped(stems: Mapping[str, Sound]) -> dict[str, Sound]:
    """The composer's kinds as a separator's: drums, bass, and all else together."""
    frames = len(next(iter(stems.values())))
    grouped = {name: silence(frames) for name in ("drums", "bass", "other")}
    for kind, stem in stems.items():
        grouped[_STEM_OF.get(kind, "other")] += stem
    return grouped


def _spoken(frames: int) -> Sound:
    """Speech in the middle, over and over, until the frames are full."""
    with TemporaryDirectory() as folder:
        file = Path(folder) / "speech.wav"
        subprocess.run(["espeak-ng", "-v", "en-us", "-s", "150", "-w", str(file), _WORDS], check=True)
        speech = read(file)
    return np.tile(speech, (-(-frames // len(speech)), 1))[:frames]


def _levelled(sound: Sound, lufs: float) -> Sound:
    return sound * np.float32(10.0 ** ((lufs - integrated_lufs(sound)) / 20.0))

"""The mixer: stems in balance, on the 24-bit grid, with headroom; their sum is the mix, exactly."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

import numpy as np

from audio.dsp import channels, loudness
from audio.dsp.codec import quantise, quantise_in_place
from audio.dsp.master import Record, master
from audio.dsp.sound import Sound
from generation.engines.composer.genre import Mix

HEADROOM_DBFS = -3.0
"""Where the unmastered mix peaks."""
_DRUMS_LUFS = -20.0
_MOST_GAIN_DB = 36.0
_DEFAULT_LU = {"drums": 0.0, "percussion": -8.0, "bass": -1.5, "chords": -5.0, "melody": -4.0, "other": -10.0}


def balance(stems: dict[str, Sound], mix: Mix) -> dict[str, Sound]:
    """The stems at the genre's levels, quantised to 24 bit, so that their sum peaks at `HEADROOM_DBFS`; in place."""
    return with_headroom({kind: levelled(kind, stem, mix) for kind, stem in stems.items()})


def with_headroom(stems: dict[str, Sound]) -> dict[str, Sound]:
    """Stems that are in balance, quantised to 24 bit, so that their sum peaks at `HEADROOM_DBFS`; in place."""
    sounds = list(stems.values())
    frames = len(sounds[0]) if sounds else 0
    peak = max(channels.along(lambda stretch: channels.peak(_added(sounds, stretch)), frames), default=0.0)
    gain = np.float32(10.0 ** (HEADROOM_DBFS / 20.0) / peak) if peak > 0.0 else np.float32(1.0)

    def settle(stretch: slice) -> None:
        for sound in sounds:
            sound[stretch] *= gain
            quantise_in_place(sound[stretch])

    channels.along(settle, frames)
    return stems


def sum_of(stems: Mapping[str, Sound]) -> Sound:
    """The mix: on the 24-bit grid where the stems are."""
    sounds = list(stems.values())
    total = np.empty_like(sounds[0], order="C")

    def add(stretch: slice) -> None:
        total[stretch] = _added(sounds, stretch)

    channels.along(add, len(total))
    return total


def _added(sounds: Sequence[Sound], stretch: slice) -> Sound:
    """One stretch of several sounds, summed."""
    total = sounds[0][stretch].copy()
    for sound in sounds[1:]:
        total += sound[stretch]
    return total


def mastered(mix_sound: Sound, mix: Mix, looping: bool) -> Record:
    """The mix as a record of its genre, at −14 LUFS and below −1 dBTP, quantised to 24 bit."""
    made = master(mix_sound, tilt_db=mix.tilt_db, drive=mix.drive, looping=looping)
    return replace(made, sound=quantise(made.sound))


def levelled(kind: str, stem: Sound, mix: Mix) -> Sound:
    """At its loudness beside the drums, in place. What is silent stays so."""
    measured_lufs = loudness.integrated_lufs(stem, at_once=False)
    if not np.isfinite(measured_lufs):
        return stem
    target_lufs = _DRUMS_LUFS + mix.levels_lu.get(kind, _DEFAULT_LU.get(kind, -6.0))
    gain_db = min(target_lufs - measured_lufs, _MOST_GAIN_DB)
    stem *= np.float32(10.0 ** (gain_db / 20.0))
    return stem

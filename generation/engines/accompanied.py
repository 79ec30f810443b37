"""A hum as one more stem of the beat that was made around it: where the beat takes the line up, as loud as that."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from math import isfinite
from typing import TypeVar

import numpy as np

from audio.dsp import channels, loudness
from audio.dsp.codec import quantise
from audio.dsp.sound import Sound, frames_at, silence
from generation.engines.base import Take
from generation.engines.composer import mixing
from generation.engines.finishing import mix_of

STEM = "hum"
_BELOW_LEAD_LU, _BELOW_MIX_LU = 1.0, 6.0
_MOST_GAIN_DB = 36.0
_EDGE_FRAMES = 441
_CEILING = np.float32(0.98)
Other = TypeVar("Other")


@dataclass(frozen=True, slots=True)
class Hum:
    """A recording, and the second of it at which the first bar of the brief's tune begins."""

    sound: Sound
    zero_s: float

    def from_first_bar(self) -> Sound:
        """The recording, cut or led in by silence so that it begins with the bar."""
        at = frames_at(self.zero_s)
        return self.sound[at:] if at >= 0 else np.concatenate([silence(-at), self.sound])


def accompanied(steps: Iterator[Other | Take], hum: Hum) -> Iterator[Other | Take]:
    """The steps of an engine; the take has the hum as a stem."""
    for step in steps:
        yield with_hum(step, hum) if isinstance(step, Take) else step


def with_hum(take: Take, hum: Hum) -> Take:
    """The take with the hum on its grid: its stems sum to its mix still, and it is mastered anew."""
    stems = {**take.stems, STEM: _levelled(_placed(take, hum), take)}
    peak = channels.peak(mixing.sum_of(stems))
    gain = _CEILING / np.float32(peak) if peak > _CEILING else np.float32(1.0)
    stems = {name: quantise(stem * gain) for name, stem in stems.items()}
    mix = quantise(mixing.sum_of(stems))
    record = mixing.mastered(mix, mix_of(take.brief), take.brief.looping)
    return replace(
        take,
        stems=stems,
        mix=mix,
        master=record.sound,
        loudness_lufs=round(record.loudness_lufs, 2),
        true_peak_dbtp=round(record.true_peak_dbtp, 2),
    )


def _placed(take: Take, hum: Hum) -> Sound:
    """As long as the beat, silent before and after, without clicks where it is cut."""
    whole = silence(len(take.mix))
    at = frames_at(entry_s(take) - hum.zero_s)
    sound = hum.sound[max(0, -at) :][: max(0, len(whole) - max(0, at))].copy()
    edge = min(_EDGE_FRAMES, len(sound) // 2)
    if edge:
        rise = np.linspace(0.0, 1.0, edge, dtype=np.float32)[:, None]
        sound[:edge] *= rise
        sound[-edge:] *= rise[::-1]
        whole[max(0, at) : max(0, at) + len(sound)] = sound
    return whole


def entry_s(take: Take) -> float:
    """When the first bar of the tune begins in the beat: where the lead plays its first note first, else at once."""
    lead = next((part["notes"] for part in take.score.get("parts", ()) if part["name"] == "lead"), ())
    first = take.brief.tune[0] if take.brief.tune else None
    if first is None:
        return 0.0
    starts = [note["start_beats"] for note in lead if (note["pitch"] - first.pitch) % 12 == 0]
    return (starts[0] - first.start_beats) * 60.0 / take.brief.bpm if starts else 0.0


def _levelled(hum: Sound, take: Take) -> Sound:
    """About as loud as the lead that plays the same."""
    lead = take.stems.get("melody")
    wanted_lufs = loudness.integrated_lufs(take.mix) - _BELOW_MIX_LU
    if lead is not None and isfinite(heard := loudness.integrated_lufs(lead)):
        wanted_lufs = heard - _BELOW_LEAD_LU
    gain_db = min(_MOST_GAIN_DB, wanted_lufs - loudness.integrated_lufs(hum))
    return hum * np.float32(10.0 ** (gain_db / 20.0)) if isfinite(gain_db) else hum

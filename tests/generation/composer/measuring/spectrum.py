"""The spectral balance of a sound, beside a line between pink and brown noise."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from audio.dsp.sound import SAMPLE_RATE_HZ, Sound

Levels = NDArray[np.float64]
_EDGES_HZ: Levels = np.geomspace(40.0, 14_000.0, 26)
CENTRES_HZ: Levels = np.sqrt(_EDGES_HZ[:-1] * _EDGES_HZ[1:])
"""Of 25 bands, each a third of an octave, that fill the range from 40 Hz to 14 kHz."""
_WINDOW = 16_384
_BAND_SLOPES_DB = (-3.0, 0.0)
"""From one octave to the next in energy per band: brown noise (−6 dB in density) and pink (−3 dB)."""


class Balance(NamedTuple):
    """How a sound departs from the line that fits it best."""

    slope_db: float
    """Of the line, in density per octave: −3 pink … −6 brown."""
    hump_db: float
    hump_hz: float
    hole_db: float
    """Positive: how far below the line."""
    hole_hz: float
    departures_db: Levels
    """For each of `CENTRES_HZ`."""

    @property
    def worst_db(self) -> float:
        """The hump or the hole, whichever is larger."""
        return max(self.hump_db, self.hole_db)


def band_levels_db(sound: Sound, window: int = _WINDOW) -> Levels:
    """Energy in each third of an octave, both channels, over the whole sound."""
    power = sum(_power(sound[:, channel], window) for channel in range(2))
    cumulative = np.concatenate([[0.0], np.cumsum(power)])
    at = np.interp(_EDGES_HZ * window / SAMPLE_RATE_HZ + 0.5, np.arange(len(cumulative)), cumulative)
    return np.asarray(10.0 * np.log10(np.diff(at) + 1e-15))


def _power(channel: NDArray[np.float32], window: int) -> Levels:
    """The mean squared spectrum over half-overlapping windows."""
    padded = np.pad(channel, (0, max(window - len(channel), 0)))
    starts = range(0, len(padded) - window + 1, window // 2)
    shape = np.hanning(window).astype(np.float32)
    total = np.zeros(window // 2 + 1)
    for start in starts:
        total += np.square(np.abs(np.fft.rfft(padded[start : start + window] * shape)))
    return total / len(starts)


def smoothed_db(levels_db: Levels) -> Levels:
    """Each band's level as the mean energy of the octave around it."""
    energy = np.pad(10.0 ** (levels_db / 10.0), 1, mode="edge")
    return np.asarray(10.0 * np.log10((energy[:-2] + energy[1:-1] + energy[2:]) / 3.0))


def balance(sound: Sound) -> Balance:
    """The largest hump and hole of the smoothed spectrum between 40 Hz and 14 kHz."""
    levels_db = smoothed_db(band_levels_db(sound))
    octaves = np.log2(CENTRES_HZ / 1000.0)
    slope = float(np.clip(np.polyfit(octaves, levels_db, 1)[0], *_BAND_SLOPES_DB))
    departures = levels_db - slope * octaves
    departures -= departures.mean()
    hump, hole = int(departures.argmax()), int(departures.argmin())
    return Balance(
        slope_db=slope - 3.0,
        hump_db=float(departures[hump]),
        hump_hz=float(CENTRES_HZ[hump]),
        hole_db=float(-departures[hole]),
        hole_hz=float(CENTRES_HZ[hole]),
        departures_db=departures,
    )


def centre_hz(sound: Sound) -> float:
    """How bright a sound is: the balance point of its levels in dB (40 dB deep) over the octaves."""
    levels_db = band_levels_db(sound)
    heights = np.maximum(levels_db - levels_db.max() + 40.0, 0.0)
    return float(2.0 ** np.average(np.log2(CENTRES_HZ), weights=heights))

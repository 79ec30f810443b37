"""Stereo: how much the sides hold beside the middle, low down and high up."""

from __future__ import annotations

import numpy as np

from audio.dsp.sound import SAMPLE_RATE_HZ, Sound
from tests.generation.composer.measuring import bands

LOW_HZ, TOP_HZ = (20.0, 110.0), (2_000.0, 12_000.0)
_EDGES_HZ = (*LOW_HZ, *TOP_HZ, SAMPLE_RATE_HZ / 2 - 100.0)
_FLOOR = 1e-12


def sides_db(sound: Sound) -> tuple[float, float]:
    """Energy of the sides beside the middle, in dB: below 110 Hz, and from 2 to 12 kHz."""
    sides = np.repeat(((sound[:, 0] - sound[:, 1]) / 2.0)[:, None], 2, axis=1)
    middle, side = (bands.picture(each, _EDGES_HZ).sum(axis=0) for each in (sound, sides))
    ratio = 10.0 * np.log10((side + _FLOOR) / (middle + _FLOOR))
    return float(ratio[0]), float(ratio[2])

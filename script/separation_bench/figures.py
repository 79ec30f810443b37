"""How near an estimate comes to the stem that it stands for, in decibels."""

from __future__ import annotations

import numpy as np

from audio.dsp.sound import Sound

_FLOOR = 1e-9


def sdr_db(truth: Sound, estimate: Sound) -> float:
    """Signal to distortion over the whole sound, both channels, with nothing forgiven: 10·log₁₀ Σs² / Σ(s − ŝ)².

    This is the figure of the Music Demixing Challenge (“uSDR”); no gain or filter is fitted first.
    """
    wanted = np.square(truth, dtype=np.float64).sum()
    wrong = np.square(truth.astype(np.float64) - estimate).sum()
    return float(10.0 * np.log10((wanted + _FLOOR) / (wrong + _FLOOR)))


def si_sdr_db(truth: Sound, estimate: Sound) -> float:
    """The same with the best gain given for free (Le Roux et al. 2019)."""
    reference = truth.astype(np.float64).ravel()
    scale = (reference @ estimate.astype(np.float64).ravel()) / (reference @ reference + _FLOOR)
    return sdr_db(truth * np.float32(scale), estimate)

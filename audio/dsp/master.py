"""Mastering: a mix comes in, a record comes out, at a given loudness and below a given true peak."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import brentq

from audio.dsp import balance, channels, dynamics, filters, loudness
from audio.dsp.sound import SAMPLE_RATE_HZ, Sound
from audio.dsp.steps import Step, Steps, finished

_LOWEST_HZ = 24.0
_MAX_GAIN_DB = 60.0
_LIMITED_BY_DB = 15.0
"""How much of its gain a limiter may take back on any record."""
_GAIN_TOLERANCE_DB = 0.005
_CORRECTIONS = 3
_TOLERANCE_LU = 0.05
_MARGIN_DB = 0.4
"""The limiter aims this far below the ceiling, for what its moving gain adds between samples, and for what lies so near
half the sample rate that a short interpolator underrates it: steeper ones find up to 0.35 dB more."""
_SEAM_FRAMES = SAMPLE_RATE_HZ


@dataclass(frozen=True, slots=True)
class Record:
    """A master and what was measured on it; −inf for silence."""

    sound: Sound
    loudness_lufs: float
    true_peak_dbtp: float


def master(
    sound: Sound,
    target_lufs: float = -14.0,
    ceiling_dbtp: float = -1.0,
    tilt_db: float = 0.0,
    drive: float = 0.0,
    looping: bool = False,
) -> Record:
    """The sound at `target_lufs` (within 0.3 LU) with no true peak above `ceiling_dbtp`.

    Its spectral balance is brought near that of finished records, leaning by `tilt_db` from 100 Hz to 10 kHz;
    `drive` (0 … 1) saturates, `looping` keeps the seam smooth.
    Digital silence, and what is below −70 LUFS, comes back at its own level; a few bare clicks, whose
    loudness no limiter can raise so far, come out as loud as the ceiling allows.
    """
    return finished(mastering(sound, target_lufs, ceiling_dbtp, tilt_db, drive, looping))


def mastering(
    sound: Sound,
    target_lufs: float = -14.0,
    ceiling_dbtp: float = -1.0,
    tilt_db: float = 0.0,
    drive: float = 0.0,
    looping: bool = False,
) -> Steps[Record]:
    """`master`, step by step."""
    yield Step(0.0, "Balancing the tone…")
    seam = _SEAM_FRAMES if looping and len(sound) > _SEAM_FRAMES else 0
    around = np.concatenate([sound[-seam:], sound, sound[:seam]]) if seam else sound
    steps = _raise(_shape(around, tilt_db, drive) if len(around) else around, target_lufs, ceiling_dbtp, seam)
    return (yield from steps)


def _shape(sound: Sound, tilt_db: float, drive: float) -> Sound:
    """Tone and glue, before loudness."""
    sides = channels.each(lambda side: filters.high_pass(side, _LOWEST_HZ), sound)
    return _saturate(dynamics.compress(balance.mend(channels.joined(*sides), tilt_db)), drive)


def _saturate(sound: Sound, drive: float) -> Sound:
    """A soft knee over the loudest parts; its cubic curve folds back too little to need oversampling."""
    peak = channels.peak(sound)
    if drive <= 0.0 or peak == 0.0:
        return sound
    bend, bent = np.float32(-0.3 * min(drive, 1.0)), np.empty_like(sound)

    def curve(stretch: slice) -> None:
        curved = np.multiply(sound[stretch], np.float32(1.0 / peak), out=bent[stretch])
        curved *= curved
        curved *= bend
        curved += np.float32(1.0)
        curved *= sound[stretch]

    channels.along(curve, len(sound))
    return bent


def _raise(sound: Sound, target_lufs: float, ceiling_dbtp: float, seam: int) -> Steps[Record]:
    """Gain and limiter, corrected until what is measured is what was asked."""
    yield Step(0.25, "Finding its peaks…")
    inner = slice(seam, len(sound) - seam)
    energies = _block_energies(sound)
    if not np.isfinite(loudness.gated_lufs(_hops(energies))):
        return _measured(sound[inner])
    peaks = loudness.block_true_peaks(sound)
    aim_lufs, ceiling_aim_dbtp = target_lufs, ceiling_dbtp - _MARGIN_DB
    for turn in range(_CORRECTIONS):
        yield Step(0.48 + 0.05 * turn, f"Bringing it to {target_lufs:g} LUFS…")
        gain_db = _gain_for(aim_lufs, peaks, energies, ceiling_aim_dbtp)
        result = _limited(sound, peaks, gain_db, ceiling_aim_dbtp)[inner]
        reached_lufs = loudness.integrated_lufs(result)
        if abs(target_lufs - reached_lufs) <= _TOLERANCE_LU or gain_db >= _MAX_GAIN_DB:
            break
        aim_lufs += target_lufs - reached_lufs
    yield Step(0.65, "Measuring the master…")
    del sound  # long pieces are large, and measuring takes room
    return _under(result, reached_lufs, ceiling_dbtp)


def _measured(sound: Sound) -> Record:
    return Record(sound, loudness.integrated_lufs(sound), loudness.true_peak_dbtp(sound))


def _gain_for(
    target_lufs: float, peaks: NDArray[np.float64], energies: NDArray[np.float64], ceiling_dbtp: float
) -> float:
    """The gain before the limiter that leads to the target after it, at most `_MAX_GAIN_DB`."""

    @cache
    def missing_lu(gain_db: float) -> float:
        change_db = gain_db - _attenuation(peaks, gain_db, ceiling_dbtp)
        return target_lufs - loudness.gated_lufs(_hops(energies * 10.0 ** (change_db / 10.0)))

    unlimited_db = target_lufs - loudness.gated_lufs(_hops(energies))
    for most_db in (min(unlimited_db + _LIMITED_BY_DB, _MAX_GAIN_DB), _MAX_GAIN_DB):
        if missing_lu(most_db) < 0.0 < missing_lu(unlimited_db):
            return float(brentq(missing_lu, unlimited_db, most_db, xtol=_GAIN_TOLERANCE_DB))
    return min(unlimited_db, _MAX_GAIN_DB) if missing_lu(unlimited_db) <= 0.0 else _MAX_GAIN_DB


def _attenuation(peaks: NDArray[np.float64], gain_db: float, ceiling_dbtp: float) -> NDArray[np.float64]:
    return dynamics.limiter_attenuation_db(peaks, 10.0 ** ((ceiling_dbtp - gain_db) / 20.0))


def _limited(sound: Sound, peaks: NDArray[np.float64], gain_db: float, ceiling_dbtp: float) -> Sound:
    return dynamics.turn_down(sound, _attenuation(peaks, gain_db, ceiling_dbtp) - gain_db)


def _under(sound: Sound, loudness_lufs: float, ceiling_dbtp: float) -> Record:
    """Turned down by the hair that it still exceeds the ceiling."""
    peak_dbtp = loudness.true_peak_dbtp(sound)
    over_db = max(peak_dbtp - (ceiling_dbtp - 0.01), 0.0)
    if over_db:
        sound = np.asarray(sound * np.float32(10.0 ** (-over_db / 20.0)), dtype=np.float32)
    return Record(sound, loudness_lufs - over_db, peak_dbtp - over_db)


def _block_energies(sound: Sound) -> NDArray[np.float64]:
    """K-weighted mean square of each limiter block."""
    return loudness.weighted_sums(sound, dynamics.BLOCK_FRAMES) / dynamics.BLOCK_FRAMES


def _hops(energies: NDArray[np.float64]) -> NDArray[np.float64]:
    """Mean squares of each tenth of a second, out of the energies of blocks."""
    return loudness.hop_means(energies, loudness.HOP_FRAMES // dynamics.BLOCK_FRAMES)

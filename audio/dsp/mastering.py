"""Masters for places where music is heard: each at its loudness, all below one true peak, and what was measured."""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass
from typing import NamedTuple

from audio.dsp import loudness
from audio.dsp.density import dense
from audio.dsp.master import mastering as one_mastering
from audio.dsp.master_presets import CEILING_DBTP, PRESETS, TARGET_RANGE_LUFS
from audio.dsp.sound import Sound
from audio.dsp.steps import Step, Steps, finished, part

_DENSITIES = (0.0, 0.35, 0.65, 1.0, 1.5)
_DENSE_ABOVE_LUFS = -12.5
_TOLERANCE_LU = 0.15
_MEASURED, _MOST_OF_IT = 0.15, 0.8
"""Shares of the work: what is done before the first try, and of what is left each try, for it may be the last one."""
_SHORT_TERM_HOPS = 30
_ROUNDING_DB = -150.0
"""What is softer comes of reckoning, not of the sound."""


@dataclass(frozen=True, slots=True)
class Levels:
    """What was measured of a sound by ITU-R BS.1770-4; −inf for silence."""

    integrated_lufs: float
    short_term_lufs: float
    """The loudest three seconds (EBU Tech 3341)."""
    true_peak_dbtp: float


@dataclass(frozen=True, slots=True)
class Mastered:
    """A master, and what was measured before and after."""

    sound: Sound
    before: Levels
    after: Levels


def to_preset(
    sound: Sound,
    preset: str,
    on_step: Callable[[float, str], None] | None = None,
    *,
    tilt_db: float = 0.0,
    looping: bool = False,
) -> Mastered:
    """Mastered for one of `PRESETS`; `on_step` hears how far it is, 0–1, and the stage. Raises ValueError where there
    is no such preset."""
    return finished(mastering(sound, *aim_of(preset), tilt_db=tilt_db, looping=looping), on_step)


def to_target(
    sound: Sound,
    target_lufs: float,
    on_step: Callable[[float, str], None] | None = None,
    *,
    tilt_db: float = 0.0,
    looping: bool = False,
) -> Mastered:
    """Mastered to a loudness of one's own, within 0.3 LU. Raises ValueError outside of `TARGET_RANGE_LUFS`."""
    return finished(mastering(sound, *own_aim(target_lufs), tilt_db=tilt_db, looping=looping), on_step)


class Aim(NamedTuple):
    """What a master is to reach, and how hard it is driven there."""

    target_lufs: float
    drive: float


def aim_of(preset: str) -> Aim:
    """That of one of `PRESETS`. Raises ValueError where there is no such preset."""
    if preset not in PRESETS:
        raise ValueError(f"There is no preset “{preset}”. Choose one of {', '.join(PRESETS)}.")
    return Aim(PRESETS[preset].target_lufs, PRESETS[preset].drive)


def own_aim(target_lufs: float) -> Aim:
    """That of a loudness of one's own. Raises ValueError outside of `TARGET_RANGE_LUFS`."""
    low, high = TARGET_RANGE_LUFS
    if not low <= target_lufs <= high:
        raise ValueError(f"A target is a loudness from {low:g} to {high:g} LUFS.")
    return Aim(target_lufs, drive_for(target_lufs))


def drive_for(target_lufs: float) -> float:
    """The drive that goes with a loudness: in straight lines between those of the presets."""
    return min(max((target_lufs + 14.0) / 10.0, 0.0), 1.0)


def mastering(
    sound: Sound, target_lufs: float, drive: float, *, tilt_db: float = 0.0, looping: bool = False
) -> Steps[Mastered]:
    """As dense as the loudness needs, and no denser; step by step."""
    yield Step(0.0, "Measuring the mix…")
    before, reached = measured(sound), None
    if not math.isfinite(before.integrated_lufs):
        return Mastered(sound, before, before)
    first = _MEASURED
    for amount in _DENSITIES if target_lufs > _DENSE_ABOVE_LUFS else _DENSITIES[:1]:
        if amount:
            yield Step(first, "Pressing it denser…")
        steps = one_mastering(dense(sound, amount, target_lufs), target_lufs, CEILING_DBTP, tilt_db, drive, looping)
        last = first + (1.0 - first) * _MOST_OF_IT
        record, first = (yield from part(steps, first, last)), last
        if reached is None or abs(record.loudness_lufs - target_lufs) < abs(reached.loudness_lufs - target_lufs):
            reached = record
        if abs(reached.loudness_lufs - target_lufs) <= _TOLERANCE_LU:
            break
    assert reached is not None
    yield Step(first, "Measuring the master…")
    return Mastered(reached.sound, before, measured(reached.sound))


def measured(sound: Sound) -> Levels:
    """The levels of a sound."""
    energies = loudness.hop_energies(sound)
    return Levels(
        integrated_lufs=_audible(loudness.gated_lufs(energies)),
        short_term_lufs=_audible(float(loudness.windows_lufs(energies, _SHORT_TERM_HOPS).max())),
        true_peak_dbtp=_audible(loudness.true_peak_dbtp(sound)),
    )


def _audible(level: float) -> float:
    return level if level > _ROUNDING_DB else -math.inf


def as_json(levels: Levels) -> dict[str, float | None]:
    """Rounded, with None for silence."""
    told = {
        "integrated_lufs": levels.integrated_lufs,
        "short_term_lufs": levels.short_term_lufs,
        "true_peak_dbtp": levels.true_peak_dbtp,
    }
    return {name: round(value, 2) if math.isfinite(value) else None for name, value in told.items()}

"""How loud: integrated and short-term loudness by ITU-R BS.1770-4 and EBU R 128, and true peak."""

from __future__ import annotations

from dataclasses import dataclass

from audio.dsp import loudness
from audio.dsp.sound import Sound

_SHORT_TERM_HOPS = 30
"""Three seconds in tenths."""
_CURVE_HOPS = 10
_SILENCE_DB = -100.0
"""What is quieter is rounding."""


@dataclass(frozen=True, slots=True)
class Levels:
    """LUFS and dBTP; None where there is silence."""

    integrated_lufs: float | None
    short_term_max_lufs: float | None
    short_term_lufs: tuple[float | None, ...]
    """One value a second: the three seconds that begin there, the last one as long as there are three left."""
    true_peak_dbtp: float | None


def levels(sound: Sound) -> Levels:
    """Measure a sound."""
    energies = loudness.hop_energies(sound)
    curve = loudness.windows_lufs(energies, _SHORT_TERM_HOPS)
    return Levels(
        _audible(loudness.gated_lufs(energies)),
        _audible(float(curve.max())),
        tuple(_audible(float(value)) for value in curve[::_CURVE_HOPS]),
        _audible(loudness.true_peak_dbtp(sound)),
    )


def _audible(value: float) -> float | None:
    return round(value, 2) if value > _SILENCE_DB else None

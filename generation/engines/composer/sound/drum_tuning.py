"""Drum machines in the key of the piece: kicks on the tonic or its fifth, toms on notes of the scale.

Where a kick is a low note beside the bass, as in club music and trap, it has to be one of the key's. Live kits stay as
they were built.
"""

from __future__ import annotations

import math

from generation.engines.theory import Key

KICKS_HZ = {
    "808": 49.1, "909": 51.3, "trap": 54.0, "drill": 50.0, "techno": 48.4, "edm": 48.1, "dnb": 51.0, "dubstep": 52.0,
    "memphis": 46.0, "industrial": 44.6,
}  # fmt: skip
"""Kit → the fundamental of its kick, as measured after the beater."""
_TOMS_HZ = {"tom_low": 82.9, "tom_mid": 119.2, "tom_high": 166.6}
_OWN_TOMS_HZ = {
    "techno": {"tom_low": 74.9, "tom_mid": 105.2, "tom_high": 142.7},
    "industrial": {**_TOMS_HZ, "tom_low": 62.7},
    "dnb": {},
}
_FIFTH = 7


def shifts(kit: str, key: Key) -> dict[str, float]:
    """Drum piece → by how many semitones it is tuned: 3.5 at the most for kicks, 1.5 for toms; empty for live kits."""
    if kit not in KICKS_HZ:
        return {}
    toms = _OWN_TOMS_HZ.get(kit, _TOMS_HZ)
    kick = _to_nearest(KICKS_HZ[kit], (key.tonic, key.tonic + _FIFTH))
    return {"kick": kick, **{piece: _to_nearest(hz, key.scale) for piece, hz in toms.items()}}


def _to_nearest(hz: float, classes: tuple[int, ...]) -> float:
    """The way in semitones to the nearest note of some pitch classes."""
    pitch = 69.0 + 12.0 * math.log2(hz / 440.0)
    nearest: float = min(((each - pitch + 6.0) % 12.0 - 6.0 for each in classes), key=abs)
    return round(nearest, 2)

"""Stems that sum to their mix to the last bit, as they are stored: on the 24-bit grid."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
from numpy.typing import NDArray

from audio.dsp.codec import FULL_SCALE_24
from audio.dsp.sound import Sound

_TOGETHER = 1 << 20
"""How many frames are worked on at a time."""


def summing(estimates: Mapping[str, Sound], mix: Sound, rest: str) -> dict[str, Sound]:
    """The estimates on the 24-bit grid, and `rest`: what is left of the mix without them. May write into them.

    Whole steps of the grid add up to the mix on its grid at every sample, and no stem exceeds full scale: what would
    exceed it in the rest goes back to the other stems.
    """
    stems = {**estimates, rest: np.empty_like(mix)}
    for start in range(0, len(mix), _TOGETHER):
        within = slice(start, start + _TOGETHER)
        pieces = {name: _steps(stem[within]) for name, stem in estimates.items()}
        pieces[rest] = _steps(mix[within]) - sum(pieces.values(), start=np.int32(0))
        _bring_back(pieces, rest)
        for name, piece in pieces.items():
            stems[name][within] = piece / np.float32(FULL_SCALE_24)
    return stems


def _bring_back(pieces: dict[str, NDArray[np.int32]], rest: str) -> None:
    """Move what exceeds full scale in the rest to stems that have room for it."""
    for name in pieces.keys() - {rest}:
        excess = pieces[rest] - _clipped(pieces[rest])
        if not excess.any():
            return
        taken = _clipped(pieces[name] + excess) - pieces[name]
        pieces[name] += taken
        pieces[rest] -= taken


def _steps(sound: Sound) -> NDArray[np.int32]:
    return _clipped(np.rint(np.nan_to_num(sound) * np.float32(FULL_SCALE_24)).astype(np.int64))


def _clipped(steps: NDArray[np.int32] | NDArray[np.int64]) -> NDArray[np.int32]:
    return np.clip(steps, -FULL_SCALE_24, FULL_SCALE_24 - 1).astype(np.int32)

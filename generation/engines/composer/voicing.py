"""Voicings: how a chord lies under the hands, each moving as little as it can from the one before."""

from __future__ import annotations

from functools import lru_cache
from itertools import pairwise

from generation.engines.composer.chords import Harmony


@lru_cache(maxsize=4096)
def voicings(root: int, tones: tuple[int, ...], low: int, high: int, voices: int) -> tuple[tuple[int, ...], ...]:
    """Every close, dropped or open voicing of the tones within a register (MIDI numbers, inclusive)."""
    pitch_classes = _kept(root, tones, voices)
    found: set[tuple[int, ...]] = set()
    for base in range(low, high + 1):
        if base % 12 in pitch_classes:
            found.update(_shapes(_close(base, pitch_classes)))
    fitting = sorted(shape for shape in found if shape[-1] <= high and shape[0] >= low and _is_clear(shape))
    return tuple(fitting) or (_close(low + (root - low) % 12, pitch_classes),)


def _kept(root: int, tones: tuple[int, ...], voices: int) -> tuple[int, ...]:
    """The tones that matter most where there are more than voices: the fifth goes first, then the root."""
    ordered = list(dict.fromkeys(tones))
    for interval in (7, 0):
        spare = (root + interval) % 12
        if len(ordered) > max(voices, 2) and spare in ordered:
            ordered.remove(spare)
    return tuple(ordered[: max(voices, 2)])


def _close(base: int, pitch_classes: tuple[int, ...]) -> tuple[int, ...]:
    """All tones packed upwards from a base pitch."""
    return tuple(sorted(base + (pitch_class - base) % 12 for pitch_class in pitch_classes))


def _shapes(close: tuple[int, ...]) -> set[tuple[int, ...]]:
    """A close voicing, the same with its second-highest voice dropped, and opened up."""
    shapes = {close}
    if len(close) >= 4:
        shapes.add(tuple(sorted((*close[:-2], close[-2] - 12, close[-1]))))
    if len(close) == 3:
        shapes.add(tuple(sorted((close[0], close[1] + 12, close[2]))))
    return shapes


def _is_clear(shape: tuple[int, ...]) -> bool:
    """Whether low intervals are wide enough not to growl, and no semitone sits on top."""
    muddy = any(upper - lower < 4 and lower < 50 for lower, upper in pairwise(shape))
    return not muddy and (len(shape) < 3 or shape[-1] - shape[-2] > 1)


def nearest(
    harmony: Harmony, before: tuple[int, ...] | None, register: tuple[int, int], voices: int = 4
) -> tuple[int, ...]:
    """The voicing that moves least from the one before, keeping near the middle of the register."""
    low, high = register
    centre = (low + high) / 2
    options = voicings(harmony.root, harmony.tones, low, high, voices)
    return min(options, key=lambda shape: (_motion(before, shape) + _drift(shape, centre), shape))


def _drift(shape: tuple[int, ...], centre: float) -> float:
    """How far the middle of a voicing lies from the middle of the register."""
    return 0.35 * abs(sum(shape) / len(shape) - centre)


def _motion(before: tuple[int, ...] | None, after: tuple[int, ...]) -> float:
    """How many semitones the voices move altogether, each to its nearest; leaps of the top voice count twice."""
    if not before:
        return 0.0
    gone = sum(min(abs(old - new) for new in after) for old in before) / len(before)
    come = sum(min(abs(old - new) for old in before) for new in after) / len(after)
    return gone + come + 0.5 * abs(before[-1] - after[-1])

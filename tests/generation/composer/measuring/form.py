"""Form as it sounds: sections that differ from one another, and stems that do not go round in a circle."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import combinations
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from audio.dsp.sound import Sound
from generation.engines.composer.score import BEATS_PER_BAR, Score, Section
from tests.generation.composer.measuring import bands

_DENSER, _OTHER_SPECTRUM_DB = 1.08, 1.0
"""What makes two sections differ: a twelfth more beginnings, and a decibel of spectrum, root mean square over bands."""
_STEPS, _PERIODS = 16, (1, 2, 4)
_SAME_DB, _ABSENT_DB = 2.0, -60.0
_LEAST_BARS = 8


class Heard(NamedTuple):
    """A section in sound."""

    name: str
    onsets_per_s: float
    levels_db: bands.Picture
    """Per band."""


def heard_sections(score: Score, master: Sound) -> list[Heard]:
    """Every section but a composed ending, as it sounds."""
    energies = bands.picture(master)
    begun = bands.beginnings(energies)
    return [_heard(score, section, energies, begun) for section in score.sections if section.name != "ending"]


def _heard(score: Score, section: Section, energies: bands.Picture, begun: NDArray[np.bool_]) -> Heard:
    beat_s = 60.0 / score.bpm
    first = round(section.start_beats * beat_s * bands.HOPS_PER_S)
    last = round((section.start_beats + section.length_beats) * beat_s * bands.HOPS_PER_S)
    here = slice(first, max(last, first + 2))
    levels_db = 10.0 * np.log10(energies[here].mean(axis=0) + 1e-12)
    return Heard(section.name, bands.onsets_per_s(begun[here]), levels_db)


def different_sections(score: Score, master: Sound) -> int:
    """The size of the largest set of sections of which every two differ both in density and in spectrum."""
    heard = heard_sections(score, master)
    apart = {frozenset((a, b)) for a, b in combinations(range(len(heard)), 2) if differ(heard[a], heard[b])}
    for size in range(len(heard), 1, -1):
        if any(_all_apart(group, apart) for group in combinations(range(len(heard)), size)):
            return size
    return min(len(heard), 1)


def _all_apart(group: tuple[int, ...], apart: set[frozenset[int]]) -> bool:
    return all(frozenset(pair) in apart for pair in combinations(group, 2))


def differ(one: Heard, other: Heard) -> bool:
    """Whether two sections differ in how much happens and in how they sound."""
    low, high = sorted((one.onsets_per_s + 0.1, other.onsets_per_s + 0.1))
    return high / low >= _DENSER and _distance_db(one.levels_db, other.levels_db) >= _OTHER_SPECTRUM_DB


def _distance_db(one: bands.Picture, other: bands.Picture) -> float:
    return float(np.sqrt(np.square(one - other).mean()))


def loop_shares(score: Score, stems: Mapping[str, Sound]) -> dict[str, float]:
    """Per stem, the share of its sounding bars that one loop of one, two or four bars would explain."""
    return {name: loop_share(stem, BEATS_PER_BAR * 60.0 / score.bpm) for name, stem in stems.items()}


def loop_share(stem: Sound, bar_s: float) -> float:
    """The share of sounding bars that sound like the most typical bar on their turn; 0 for less than eight bars."""
    energies = bands.picture(stem)
    count = int(len(energies) / bands.HOPS_PER_S / bar_s + 1e-3)
    cells = bands.by_cell(energies, bar_s / _STEPS, count * _STEPS)
    levels = bands.decibels(cells, -40.0).reshape(count, -1) if count else cells
    sounding = [bar for bar in range(count) if cells[bar * _STEPS : (bar + 1) * _STEPS].max() > _floor(cells)]
    if len(sounding) < _LEAST_BARS:
        return 0.0
    return float(max(_explained(levels, sounding, period) for period in _PERIODS))


def _floor(cells: bands.Picture) -> float:
    floor: float = cells.max() * 10.0 ** (_ABSENT_DB / 10.0)
    return floor


def _explained(levels_db: bands.Picture, sounding: list[int], period: int) -> float:
    """How many bars are within two decibels of the bar on their turn that most others are like."""
    alike = 0
    for turn in range(period):
        bars = levels_db[[bar for bar in sounding if bar % period == turn]]
        if len(bars):
            distances = np.sqrt(np.square(bars[:, None] - bars[None]).mean(axis=2))
            alike += int((distances < _SAME_DB).sum(axis=1).max())
    return alike / len(sounding)

"""Band-limited waves whose spectrum moves: tables with one row per cut-off, read between samples and between rows.

A filter that sweeps a periodic wave only changes how loud each harmonic is. So the wave is laid down once for every
cut-off, with just the harmonics below 20 kHz, and a moving filter becomes a walk across the rows: no aliasing,
no filter state, no loop over samples.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache
from typing import Literal, Protocol

import numpy as np
from numpy.typing import NDArray

from audio.dsp.sound import SAMPLE_RATE_HZ
from generation.engines.composer.sound.tone import Mono

ROWS_PER_OCTAVE = 4
LOWEST_CUTOFF_HZ = 40.0
HIGHEST_HZ = 19_500.0
_ROWS = 1 + int(np.ceil(np.log2(HIGHEST_HZ / LOWEST_CUTOFF_HZ) * ROWS_PER_OCTAVE))
_WRAP = float(2**32)
_UNCHECKED: Literal["wrap"] = "wrap"
"""A phase never leaves its table, so nothing is wrapped: that is only quicker than to check it again."""


def _saw(h: NDArray[np.float64]) -> NDArray[np.float64]:
    return 0.6 / h


def _square(h: NDArray[np.float64]) -> NDArray[np.float64]:
    return np.where(h % 2 == 1, 0.9 / h, 0.0)


def _triangle(h: NDArray[np.float64]) -> NDArray[np.float64]:
    return np.where(h % 2 == 1, 0.9 / h**2 * np.where(h % 4 == 1, 1.0, -1.0), 0.0)


def _pulse(h: NDArray[np.float64]) -> NDArray[np.float64]:
    return 0.8 / h * np.sin(np.pi * h * 0.22)


def _reed(h: NDArray[np.float64]) -> NDArray[np.float64]:
    return np.where(h % 2 == 1, 1.0, 0.45) / h**1.6 * 0.8


def _glass(h: NDArray[np.float64]) -> NDArray[np.float64]:
    return np.isin(h, (1, 2, 4, 5, 8, 12, 16)) * 0.6 / h**0.9


def _string(h: NDArray[np.float64]) -> NDArray[np.float64]:
    return 0.9 / h * np.abs(np.sin(np.pi * h * 0.137))


def _organ(h: NDArray[np.float64]) -> NDArray[np.float64]:
    levels = {1: 0.5, 2: 0.42, 3: 0.36, 4: 0.22, 6: 0.1, 8: 0.14, 10: 0.03, 16: 0.02}
    return np.asarray(sum(np.where(h == number, level, 0.0) for number, level in levels.items()))


def _voice(h: NDArray[np.float64]) -> NDArray[np.float64]:
    return 0.7 / h**1.2


def _growl(h: NDArray[np.float64]) -> NDArray[np.float64]:
    """A mouth that says "ya": peaks at the third, seventh and thirteenth harmonic over a thinned saw."""
    mouth = sum(level * np.exp(-np.square(np.log2(h / peak) * 4.0)) for peak, level in ((3, 1.0), (7, 1.1), (13, 0.8)))
    return np.asarray((0.35 + mouth) * 0.6 / h**0.9)


def _hollow(h: NDArray[np.float64]) -> NDArray[np.float64]:
    """Two pulses a quarter apart, the hoover's: every fourth harmonic is missing."""
    return 0.7 / h * np.where(h % 4 == 0, 0.0, 1.0)


WAVES: dict[str, Callable[[NDArray[np.float64]], NDArray[np.float64]]] = {
    "saw": _saw,
    "square": _square,
    "triangle": _triangle,
    "pulse": _pulse,
    "reed": _reed,
    "glass": _glass,
    "string": _string,
    "organ": _organ,
    "voice": _voice,
    "growl": _growl,
    "hollow": _hollow,
}
"""How loud each harmonic (1, 2, …) of a wave is, in sine phase."""


@lru_cache(maxsize=40)
def filtered(wave: str, highest_hz: float, resonance: float) -> NDArray[np.float32]:
    """A wave for tones up to `highest_hz`: rows of cut-offs, four to the octave from 40 Hz (24 dB per octave)."""
    harmonics = _harmonics(highest_hz)
    cutoffs_hz = LOWEST_CUTOFF_HZ * 2.0 ** (np.arange(_ROWS) / ROWS_PER_OCTAVE)
    ratio = np.square(harmonics[None, :] * highest_hz / cutoffs_hz[:, None])
    quality = 0.7 + 5.0 * resonance
    response = 1.0 / np.sqrt((np.square(1.0 - ratio) + ratio / quality**2) * (1.0 + ratio**2))
    return _lay(WAVES[wave](harmonics) * response, highest_hz)


@lru_cache(maxsize=40)
def decaying(wave: str, hz: float, decay_s: float, treble: float, rows: int, row_s: float) -> NDArray[np.float32]:
    """A plucked wave: row k is the string after k · `row_s` seconds; `treble` is how much sooner high harmonics die."""
    harmonics = _harmonics(hz)
    rates = (1.0 / decay_s) * (1.0 + treble * (harmonics - 1.0) ** 1.15)
    ages = np.arange(rows)[:, None] * row_s
    return _lay(np.asarray(WAVES[wave](harmonics) * np.exp(-ages * rates[None, :])), hz)


def row_of(cutoff_hz: Mono) -> Mono:
    """Where in a `filtered` table a cut-off lies."""
    return row_at(1.0, np.log2(np.maximum(cutoff_hz, np.float32(1.0))))


def row_at(hz: float, octaves: Mono) -> Mono:
    """Where in a `filtered` table a cut-off lies that is so many octaves above a frequency."""
    rows = (octaves + np.float32(np.log2(hz / LOWEST_CUTOFF_HZ))) * np.float32(ROWS_PER_OCTAVE)
    return np.asarray(np.clip(rows, 0.0, np.float32(_ROWS - 1.001)), dtype=np.float32)


def steady_phase(hz: float, frames: int, start_cycles: float = 0.0) -> NDArray[np.uint32]:
    """The phase of a steady tone; a whole turn is 2³²."""
    step = np.uint32(round(hz / SAMPLE_RATE_HZ * _WRAP))
    start = np.uint32(int(start_cycles % 1.0 * _WRAP) & 0xFFFFFFFF)
    return np.arange(frames, dtype=np.uint32) * step + start


def moving_phase(cycles: NDArray[np.float64], ratio: float = 1.0, start_cycles: float = 0.0) -> NDArray[np.uint32]:
    """The phase of a tone that bends, from cycles since the start, `ratio` times as quick."""
    whole = np.multiply(cycles, ratio * _WRAP, out=np.empty(len(cycles), dtype=np.int64), casting="unsafe")
    turn = whole.astype(np.uint32)
    turn += np.uint32(int(start_cycles % 1.0 * _WRAP) & 0xFFFFFFFF)
    return turn


class Reader(Protocol):
    """What gives the samples of a wave at phases."""

    def read(self, turn: NDArray[np.uint32]) -> Mono: ...


class Stand:
    """One place between the rows of a table: the wave of a filter that doesn't move."""

    def __init__(self, table: NDArray[np.float32], row: float) -> None:
        lower = min(int(row), len(table) - 2)
        wave = table[lower] + (table[lower + 1] - table[lower]) * np.float32(row - lower)
        self._shift = 32 - int(np.log2(len(wave) - 1))
        self._pairs = np.stack([wave[:-1], np.diff(wave)], axis=1).reshape(-1).view(np.complex64)

    def read(self, turn: NDArray[np.uint32]) -> Mono:
        """The samples at these phases; each pair is a sample and the way to the next."""
        pairs = self._pairs.take((turn >> np.uint32(self._shift)).astype(np.intp), mode=_UNCHECKED)
        part = (turn & np.uint32((1 << self._shift) - 1)).astype(np.float32)
        part *= np.float32(1.0 / (1 << self._shift))
        part *= pairs.imag
        part += pairs.real
        return part


class Walk:
    """A path across the rows of a table, shared by all voices of one note."""

    def __init__(self, table: NDArray[np.float32], rows: Mono) -> None:
        self._flat = table.reshape(-1)
        self._stride = table.shape[1]
        self._shift = 32 - int(np.log2(self._stride - 1))
        lower = np.minimum(rows.astype(np.intp), len(table) - 2)
        self._base = lower * self._stride
        self._blend = rows - lower

    def read(self, turn: NDArray[np.uint32]) -> Mono:
        """The samples at these phases."""
        index = (turn >> np.uint32(self._shift)).astype(np.intp)
        index += self._base
        part = (turn & np.uint32((1 << self._shift) - 1)).astype(np.float32)
        part *= np.float32(1.0 / (1 << self._shift))
        below = self._between(index, part)
        index += self._stride - 1
        above = self._between(index, part)
        above -= below
        above *= self._blend
        above += below
        return above

    def _between(self, index: NDArray[np.intp], part: Mono) -> Mono:
        """From one sample to the next, on which the index is left."""
        left = self._flat.take(index, mode=_UNCHECKED)
        index += 1
        right = self._flat.take(index, mode=_UNCHECKED)
        right -= left
        right *= part
        right += left
        return right


def _harmonics(hz: float) -> NDArray[np.float64]:
    return np.arange(1, max(int(HIGHEST_HZ / hz), 1) + 1, dtype=np.float64)


def _lay(levels: NDArray[np.float64], hz: float) -> NDArray[np.float32]:
    """Rows of harmonics to rows of samples, each followed by its first sample for the reader's convenience."""
    size = 4096 if hz < 160.0 else 2048
    spectrum = np.zeros((len(levels), size // 2 + 1), dtype=np.complex128)
    spectrum[:, 1 : levels.shape[1] + 1] = levels * (-0.5j * size)
    samples = np.fft.irfft(spectrum, size, axis=1)
    return np.concatenate([samples, samples[:, :1]], axis=1).astype(np.float32)

"""A beat as a picture: its spectrum over time, and its waveform with the sections marked."""

from __future__ import annotations

from pathlib import Path

import matplotlib as mpl
import numpy as np
from numpy.typing import NDArray
from PIL import Image

mpl.use("Agg")
from matplotlib import pyplot as plt
from matplotlib.axes import Axes

from audio.dsp.sound import SAMPLE_RATE_HZ, Sound
from generation.engines.composer.score import BEATS_PER_BAR, Score

WIDTH_PX, HEIGHT_PX, DPI = 1100, 460, 100
_GROUND, _TEXT, _LINE, _WAVE = "#0e1117", "#c9d1d9", "#8b949e", "#58a6ff"
_COLUMNS, _ROWS, _COLOURS = 500, 120, 64
_LOWEST_HZ, _HIGHEST_HZ = 30.0, 18_000.0
_TICKS_HZ = (50, 100, 200, 500, 1_000, 2_000, 5_000, 10_000)
_DEPTH_DB = 72.0
_WINDOW = 8_192
_LATE = 0.93
"""A section that begins later than this share of the length has its name flush right."""
_LEAN_DB = 4.5
"""The picture is lifted by so much per octave, so that a balanced sound is even from bottom to top."""

Levels = NDArray[np.float64]


def draw(score: Score, master: Sound, title: str, path: Path) -> None:
    """Write the picture as a PNG with a palette of its own."""
    figure, (top, bottom) = plt.subplots(
        2, 1, figsize=(WIDTH_PX / DPI, HEIGHT_PX / DPI), height_ratios=(3, 1), sharex=True, facecolor=_GROUND
    )
    seconds = len(master) / SAMPLE_RATE_HZ
    _draw_spectrum(top, master, seconds)
    _draw_wave(bottom, master, seconds)
    _mark_sections(top, bottom, score, seconds)
    top.set_title(title, color=_TEXT, fontsize=10, loc="left", pad=18)
    figure.subplots_adjust(left=0.055, right=0.99, top=0.88, bottom=0.09, hspace=0.06)
    figure.savefig(path, dpi=DPI, facecolor=_GROUND)
    plt.close(figure)
    _shrink(path)


def _draw_spectrum(axes: Axes, master: Sound, seconds: float) -> None:
    levels_db = log_spectrogram_db(master)
    highest = float(np.percentile(levels_db, 99.7))
    axes.imshow(
        levels_db,
        origin="lower",
        aspect="auto",
        cmap="magma",
        interpolation="nearest",
        extent=(0.0, seconds, 0.0, float(_ROWS)),
        vmin=highest - _DEPTH_DB,
        vmax=highest,
    )
    axes.set_yticks([_row_of(hz) for hz in _TICKS_HZ], [_named(hz) for hz in _TICKS_HZ])
    axes.set_ylabel("Hz", color=_TEXT, fontsize=8)
    _dress(axes)


def log_spectrogram_db(master: Sound) -> Levels:
    """Levels of both channels together over `_ROWS` equal parts of the octaves and `_COLUMNS` moments."""
    hop = max(len(master) // _COLUMNS, 1)
    padded = np.pad(master, ((_WINDOW // 2, _WINDOW // 2), (0, 0)))
    windows = np.lib.stride_tricks.sliding_window_view(padded, _WINDOW, axis=0)[::hop][:_COLUMNS]
    shape = np.hanning(_WINDOW).astype(np.float32)
    power = np.stack([np.square(np.abs(np.fft.rfft(window * shape, axis=1))).sum(axis=0) for window in windows])
    edges_hz = _LOWEST_HZ * (_HIGHEST_HZ / _LOWEST_HZ) ** (np.arange(_ROWS + 1) / _ROWS)
    cumulative = np.concatenate([np.zeros((len(power), 1)), np.cumsum(power, axis=1)], axis=1)
    positions = edges_hz * _WINDOW / SAMPLE_RATE_HZ + 0.5
    at = np.stack([np.interp(positions, np.arange(cumulative.shape[1]), row) for row in cumulative])
    density = np.diff(at, axis=1) / np.diff(positions)
    lean_db = _LEAN_DB * np.log2(np.sqrt(edges_hz[:-1] * edges_hz[1:]) / 1000.0)
    return np.asarray((10.0 * np.log10(density + 1e-9) + lean_db).T)


def _row_of(hz: float) -> float:
    return float(_ROWS * np.log(hz / _LOWEST_HZ) / np.log(_HIGHEST_HZ / _LOWEST_HZ))


def _named(hz: int) -> str:
    return f"{hz // 1000}k" if hz >= 1000 else str(hz)


def _draw_wave(axes: Axes, master: Sound, seconds: float) -> None:
    """Lowest and highest sample of each column."""
    count = 2 * _COLUMNS
    size = max(len(master) // count, 1)
    columns = master.mean(axis=1)[: size * count].reshape(-1, size)
    times = (np.arange(len(columns)) + 0.5) * seconds / len(columns)
    axes.fill_between(times, columns.min(axis=1), columns.max(axis=1), color=_WAVE, linewidth=0.0)
    axes.set_ylim(-1.0, 1.0)
    axes.set_yticks([])
    axes.set_xlabel("seconds", color=_TEXT, fontsize=8, labelpad=1)
    _dress(axes)


def _mark_sections(top: Axes, bottom: Axes, score: Score, seconds: float) -> None:
    """A line where each section begins, with its name and its number of bars above."""
    for section in score.sections:
        start_s = section.start_beats * 60.0 / score.bpm
        for axes in (top, bottom):
            axes.axvline(start_s, color=_TEXT, linewidth=0.8, alpha=0.7)
        bars = section.length_beats / BEATS_PER_BAR
        late = start_s > _LATE * seconds
        at_s, side = (seconds, "right") if late else (start_s + 0.002 * seconds, "left")
        top.text(at_s, _ROWS + 2, f"{section.name} {bars:.2g}", color=_LINE, fontsize=8, ha=side)
    bottom.set_xlim(0.0, seconds)


def _dress(axes: Axes) -> None:
    axes.set_facecolor(_GROUND)
    axes.tick_params(colors=_LINE, labelsize=8, length=2)
    for spine in axes.spines.values():
        spine.set_visible(False)


def _shrink(path: Path) -> None:
    """The picture with few colours: a quarter of the bytes."""
    with Image.open(path) as picture:
        few = picture.convert("RGB").quantize(_COLOURS, dither=Image.Dither.NONE)
    few.save(path, optimize=True)
